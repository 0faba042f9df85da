"""What the tests of bulk ingestion share: an embedded server with a space, a small model of one, and a cache of their own."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import Goodmem
from tests.bulk.world import SPACE, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodmem_dyn.local import Server
    from tests.support.both import Both


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


@dataclass
class Place:
    """One of the two clients on a space of an embedded server."""

    both: Both
    server: Server
    client: Any
    embedder: str
    space: str

    def ingest(self, source: Any, **options: Any) -> Any:
        return self.both(self.client.bulk.ingest(source, space_id=self.space, **{"progress": False, **options}))

    def export(self, path: Any, **options: Any) -> Any:
        return self.both(self.client.bulk.export(self.space, path, progress=False, **options))

    def new_space(self, name: str) -> str:
        found: str = self.both(self.client.spaces.create(name=name, space_embedders=[self.embedder])).space_id
        return found

    def stored(self, space: str | None = None) -> dict[str, tuple[bytes, str, dict[str, Any]]]:
        """Key → content, type, metadata without the mark, as the server lists them."""
        listed = self.client.memories.list(space_id=space or self.space, include_content=True)
        memories = self.both.list(self.both(listed))
        found = {}
        for one in memories:
            metadata = dict(one.metadata or {})
            mark = metadata.pop("_bulk", {"key": one.memory_id})
            assert mark["key"] not in found, f"{mark['key']} is there twice"
            found[mark["key"]] = (
                base64.b64decode(one.model_dump(mode="json", by_alias=True)["originalContent"]),
                one.content_type,
                metadata,
            )
        return found


@pytest.fixture
def place(both: Both, fresh_goodmem_server: Server) -> Place:
    server = fresh_goodmem_server
    client = both.client(base_url=server.url, api_key=server.api_key)
    embedder = server.create_default_embedder()
    space = both(client.spaces.create(name="bulk", space_embedders=[embedder]))
    return Place(both, server, client, embedder, space.space_id)


@dataclass
class Modelled:
    """A client on the small model of a server, for what needs no real one."""

    world: World
    client: Goodmem

    def ingest(self, source: Any, **options: Any) -> Any:
        return self.client.bulk.ingest(source, space_id=SPACE, **{"progress": False, "journal": False, **options})

    def stored(self) -> dict[str, dict[str, Any]]:
        """Key → memory, its metadata without the mark."""
        found = {}
        for memory in self.world.memories.values():
            metadata = dict(memory["metadata"])
            key = metadata.pop("_bulk")["key"]
            found[key] = {**memory, "metadata": metadata}
        return found

    def contents(self) -> dict[str, bytes]:
        return {key: one["_content"] for key, one in self.stored().items()}


@pytest.fixture
def modelled() -> Iterator[Modelled]:
    world = World()
    with Goodmem("http://127.0.0.1:1", "gm_test", transport=httpx.MockTransport(world)) as client:
        yield Modelled(world, client)
