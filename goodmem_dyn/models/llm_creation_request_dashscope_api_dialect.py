# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class LLMCreationRequestDashscopeApiDialect(StrEnum):
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: inferred from the path and the model.
    """

    LLM_NATIVE_TEXT = 'LLM_NATIVE_TEXT'
    LLM_NATIVE_MULTIMODAL = 'LLM_NATIVE_MULTIMODAL'
    OPENAI_COMPATIBLE = 'OPENAI_COMPATIBLE'
