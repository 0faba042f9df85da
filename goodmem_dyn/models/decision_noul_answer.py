# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class DecisionNoulAnswer(Model):
    """
    Whether it is true.
    """

    probability_true: Annotated[float, Field(alias='probabilityTrue')]
    """
    Probability that it is, from 0 to 1. Where to draw the line is the caller's to say.
    """
