# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionQuestionSemanticsOutput(StrEnum):
    """
    What the answer itself is.
    """

    CANDIDATE_IDENTIFIER = 'CANDIDATE_IDENTIFIER'
    EXPECTED_ZERO_BASED_LEVEL = 'EXPECTED_ZERO_BASED_LEVEL'
    PROBABILITY_TRUE = 'PROBABILITY_TRUE'
    NORMALIZED_EDGES_NO_ABSENCE_SENTINEL = 'NORMALIZED_EDGES_NO_ABSENCE_SENTINEL'
