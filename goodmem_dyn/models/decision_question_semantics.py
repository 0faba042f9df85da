# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_question_semantics_confidence import DecisionQuestionSemanticsConfidence
from .decision_question_semantics_output import DecisionQuestionSemanticsOutput
from .decision_question_semantics_question_type import (
    DecisionQuestionSemanticsQuestionType,
)


class DecisionQuestionSemantics(Model):
    question_type: Annotated[
        DecisionQuestionSemanticsQuestionType, Field(alias='questionType')
    ]
    confidence: DecisionQuestionSemanticsConfidence
    output: DecisionQuestionSemanticsOutput
