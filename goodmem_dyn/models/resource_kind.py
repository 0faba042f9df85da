# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class ResourceKind(StrEnum):
    """
    Kind of a resource that access is managed for. `INSTANCE` is the server as a whole.
    """

    INSTANCE = 'INSTANCE'
    USER = 'USER'
    SERVICE_IDENTITY = 'SERVICE_IDENTITY'
    SPACE = 'SPACE'
    API_KEY = 'API_KEY'
    EMBEDDER = 'EMBEDDER'
    RERANKER = 'RERANKER'
    LLM = 'LLM'
    DECISION_MODEL = 'DECISION_MODEL'
    MEMORY = 'MEMORY'
    EXTENSION = 'EXTENSION'
    RETRIEVE_MEMORY_LOG_POLICY = 'RETRIEVE_MEMORY_LOG_POLICY'
