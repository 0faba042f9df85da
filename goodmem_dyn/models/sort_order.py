# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class SortOrder(StrEnum):
    """
    Direction of a sort: `ASCENDING`, `DESCENDING`, or `SORT_ORDER_UNSPECIFIED` to leave it to the server.
    """

    ASCENDING = 'ASCENDING'
    DESCENDING = 'DESCENDING'
    SORT_ORDER_UNSPECIFIED = 'SORT_ORDER_UNSPECIFIED'
