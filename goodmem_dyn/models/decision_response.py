# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_answer import DecisionAnswer
from .decision_usage import DecisionUsage


class DecisionResponse(Model):
    model: str
    answers: dict[str, DecisionAnswer]
    usage: DecisionUsage
