"""Bulk ingestion and export beyond `client.bulk`: what its results are, and writers for many machines.

    from goodmem_dyn.bulk import IngestResult, Writer

    writer = Writer(space_id, name="articles", key="url")
    writer.write(rows)  # here, or in any number of workers of Ray, Dask or Spark

Rules: what is imported here is imported when it is asked for, so that neither Ray nor rich is needed until it is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodmem_dyn._bulk.api import AsyncBulk, Bulk
    from goodmem_dyn._bulk.plan import Plan
    from goodmem_dyn._bulk.progress import Progress
    from goodmem_dyn._bulk.results import AsyncIngestResult, ExportResult, IngestResult, ItemOutcome
    from goodmem_dyn.bulk.on_ray import datasink, datasource
    from goodmem_dyn.bulk.writer import Writer, Written

_HOMES = {
    "goodmem_dyn._bulk.api": ("AsyncBulk", "Bulk"),
    "goodmem_dyn._bulk.plan": ("Plan",),
    "goodmem_dyn._bulk.progress": ("Progress",),
    "goodmem_dyn._bulk.results": ("AsyncIngestResult", "ExportResult", "IngestResult", "ItemOutcome"),
    "goodmem_dyn.bulk.on_ray": ("datasink", "datasource"),
    "goodmem_dyn.bulk.writer": ("Writer", "Written"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AsyncBulk",
    "AsyncIngestResult",
    "Bulk",
    "ExportResult",
    "IngestResult",
    "ItemOutcome",
    "Plan",
    "Progress",
    "Writer",
    "Written",
    "datasink",
    "datasource",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return list(__all__)
