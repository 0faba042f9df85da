# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .reranker_response import RerankerResponse


class ListRerankersResponse(Model):
    """
    All rerankers that the caller may see.
    """

    rerankers: list[RerankerResponse]
    """
    The rerankers, newest first, without credentials.
    """
