"""The two clients. Everything but their constructors and their ends is made from the document.

Rules: what a client is told is checked when it is made. It never closes what is not its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from goodmem_dyn._calls.log import configure_logging
from goodmem_dyn._namespaces.clients import BaseClient, shown
from goodmem_dyn.namespaces import AsyncGoodmemNamespaces, GoodmemNamespaces

if TYPE_CHECKING:
    import os
    import ssl
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType

    import httpx
    from typing_extensions import Self

    from goodmem_dyn._calls.log import Attempt
    from goodmem_dyn._namespaces.drift import Drift

__all__ = ["AsyncGoodmem", "Goodmem", "drift"]


class Goodmem(BaseClient, GoodmemNamespaces):
    """A client of a GoodMem server.

    Give `base_url` and `api_key`, or an `httpx.Client` of your own as `http_client`, never both. With neither,
    `GOODMEM_BASE_URL`, `GOODMEM_API_KEY` and `GOODMEM_VERIFY_SSL` are read from the environment. The key may be left
    out for the calls that need none: `system.info` and `system.init`. The client can be shared by threads.

    Args:
        base_url: The server's address, such as `http://localhost:8080`, without `/v1`; a path prefix is kept.
        api_key: The key, such as `gm_...`; or a callable that gives one, asked once more after a 401.
        timeout: Seconds to connect, send, and wait for data, each; None for no limit; or an `httpx.Timeout`.
        verify: True to trust the usual CAs, False to trust anybody, the path of a CA file or folder to trust only that,
            or an `ssl.SSLContext`.
        http_client: An `httpx.Client` with base URL, headers, timeout and TLS set on it. It is used as it is, and never
            closed; redirects are not followed.
        cert: A client certificate: the path of a PEM file, or a pair of certificate and key.
        proxy: The URL of a proxy. Default: what the environment names.
        max_retries: Repetitions after a failure that allows one; 0 turns them off.
        deadline: Seconds for a whole call, all attempts and waits together; None for no limit.
        default_headers: Sent with every request.
        max_event_bytes: The largest event of a stream; 8 MiB unless given.
        stream_max_line_bytes: The same, by the official package's name.
        on_attempt: Called with an `Attempt` after every attempt.
        document: Another OpenAPI document to make the surface from, JSON or YAML: a dict, a path, a URL, or the address
            of a server that serves its own. What it says of keys decides where they go.
        transport: An httpx transport to send through, instead of our own connections.
        credentials: Keys by the names of the document's security schemes, where it has several: a str, a pair of user
            and password for `http basic`, or a callable as for `api_key`.

    Raises:
        InvalidRequestError: An option is wrong, or the two ways are mixed.

    Example:
        >>> client = Goodmem(base_url="http://localhost:8080", api_key="gm_...")
        >>> client.base_url
        'http://localhost:8080'
        >>> client.close()
    """

    @overload
    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | Callable[[], str] | None = None,
        *,
        timeout: float | httpx.Timeout | None = 30.0,
        verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
        http_client: None = None,
        cert: str | tuple[str, str] | tuple[str, str, str] | None = None,
        proxy: str | None = None,
        max_retries: int = 2,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        max_event_bytes: int | None = None,
        stream_max_line_bytes: int | None = None,
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
        transport: httpx.BaseTransport | None = None,
        credentials: Mapping[str, str | tuple[str, str] | Callable[[], str | tuple[str, str]]] | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        *,
        http_client: httpx.Client,
        max_retries: int = 2,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        max_event_bytes: int | None = None,
        stream_max_line_bytes: int | None = None,
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
    ) -> None: ...
    @shown
    def __init__(self, base_url: Any = None, api_key: Any = None, **options: Any) -> None:
        self._construct({"base_url": base_url, "api_key": api_key, **options})

    def close(self) -> None:
        """Close the connections; a caller's `http_client` stays open. Harmless when repeated."""
        self._core.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncGoodmem(BaseClient, AsyncGoodmemNamespaces):
    """A client of a GoodMem server, for asyncio and trio.

    The same as `Goodmem`, with methods to be awaited and streams for `async with`. The client can be shared by the
    tasks of one event loop.

    Args:
        base_url: The server's address, such as `http://localhost:8080`, without `/v1`; a path prefix is kept.
        api_key: The key, such as `gm_...`; or a callable that gives one, asked once more after a 401.
        timeout: Seconds to connect, send, and wait for data, each; None for no limit; or an `httpx.Timeout`.
        verify: True to trust the usual CAs, False to trust anybody, the path of a CA file or folder to trust only that,
            or an `ssl.SSLContext`.
        http_client: An `httpx.AsyncClient` with base URL, headers, timeout and TLS set on it. It is used as it is, and
            never closed; redirects are not followed.
        cert: A client certificate: the path of a PEM file, or a pair of certificate and key.
        proxy: The URL of a proxy. Default: what the environment names.
        max_retries: Repetitions after a failure that allows one; 0 turns them off.
        deadline: Seconds for a whole call, all attempts and waits together; None for no limit.
        default_headers: Sent with every request.
        max_event_bytes: The largest event of a stream; 8 MiB unless given.
        stream_max_line_bytes: The same, by the official package's name.
        on_attempt: Called with an `Attempt` after every attempt.
        document: Another OpenAPI document to make the surface from, JSON or YAML: a dict, a path, a URL, or the address
            of a server that serves its own. What it says of keys decides where they go.
        transport: An httpx transport to send through, instead of our own connections.
        credentials: Keys by the names of the document's security schemes, where it has several: a str, a pair of user
            and password for `http basic`, or a callable as for `api_key`.

    Raises:
        InvalidRequestError: An option is wrong, or the two ways are mixed.

    Example:
        >>> client = AsyncGoodmem(base_url="http://localhost:8080", api_key="gm_...")
        >>> client.base_url
        'http://localhost:8080'
    """

    _is_async = True

    @overload
    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        *,
        timeout: float | httpx.Timeout | None = 30.0,
        verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
        http_client: None = None,
        cert: str | tuple[str, str] | tuple[str, str, str] | None = None,
        proxy: str | None = None,
        max_retries: int = 2,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        max_event_bytes: int | None = None,
        stream_max_line_bytes: int | None = None,
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
        transport: httpx.AsyncBaseTransport | None = None,
        credentials: Mapping[str, str | tuple[str, str] | Callable[[], Any]] | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        *,
        http_client: httpx.AsyncClient,
        max_retries: int = 2,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        max_event_bytes: int | None = None,
        stream_max_line_bytes: int | None = None,
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
    ) -> None: ...
    @shown
    def __init__(self, base_url: Any = None, api_key: Any = None, **options: Any) -> None:
        self._construct({"base_url": base_url, "api_key": api_key, **options})

    async def close(self) -> None:
        """Close the connections; a caller's `http_client` stays open. Harmless when repeated."""
        await self._core.engine.close()

    async def aclose(self) -> None:
        """The same as `close`, by httpx's name for it."""
        await self.close()

    _own_names = (*BaseClient._own_names, "aclose")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


@overload
def drift(client: Goodmem) -> Drift: ...
@overload
def drift(client: AsyncGoodmem) -> Awaitable[Drift]: ...
def drift(client: Goodmem | AsyncGoodmem) -> Drift | Awaitable[Drift]:
    """What differs between the document of a client and the server it talks to.

    Asks the server for its commit and, where it shows it, for its own document.

    Args:
        client: A client; with an `AsyncGoodmem` the result must be awaited.

    Returns:
        A `Drift`: `.same`, `.missing`, `.added`, `.changed`; `str()` gives one line for each difference.

    Raises:
        APIConnectionError: The server cannot be reached.

    Example:
        >>> print(goodmem_dyn.drift(client))  # doctest: +SKIP
        client made for 62c6d77b, server runs 62c6d77b; no difference
    """
    from goodmem_dyn._namespaces.drift import drift_flow

    result: Drift | Awaitable[Drift] = client._core.engine.run(drift_flow(client._core))
    return result


configure_logging()
