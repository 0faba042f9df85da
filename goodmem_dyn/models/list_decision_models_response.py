# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_model_response import DecisionModelResponse


class ListDecisionModelsResponse(Model):
    """
    A page of decision models.
    """

    decision_models: Annotated[
        list[DecisionModelResponse], Field(alias='decisionModels')
    ]
    """
    The models of this page.
    """
    next_page_token: Annotated[str | None, Field(alias='nextPageToken')] = None
    """
    Token of the next page. Absent on the last.
    """
    total_count: Annotated[int, Field(alias='totalCount')]
    """
    How many there are on all pages, as far as the caller may read them.
    """
