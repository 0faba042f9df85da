"""The two clients: options and life cycle. Everything else is made from the document.

Rules: a client does no I/O when it is made. It is immutable afterwards, and can be shared by threads or tasks. It never
shows its key, and never closes what is not its own.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, overload
from urllib.parse import urlsplit

from goodmem_dyn._arguments.checker import nearest
from goodmem_dyn._arguments.encoder import check_header
from goodmem_dyn._calls.log import configure_logging
from goodmem_dyn._calls.retry import check_deadline
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._methods.method import Core, Options
from goodmem_dyn._namespaces.classes import namespace, namespace_class
from goodmem_dyn._namespaces.members import BULK, has_bulk
from goodmem_dyn._transport import Connection, Engine, check_base_url, timeouts, user_agent
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.namespaces import AsyncGoodmemNamespaces, GoodmemNamespaces

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType

    import httpx
    from typing_extensions import Self

    from goodmem_dyn._calls.log import Attempt
    from goodmem_dyn._namespaces.drift import Drift
    from goodmem_dyn._wire.not_given import NotGiven

__all__ = ["AsyncGoodmem", "Goodmem", "drift", "preload"]

_LOOPBACK = re.compile(r"localhost\Z|127\.|\[?::1\]?\Z|.*\.localhost\Z")
_FALSE = {"false", "0", "no", "off"}


class _Client:
    """What both clients share."""

    _core: Core

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        timeout: Any = NOT_GIVEN,
        verify: Any = NOT_GIVEN,
        http_client: Any = None,
        cert: Any = None,
        proxy: str | None = None,
        max_retries: int = 2,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        max_event_bytes: int | None = None,
        on_attempt: Callable[[Attempt], object] | None = None,
        document: Any = None,
        transport: Any = None,
    ) -> None:
        options = Options(
            max_retries=_count(max_retries, "max_retries"),
            deadline=check_deadline(deadline),
            default_headers=_headers(default_headers),
            on_attempt=on_attempt,
            max_event_bytes=max_event_bytes if max_event_bytes is not None and max_event_bytes > 0 else 8 * 1024 * 1024,
        )
        catalog = bundled.catalog() if document is None else _foreign(document)
        headers = {"user-agent": user_agent(catalog.surface.commit)}
        if http_client is not None:
            connection = self._bring(http_client, headers, locals(), catalog.surface.key_header)
        else:
            connection = self._make(
                base_url, api_key, timeout, verify, cert, proxy, transport, headers, catalog.surface
            )
        self._core = Core(self._engine(connection), options, catalog, connection, self)

    _is_async = False

    def _engine(self, connection: Connection) -> Any:
        if not self._is_async:
            return Engine(connection)
        # An event loop costs a program that has none as much as the rest of this client.
        from goodmem_dyn._transport.async_engine import AsyncEngine

        return AsyncEngine(connection)

    def _bring(
        self, http_client: Any, headers: dict[str, str], given: Mapping[str, Any], key_header: str
    ) -> Connection:
        """A connection through the caller's own client."""
        mixed = [
            name
            for name in ("base_url", "api_key", "timeout", "verify", "cert", "proxy", "transport")
            if given[name] is not (NOT_GIVEN if name in {"timeout", "verify"} else None)
        ]
        if mixed:
            raise InvalidRequestError(
                f"Give http_client, or {' and '.join(mixed)}: with http_client, base URL, key, timeout and TLS are set "
                "on that client itself."
            )
        if not hasattr(http_client, "build_request") or not hasattr(http_client, "send"):
            raise InvalidRequestError("http_client must be an httpx client (or one with its interface).")
        if hasattr(http_client, "aclose") != self._is_async:
            wanted = "httpx.AsyncClient" if self._is_async else "httpx.Client"
            raise InvalidRequestError(f"{type(self).__name__} needs an {wanted} as http_client.")
        base = str(getattr(http_client, "base_url", "") or "")
        if not base:
            raise InvalidRequestError(
                "http_client has no base_url: make it with httpx.Client(base_url='http://localhost:8080', ...)."
            )
        return Connection(check_base_url(base), headers, http_client=http_client, key_header=key_header)

    def _make(
        self,
        base_url: Any,
        api_key: Any,
        timeout: Any,
        verify: Any,
        cert: Any,
        proxy: str | None,
        transport: Any,
        headers: dict[str, str],
        surface: Any,
    ) -> Connection:
        """A connection of our own; what is not given comes from the environment."""
        if base_url is None:
            base_url = os.environ.get("GOODMEM_BASE_URL")
            if not base_url:
                raise InvalidRequestError(
                    "base_url is missing: give it, as in Goodmem(base_url='http://localhost:8080', api_key='gm_...'), "
                    "or set GOODMEM_BASE_URL. To use an HTTP client of your own, give http_client alone."
                )
            # The key of the environment belongs to the server of the environment, and goes nowhere else.
            api_key = api_key if api_key is not None else os.environ.get("GOODMEM_API_KEY")
            if verify is NOT_GIVEN:
                verify = os.environ.get("GOODMEM_VERIFY_SSL", "true").strip().lower() not in _FALSE
        url = check_base_url(base_url)
        last = urlsplit(url).path.rpartition("/")[2]
        if last and all(path.startswith(f"/{last}/") for path in surface.document.get("paths") or ("",)):
            text = f"base_url ends in /{last}, and every path of the API begins with it: leave it out of base_url."
            warnings.warn(text, UserWarning, stacklevel=_callers_level())
        if api_key is not None and api_key != "":
            if not isinstance(api_key, str):
                raise InvalidRequestError("api_key must be a str.")
            if not re.match(r"[\x21-\x7e]+\Z", api_key):
                raise InvalidRequestError("api_key must be visible ASCII text, without spaces or line ends.")
            headers[surface.key_header] = api_key
            parts = urlsplit(url)
            if parts.scheme == "http" and not _LOOPBACK.match(parts.hostname or ""):
                text = f"The API key travels unencrypted to {parts.hostname}: use https://."
                warnings.warn(text, UserWarning, stacklevel=_callers_level())
        return Connection(
            url,
            headers,
            timeout=30.0 if timeout is NOT_GIVEN else timeout,
            verify=True if verify is NOT_GIVEN else verify,
            cert=cert,
            proxy=proxy,
            transport=transport,
            key_header=surface.key_header,
        )

    def _namespace(self, name: str) -> Any:
        made = self.__dict__.get(name)
        if made is None:
            words = (name,)
            if words not in self._core.catalog.surface.namespaces:
                raise AttributeError(name)
            made = self.__dict__[name] = namespace(self._core, words)
        return made

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            # Reached only for what the class does not have: namespaces of a document given at run time, and mistakes.
            core = self.__dict__.get("_core")
            if core is None or name.startswith("_"):
                raise AttributeError(name)
            if (name,) in core.catalog.surface.namespaces:
                return self._namespace(name)
            hint = nearest(name, dir(self))
            raise AttributeError(f"{type(self).__name__!r} has no {name!r}.{hint}", name=name, obj=self)

    def __dir__(self) -> list[str]:
        names = [words[0] for words in self._core.catalog.surface.namespaces if len(words) == 1]
        names += [BULK] if has_bulk(self._core.catalog) else []
        return sorted([*names, "base_url", "close", "with_options", *self._extra_names])

    _extra_names: tuple[str, ...] = ()

    @property
    def base_url(self) -> str:
        """Scheme, host, port and path prefix of the server."""
        address: str = self._core.connection.base_url
        return address

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | None = None,
        deadline: float | NotGiven | None = NOT_GIVEN,
        default_headers: Mapping[str, str] | None = None,
    ) -> Self:
        """The same client with other options: it shares the connections, and leaves this client as it is.

        Args:
            timeout: Seconds to connect, send, and wait for data, each; None for no limit; or an `httpx.Timeout`.
            max_retries: Repetitions after a failure that allows one.
            deadline: Seconds for a whole call; None for no limit.
            default_headers: Headers to send with every request, over those set before.

        Example:
            >>> client.with_options(timeout=120).memories.retrieve(...)  # doctest: +SKIP
        """
        core = self._core
        changes: dict[str, Any] = {}
        if timeout is not NOT_GIVEN:
            timeouts(timeout)
            changes["timeout"] = timeout
        if max_retries is not None:
            changes["max_retries"] = _count(max_retries, "max_retries")
        if deadline is not NOT_GIVEN:
            changes["deadline"] = check_deadline(deadline)
        if default_headers is not None:
            changes["default_headers"] = {**core.options.default_headers, **_headers(default_headers)}
        other = object.__new__(type(self))
        other._core = replace(core, options=replace(core.options, **changes), client=other)
        return other

    def __repr__(self) -> str:
        surface = self._core.catalog.surface
        state = " closed" if self._core.engine.closed else ""
        names = ", ".join(words[0] for words in surface.namespaces if len(words) == 1)
        return f"<{type(self).__name__}{state} {self.base_url} (server {surface.commit[:8] or 'unknown'}): {names}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"A {type(self).__name__} cannot be pickled or copied: it holds connections and a key. Make one where it "
            "is used, from the same arguments."
        )


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

    found: Drift | Awaitable[Drift] = client._core.engine.run(drift_flow(client._core))
    return found


