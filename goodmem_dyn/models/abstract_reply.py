# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class AbstractReply(Model):
    """
    A summary of the hits that an LLM wrote as an answer to the query.
    """

    text: str
    """
    The summary.
    """
    relevance_score: Annotated[float, Field(alias='relevanceScore')]
    """
    Without a known meaning: servers send 0.0.
    """
    result_set_id: Annotated[str | None, Field(alias='resultSetId')] = None
    """
    Id of the result set that it summarizes, a UUID.
    """
