"""What no change may lose: the functions that this project's client calls for each item, and the memory that it holds.

What is counted here is the same under any load, so that these tests say the same on a busy machine; time is measured by
`make bench`. A count is taken at two sizes. Its rise from one to the other is the cost of an item, which has a budget;
and it may not grow faster than the number of items.
"""

from __future__ import annotations

import pytest

from tools.bench import growth, run


@pytest.fixture(scope="module")
def url():
    with run.stub() as base:
        yield base


@pytest.mark.parametrize("name", [name for name in growth.COUNTED if name not in growth.LONG])
def test_an_item_costs_no_more_functions_than_its_budget(url, tmp_path, name):
    grown = growth.of(name, url, tmp_path)
    assert min(grown.counts.values()) > 100, "it counted nothing"
    assert grown.each <= grown.budget
    assert grown.exponent <= growth.STEEPEST


@pytest.mark.parametrize(
    ("name", "items", "most_kb"),
    [
        ("events, a chunk each", 5000, 900),
        ("events, 64 kB chunks", 5000, 900),
        ("events, a chunk each, async", 5000, 1200),
        ("events, 64 kB chunks, async", 5000, 1200),
        ("events of 1 MB", 8, 8000),
        ("batch", 2000, 14_000),
        ("upload, a MB", 30, 2600),
        ("upload, a MB, async", 30, 2600),
    ],
)
def test_a_flow_holds_no_more_memory_than_its_budget(url, tmp_path, name, items, most_kb):
    counted = growth.COUNTED[name]
    peak = run.count(counted.kind, url, counted.at(items, tmp_path), "memory")
    assert 1 < peak <= most_kb
