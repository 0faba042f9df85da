"""What is measured: one record per workload, with the clients that can do it and the goal that it is held to.

Rules: a workload names its figure and its unit; ``full`` and ``quick`` sizes differ in amount only; a goal is a ratio
to another client in the same run, a limit is absolute and holds for this project's client alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ALL = ("ours", "official", "bare", "raw")
IMPORTS = ("ours", "official", "bare", "openai", "boto3")
HTTPX = ("ours", "official", "bare")
ASYNC = ("ours", "official", "official+sniffio", "bare")
ASYNC_RAW = (*ASYNC, "raw")
REFERENCE, BARE = "official", "bare"
GOALS: dict[str, dict[str, float]] = {
    "import": {REFERENCE: 0.15},
    "client": {REFERENCE: 0.45},
    "cold": {REFERENCE: 0.55, BARE: 0.9},
    "construct": {REFERENCE: 0.02},
    "get-mock": {REFERENCE: 0.35},
    "create-mock": {REFERENCE: 0.35},
    "aget-mock": {REFERENCE: 0.45},
    "acreate-mock": {REFERENCE: 0.45},
    "get-own": {REFERENCE: 0.8, BARE: 0.9},
    "create-own": {REFERENCE: 0.71, BARE: 0.9},
    "aget-own": {REFERENCE: 0.8, BARE: 0.9},
    "acreate-own": {REFERENCE: 0.71, BARE: 0.9},
    "get": {REFERENCE: 0.65, BARE: 0.6},
    "create": {REFERENCE: 0.65, BARE: 0.6},
    "aget": {REFERENCE: 0.6, BARE: 0.6},
    "acreate": {REFERENCE: 0.6, BARE: 0.6},
    "list": {REFERENCE: 0.6},
    "alist": {REFERENCE: 0.6},
    "stream-each": {REFERENCE: 0.66, BARE: 1.0},
    "stream-bulk": {REFERENCE: 0.54, BARE: 0.8},
    "astream-each": {REFERENCE: 0.66, BARE: 1.0},
    "astream-bulk": {REFERENCE: 0.54, BARE: 0.8},
    "stream-large": {REFERENCE: 0.42},
    "batch": {REFERENCE: 0.6, BARE: 0.9},
    "upload": {REFERENCE: 0.95},
    "aupload": {BARE: 0.5},
    "gather": {REFERENCE: 0.3, BARE: 0.25},
    "gather-uvloop": {REFERENCE: 0.3, BARE: 0.25},
    "gather-slow": {REFERENCE: 0.3, BARE: 0.25},
    "threads": {REFERENCE: 0.6, BARE: 0.5},
}
"""The ratios that a full run is judged by: at most so much of what another client costs, by workload."""

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
    """An absolute bound on one figure of the first client of a workload: this project's."""

    figure: str
    most: float
    unit: str
    text: str


@dataclass(frozen=True)
class Workload:
    """One row of the table.

    Attributes:
        name: What ``--only`` selects.
        title: What the table says, a format string over the sizes.
        kind: The function of ``child`` that performs it.
        figure: The key of the child's result that is compared; its ending is the unit.
        full: Sizes of a full run.
        quick: Sizes that differ in a quick run; ``None`` where a quick run leaves the workload out.
        rounds: The most rounds: fewer for what is long, and repeats in itself what it measures.
    """

    name: str
    group: str
    title: str
    kind: str
    figure: str
    clients: tuple[str, ...]
    full: dict[str, Any]
    quick: dict[str, Any] | None = None
    limits: tuple[Limit, ...] = ()
    rounds: int = 99

    @property
    def goals(self) -> dict[str, float]:
        """The ratio that a full run is judged by, by the client that it is to."""
        return GOALS.get(self.name, {})

    @property
    def unit(self) -> str:
        """The unit of the figure."""
        return self.figure.rpartition("_")[2].replace("us", "µs")

    def sizes(self, *, quick: bool) -> dict[str, Any]:
        """The sizes of a whole or of a quick run."""
        return {**self.full, **((self.quick or {}) if quick else {})}


def _rise(megabytes: float) -> Limit:
    return Limit("rise_mb", megabytes, "MB", f"peak memory at most {megabytes:g} MB over idle")


_TAB = Limit("times", 2.5, "", "at most 2.5 times bare Python's start")
_CONNECTIONS = Limit("connections", 100, "", "at most 100 connections")
_CLIENT_SIZE = Limit("kb_each", 50, "kB", "memory of a live client at most 50 kB")
_FIRST = Limit("first_ms", 150, "ms", "the first event arrives before the second is sent")
_SEARCH = (
    Limit("wall_ms", 15, "ms", "the best 20 of all chunks within 15 ms"),
    Limit("filter_times", 2, "", "with a filter that keeps half at most twice that"),
    Limit("first_ms", 300, "ms", "the first search after a start within 300 ms"),
    Limit("ingest_us", 500, "µs", "2,000 short texts a second stored, embedded and searchable"),
)
_STALL = Limit("stall_ms", 5, "ms", "no work of over 5 ms between two turns of the event loop")


def _start(name: str, title: str, clients: tuple[str, ...]) -> Workload:
    return Workload(name, "start", title, "startup", "cpu_ms", clients, {"snippet": name}, {})


def _terminal(name: str, title: str) -> Workload:
    return Workload(name, "start", title, "startup", "cpu_ms", ("ours",), {"snippet": name}, limits=(_TAB,))


