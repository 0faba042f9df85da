# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .abstract_reply import AbstractReply
from .good_mem_status import GoodMemStatus
from .memory import Memory
from .result_set_boundary import ResultSetBoundary
from .retrieved_item import RetrievedItem


class RetrieveMemoryEvent(Model):
    """
    One event of a retrieval stream; exactly one property is set. A result set runs from a `BEGIN` to an `END` boundary; between them come the hits, best first, each memory right before its first chunk. A summary follows the end; statuses may come at any time. An empty result is the two boundaries alone.
    """

    result_set_boundary: Annotated[
        ResultSetBoundary | None, Field(alias='resultSetBoundary')
    ] = None
    """
    Begin or end of a result set.
    """
    abstract_reply: Annotated[AbstractReply | None, Field(alias='abstractReply')] = None
    """
    The summary that an LLM wrote, as one event after the end of the result set.
    """
    retrieved_item: Annotated[RetrievedItem | None, Field(alias='retrievedItem')] = None
    """
    A hit.
    """
    memory_definition: Annotated[Memory | None, Field(alias='memoryDefinition')] = None
    """
    A memory that following hits belong to. Sent once for each memory, and only with `fetchMemory`.
    """
    status: GoodMemStatus | None = None
    """
    A warning or note. It never ends the stream by itself.
    """
