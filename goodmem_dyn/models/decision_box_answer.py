# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class DecisionBoxAnswer(Model):
    """
    A box in the picture, by its edges as fractions of the picture. There is always one, even if nothing is there.
    """

    left: float
    """
    Left edge, from 0 to 1.
    """
    top: float
    """
    Upper edge, from 0 to 1.
    """
    right: float
    """
    Right edge, from 0 to 1.
    """
    bottom: float
    """
    Lower edge, from 0 to 1.
    """
    confidence: float | None = None
    """
    How sure the model is, from 0 to 1. Absent if it does not say.
    """
