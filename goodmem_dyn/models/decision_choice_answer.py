# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_choice_answer_confidence_meaning import (
    DecisionChoiceAnswerConfidenceMeaning,
)


class DecisionChoiceAnswer(Model):
    """
    Which option fits.
    """

    choice: str
    """
    Name of the option that fits best.
    """
    probabilities: dict[str, float]
    """
    Probability of every option, by its name. They may not add up to exactly 1.
    """
    confidence: float | None = None
    """
    How sure the model is, from 0 to 1; what that means is in `confidenceMeaning`. Absent if it does not say.
    """
    confidence_meaning: Annotated[
        DecisionChoiceAnswerConfidenceMeaning, Field(alias='confidenceMeaning')
    ]
    """
    What `confidence` is a measure of. It differs from model to model, so that confidences cannot be compared across them.
    """
