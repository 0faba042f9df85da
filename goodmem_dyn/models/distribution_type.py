# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DistributionType(StrEnum):
    """
    Kind of vectors that an embedder makes: `DENSE`, most values set, or `SPARSE`, few values set.
    """

    DENSE = 'DENSE'
    SPARSE = 'SPARSE'
