"""What is measured: one record per workload, with the clients that can do it and the goal that it is held to.

Rules: a workload names its figure and its unit; ``full`` and ``quick`` sizes differ in amount only; a goal is a ratio
to the published client in the same run, a limit is absolute and holds for this project's client alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ALL = ("ours", "official", "bare", "raw")
HTTPX = ("ours", "official", "bare")
ASYNC = ("ours", "official", "official+sniffio", "bare")
ASYNC_RAW = (*ASYNC, "raw")
REFERENCE = "official"

GROUPS = {
    "start": "Start-up",
    "calls": "Single calls",
    "reads": "Lists and streams",
    "writes": "Batches and uploads",
    "load": "Many at once",
    "local": "Embedded server",
}


@dataclass(frozen=True)
class Limit:
    """An absolute bound on one figure of this project's client."""

    figure: str
    most: float
    unit: str
    text: str


@dataclass(frozen=True)
class Workload:
    """One row of the table.

    Attributes:
        name: What ``--only`` selects.
        kind: The function of ``child`` that performs it.
        figure: The key of the child's result that the ratio compares.
        unit: The unit in which the figure is shown.
        full: Sizes of a full run.
        quick: Sizes that differ in a quick run; ``None`` where a quick run leaves the workload out.
        quick_goal: The ratio that tests hold in a quick run, with room for noise and for the smaller size.
    """

    name: str
    group: str
    title: str
    kind: str
    figure: str
    unit: str
    clients: tuple[str, ...]
    full: dict[str, Any]
    quick: dict[str, Any] | None = None
    goal: float | None = None
    quick_goal: float | None = None
    limits: tuple[Limit, ...] = field(default=())


_RISE = "rise_mb"


def _rise(megabytes: float) -> Limit:
    return Limit(_RISE, megabytes, "MB", f"peak memory at most {megabytes:g} MB over idle")


