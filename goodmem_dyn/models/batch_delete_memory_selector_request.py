# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .filtered_delete_memory_selector_request import FilteredDeleteMemorySelectorRequest


class BatchDeleteMemorySelectorRequest(Model):
    """
    Memories to delete: one by `memoryId`, or several by `filterSelector`.
    """

    memory_id: Annotated[str | None, Field(alias='memoryId')] = None
    """
    Id of the memory to delete, a UUID.
    """
    filter_selector: Annotated[
        FilteredDeleteMemorySelectorRequest | None, Field(alias='filterSelector')
    ] = None
    """
    Which memories of a space to delete.
    """
