"""Neighbours and corners of the matrix, in part; `make matrix` makes all of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn._calls.context import Core
from goodmem_dyn.local._operations import keys
from tests.matrix.cells import HISTORY, NAMED, UNNAMED, UNSAID, WORKS, Cell, Outcome, Servers, cell
from tests.matrix.table import page

if TYPE_CHECKING:
    from collections.abc import Iterator

CORNERS = [(HISTORY[0], HISTORY[-1]), (HISTORY[-1], HISTORY[0])]
NEIGHBOURS = [pair for one, other in pairwise(HISTORY) for pair in ((one, other), (other, one))]
OWN = [(one, one) for one in HISTORY[:-1]]


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers() as made:
        yield made


def wrong(found: Cell) -> list[Outcome]:
    return [*found.of(UNNAMED), *found.of(UNSAID)]


@pytest.mark.parametrize(("client", "server"), [*CORNERS, *NEIGHBOURS, *OWN])
def test_every_call_works_or_says_why_not(servers: Servers, client: str, server: str) -> None:
    """Of each pair some of the calls, others for each."""
    step = 5
    part = slice((HISTORY.index(client) + 2 * HISTORY.index(server)) % step, None, step)
    found = cell(servers, client, server, part)
    assert wrong(found) == []
    assert len(found.of(WORKS)) >= 8
    if client == server:
        assert found.of(NAMED) == []


def test_what_is_not_named_is_seen(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without the warnings, and with a server that breaks its document."""
    newest, oldest = HISTORY[-1], HISTORY[2]
    monkeypatch.setattr(Core, "tell_unserved", lambda *_: None)
    assert any(one.kind == UNSAID for one in cell(servers, newest, oldest, slice(0, 12)).outcomes)
    monkeypatch.setattr(keys, "shown", lambda *_, **__: {"keyPrefix": 5})
    outcomes = cell(servers, newest, newest, slice(0, 12)).outcomes
    assert {one.method for one in outcomes if one.kind == UNNAMED} >= {"apikeys.list", "apikeys.get"}


def test_the_page_has_the_worst_first() -> None:
    fine = Cell(HISTORY[4], HISTORY[4], [Outcome("spaces.get", False, WORKS)])
    named = Cell(
        HISTORY[3],
        HISTORY[2],
        [Outcome("users.me", False, NAMED, "users.me(): `labels` is missing. It was taken as far as it goes: x.")],
    )
    bad = Cell(
        HISTORY[0], HISTORY[1], [Outcome("users.me", False, UNNAMED, "NotFoundError: users.me(): 404 | not found")]
    )
    text = page([fine, named, bad])
    rows = [line for line in text.split("\n") if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == [HISTORY[0], HISTORY[3], HISTORY[4]]
    assert "- named: `users.me`: `labels` is missing\n" in text
    assert "- unnamed: `users.me`: NotFoundError: 404 \\| not found" in text
