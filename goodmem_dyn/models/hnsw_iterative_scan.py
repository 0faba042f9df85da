# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class HnswIterativeScan(StrEnum):
    """
    Whether a search goes on when filters leave too few hits: `ITERATIVE_SCAN_OFF` stops; `ITERATIVE_SCAN_RELAXED_ORDER` goes on and may return hits slightly out of order; `ITERATIVE_SCAN_STRICT_ORDER` goes on and keeps the order; `ITERATIVE_SCAN_UNSPECIFIED` leaves it to the server.
    """

    ITERATIVE_SCAN_UNSPECIFIED = 'ITERATIVE_SCAN_UNSPECIFIED'
    ITERATIVE_SCAN_OFF = 'ITERATIVE_SCAN_OFF'
    ITERATIVE_SCAN_RELAXED_ORDER = 'ITERATIVE_SCAN_RELAXED_ORDER'
    ITERATIVE_SCAN_STRICT_ORDER = 'ITERATIVE_SCAN_STRICT_ORDER'
