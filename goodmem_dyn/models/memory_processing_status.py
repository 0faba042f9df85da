# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class MemoryProcessingStatus(StrEnum):
    """
    State of the indexing: `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`; `UNSPECIFIED` if unknown. Only `COMPLETED` memories are found by a retrieval.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    PENDING = 'PENDING'
    PROCESSING = 'PROCESSING'
    COMPLETED = 'COMPLETED'
    FAILED = 'FAILED'
