# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class DashScopeApiDialect(StrEnum):
    """
    The API that a DashScope endpoint speaks. `UNSPECIFIED` is not for requests.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    EMBEDDING_NATIVE_TEXT = 'EMBEDDING_NATIVE_TEXT'
    EMBEDDING_NATIVE_CONTENTS = 'EMBEDDING_NATIVE_CONTENTS'
    LLM_NATIVE_TEXT = 'LLM_NATIVE_TEXT'
    LLM_NATIVE_MULTIMODAL = 'LLM_NATIVE_MULTIMODAL'
    RERANK_NATIVE_NESTED = 'RERANK_NATIVE_NESTED'
    OPENAI_COMPATIBLE = 'OPENAI_COMPATIBLE'
    RERANK_COMPATIBLE_FLAT = 'RERANK_COMPATIBLE_FLAT'
