# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class TokenBudget(Model):
    """
    A limit on generated text.
    """

    tokens: int
    """
    Most tokens to generate, more than 0.
    """
