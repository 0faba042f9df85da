"""What this package uses of httpx beyond its public names: all of it, and what happens where it is not there.

| used | for | without it |
|---|---|---|
| `HTTPTransport._pool` | a pool whose network streams are ours (`network`) | httpx's own streams, with plain limits |
| `Response._content` | a body that was taken without httpx's decoders | bodies are read the long way |
| `URL._uri_reference` | a URL of known parts, which is parsed only when asked for more | every URL is parsed |

Rules: nothing else reaches into httpx or httpcore. Transports keep httpx's classes, because what instruments httpx
wraps the methods of those.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from goodmem_dyn._transport.limits import Line


def _uses_pool(close: Any) -> bool:
    """Whether a transport closes a pool that is kept where ours is put."""
    return "_pool" in getattr(getattr(close, "__code__", None), "co_names", ())


HAS_POOL = _uses_pool(httpx.HTTPTransport.close) and _uses_pool(httpx.AsyncHTTPTransport.aclose)


class _Pooled:
    """A transport over a pool that is given; `line` says which limits hold for the pool's one connection."""

    def __init__(self, pool: Any, line: Line) -> None:
        # Not httpx's own initialiser: it would make a pool that nobody uses, and that costs more than the transport.
        self._pool = self.pool = pool
        self.line = line


class Transport(_Pooled, httpx.HTTPTransport):
    """httpx's transport over a pool of ours."""


class AsyncTransport(_Pooled, httpx.AsyncHTTPTransport):
    """httpx's asynchronous transport over a pool of ours."""


EMPTY = httpx.ByteStream(b"")
"""A body that is empty."""

HTTPResponse = httpx.Response
HAS_CONTENT = hasattr(HTTPResponse(200, content=b""), "_content")


def keep_content(raw: Any, content: bytes) -> bytes:
    """Note in an answer that its body was read, and what it is."""
    raw.is_stream_consumed = raw.is_closed = True
    raw._content = content
    return content


HAS_REFERENCE = hasattr(httpx.URL("http://localhost"), "_uri_reference")


class Origin:
    """Scheme, host and port of a server: what the URLs of all requests to it have in common."""

    __slots__ = ("host", "netloc", "port", "raw_host", "raw_scheme", "scheme", "text", "url")

    def __init__(self, url: httpx.URL) -> None:
        self.url, self.netloc, self.port = url, url.netloc, url.port
        self.scheme, self.raw_scheme, self.host, self.raw_host = url.scheme, url.raw_scheme, url.host, url.raw_host
        self.text = f"{url.scheme}://{url.netloc.decode('ascii')}"


class Target(httpx.URL):
    """The URL of one request: a known origin, and a path that the encoder has percent-encoded.

    What sends a request needs the parts that are at hand; parsing the whole costs as much as the rest of a call, so it
    waits until somebody asks for more than that.
    """

    def __init__(self, origin: Origin, raw_path: str) -> None:
        self._origin, self._path = origin, raw_path

    @cached_property
    def _uri_reference(self) -> Any:  # type: ignore[override]  # computed when it is asked for
        return httpx.URL(str(self))._uri_reference

    def __str__(self) -> str:
        return f"{self._origin.text}{self._path}"

    @property
    def raw_path(self) -> bytes:
        return self._path.encode("ascii")

    @property
    def scheme(self) -> str:
        return self._origin.scheme

    @property
    def raw_scheme(self) -> bytes:
        return self._origin.raw_scheme

    @property
    def host(self) -> str:
        return self._origin.host

    @property
    def raw_host(self) -> bytes:
        return self._origin.raw_host

    @property
    def port(self) -> int | None:
        return self._origin.port

    @property
    def netloc(self) -> bytes:
        return self._origin.netloc

    @property
    def userinfo(self) -> bytes:
        return b""

    @property
    def username(self) -> str:
        return ""

    @property
    def password(self) -> str:
        return ""


def url_of(origin: Origin, raw_path: str) -> httpx.URL:
    """The URL of a request: origin and path."""
    return Target(origin, raw_path) if HAS_REFERENCE else httpx.URL(origin.text + raw_path)
