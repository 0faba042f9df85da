# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .hnsw_iterative_scan import HnswIterativeScan


class HnswOptions(Model):
    """
    Settings for the search in the vector index (HNSW). Each one left out is the server's setting.
    """

    ef_search: Annotated[int | None, Field(alias='efSearch')] = None
    """
    Size of the candidate list, 1 to 1000. More finds more and takes longer.
    """
    iterative_scan: Annotated[
        HnswIterativeScan | None, Field(alias='iterativeScan')
    ] = None
    """
    Whether to search on when filters leave too few hits.
    """
    max_scan_tuples: Annotated[int | None, Field(alias='maxScanTuples')] = None
    """
    Most tuples that an iterative scan visits.
    """
    scan_mem_multiplier: Annotated[float | None, Field(alias='scanMemMultiplier')] = (
        None
    )
    """
    Memory for an iterative scan, as a multiple of the server's base amount, 1.0 to 1000.0.
    """
