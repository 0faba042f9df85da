# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent
from .decision_media import DecisionMedia
from .decision_question import DecisionQuestion


class DecisionRequest(Model):
    """
    Questions about a state.
    """

    state: DecisionContent
    """
    What the questions are about.
    """
    attachments: list[DecisionMedia] | None = None
    """
    Media that belong to the state; their order is kept within each kind.
    """
    questions: dict[str, DecisionQuestion]
    """
    The questions, under names of the caller's choice, which the answers have again.
    """
