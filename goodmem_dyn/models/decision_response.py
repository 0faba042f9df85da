# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .decision_answer import DecisionAnswer
from .decision_usage import DecisionUsage


class DecisionResponse(Model):
    """
    The answers of a decision model.
    """

    model: str
    """
    The model that answered, as the provider calls it.
    """
    answers: dict[str, DecisionAnswer]
    """
    The answers, under the names of the questions.
    """
    usage: DecisionUsage
    """
    What it took.
    """
