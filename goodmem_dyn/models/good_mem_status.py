# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .good_mem_status_code import GoodMemStatusCode


class GoodMemStatus(Model):
    """
    A warning or a note about work that went on regardless. `FEATURE_DISABLED` and `LLM_CAPABILITY_INFERRED` are informational; any other code means that the result may be partial.
    """

    code: GoodMemStatusCode
    """
    What happened: a bad or unknown id (`INVALID_ARGUMENT`, `NOT_FOUND`), a failing stage (`EMBEDDER_…`, `VECTOR_SEARCH_…`, `RERANKING_FAILED`, `SUMMARIZATION_…`), missing data (`MEMORY_LOAD_FAILED`, `MEMORY_CONTENT_UNAVAILABLE`), limits, or a note. New codes may appear.
    """
    message: str
    """
    What happened, for people; not meant to be parsed.
    """
    details: dict[str, str] | None = None
    """
    More about it, such as `reranker_id`, `llm_id` or `required_param`. Absent when there is nothing to add.
    """
