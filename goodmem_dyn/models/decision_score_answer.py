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
    score: float
    probabilities: dict[str, float]
    levels: list[DecisionContent]
    confidence: float | None = None
    confidence_meaning: Annotated[
        DecisionScoreAnswerConfidenceMeaning, Field(alias='confidenceMeaning')
    ]
