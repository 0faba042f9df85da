# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_limit_type import DecisionLimitType


class DecisionLimit(Model):
    """
    A limit of a request.
    """

    type: DecisionLimitType
    """
    What is limited.
    """
    value: int
    """
    The limit.
    """
