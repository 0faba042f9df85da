# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class MemoryChunkResponseVectorStatus(StrEnum):
    """
    State of its vector: `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`; `UNSPECIFIED` if unknown.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    PENDING = 'PENDING'
    PROCESSING = 'PROCESSING'
    COMPLETED = 'COMPLETED'
    FAILED = 'FAILED'
