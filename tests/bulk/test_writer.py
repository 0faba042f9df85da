"""The writer for many workers: the ids of ingestion, nothing doubled, no key in its pickle."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import PartialFailureError
from goodmem_dyn.bulk import Writer

if TYPE_CHECKING:
    from goodmem_dyn import Goodmem
    from goodmem_dyn.local import Server

ROWS = [{"id": f"n{number}", "text": f"note number {number}", "group": number % 3} for number in range(250)]


@pytest.fixture
def space(fresh_goodmem_server: Server, goodmem_client: Goodmem, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GOODMEM_BASE_URL", fresh_goodmem_server.url)
    monkeypatch.setenv("GOODMEM_API_KEY", str(fresh_goodmem_server.api_key))
    embedder = fresh_goodmem_server.create_default_embedder()
    return goodmem_client.spaces.create(name="bulk", space_embedders=[embedder]).space_id


def test_what_is_written_twice_is_there_once(space: str, goodmem_client: Goodmem) -> None:
    writer = Writer(space, name="rows")
    copied: Writer = pickle.loads(pickle.dumps(writer))
    first = writer.write(ROWS[:200])
    second = copied.write(ROWS[100:])
    assert (first.stored, first.unchanged) == (200, 0)
    assert (second.stored, second.unchanged) == (50, 100)
    assert len(list(goodmem_client.memories.list(space_id=space))) == 250
    # The whole source finds all of it.
    result = goodmem_client.bulk.ingest(ROWS, space_id=space, name="rows", progress=False, journal=False)
    assert (result.unchanged, result.stored) == (250, 0)


def test_rows_that_fail_are_told(space: str) -> None:
    written = Writer(space, name="rows").write([*ROWS[:2], ROWS[1], {"id": "bad"}, {"id": "empty", "text": ""}])
    assert (written.stored, written.unchanged) == (2, 1)
    assert {one.key for one in written.failures} == {"bad", "empty"}
    with pytest.raises(PartialFailureError, match="2 rows failed"):
        written.raise_for_failures()


def test_no_key_travels_with_a_writer(space: str, fresh_goodmem_server: Server) -> None:
    writer = Writer(space, name="rows")
    writer.write(ROWS[:1])
    assert str(fresh_goodmem_server.api_key).encode() not in pickle.dumps(writer)
    assert str(fresh_goodmem_server.api_key) not in repr(writer)
