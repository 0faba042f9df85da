# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class PingTargetType(StrEnum):
    """
    Kind of object to ping: `EMBEDDER`, `RERANKER` or `LLM`; `TARGET_TYPE_UNSPECIFIED` if not known.
    """

    TARGET_TYPE_UNSPECIFIED = 'TARGET_TYPE_UNSPECIFIED'
    EMBEDDER = 'EMBEDDER'
    RERANKER = 'RERANKER'
    LLM = 'LLM'
    DECISION_MODEL = 'DECISION_MODEL'
