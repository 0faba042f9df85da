# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Base64Text
from pydantic import Field

from .chunking_configuration import ChunkingConfiguration


class MemoryCreationRequest(Model):
    """
    A new memory. In a multipart form the uploaded file is its content.
    """

    memory_id: Annotated[str | None, Field(alias='memoryId')] = None
    """
    Id for the memory, a UUID; one in use is a 409. Left out: the server makes one.
    """
    space_id: Annotated[str, Field(alias='spaceId')]
    """
    Id of the space to store it in, a UUID.
    """
    original_content: Annotated[str | None, Field(alias='originalContent')] = None
    """
    The content as plain text, not empty. Exclusive with `originalContentB64`. Not in a multipart form, where the file is the content.
    """
    original_content_b64: Annotated[
        Base64Text | None, Field(alias='originalContentB64')
    ] = None
    """
    The content as base64-encoded bytes. Exclusive with `originalContent`. Not in a multipart form, where the file is the content.
    """
    original_content_ref: Annotated[str | None, Field(alias='originalContentRef')] = (
        None
    )
    """
    Pointer to where the content comes from, such as a URL. Stored and returned; the server never fetches it. Default: none.
    """
    content_type: Annotated[str | None, Field(alias='contentType')] = None
    """
    Media type of the content, such as `text/plain` or `application/pdf`. It decides how text is extracted.
    """
    metadata: dict[str, Any] | None = None
    """
    Data about the memory as JSON, for filters and for people. Numbers come back as floats and keys in another order. A text `title` may be passed to the embedding provider as a hint. Default: none.
    """
    chunking_config: Annotated[
        ChunkingConfiguration | None, Field(alias='chunkingConfig')
    ] = None
    """
    How to chunk this memory. Left out: the space's default.
    """
    extract_page_images: Annotated[bool | None, Field(alias='extractPageImages')] = None
    """
    Whether to make an image of each page, for types such as PDF. Default: false.
    """
    file_field: Annotated[str | None, Field(alias='fileField')] = None
    """
    Name of the multipart part that holds this item's file. Needed only in a batch upload with several files.
    """
