"""What a server finds in its database is read before somebody searches it."""

from __future__ import annotations

import threading

import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn.local import serve
from goodmem_dyn.local._providers import builtin
from goodmem_dyn.local._search import warming
from goodmem_dyn.local._search.matrices import Matrix

KEY = "gm_mzxw6ytboi"


@pytest.fixture
def reads(monkeypatch):
    """How many rows each reading of vectors brought."""
    found: list[int] = []
    append = Matrix._append

    def counting(matrix, fresh, coming):
        found.append(len(fresh))
        append(matrix, fresh, coming)

    monkeypatch.setattr(Matrix, "_append", counting)
    return found


def opened(data):
    server = serve(data=data, api_key=KEY)
    return server, Goodmem(base_url=server.url, api_key=KEY)


@pytest.fixture
def data(tmp_path):
    """A database with a space of one vector and a space of two, and the ids of the spaces."""
    path = str(tmp_path / "kept.db")
    server, client = opened(path)
    with server, client:
        embedder = server.create_default_embedder()
        spaces = [client.spaces.create(name=n, space_embedders=[{"embedder_id": embedder}]).space_id for n in "ab"]
        for space in (spaces[0], spaces[1], spaces[1]):
            memory = client.memories.create(space_id=space, original_content="Bees dance.")
            client.memories.wait(id=memory.memory_id)
    return path, spaces


def hits(client, space):
    return len(client.memories.retrieve(message="bees", space_ids=[space], stream=False).hits)


def test_a_first_search_has_nothing_left_to_read(data, reads, monkeypatch):
    path, spaces = data
    embedded: list[object] = []
    embed = builtin.embed
    monkeypatch.setattr(builtin, "embed", lambda texts: embedded.append(texts) or embed(texts))
    server, client = opened(path)
    with server, client:
        server.state.warming.wait()
        assert (reads, len(embedded)) == ([2, 1], 1)
        assert [hits(client, space) for space in spaces] == [1, 2]
        assert reads == [2, 1]


def test_what_would_take_too_much_is_left_until_it_is_searched(data, reads, monkeypatch):
    monkeypatch.setattr(warming, "_MOST_VECTORS", 1)
    path, spaces = data
    server, client = opened(path)
    with server, client:
        server.state.warming.wait()
        assert reads == [1]
        assert [hits(client, space) for space in spaces] == [1, 2]
        assert reads == [1, 2]


def test_a_stop_does_not_wait_for_what_is_read(data, monkeypatch):
    begun = threading.Event()

    def endless(_self, connection):
        begun.set()
        connection.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")

    monkeypatch.setattr(Matrix, "update", endless)
    server, client = opened(data[0])
    with server, client:
        assert begun.wait(60)
    assert not server.state.warming._thread.is_alive()
    again, _ = opened(str(data[0]))
    again.stop()


def test_a_server_that_keeps_nothing_reads_nothing():
    with serve() as server:
        server.state.warming.wait()
        assert server.state._index is None
