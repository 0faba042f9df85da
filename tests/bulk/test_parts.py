"""The parts that decide: pace, limits, batches, and where in a client bulk ingestion is."""

from __future__ import annotations

import copy
import time
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn import AsyncGoodmem, Goodmem, document
from goodmem_dyn._bulk.batches import BYTES, Batches
from goodmem_dyn._bulk.items import Item, item_id
from goodmem_dyn._bulk.pace import LEAST, Pace
from goodmem_dyn._bulk.plan import withheld
from goodmem_dyn._bulk.writing import Wanted
from tests.bulk.world import SPACE, World

# Pace ------------------------------------------------------------------------------------------------------------------

ATTEMPTS = st.lists(st.tuples(st.floats(0.001, 5), st.floats(0.001, 5), st.booleans(), st.floats(0, 60)))


@given(ATTEMPTS, st.integers(1, 64))
def test_the_window_stays_within_its_bounds(attempts: Any, most: int) -> None:
    pace, now = Pace(most), 0.0
    for step, seconds, refused, pause in attempts:
        now += step
        before = pace.window
        pace.told(now, seconds, refused=refused, pause=pause if refused else 0.0)
        assert LEAST <= pace.window <= most
        assert 1 <= pace.size <= most
        assert pace.window <= before if refused else pace.window <= before + 1
        assert pace.resume >= (now + pause if refused else 0)


def test_the_window_grows_by_one_in_its_own_time_and_halves_once_for_what_failed_together() -> None:
    pace = Pace(16)
    for _ in range(4):
        pace.told(1.0, 0.1, refused=False)
    assert 4.8 < pace.window <= 5
    for _ in range(5):
        pace.told(2.0, 0.1, refused=True)
    assert 2.4 < pace.window <= 2.5
    pace.told(2.5, 0.1, refused=True)
    assert 1.2 < pace.window <= 1.25
    pace.told(4.0, 1.0, refused=False)  # ten times slower than usual
    assert pace.window < 1.25


def test_a_server_that_asks_for_a_pause_gets_it() -> None:
    world, times = World(), []

    def handler(request: httpx.Request) -> httpx.Response:
        times.append((request.url.path.rpartition(":")[2], time.monotonic()))
        if len(times) == 2:
            return httpx.Response(429, headers={"retry-after": "0.4"}, json={"message": "slow down"})
        return world(request)

    with Goodmem("http://127.0.0.1:1", "gm_test", transport=httpx.MockTransport(handler)) as client:
        rows = ({"key": str(number), "text": f"text {number}"} for number in range(6))
        options: Any = {"concurrency": 1, "batch_size": 1, "progress": False, "journal": False}
        assert client.bulk.ingest(rows, space_id=SPACE, **options).stored == 6
    creates = [moment for what, moment in times if what == "batchCreate"]
    assert creates[1] - creates[0] >= 0.4


# Limits ----------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 100), st.integers(0, 100), st.one_of(st.integers(0, 100), st.floats(0, 1)), st.booleans())
def test_no_more_is_deleted_than_the_limit_says(gone: int, more: int, limit: float, complete: bool) -> None:
    known = gone + more
    most = limit if isinstance(limit, int) else limit * known
    allowed = not withheld(gone, known, limit, complete=complete)
    assert allowed == (gone == 0 or (complete and gone <= most))


# Batches ---------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(1, 2 * BYTES), st.booleans()), max_size=60), st.integers(1, 20))
def test_batches_keep_their_bounds_and_lose_nothing(sizes: list[tuple[int, bool]], most: int) -> None:
    batches, sent = Batches(most, None), []
    for number, (size, is_text) in enumerate(sizes):
        item = Item(str(number), "x" if is_text else b"x", size=size)
        batch = batches.add(Wanted(number, str(number), "", item))
        sent += [batch] if batch else []
    sent += batches.rest()
    assert sorted(one.number for batch in sent for one in batch) == list(range(len(sizes)))
    for batch in sent:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or sum(one.item.size for one in batch) <= BYTES
        assert len({one.is_file for one in batch}) == 1


# Ids -------------------------------------------------------------------------------------------------------------------


def test_ids_are_what_they_were_in_every_version() -> None:
    """Whoever changes this makes everybody's next run send everything again."""
    assert item_id(SPACE, "notes", "a.md", "9f86d081") == "c7eb76a7-0bc5-5e0e-b9c4-17db437ec930"
    item = Item("a", "text", metadata={"b": 1, "a": [1, 2]})
    item.look()
    assert item.fingerprint({}) == "ba1b50b894c6998af771931c4f76c7b1e6a50edb8562559869d55516501a03f1"


def test_ids_follow_from_space_source_key_and_content_alone() -> None:
    parts = (SPACE, "notes", "a.md", "9f86d081")
    assert item_id(*parts) == item_id(SPACE.upper(), *parts[1:])
    for place in range(4):
        other = list(parts)
        other[place] = other[place][:-1] + "0"
        assert item_id(*other) != item_id(*parts)  # type: ignore[call-arg]  # four of them


# Where it is -----------------------------------------------------------------------------------------------------------


def test_bulk_is_there_where_the_document_has_what_it_takes() -> None:
    with Goodmem("http://127.0.0.1:1") as client:
        assert "bulk" in dir(client)
        assert repr(client.bulk) == "<bulk of memories: export, ingest>"
    assert "ingest" in dir(AsyncGoodmem("http://127.0.0.1:1").bulk)
    assert "Bring a space to what a source has" in (Goodmem.bulk.ingest.__doc__ or "")


def without(name: str) -> dict[str, Any]:
    found = copy.deepcopy(dict(document()))
    found["paths"] = {path: item for path, item in found["paths"].items() if not path.endswith(name)}
    return found


@pytest.mark.parametrize("missing", [":batchCreate", ":batchGet", ":batchDelete", "/spaces/{spaceId}/memories"])
def test_bulk_is_not_there_where_an_operation_is_missing(missing: str) -> None:
    with Goodmem("http://127.0.0.1:1", document=without(missing)) as client:
        assert "bulk" not in dir(client)
        assert not hasattr(client, "bulk")


def test_bulk_is_found_by_what_operations_are_and_not_by_what_they_are_called() -> None:
    import json

    text = json.dumps(document())
    for old, new in [
        ("memories", "cards"),
        ("Memory", "Card"),
        ("memoryId", "cardId"),
        ("memory", "card"),
        ("spaceId", "boxId"),
    ]:
        text = text.replace(old, new)
    with Goodmem("http://127.0.0.1:1", document=json.loads(text)) as client:
        assert repr(client.bulk) == "<bulk of cards: export, ingest>"
