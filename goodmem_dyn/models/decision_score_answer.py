# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from ._internal import DecisionContent
from .decision_score_answer_confidence_meaning import (
    DecisionScoreAnswerConfidenceMeaning,
)


class DecisionScoreAnswer(Model):
    """
    How much, on levels.
    """

    score: float
    """
    The level that is to be expected, counted from 0; it may lie between two.
    """
    probabilities: dict[str, float]
    """
    Probability of every level, by its number as text, from `0`.
    """
    levels: list[DecisionContent]
    """
    The levels of the question.
    """
    confidence: float | None = None
    """
    How sure the model is, from 0 to 1; what that means is in `confidenceMeaning`. Absent if it does not say.
    """
    confidence_meaning: Annotated[
        DecisionScoreAnswerConfidenceMeaning, Field(alias='confidenceMeaning')
    ]
    """
    What `confidence` is a measure of. It differs from model to model, so that confidences cannot be compared across them.
    """
