"""What no change may lose: the functions that this project's client calls for each item, and the memory that it holds.

What is counted here is the same under any load, so that these tests say the same on a busy machine; time is measured by
`make bench`. A count is taken at two sizes. Its rise from one to the other is the cost of an item, which has a budget;
and it may not grow faster than the number of items.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tools.bench import run
from tools.bench.server import write_upload
from tools.bench.workloads import BULK, CREATE, CREATE_MOCK, EACH, GET, GET_MOCK

if TYPE_CHECKING:
    from pathlib import Path

LARGE = {"events": "large"}
STEEPEST = 1.05
"""The exponent with which work may grow with the number of items."""


class Counted(NamedTuple):
    """A workload at two sizes, and what an item of it may cost."""

    kind: str
    sizes: dict[str, Any]
    few: int
    many: int
    calls: float

    def at(self, number: int, folder: Path) -> dict[str, Any]:
        """The sizes for a number of items."""
        if self.kind in {"upload", "aupload"}:
            path = folder / f"{number}.bin"
            write_upload(path, number)
            write_upload(path.with_suffix(".small"), 1)
            return {"path": str(path)}
        key = "total" if self.kind in {"listing", "alisting", "stream", "astream"} else "count"
        return {**self.sizes, key: number}


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
    "events, a chunk each": Counted("stream", EACH, 200, 2000, 120),
    "events, 64 kB chunks": Counted("stream", BULK, 500, 5000, 30),
    "events, a chunk each, async": Counted("astream", EACH, 200, 2000, 120),
    "events, 64 kB chunks, async": Counted("astream", BULK, 500, 5000, 32),
    "events of 1 MB": Counted("stream", LARGE, 2, 8, 8000),
    "batch": Counted("batch", {}, 500, 5000, 40),
    "upload, a MB": Counted("upload", {}, 2, 20, 100),
    "upload, a MB, async": Counted("aupload", {}, 2, 20, 1400),
    "100 in flight": Counted("gather", {"loop": "asyncio"}, 200, 600, 3000),
    "16 threads": Counted("threads", {"threads": 16}, 160, 480, 1500),
}


@pytest.fixture(scope="module")
def url():
    with run.stub() as base:
        yield base


@pytest.mark.parametrize("name", COUNTED)
def test_an_item_costs_no_more_functions_than_its_budget(url, tmp_path, name):
    counted = COUNTED[name]
    few, many = (run.count(counted.kind, url, counted.at(size, tmp_path)) for size in (counted.few, counted.many))
    each = (many - few) / (counted.many - counted.few)
    growth = math.log(many / few) / math.log(counted.many / counted.few)
    assert few > 100, "it counted nothing"
    assert each <= counted.calls
    assert growth <= STEEPEST


@pytest.mark.parametrize(
    ("name", "items", "most_kb"),
    [
        ("events, a chunk each", 5000, 1500),
        ("events, 64 kB chunks", 5000, 1500),
        ("events, a chunk each, async", 5000, 1500),
        ("events, 64 kB chunks, async", 5000, 1500),
        ("events of 1 MB", 8, 8000),
        ("batch", 2000, 14_000),
        ("upload, a MB", 30, 2600),
        ("upload, a MB, async", 30, 2600),
    ],
)
def test_a_flow_holds_no_more_memory_than_its_budget(url, tmp_path, name, items, most_kb):
    counted = COUNTED[name]
    peak = run.count(counted.kind, url, counted.at(items, tmp_path), "memory")
    assert 1 < peak <= most_kb
