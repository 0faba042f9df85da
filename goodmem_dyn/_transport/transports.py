"""Transports of our own: httpx's classes over pools of one connection each, whose network streams keep our limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import httpcore
import httpx

from goodmem_dyn._transport.internals import HAS_POOL, AsyncTransport, Transport
from goodmem_dyn._transport.limits import Line

if TYPE_CHECKING:
    import ssl

_EXPIRY = 30
"""Seconds that an idle connection is kept."""


class _Kit(NamedTuple):
    """What a transport is made of.

    Attributes:
        transport: Its class, over a pool that is given.
        plain: httpx's own class, where it cannot be given a pool.
        direct: A pool that connects to the server.
        http: One that connects to an HTTP proxy.
        socks: One that connects to a SOCKS proxy.
    """

    transport: Any
    plain: Any
    direct: Any
    http: Any
    socks: Any


_SYNC = _Kit(Transport, httpx.HTTPTransport, httpcore.ConnectionPool, httpcore.HTTPProxy, httpcore.SOCKSProxy)
_ASYNC = _Kit(
    AsyncTransport,
    httpx.AsyncHTTPTransport,
    httpcore.AsyncConnectionPool,
    httpcore.AsyncHTTPProxy,
    httpcore.AsyncSOCKSProxy,
)


def new_transport(context: ssl.SSLContext, proxy: httpx.Proxy | None, *, is_async: bool) -> Any:
    """A transport of one connection."""
    kit = _ASYNC if is_async else _SYNC
    if not HAS_POOL:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_EXPIRY)
        return kit.plain(verify=context, limits=limits, proxy=proxy, trust_env=False)
    line = Line()
    options: dict[str, Any] = {
        "ssl_context": context,
        "max_connections": 1,
        "max_keepalive_connections": 1,
        "keepalive_expiry": _EXPIRY,
        "network_backend": _backend(line, is_async=is_async),
    }
    if proxy is None:
        return kit.transport(kit.direct(**options), line)
    url = proxy.url
    options["proxy_url"] = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    options["proxy_auth"] = proxy.raw_auth
    if url.scheme.startswith("socks"):
        return kit.transport(kit.socks(**options), line)
    options |= {"proxy_headers": proxy.headers.raw, "proxy_ssl_context": proxy.ssl_context}
    return kit.transport(kit.http(**options), line)


def _backend(line: Line, *, is_async: bool) -> Any:
    if is_async:
        # What needs an event loop is not imported by a program that has none.
        from goodmem_dyn._transport import async_network

        return async_network.Backend(line)
    from goodmem_dyn._transport import network

    return network.Backend(line)
