# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class ErrorBodyField(Model):
    """
    A field of a request body, and the rule that it broke.
    """

    field: str
    """
    Where it is, such as `spaceEmbedders[0].embedderId`.
    """
    message: str
    """
    The rule, for people.
    """
