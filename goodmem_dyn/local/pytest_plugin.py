"""pytest fixtures: a real GoodMem server for your tests, fresh for every test in milliseconds.

```python
def test_my_bot_remembers(goodmem_client, goodmem_space):
    goodmem_client.memories.create(space_id=goodmem_space.space_id, original_content="Owls hunt at night.", wait=True)
    ...

def test_my_bot_survives_an_outage(goodmem_client, goodmem_server):
    goodmem_server.faults.add("status", operation="createMemory", status=503, times=1)
    ...
```

| fixture | scope | gives |
|---|---|---|
| `goodmem_server_options` | session | keyword arguments for `goodmem_dyn.local.serve`; override it to change them |
| `goodmem_server` | session | the running server: `url`, `api_key`, `faults`, `reset()`, `add_user()` |
| `fresh_goodmem_server` | test | the same server, emptied before the test |
| `goodmem_client` | test | a `Goodmem` on the emptied server, closed after the test |
| `goodmem_space` | test | a `Space` with a built-in embedder, on the emptied server |
| `async_goodmem_client` | test | an `AsyncGoodmem` on the emptied server, for any event loop |

Rules this module keeps: it is found by pytest through its entry point and imports nothing but pytest until a fixture is
used; `goodmem_server` alone does not empty the server, so that a session's own fixtures may fill it once.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import AsyncGoodmem, Goodmem
    from goodmem_dyn.local import Server
    from goodmem_dyn.models import Space


@pytest.fixture(scope="session")
def goodmem_server_options() -> dict[str, Any]:
    """Keyword arguments for `goodmem_dyn.local.serve`; override this fixture to change them."""
    return {}


@pytest.fixture(scope="session")
def goodmem_server(goodmem_server_options: dict[str, Any]) -> Iterator[Server]:
    """A running embedded server, shared by the session."""
    try:
        from goodmem_dyn import local
        from goodmem_dyn.local import server as _needed  # noqa: F401 - imports what the extra brings
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("goodmem_dyn"):
            raise
        pytest.fail(
            f"The embedded server needs {error.name}, which is not installed: pip install 'goodmem-dyn[local]'",
            pytrace=False,
        )
    # pytest rewrites the assertions of every module of a plugin's package when it is imported, and some versions of
    # Python cannot parse in two threads at once: the server's threads shall have nothing left to import.
    for module in pkgutil.iter_modules(local.__path__):
        if module.name != "__main__":
            importlib.import_module(f"{local.__name__}.{module.name}")
    with local.serve(**goodmem_server_options) as server:
        yield server


@pytest.fixture
def fresh_goodmem_server(goodmem_server: Server) -> Server:
    """The session's server, emptied: no resources, no faults, the same root key."""
    goodmem_server.reset()
    return goodmem_server


@pytest.fixture
def goodmem_client(fresh_goodmem_server: Server) -> Iterator[Goodmem]:
    """A client with the root user's key, on an empty server."""
    with fresh_goodmem_server.client() as client:
        yield client


@pytest.fixture
def goodmem_space(goodmem_client: Goodmem, fresh_goodmem_server: Server) -> Space:
    """A space that is ready to store and to search, with an embedder of this CPU, on an empty server."""
    embedder_id = fresh_goodmem_server.create_default_embedder()
    return goodmem_client.spaces.create(name="tests", space_embedders=[embedder_id])


@pytest.fixture
def async_goodmem_client(fresh_goodmem_server: Server) -> AsyncGoodmem:
    """An asynchronous client with the root user's key, on an empty server; it needs no closing."""
    import httpx

    from goodmem_dyn import AsyncGoodmem

    assert fresh_goodmem_server.api_key is not None
    # A fixture cannot know the test's event loop, so it could not close connections there: none is kept open.
    return AsyncGoodmem(
        http_client=httpx.AsyncClient(
            base_url=fresh_goodmem_server.url,
            headers={"x-api-key": fresh_goodmem_server.api_key},
            timeout=30.0,
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
    )
