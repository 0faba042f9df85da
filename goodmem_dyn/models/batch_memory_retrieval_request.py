# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class BatchMemoryRetrievalRequest(Model):
    """
    Which memories to return.
    """

    memory_ids: Annotated[list[str], Field(alias='memoryIds')]
    """
    Ids of the memories, UUIDs.
    """
    include_content: Annotated[bool | None, Field(alias='includeContent')] = None
    """
    Whether to return each content in `originalContent`, base64-encoded even for text. Default: false.
    """
    include_processing_history: Annotated[
        bool | None, Field(alias='includeProcessingHistory')
    ] = None
    """
    Whether to return the background jobs in `processingHistory`. Default: false.
    """
