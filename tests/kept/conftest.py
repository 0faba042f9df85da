"""An embedded server with a client that is made for it, a space, and what is asked of both."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn.local import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn.local import Server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(validate_responses=True) as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[Goodmem]:
    with Goodmem(base_url=server.url, api_key=server.api_key) as made:
        yield made


@pytest.fixture(scope="module")
def new_space(server: Server, client: Goodmem) -> Callable[..., str]:
    """Makes an empty space over the built-in embedder; returns its id."""
    embedder = server.create_default_embedder()

    def make(**options: Any) -> str:
        found = client.spaces.create(name=str(uuid.uuid4()), space_embedders=[{"embedder_id": embedder}], **options)
        return found.space_id

    return make


@pytest.fixture
def space(new_space: Callable[..., str]) -> str:
    return new_space()
