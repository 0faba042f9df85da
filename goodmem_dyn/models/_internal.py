# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_media import DecisionMedia


class DecisionArray(Model):
    values: list[DecisionContent]


class DecisionContent(Model):
    json_value: Annotated[str | None, Field(alias='jsonValue')] = None
    text: str | None = None
    object_value: DecisionObject | None = Field(None, alias='objectValue')
    array_value: Annotated[DecisionArray | None, Field(alias='arrayValue')] = None
    media: DecisionMedia | None = None


class DecisionObject(Model):
    fields: dict[str, DecisionContent]


DecisionArray.model_rebuild()
DecisionContent.model_rebuild()
