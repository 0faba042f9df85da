"""One adapter per client: how its users would write each workload.

Rules: an adapter imports nothing but its client and the canned answers, so that a process holds one client only; it
uses what the client's documentation shows, never its internals; results are returned in the client's own models, whose
attributes all spell alike. With `mock`, nothing goes over a socket: `transport` puts the mock in the place of the
transport of the client's own connection, `client` into an `httpx.Client` of the caller's; a client that knows only one
of these does that for both.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator
    from pathlib import Path


class SyncClient(Protocol):
    """A synchronous client under measurement."""

    def __init__(self, base_url: str, *, mock: str = "") -> None: ...
    def get(self, memory_id: str) -> Any: ...
    def create(self) -> Any: ...
    def spaces(self, page_size: int) -> Iterable[Any]: ...
    def events(self) -> Iterator[Any]: ...
    def batch(self, count: int) -> Any: ...
    def upload(self, path: Path) -> Any: ...
    def close(self) -> None: ...


class AsyncClient(Protocol):
    """An asynchronous client under measurement."""

    def __init__(self, base_url: str, *, mock: str = "") -> None: ...
    def get(self, memory_id: str) -> Awaitable[Any]: ...
    def create(self) -> Awaitable[Any]: ...
    def spaces(self, page_size: int) -> AsyncIterator[Any]: ...
    def events(self) -> AsyncIterator[Any]: ...
    def upload(self, path: Path) -> Awaitable[Any]: ...
    def close(self) -> Awaitable[None]: ...


class Adapter(Protocol):
    """A module of this package."""

    Sync: type[SyncClient]
    Async: type[AsyncClient]


def load(name: str) -> Adapter:
    """The adapter of a client; importing it imports the client."""
    return cast("Adapter", importlib.import_module(f"tools.bench.clients.{name}"))
