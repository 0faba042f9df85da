# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .embedder_response import EmbedderResponse


class ListEmbeddersResponse(Model):
    """
    All embedders that the caller may see.
    """

    embedders: list[EmbedderResponse]
    """
    The embedders, without credentials.
    """
