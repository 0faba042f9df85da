"""What an item of each workload costs in functions called, and how that grows with the number of items.

Rules: counts do not vary, so that one of each size is enough, on any machine. The rise from one size to the next is the
cost of an item, which has a budget; and the work may not grow faster than the number of items. `tests/perf` holds both
at the two smaller sizes, but for what is long, the bench at all three, of which the largest is 100 times the smallest.
Where work grows faster for a reason that is none of ours, the table says it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.bench import run
from tools.bench.server import write_upload
from tools.bench.workloads import BULK, CREATE, CREATE_MOCK, EACH, GET, GET_MOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LARGE = {"events": "large"}
STEEPEST = 1.05
"""The exponent with which work may grow with the number of items."""
_BUFFERS = "the system's buffers take the first megabytes at once, and how often the rest waits for room varies"
_TOTALS = frozenset({"listing", "alisting", "stream", "astream"})


class Counted(NamedTuple):
    """A workload at several sizes, and what an item of it may cost.

    Attributes:
        kind: The function of `child` that performs it.
        sizes: What it takes beside the number of items.
        few: The smallest number of items.
        many: A larger one.
        calls: Functions that an item may call.
        why: Why the work may grow faster than the number of items, where it may.
    """

    kind: str
    sizes: dict[str, Any]
    few: int
    many: int
    calls: float
    why: str = ""

    def at(self, number: int, folder: Path) -> dict[str, Any]:
        """The sizes for a number of items."""
        if self.kind in {"upload", "aupload"}:
            path = folder / f"{number}.bin"
            if not path.exists():
                write_upload(path, number)
                write_upload(path.with_suffix(".small"), 1)
            return {"path": str(path)}
        return {**self.sizes, "total" if self.kind in _TOTALS else "count": number}


# Budgets leave room for other versions of Python and of the libraries below, and, where there is a socket, for how many
# reads a stream of bytes takes: a fifth without one, more with one.
COUNTED = {
    "construct": Counted("construct", {}, 20, 100, 470),
    "get, no socket": Counted("calls", GET_MOCK, 20, 200, 250),
    "create, no socket": Counted("calls", CREATE_MOCK, 20, 200, 410),
    "get, no socket, async": Counted("acalls", GET_MOCK, 20, 200, 300),
    "create, no socket, async": Counted("acalls", CREATE_MOCK, 20, 200, 460),
    "get": Counted("calls", GET, 10, 100, 1350),
    "create": Counted("calls", CREATE, 10, 100, 1600),
    "get, async": Counted("acalls", GET, 10, 100, 2400),
    "create, async": Counted("acalls", CREATE, 10, 100, 2800),
    "list": Counted("listing", {}, 500, 3000, 8),
    "list, async": Counted("alisting", {}, 500, 3000, 13),
    "events, a chunk each": Counted("stream", EACH, 200, 2000, 24),
    "events, 64 kB chunks": Counted("stream", BULK, 500, 5000, 17),
    "events, a chunk each, async": Counted("astream", EACH, 200, 2000, 27),
    "events, 64 kB chunks, async": Counted("astream", BULK, 500, 5000, 20),
    "events of 1 MB": Counted("stream", LARGE, 1, 8, 8000),
    "batch": Counted("batch", {}, 500, 5000, 40),
    "upload, a MB": Counted("upload", {}, 2, 20, 100),
    "upload, a MB, async": Counted("aupload", {}, 10, 50, 700, _BUFFERS),
    "100 in flight": Counted("gather", {"loop": "asyncio"}, 100, 500, 3000),
    "16 threads": Counted("threads", {"threads": 16}, 80, 400, 1500),
    "operations of a document": Counted("operations", {}, 10, 50, 14_000),
    "spaces of the embedded server": Counted("spaces", {}, 10, 50, 5000),
    "chunks of the embedded server": Counted("chunks", {}, 100, 500, 150),
}
LONG = frozenset({"spaces of the embedded server"})
"""What takes too long for a test."""


class Growth(NamedTuple):
    """The counts of one workload, by the number of items."""

    name: str
    counts: dict[int, float]
    budget: float
    why: str = ""

    @property
    def each(self) -> float:
        """Functions that one more item calls."""
        (few, least), (many, most) = min(self.counts.items()), max(self.counts.items())
        return (most - least) / (many - few)

    @property
    def exponent(self) -> float:
        """The power of the number of items with which the work grows; of three sizes, without what is done once."""
        (few, least), *between, (many, most) = sorted(self.counts.items())
        for number, count in between:
            few, least, many, most = number - few, max(count - least, 1), many - number, max(most - count, 1)
        return math.log(most / least) / math.log(many / few)

    @property
    def kept(self) -> bool:
        """Whether both are as they may be."""
        return self.each <= self.budget and (self.exponent <= STEEPEST or bool(self.why))


def of(name: str, url: str, folder: Path, *, is_whole: bool = False) -> Growth:
    """Count one workload.

    Args:
        name: A key of `COUNTED`.
        url: Of a running stub server.
        folder: For files that are uploaded.
        is_whole: At the largest size as well.
    """
    counted = COUNTED[name]
    sizes = [counted.few, counted.many] + [100 * counted.few] * is_whole
    counts = {size: run.count(counted.kind, url, counted.at(size, folder)) for size in sizes}
    return Growth(name, counts, counted.calls, counted.why)


def measure(folder: Path, progress: Callable[[str], None]) -> list[Growth]:
    """Count every workload at all its sizes."""
    with run.stub() as url:
        points = []
        for name in COUNTED:
            progress(f"growth {name}")
            points.append(of(name, url, folder, is_whole=True))
    return points


def table(grown: Sequence[Growth]) -> list[list[str]]:
    """Headings, then one line for each workload."""
    lines = [["workload", "items", "functions called", "for each item", "at most", "exponent", ""]]
    for point in grown:
        items = ", ".join(f"{number:,}" for number in point.counts)
        counts = ", ".join(f"{count:,.0f}" for count in point.counts.values())
        verdict = "kept" if point.kept else "**broken**"
        if point.kept and point.exponent > STEEPEST:
            verdict = point.why
        lines.append(
            [point.name, items, counts, f"{point.each:,.1f}", f"{point.budget:,.0f}", f"{point.exponent:.2f}", verdict]
        )
    return lines
