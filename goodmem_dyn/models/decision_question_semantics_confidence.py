# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionQuestionSemanticsConfidence(StrEnum):
    """
    What the confidence is a measure of.
    """

    ADJUSTED_TOP_PROBABILITY = 'ADJUSTED_TOP_PROBABILITY'
    NORMALIZED_ENTROPY_COMPLEMENT = 'NORMALIZED_ENTROPY_COMPLEMENT'
    TOP_PROBABILITY = 'TOP_PROBABILITY'
    ORDERED_MEAN_ABSOLUTE_DEVIATION = 'ORDERED_MEAN_ABSOLUTE_DEVIATION'
    PROVIDER_DEFINED = 'PROVIDER_DEFINED'
    NOT_REPORTED = 'NOT_REPORTED'
