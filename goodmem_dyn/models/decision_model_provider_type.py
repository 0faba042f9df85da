# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionModelProviderType(StrEnum):
    """
    The protocol of a decision model's endpoint.
    """

    JEV = 'JEV'
    LAYA = 'LAYA'
    CLEF = 'CLEF'
