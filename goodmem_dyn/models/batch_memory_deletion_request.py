# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .batch_delete_memory_selector_request import BatchDeleteMemorySelectorRequest


class BatchMemoryDeletionRequest(Model):
    """
    Which memories to delete.
    """

    requests: list[BatchDeleteMemorySelectorRequest]
    """
    What to delete: each entry names one memory or selects several by a filter.
    """