def preload(*namespaces: str) -> None:
    """Do at start what the first calls would do: make the methods, import the models, compile the checks.

    For services that would rather start slower than answer their first request slower.

    Args:
        namespaces: The namespaces to prepare, such as "memories"; none for all of them.

    Raises:
        InvalidRequestError: There is no such namespace.

    Example:
        >>> goodmem_dyn.preload("system")
    """
    catalog = bundled.catalog()
    known = {words[0] for words in catalog.surface.namespaces}
    for name in namespaces:
        if name not in known:
            raise InvalidRequestError(f"There is no namespace {name!r}.{nearest(name, known)}")
    for words, names in catalog.surface.namespaces.items():
        if namespaces and words[0] not in namespaces:
            continue
        for is_async in (False, True):
            namespace_class(catalog, words, is_async=is_async)
        for name in names:
            catalog.method(words, name).prepare_all()


def _callers_level() -> int:
    """How far up the stack the line is that made the client, for a warning that points at it."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("goodmem_dyn"):
        level, frame = level + 1, frame.f_back
    return level


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRequestError(f"{name} must be an int of 0 or more.")
    return value


def _headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): check_header(name, value) for name, value in (headers or {}).items()}


def _foreign(document: Any) -> Any:
    from goodmem_dyn._catalogs.foreign import foreign_catalog

    return foreign_catalog(document)


_F = TypeVar("_F", bound="Callable[..., None]")


def _shown(init: _F) -> _F:
    """The constructor with the signature that `help` shows: what it takes, where the real one tells what is wrong."""
    real = inspect.signature(_Client.__init__)
    defaults = {"timeout": 30.0, "verify": True}
    shown = [one.replace(default=defaults.get(one.name, one.default)) for one in real.parameters.values()]
    init.__dict__["__signature__"] = real.replace(parameters=shown)
    return init


class Goodmem(_Client, GoodmemNamespaces):
    """A client of a GoodMem server.

    Give `base_url` and `api_key`, or an `httpx.Client` of your own as `http_client`, never both. With neither,
    `GOODMEM_BASE_URL`, `GOODMEM_API_KEY` and `GOODMEM_VERIFY_SSL` are read from the environment. The key may be left
    out for the calls that need none: `system.info` and `system.init`. The client can be shared by threads.

    Args:
        base_url: The server's address, such as `http://localhost:8080`, without `/v1`; a path prefix is kept.
        api_key: The key, such as `gm_...`.
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
        on_attempt: Called with an `Attempt` after every attempt.
        document: Another OpenAPI document to make the surface from: a dict, a path, or a URL.
        transport: An httpx transport to send through, instead of our own connections.

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
        api_key: str | None = None,
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
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
        transport: httpx.BaseTransport | None = None,
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
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
    ) -> None: ...
    @_shown
    def __init__(self, base_url: Any = None, api_key: Any = None, **options: Any) -> None:
        _construct(super().__init__, type(self).__name__, base_url, api_key, options)

    _extra_names = ()

    def close(self) -> None:
        """Close the connections; a caller's `http_client` stays open. Harmless when repeated."""
        self._core.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncGoodmem(_Client, AsyncGoodmemNamespaces):
    """A client of a GoodMem server, for asyncio and trio.

    The same as `Goodmem`, with methods to be awaited and streams for `async with`. The client can be shared by the
    tasks of one event loop.

    Args:
        base_url: The server's address, such as `http://localhost:8080`, without `/v1`; a path prefix is kept.
        api_key: The key, such as `gm_...`.
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
        on_attempt: Called with an `Attempt` after every attempt.
        document: Another OpenAPI document to make the surface from: a dict, a path, or a URL.
        transport: An httpx transport to send through, instead of our own connections.

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
        api_key: str | None = None,
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
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
        transport: httpx.AsyncBaseTransport | None = None,
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
        on_attempt: Callable[[Attempt], object] | None = None,
        document: object = None,
    ) -> None: ...
    @_shown
    def __init__(self, base_url: Any = None, api_key: Any = None, **options: Any) -> None:
        _construct(super().__init__, type(self).__name__, base_url, api_key, options)

    async def close(self) -> None:
        """Close the connections; a caller's `http_client` stays open. Harmless when repeated."""
        await self._core.engine.close()

    async def aclose(self) -> None:
        """The same as `close`, by httpx's name for it."""
        await self.close()

    _extra_names = ("aclose",)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


_OPTIONS = ("timeout", "verify", "http_client", "cert", "proxy", "max_retries", "deadline", "default_headers")
_ALL_OPTIONS = (*_OPTIONS, "max_event_bytes", "on_attempt", "document", "transport")


def _construct(init: Callable[..., None], name: str, base_url: Any, api_key: Any, options: dict[str, Any]) -> None:
    unknown = [key for key in options if key not in _ALL_OPTIONS]
    if unknown:
        raise InvalidRequestError(
            f"{name}() has no option {unknown[0]!r}.{nearest(unknown[0], ('base_url', 'api_key', *_ALL_OPTIONS))}"
        )
    init(base_url, api_key, **options)


configure_logging()
