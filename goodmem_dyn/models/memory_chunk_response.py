# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .memory_chunk_response_vector_status import MemoryChunkResponseVectorStatus


class MemoryChunkResponse(Model):
    """
    A chunk: a part of a memory's text that is embedded and found on its own.
    """

    chunk_id: Annotated[str, Field(alias='chunkId')]
    """
    Id of the chunk, a UUID.
    """
    memory_id: Annotated[str, Field(alias='memoryId')]
    """
    Id of the memory it is part of, a UUID.
    """
    chunk_sequence_number: Annotated[int, Field(alias='chunkSequenceNumber')]
    """
    Position of the chunk among others of its memory. Only the order counts: numbers need not begin at 0 or be contiguous.
    """
    chunk_text: Annotated[str, Field(alias='chunkText')]
    """
    The text of the chunk.
    """
    vector_status: Annotated[
        MemoryChunkResponseVectorStatus, Field(alias='vectorStatus')
    ]
    """
    State of its vector: `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`; `UNSPECIFIED` if unknown.
    """
    start_offset: Annotated[int | None, Field(alias='startOffset')] = None
    """
    Where the chunk begins, in characters of the extracted text, not of the uploaded bytes. Older servers send 0.
    """
    end_offset: Annotated[int | None, Field(alias='endOffset')] = None
    """
    Where the chunk ends, in characters of the extracted text, itself not included. Older servers send 0.
    """
    metadata: dict[str, Any] | None = None
    """
    Data about the chunk, such as `source_page_start_index` and `source_page_end_index` for PDF pages. May be absent.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    updated_by_id: Annotated[str, Field(alias='updatedById')]
    """
    Id of the actor that last changed this: a user or, on newer servers, the API key that was used.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
