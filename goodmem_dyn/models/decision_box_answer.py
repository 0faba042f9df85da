# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class DecisionBoxAnswer(Model):
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None
