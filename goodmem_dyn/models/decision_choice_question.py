# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from ._internal import DecisionContent


class DecisionChoiceQuestion(Model):
    """
    Which of several options fits.
    """

    options: dict[str, DecisionContent]
    """
    The options: what each is, by its name.
    """
