# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .error_detail import ErrorDetail
from .memory import Memory


class BatchMemoryResult(Model):
    """
    Outcome of one item of a batch: look at `success` first.
    """

    success: bool
    """
    Whether the item succeeded.
    """
    memory_id: Annotated[str | None, Field(alias='memoryId')] = None
    """
    Id of the memory that the item is about. May be absent, for instance when `memory` is there.
    """
    memory: Memory | None = None
    """
    The memory that was created or found. Absent on failure and for deletions.
    """
    error: ErrorDetail | None = None
    """
    Why the item failed. Absent on success.
    """
    request_index: Annotated[int | None, Field(alias='requestIndex')] = None
    """
    Position of the item in the request, counted from 0.
    """
    deleted_count: Annotated[int | None, Field(alias='deletedCount')] = None
    """
    Number of memories that the item deleted; 0 if the filter matched none. Only for deletions.
    """
