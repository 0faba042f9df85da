# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent


class DecisionScoreQuestion(Model):
    """
    How much, on levels.
    """

    levels: list[DecisionContent]
    """
    The levels, lowest first.
    """
