"""One test for both clients: what the asynchronous one returns is awaited, what the synchronous one returns is passed on.

    def test_it(both):
        client = both.client(base_url=server.url)
        with both.open(client.memories.retrieve(...)) as stream:
            events = both.list(stream)
        page = both(client.spaces.list())

Rules: one event loop for a test, closed with it; every client made here is closed here.
"""

from __future__ import annotations

import asyncio
import inspect
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn import AsyncGoodmem, Goodmem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Self


TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For plain httpx over plain HTTP: else every client of it reads all that the machine trusts, in 30 ms."""


class Both:
    """Drives one of the two clients."""

    def __init__(self, *, is_async: bool) -> None:
        self.is_async = is_async
        self._loop = asyncio.new_event_loop() if is_async else None
        self._clients: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients:
            self(client.close())
        if self._loop is not None:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    def client(self, *args: Any, **options: Any) -> Any:
        """A client, closed when the test ends."""
        client = (AsyncGoodmem if self.is_async else Goodmem)(*args, **options)
        self._clients.append(client)
        return client

    def against(self, handler: Callable[[httpx.Request], httpx.Response], **options: Any) -> Any:
        """A client whose requests a function answers; it does not wait between attempts unless it repeats."""
        options = {"base_url": "http://127.0.0.1:1", "api_key": "gm_test", "max_retries": 0, **options}
        return self.client(**options, transport=httpx.MockTransport(handler))

    def http_client(self, **options: Any) -> Any:
        """An httpx client of the right kind; the caller closes it with `both(client.close())`."""
        options = {"verify": TRUSTS_NOBODY, **options}
        if not self.is_async:
            return httpx.Client(**options)
        client = httpx.AsyncClient(**options)
        client.close = client.aclose  # type: ignore[attr-defined]  # one spelling for both
        return client

    def __call__(self, value: Any) -> Any:
        """The result of a call."""
        if not inspect.isawaitable(value):
            return value
        assert self._loop is not None

        async def result() -> Any:
            return await value

        return self._loop.run_until_complete(result())

    def next(self, iterator: Any) -> Any:
        """The next item of an iterator, or StopIteration."""
        if not self.is_async:
            return next(iterator)
        try:
            return self(iterator.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def list(self, iterable: Any) -> list[Any]:
        """All items."""
        if not hasattr(iterable, "__aiter__"):
            return list(iterable)

        async def collect() -> list[Any]:
            return [item async for item in iterable]

        return list(self(collect()))

    @contextmanager
    def open(self, manager: Any) -> Iterator[Any]:
        """Enter a context manager of either kind."""
        if not self.is_async:
            with manager as value:
                yield value
            return
        value = self(manager.__aenter__())
        try:
            yield value
        except BaseException as error:
            if not self(manager.__aexit__(type(error), error, error.__traceback__)):
                raise
        else:
            self(manager.__aexit__(None, None, None))
