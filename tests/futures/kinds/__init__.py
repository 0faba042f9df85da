"""The kinds of change, by what they touch."""

from __future__ import annotations

from tests.futures.kinds import (
    answers,
    documents,
    enumerations,
    later,
    majors,
    media,
    newcomers,
    operations,
    paging,
    parameters,
    requests,
    resources,
    rewritings,
    schemas,
    security,
    streams,
    styles,
    sweeps,
    uploads,
)
from tests.futures.kinds.base import KINDS, ORDER, Keeps, Kind

__all__ = [
    "KINDS",
    "ORDER",
    "Keeps",
    "Kind",
    "answers",
    "documents",
    "enumerations",
    "later",
    "majors",
    "media",
    "newcomers",
    "operations",
    "paging",
    "parameters",
    "requests",
    "resources",
    "rewritings",
    "schemas",
    "security",
    "streams",
    "styles",
    "sweeps",
    "uploads",
]
