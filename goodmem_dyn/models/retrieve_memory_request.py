# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .context_item import ContextItem
from .hnsw_options import HnswOptions
from .logging_options import LoggingOptions
from .post_processor import PostProcessor
from .space_key import SpaceKey
from .token_budget import TokenBudget


class RetrieveMemoryRequest(Model):
    """
    What to search for, where, and what to do with the hits.
    """

    message: str
    """
    The query in plain language, 1 to 10000 characters.
    """
    context: list[ContextItem] | None = None
    """
    Further material that goes with the query: texts or binary content. Default: none.
    """
    space_keys: Annotated[list[SpaceKey], Field(alias='spaceKeys')]
    """
    The spaces to search, each with its own filter and weights. An unknown space is a 404.
    """
    requested_size: Annotated[int | None, Field(alias='requestedSize')] = None
    """
    Largest number of hits: of chunks, not memories. 0 counts as left out, a negative number is a 400. Default: 20; older servers 10.
    """
    output_budget: Annotated[TokenBudget | None, Field(alias='outputBudget')] = None
    """
    Budget for generated text. It takes precedence over `gen_token_budget` of the post-processor. Left out: that one, or the LLM's own.
    """
    fetch_memory: Annotated[bool | None, Field(alias='fetchMemory')] = None
    """
    Whether to send the memory of each hit, once, before its first chunk. Default: true.
    """
    fetch_memory_content: Annotated[bool | None, Field(alias='fetchMemoryContent')] = (
        None
    )
    """
    Whether those memories carry their content, base64-encoded; events can then be large. Default: false.
    """
    hnsw: HnswOptions | None = None
    """
    How hard to search the vector index. Left out: the server's settings.
    """
    post_processor: Annotated[PostProcessor | None, Field(alias='postProcessor')] = None
    """
    What to do with the hits, such as reranking or a summary. Left out: nothing, hits in order of similarity.
    """
    logging: LoggingOptions | None = None
    """
    Logging of this retrieval on the server.
    """
