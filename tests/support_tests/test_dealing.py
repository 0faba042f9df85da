"""Every worker begins with slow tests of its own, and no test is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.dealing import dealt

USUAL = 120.0


@dataclass(frozen=True)
class Item:
    nodeid: str
    limit: float


def deal(items: list[Item], workers: int) -> list[Item]:
    given: Any = items
    return dealt(given, lambda one: one.limit, USUAL, workers)


def pieces(items: list[Item], workers: int) -> list[list[Item]]:
    """As pytest-xdist cuts a list to begin with."""
    found, rest = [], list(items)
    for at in range(workers):
        size = len(rest) // (workers - at)
        found.append(rest[:size])
        rest = rest[size:]
    return found


limits = st.sampled_from([USUAL] * 6 + [180.0, 300.0, 900.0])
made = st.lists(st.tuples(st.integers(0, 5), limits)).map(
    lambda found: [
        Item(f"m{module}.py::t{at}", limit) for at, (module, limit) in enumerate(sorted(found, key=lambda one: one[0]))
    ]
)


@given(made, st.integers(1, 5))
def test_no_test_is_lost(items: list[Item], workers: int) -> None:
    after = deal(items, workers)
    assert sorted(after, key=lambda one: one.nodeid) == sorted(items, key=lambda one: one.nodeid)
    # What is not slow stays as it was: neighbours share fixtures.
    assert [one for one in after if one.limit == USUAL] == [one for one in items if one.limit == USUAL]


def test_each_worker_begins_with_its_share() -> None:
    usual = [Item(f"usual.py::t{at}", USUAL) for at in range(90)]
    slow = [Item(f"{module}.py::t{at}", 300.0) for module in "abcd" for at in range(2)]
    for workers in (2, 4):
        first = [[one for one in piece if one.limit > USUAL] for piece in pieces(deal(usual + slow, workers), workers)]
        assert [len(one) for one in first] == [8 // workers] * workers
        assert all(
            piece[: len(ours)] == ours
            for piece, ours in zip(pieces(deal(usual + slow, workers), workers), first, strict=True)
        )
        # A module stays with one worker.
        modules = [{one.nodeid[0] for one in ours} for ours in first]
        assert sum(map(len, modules)) == 4


def test_the_slowest_module_is_alone_where_it_outweighs_the_others() -> None:
    items = [Item("long.py::t", 900.0), Item("a.py::t", 300.0), Item("b.py::t", 300.0)]
    items += [Item(f"usual.py::t{at}", USUAL) for at in range(20)]
    one, other = pieces(deal(items, 2), 2)
    assert {len([item for item in piece if item.limit > USUAL]) for piece in (one, other)} == {1, 2}
