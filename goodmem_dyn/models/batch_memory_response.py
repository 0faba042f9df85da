# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .batch_memory_result import BatchMemoryResult


class BatchMemoryResponse(Model):
    """
    Outcome of a batch, item by item. Some items may have failed.
    """

    results: list[BatchMemoryResult]
    """
    One result for each request item.
    """
    total_deleted: Annotated[int | None, Field(alias='totalDeleted')] = None
    """
    Number of memories deleted in all. Only for deletions.
    """