def _calls(
    name: str,
    title: str,
    kind: str,
    clients: tuple[str, ...],
    full: dict[str, Any],
    quick: int | None,
) -> Workload:
    smaller = None if quick is None else {"count": quick}
    return Workload(name, "calls", title, kind, "cpu_us", clients, full, smaller)


def _reads(
    name: str,
    title: str,
    kind: str,
    clients: tuple[str, ...],
    full: dict[str, Any],
    quick: int | None,
) -> Workload:
    smaller = None if quick is None else {"total": quick}
    limits = (_rise(2),) if full.get("events") in {"each", "bulk"} else ()
    return Workload(name, "reads", title, kind, "cpu_ms", clients, full, smaller, limits)


def _load(name: str, title: str, clients: tuple[str, ...], full: dict[str, Any], quick: int | None) -> Workload:
    smaller = None if quick is None else {"count": quick}
    kind, limits = ("threads", ()) if "threads" in full else ("gather", (_CONNECTIONS,))
    return Workload(name, "load", title, kind, "cpu_us", clients, full, smaller, limits)


GET, CREATE = {"call": "get", "count": 2000}, {"call": "create", "count": 2000}
GET_MOCK, CREATE_MOCK = ({**call, "count": 4000, "mock": "transport"} for call in (GET, CREATE))
GET_OWN, CREATE_OWN = ({**call, "count": 4000, "mock": "client"} for call in (GET, CREATE))
EACH, BULK = {"events": "each", "total": 20_000}, {"events": "bulk", "total": 20_000}

WORKLOADS = (
    _start("import", "import", IMPORTS),
    _start("client", "import and client", IMPORTS),
    _start("cold", "import, client, first answer", HTTPX),
    _terminal("help", "help in a terminal"),
    _terminal("tab", "completion in a terminal"),
    Workload(
        "construct",
        "start",
        "one of {count:,} clients",
        "construct",
        "cpu_us",
        HTTPX,
        {"count": 1000, "costly": 200},
        {"count": 200, "costly": 10},
        (_CLIENT_SIZE,),
    ),
    _calls("get-mock", "get, no socket", "calls", HTTPX, GET_MOCK, 2000),
    _calls("create-mock", "create, no socket", "calls", HTTPX, CREATE_MOCK, 2000),
    _calls("aget-mock", "get, no socket, async", "acalls", HTTPX, GET_MOCK, 2000),
    _calls("acreate-mock", "create, no socket, async", "acalls", HTTPX, CREATE_MOCK, None),
    _calls("get-own", "get, the caller's `http_client`", "calls", HTTPX, GET_OWN, None),
    _calls("create-own", "create, the caller's `http_client`", "calls", HTTPX, CREATE_OWN, None),
    _calls("aget-own", "get, the caller's `http_client`, async", "acalls", HTTPX, GET_OWN, None),
    _calls("acreate-own", "create, the caller's `http_client`, async", "acalls", HTTPX, CREATE_OWN, None),
    _calls("get", "get", "calls", ALL, GET, 600),
    _calls("create", "create", "calls", ALL, CREATE, None),
    _calls("aget", "get, async", "acalls", ASYNC_RAW, GET, 600),
    _calls("acreate", "create, async", "acalls", ASYNC_RAW, CREATE, None),
    _reads("list", "list of {total:,} in pages of 500", "listing", ALL, {"total": 10_000}, 3000),
    _reads("alist", "list of {total:,}, async", "alisting", ASYNC, {"total": 10_000}, None),
    _reads("stream-each", "{total:,} events, a chunk each", "stream", ALL, EACH, 5000),
    _reads("stream-bulk", "{total:,} events in 64 kB chunks", "stream", ALL, BULK, 10_000),
    _reads("astream-each", "{total:,} events, a chunk each, async", "astream", ASYNC, EACH, None),
    _reads("astream-bulk", "{total:,} events in 64 kB chunks, async", "astream", ASYNC, BULK, None),
    _reads("stream-large", "{total} events of 1 MB", "stream", ALL, {"events": "large", "total": 64}, 16),
    Workload("first-event", "reads", "time to the first event", "first_event", "first_ms", ALL, {}, limits=(_FIRST,)),
    Workload(
        "batch",
        "writes",
        "batch create of {count:,}",
        "batch",
        "cpu_ms",
        ALL,
        {"count": 5000},
        {"count": 1500},
        (_rise(32),),
    ),
    Workload(
        "upload",
        "writes",
        "upload of {megabytes} MB",
        "upload",
        "cpu_ms",
        ALL,
        {"megabytes": 200},
        {"megabytes": 60},
        (_rise(16),),
    ),
    Workload(
        "aupload",
        "writes",
        "upload of {megabytes} MB, async",
        "aupload",
        "cpu_ms",
        ASYNC,
        {"megabytes": 200},
        {"megabytes": 60},
        (_rise(16), _STALL),
    ),
    _load("gather", "{count:,} gets, 100 in flight", ASYNC_RAW, {"count": 2000, "loop": "asyncio"}, 500),
    _load("gather-uvloop", "the same on uvloop", ASYNC_RAW, {"count": 2000, "loop": "uvloop"}, None),
    _load(
        "gather-slow",
        "the same, server takes 10 ms",
        ASYNC_RAW,
        {"count": 2000, "loop": "asyncio", "slow": True},
        None,
    ),
    _load("threads", "{count:,} gets by {threads} threads", ALL, {"count": 4000, "threads": 16}, 1000),
    Workload(
        "search",
        "local",
        "best 20 of {chunks:,} chunks, over HTTP",
        "search",
        "wall_ms",
        ("embedded",),
        {"chunks": 100_000},
        limits=_SEARCH,
        rounds=1,
    ),
)
