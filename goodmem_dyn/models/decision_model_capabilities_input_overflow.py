# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionModelCapabilitiesInputOverflow(StrEnum):
    REJECTS = 'REJECTS'
    TRUNCATES_STATE = 'TRUNCATES_STATE'
    TRUNCATES_STATE_AND_OPTIONS = 'TRUNCATES_STATE_AND_OPTIONS'
