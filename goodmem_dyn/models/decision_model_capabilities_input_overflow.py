# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionModelCapabilitiesInputOverflow(StrEnum):
    """
    What happens to an input that is too long: it is refused, or the state, and perhaps options, are cut without an error.
    """

    REJECTS = 'REJECTS'
    TRUNCATES_STATE = 'TRUNCATES_STATE'
    TRUNCATES_STATE_AND_OPTIONS = 'TRUNCATES_STATE_AND_OPTIONS'