WORKLOADS = (
    Workload(
        "import",
        "start",
        "import",
        "startup",
        "cpu_ms",
        "ms",
        ("ours", "official", "bare", "openai", "boto3"),
        {"snippet": "import"},
        {},
        goal=0.15,
        quick_goal=0.2,
    ),
    Workload(
        "client",
        "start",
        "import and client",
        "startup",
        "cpu_ms",
        "ms",
        ("ours", "official", "bare", "openai", "boto3"),
        {"snippet": "client"},
        {},
        goal=0.45,
        quick_goal=0.55,
    ),
    Workload(
        "cold",
        "start",
        "import, client, first answer",
        "startup",
        "cpu_ms",
        "ms",
        HTTPX,
        {"snippet": "cold"},
        {},
        goal=0.6,
        quick_goal=0.7,
    ),
    Workload(
        "construct",
        "start",
        "one of 1,000 clients",
        "construct",
        "cpu_us",
        "µs",
        HTTPX,
        {"count": 1000, "costly": 200},
        {"count": 200, "costly": 15},
        goal=0.02,
        quick_goal=0.04,
        limits=(Limit("kb_each", 50, "kB", "memory of a live client at most 50 kB"),),
    ),
    Workload(
        "get-mock",
        "calls",
        "get, no socket",
        "calls",
        "cpu_us",
        "µs",
        HTTPX,
        {"call": "get", "count": 4000, "mock": True},
        {"count": 2000},
        goal=0.35,
        quick_goal=0.45,
    ),
    Workload(
        "create-mock",
        "calls",
        "create, no socket",
        "calls",
        "cpu_us",
        "µs",
        HTTPX,
        {"call": "create", "count": 4000, "mock": True},
        {"count": 2000},
        goal=0.35,
        quick_goal=0.45,
    ),
    Workload(
        "aget-mock",
        "calls",
        "get, no socket, async",
        "acalls",
        "cpu_us",
        "µs",
        HTTPX,
        {"call": "get", "count": 4000, "mock": True},
        {"count": 2000},
        goal=0.45,
        quick_goal=0.55,
    ),
    Workload(
        "acreate-mock",
        "calls",
        "create, no socket, async",
        "acalls",
        "cpu_us",
        "µs",
        HTTPX,
        {"call": "create", "count": 4000, "mock": True},
        goal=0.45,
    ),
    Workload(
        "get",
        "calls",
        "get",
        "calls",
        "cpu_us",
        "µs",
        ALL,
        {"call": "get", "count": 2000},
        {"count": 800},
        goal=0.65,
        quick_goal=0.75,
    ),
    Workload("create", "calls", "create", "calls", "cpu_us", "µs", ALL, {"call": "create", "count": 2000}, goal=0.65),
    Workload(
        "aget",
        "calls",
        "get, async",
        "acalls",
        "cpu_us",
        "µs",
        ASYNC_RAW,
        {"call": "get", "count": 2000},
        {"count": 600},
        goal=0.6,
        quick_goal=0.7,
    ),
    Workload(
        "acreate",
        "calls",
        "create, async",
        "acalls",
        "cpu_us",
        "µs",
        ASYNC_RAW,
        {"call": "create", "count": 2000},
        goal=0.6,
    ),
    Workload(
        "list",
        "reads",
        "list of 10,000 in pages of 500",
        "listing",
        "cpu_ms",
        "ms",
        ALL,
        {"total": 10_000},
        {"total": 3000},
        goal=0.6,
        quick_goal=0.7,
    ),
    Workload("alist", "reads", "list of 10,000, async", "alisting", "cpu_ms", "ms", ASYNC, {"total": 10_000}, goal=0.6),
    Workload(
        "stream-each",
        "reads",
        "20,000 events, a chunk each",
        "stream",
        "cpu_ms",
        "ms",
        ALL,
        {"events": "each", "total": 20_000},
        {"total": 5000},
        goal=0.66,
        quick_goal=0.76,
        limits=(_rise(2),),
    ),
    Workload(
        "stream-bulk",
        "reads",
        "20,000 events in 64 kB chunks",
        "stream",
        "cpu_ms",
        "ms",
        ALL,
        {"events": "bulk", "total": 20_000},
        {"total": 10_000},
        goal=0.54,
        quick_goal=0.64,
        limits=(_rise(2),),
    ),
    Workload(
        "astream-each",
        "reads",
        "20,000 events, a chunk each, async",
        "astream",
        "cpu_ms",
        "ms",
        ASYNC,
        {"events": "each", "total": 20_000},
        goal=0.66,
        limits=(_rise(2),),
    ),
    Workload(
        "astream-bulk",
        "reads",
        "20,000 events in 64 kB chunks, async",
        "astream",
        "cpu_ms",
        "ms",
        ASYNC,
        {"events": "bulk", "total": 20_000},
        goal=0.54,
        limits=(_rise(2),),
    ),
    Workload(
        "stream-large",
        "reads",
        "64 events of 1 MB",
        "stream",
        "cpu_ms",
        "ms",
        ALL,
        {"events": "large", "total": 64},
        {"total": 16},
        goal=0.42,
        quick_goal=0.52,
    ),
    Workload(
        "first-event",
        "reads",
        "time to the first event",
        "first_event",
        "first_ms",
        "ms",
        ALL,
        {},
        limits=(Limit("first_ms", 150, "ms", "the first event arrives before the second is sent"),),
    ),
    Workload(
        "batch",
        "writes",
        "batch create of 5,000",
        "batch",
        "cpu_ms",
        "ms",
        ALL,
        {"count": 5000},
        {"count": 1500},
        goal=0.6,
        quick_goal=0.7,
        limits=(_rise(32),),
    ),
    Workload(
        "upload",
        "writes",
        "upload of 200 MB",
        "upload",
        "cpu_ms",
        "ms",
        ALL,
        {"megabytes": 200},
        {"megabytes": 60},
        goal=0.6,
        quick_goal=0.75,
        limits=(_rise(16),),
    ),
    Workload(
        "aupload",
        "writes",
        "upload of 200 MB, async",
        "aupload",
        "cpu_ms",
        "ms",
        ASYNC,
        {"megabytes": 200},
        {"megabytes": 60},
        goal=0.12,
        quick_goal=0.4,
        limits=(_rise(16), Limit("stall_ms", 50, "ms", "no stall of the event loop over 50 ms")),
    ),
    Workload(
        "gather",
        "load",
        "2,000 gets, 100 in flight",
        "gather",
        "cpu_us",
        "µs",
        ASYNC_RAW,
        {"count": 2000, "loop": "asyncio"},
        {"count": 800},
        goal=0.3,
        quick_goal=0.4,
        limits=(Limit("connections", 100, "", "at most 100 connections"),),
    ),
    Workload(
        "gather-uvloop",
        "load",
        "the same on uvloop",
        "gather",
        "cpu_us",
        "µs",
        ASYNC_RAW,
        {"count": 2000, "loop": "uvloop"},
        goal=0.3,
        limits=(Limit("connections", 100, "", "at most 100 connections"),),
    ),
    Workload(
        "gather-slow",
        "load",
        "the same, server takes 10 ms",
        "gather",
        "cpu_us",
        "µs",
        ASYNC_RAW,
        {"count": 2000, "loop": "asyncio", "slow": True},
        goal=0.3,
        limits=(Limit("connections", 100, "", "at most 100 connections"),),
    ),
    Workload(
        "threads",
        "load",
        "4,000 gets by 16 threads",
        "threads",
        "cpu_us",
        "µs",
        ALL,
        {"count": 4000, "threads": 16},
        {"count": 1600},
        goal=0.6,
        quick_goal=0.75,
    ),
)
