# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_limit import DecisionLimit
from .decision_media_support import DecisionMediaSupport
from .decision_model_capabilities_input_overflow import (
    DecisionModelCapabilitiesInputOverflow,
)
from .decision_question_semantics import DecisionQuestionSemantics


class DecisionModelCapabilities(Model):
    """
    What the server knows of a decision model. A limit that is absent is unknown, not infinite.
    """

    question_types: Annotated[list[str], Field(alias='questionTypes')]
    """
    The kinds of questions that it answers.
    """
    media: list[DecisionMediaSupport]
    """
    The media that it takes.
    """
    limits: list[DecisionLimit]
    """
    Limits of a request.
    """
    context_bound_limits: Annotated[list[str], Field(alias='contextBoundLimits')]
    """
    Limits that depend on everything else in the request.
    """
    semantics: list[DecisionQuestionSemantics]
    """
    What its answers mean, for each kind of question.
    """
    input_overflow: Annotated[
        DecisionModelCapabilitiesInputOverflow, Field(alias='inputOverflow')
    ]
    """
    What happens to an input that is too long: it is refused, or the state, and perhaps options, are cut without an error.
    """
