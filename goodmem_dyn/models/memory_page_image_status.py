# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class MemoryPageImageStatus(StrEnum):
    """
    State of the page images, on its own: without `extractPageImages` it stays `PENDING` even when processing is `COMPLETED`, so do not wait for it.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    PENDING = 'PENDING'
    PROCESSING = 'PROCESSING'
    COMPLETED = 'COMPLETED'
    FAILED = 'FAILED'
