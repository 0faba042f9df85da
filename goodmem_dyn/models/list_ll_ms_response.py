# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .llm_response import LLMResponse


class ListLLMsResponse(Model):
    """
    All LLMs that the caller may see.
    """

    llms: list[LLMResponse]
    """
    The LLMs, without credentials.
    """
