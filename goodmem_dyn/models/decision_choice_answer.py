# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_choice_answer_confidence_meaning import (
    DecisionChoiceAnswerConfidenceMeaning,
)


class DecisionChoiceAnswer(Model):
    choice: str
    probabilities: dict[str, float]
    confidence: float | None = None
    confidence_meaning: Annotated[
        DecisionChoiceAnswerConfidenceMeaning, Field(alias='confidenceMeaning')
    ]
