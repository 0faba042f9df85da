# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .good_mem_status import GoodMemStatus
from .llm_response import LLMResponse


class CreateLLMResponse(Model):
    """
    A new LLM, with notes about its creation.
    """

    llm: LLMResponse
    """
    The LLM as stored, without credentials.
    """
    statuses: list[GoodMemStatus] | None = None
    """
    Notes such as `LLM_CAPABILITY_INFERRED`. Absent, null or empty when there are none.
    """
