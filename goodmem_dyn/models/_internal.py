# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_media import DecisionMedia


class DecisionArray(Model):
    """
    A list of contents.
    """

    values: list[DecisionContent]
    """
    The contents.
    """


class DecisionContent(Model):
    """
    A text, a JSON value, an object, a list or a medium. Exactly one of its members is given.
    """

    json_value: Annotated[str | None, Field(alias='jsonValue')] = None
    """
    A JSON value, written as a string, so that numbers keep their digits.
    """
    text: str | None = None
    """
    A text.
    """
    object_value: DecisionObject | None = Field(None, alias='objectValue')
    """
    Contents by name.
    """
    array_value: Annotated[DecisionArray | None, Field(alias='arrayValue')] = None
    """
    A list of contents.
    """
    media: DecisionMedia | None = None
    """
    A medium.
    """


class DecisionObject(Model):
    """
    Contents by name.
    """

    fields: dict[str, DecisionContent]
    """
    The contents, by name.
    """


DecisionArray.model_rebuild()
DecisionContent.model_rebuild()
