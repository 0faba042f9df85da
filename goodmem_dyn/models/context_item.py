# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .binary_content import BinaryContent


class ContextItem(Model):
    """
    One piece of context for a query: exactly one of `text` and `binary`.
    """

    text: str | None = None
    """
    The context as text.
    """
    binary: BinaryContent | None = None
    """
    The context as bytes with a media type.
    """
