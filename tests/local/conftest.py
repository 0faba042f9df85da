"""A real server for the tests of this folder, and a plain HTTP client that knows nothing of the package's own.

Every reply of these tests is judged by the document (`validate_responses`): one that breaks it is a 500.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn.local import serve
from tests.support.api import Api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server


@pytest.fixture(scope="session")
def goodmem_server_options() -> dict[str, Any]:
    return {"validate_responses": True}


@pytest.fixture
def server(fresh_goodmem_server: Server) -> Server:
    """The session's server, empty."""
    return fresh_goodmem_server


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    """Requests with the root user's key."""
    found = Api(server, server.api_key)
    yield found
    found.close()


@pytest.fixture
def other(server: Server) -> Iterator[Api]:
    """Requests of an ordinary user."""
    found = Api(server, server.add_user("ada@example.com", "Ada").api_key)
    yield found
    found.close()


@pytest.fixture
def anonymous(server: Server) -> Iterator[Api]:
    """Requests without a key."""
    found = Api(server, None)
    yield found
    found.close()


@pytest.fixture
def run_server() -> Iterator[Any]:
    """Starts further servers, with any options; stops them after the test."""
    running: list[Server] = []

    def start(**options: Any) -> Server:
        running.append(serve(**{"validate_responses": True, **options}))
        return running[-1]

    yield start
    for one in running:
        one.stop()
