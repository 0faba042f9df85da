"""An emptied embedded server with one space, and the two clients on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.both import Both


@dataclass
class World:
    """One of the two clients on an embedded server, a space in it, and the embedder of that space."""

    both: Both
    server: Server
    client: Any
    embedder: str
    space: str

    def memories(self) -> dict[str, Any]:
        """What the space holds now, by id, as the server's own database has it."""
        with self.server.state.store.read() as connection:
            rows = connection.execute("SELECT memory_id, content, metadata FROM memories").fetchall()
        return {row["memory_id"]: bytes(row["content"]) for row in rows}


@pytest.fixture
def world(both: Both, fresh_goodmem_server: Server) -> World:
    server = fresh_goodmem_server
    client = both.client(base_url=server.url, api_key=server.api_key)
    embedder = server.create_default_embedder()
    space = both(client.spaces.create(name="notes", space_embedders=[embedder]))
    return World(both, server, client, embedder, space.space_id)
