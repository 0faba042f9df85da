# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DecisionChoiceAnswerConfidenceMeaning(StrEnum):
    """
    What `confidence` is a measure of. It differs from model to model, so that confidences cannot be compared across them.
    """

    ADJUSTED_TOP_PROBABILITY = 'ADJUSTED_TOP_PROBABILITY'
    NORMALIZED_ENTROPY_COMPLEMENT = 'NORMALIZED_ENTROPY_COMPLEMENT'
    TOP_PROBABILITY = 'TOP_PROBABILITY'
    ORDERED_MEAN_ABSOLUTE_DEVIATION = 'ORDERED_MEAN_ABSOLUTE_DEVIATION'
    PROVIDER_DEFINED = 'PROVIDER_DEFINED'
    NOT_REPORTED = 'NOT_REPORTED'
