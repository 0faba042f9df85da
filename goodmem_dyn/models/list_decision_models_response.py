# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_model_response import DecisionModelResponse


class ListDecisionModelsResponse(Model):
    decision_models: Annotated[
        list[DecisionModelResponse], Field(alias='decisionModels')
    ]
    next_page_token: Annotated[str | None, Field(alias='nextPageToken')] = None
    total_count: Annotated[int, Field(alias='totalCount')]
