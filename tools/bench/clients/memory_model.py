"""The model of a memory, by hand; apart from the others, since a first call needs no more."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel


class Model(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="allow", val_json_bytes="base64", ser_json_bytes="base64"
    )


class Audited(Model):
    created_at: int
    updated_at: int
    created_by_id: str
    updated_by_id: str


class Recursive(Model):
    chunk_size: int
    chunk_overlap: int
    separators: list[str] | None = None
    keep_strategy: str
    separator_is_regex: bool | None = None
    length_measurement: str


class Chunking(Model):
    none: dict[str, Any] | None = None
    recursive: Recursive | None = None
    sentence: dict[str, Any] | None = None


class Memory(Audited):
    memory_id: str
    space_id: str
    original_content: bytes | None = None
    original_content_length: int | None = None
    original_content_sha256: str | None = None
    original_content_ref: str | None = None
    content_type: str
    processing_status: str
    page_image_status: str
    page_image_count: int
    metadata: dict[str, Any] | None = None
    chunking_config: Chunking | None = None


MEMORY = TypeAdapter(Memory)
