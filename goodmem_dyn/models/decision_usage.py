# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class DecisionUsage(Model):
    """
    What an answer took. Absent means unknown, 0 means none.
    """

    input_tokens: Annotated[int | None, Field(alias='inputTokens')] = None
    """
    Tokens that went in.
    """
    output_tokens: Annotated[int | None, Field(alias='outputTokens')] = None
    """
    Tokens that came out.
    """
