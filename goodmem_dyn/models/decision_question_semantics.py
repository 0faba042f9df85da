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
    """
    What answers to one kind of question mean.
    """

    question_type: Annotated[
        DecisionQuestionSemanticsQuestionType, Field(alias='questionType')
    ]
    """
    The kind of question.
    """
    confidence: DecisionQuestionSemanticsConfidence
    """
    What the confidence is a measure of.
    """
    output: DecisionQuestionSemanticsOutput
    """
    What the answer itself is.
    """
