# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_media_limit_type import DecisionMediaLimitType


class DecisionMediaLimit(Model):
    """
    A limit of a medium.
    """

    type: DecisionMediaLimitType
    """
    What is limited.
    """
    value: int
    """
    The limit.
    """
