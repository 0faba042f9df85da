# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class DecisionNoulAnswer(Model):
    probability_true: Annotated[float, Field(alias='probabilityTrue')]
