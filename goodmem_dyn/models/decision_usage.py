# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class DecisionUsage(Model):
    input_tokens: Annotated[int | None, Field(alias='inputTokens')] = None
    output_tokens: Annotated[int | None, Field(alias='outputTokens')] = None
