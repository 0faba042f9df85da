# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .memory_chunk_response import MemoryChunkResponse


class ChunkReference(Model):
    """
    A chunk that matched, with its score.
    """

    result_set_id: Annotated[str, Field(alias='resultSetId')]
    """
    Id of the result set it belongs to, a UUID.
    """
    chunk: MemoryChunkResponse
    """
    The chunk with its text.
    """
    memory_index: Annotated[int, Field(alias='memoryIndex')]
    """
    Position of its memory among the `memoryDefinition` events, counted from 0. Definitions can be missing: join by `memoryId` instead.
    """
    relevance_score: Annotated[float, Field(alias='relevanceScore')]
    """
    Score of the hit. From a vector search it is the negative inner product: lower is better, usually below 0. From a reranker it is on the model's own scale: higher is better. `stageName` of the result set tells which; hits come best first either way.
    """
