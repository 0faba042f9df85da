# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class SeparatorKeepStrategy(StrEnum):
    """
    What happens to a separator at a cut: `KEEP_START` lets it begin the next piece, `KEEP_END` lets it end the piece before; `KEEP_NONE` is deprecated and does the same as `KEEP_END`.
    """

    KEEP_NONE = 'KEEP_NONE'
    KEEP_START = 'KEEP_START'
    KEEP_END = 'KEEP_END'
