# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .result_set_boundary_kind import ResultSetBoundaryKind


class ResultSetBoundary(Model):
    """
    Begin or end of a result set.
    """

    result_set_id: Annotated[str, Field(alias='resultSetId')]
    """
    Id of the result set, a UUID; hits and the summary carry it too.
    """
    kind: ResultSetBoundaryKind
    """
    `BEGIN` before the first hit, `END` after the last one.
    """
    stage_name: Annotated[str, Field(alias='stageName')]
    """
    Stage that made the hits: `retrieve` for a vector search, `rerank` if a reranker worked; it tells how to read scores. Empty at the end.
    """
    expected_items: Annotated[int | None, Field(alias='expectedItems')] = None
    """
    Number of hits to come. Absent at the end and when there are none.
    """
