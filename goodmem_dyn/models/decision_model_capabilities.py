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
    question_types: Annotated[list[str], Field(alias='questionTypes')]
    media: list[DecisionMediaSupport]
    limits: list[DecisionLimit]
    context_bound_limits: Annotated[list[str], Field(alias='contextBoundLimits')]
    semantics: list[DecisionQuestionSemantics]
    input_overflow: Annotated[
        DecisionModelCapabilitiesInputOverflow, Field(alias='inputOverflow')
    ]
