# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated, Any

from goodmem_dyn._models.base import ContentModel
from goodmem_dyn._models.times import moment
from goodmem_dyn._models.strings import Base64
from pydantic import Field

from .chunking_configuration import ChunkingConfiguration
from .memory_page_image_status import MemoryPageImageStatus
from .memory_processing_status import MemoryProcessingStatus
from .processing_history import ProcessingHistory


class Memory(ContentModel):
    """
    A piece of content in a space, with its metadata and the state of its indexing.
    """

    memory_id: Annotated[str, Field(alias='memoryId')]
    """
    Id of the memory, a UUID.
    """
    space_id: Annotated[str, Field(alias='spaceId')]
    """
    Id of the space it belongs to, a UUID.
    """
    original_content: Annotated[Base64 | None, Field(alias='originalContent')] = None
    """
    The content, base64-encoded even for text. Only if asked for.
    """
    original_content_length: Annotated[
        int | None, Field(alias='originalContentLength')
    ] = None
    """
    Size of the content, in bytes. Absent if the content is not stored here.
    """
    original_content_sha256: Annotated[
        str | None, Field(alias='originalContentSha256')
    ] = None
    """
    SHA-256 digest of the content, in hexadecimal. Absent if the content is not stored here.
    """
    original_content_ref: Annotated[str | None, Field(alias='originalContentRef')] = (
        None
    )
    """
    Pointer to where the content comes from, as given. The server never fetches it.
    """
    content_type: Annotated[str, Field(alias='contentType')]
    """
    Media type of the content.
    """
    processing_status: Annotated[
        MemoryProcessingStatus, Field(alias='processingStatus')
    ]
    """
    State of the indexing: `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`; `UNSPECIFIED` if unknown. Only `COMPLETED` memories are found by a retrieval.
    """
    page_image_status: Annotated[
        MemoryPageImageStatus | None, Field(alias='pageImageStatus')
    ]
    """
    State of the page images, on its own: without `extractPageImages` it stays `PENDING` even when processing is `COMPLETED`, so do not wait for it.
    """
    page_image_count: Annotated[int | None, Field(alias='pageImageCount')]
    """
    Number of page images; 0 if none were asked for.
    """
    metadata: dict[str, Any] | None = None
    """
    Data about the memory. Numbers come back as floats and keys in another order than sent.
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
    chunking_config: Annotated[
        ChunkingConfiguration | None, Field(alias='chunkingConfig')
    ] = None
    """
    How this memory is chunked. May be absent if it uses the space's default.
    """
    processing_history: Annotated[
        ProcessingHistory | None, Field(alias='processingHistory')
    ] = None
    """
    The background job behind the indexing. Only if asked for.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
