# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Any

from goodmem_dyn._models.base import Model


class PostProcessor(Model):
    """
    A step that the server runs over the hits.
    """

    name: str
    """
    Name of the post-processor, 1 to 128 characters. The built-in one, which reranks and summarizes, is `com.goodmem.retrieval.postprocess.ChatPostProcessorFactory`; extensions bring others.
    """
    config: dict[str, Any] | None = None
    """
    Its settings. The built-in one takes, in snake case: `reranker_id`, `llm_id`, `relevance_threshold` (of reranker scores), `chronological_resort`, `llm_temp` (0.0 to 2.0, default 0.3), `max_results` (default: a positive `requestedSize`, else 10), `gen_token_budget` (default: the LLM's `maxTokens`, else 512), `sys_prompt` and `prompt` (Pebble templates). Without `llm_id` there is no summary, and a `FEATURE_DISABLED` status says so.
    """
