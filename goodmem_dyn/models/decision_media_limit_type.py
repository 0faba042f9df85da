# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionMediaLimitType(StrEnum):
    """
    What is limited.
    """

    MAX_ITEMS = 'MAX_ITEMS'
    MAX_ITEM_BYTES = 'MAX_ITEM_BYTES'
    MAX_TOTAL_BYTES = 'MAX_TOTAL_BYTES'
    MAX_PIXELS = 'MAX_PIXELS'
    MIN_WIDTH = 'MIN_WIDTH'
    MAX_WIDTH = 'MAX_WIDTH'
    MIN_HEIGHT = 'MIN_HEIGHT'
    MAX_HEIGHT = 'MAX_HEIGHT'
    MIN_PIXELS = 'MIN_PIXELS'
    MAX_DURATION_MILLIS = 'MAX_DURATION_MILLIS'
