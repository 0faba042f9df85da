# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class DecisionBoxQuestion(Model):
    """
    Where in the picture it is. It has no members.
    """
