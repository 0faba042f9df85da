"""A caller's own client, and requests as it would build them.

What the client adds to a request (base URL, headers, timeouts) seldom changes, and its `build_request` works it out
anew for each one. So a client of httpx itself is asked for its settings, and what was made of them for the request
before is used again while they are the same. Whatever is beside that (cookies, default parameters, another package's
client, a `build_request` of the caller's) takes the way through `build_request`.

Rules: the client is used through public names alone, and is never closed or altered. Every request goes through its
`send`, so that its hooks, authentication, mounts and cookies act. What is kept of a request beside its answer has
neither a key nor a body.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn._transport.internals import EMPTY, HAS_REFERENCE, Origin, url_of
from goodmem_dyn._transport.limits import DEFAULT_TIMEOUT, Limits, timeouts
from goodmem_dyn._wire.secrets import masked_headers, secret_headers
from goodmem_dyn._wire.targets import check_target
from goodmem_dyn._wire.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from goodmem_dyn._wire.effects import Send
    from goodmem_dyn._wire.keys import KeyPlace
    from goodmem_dyn._wire.request import Request

_BUILDERS = {httpx.Client.build_request, httpx.AsyncClient.build_request}
_KEPT_HEADERS = 256
_LONGEST = 60_000
"""Longer targets are left to httpx, which refuses URLs of more than 65,536 characters."""
_FRAMING = {"content-length", "transfer-encoding"}
_WITH_LENGTH = {"POST", "PUT", "PATCH"}


class Brought:
    """A caller's client, and requests as it would build them."""

    def __init__(self, client: Any, headers: Mapping[str, str], key_place: KeyPlace) -> None:
        self._client, self._own, self._key_place = client, dict(headers), key_place
        self._base: Any = client.base_url
        self._origin = Origin(httpx.URL(str(self._base)))
        self._prefix = self._origin.url.raw_path.decode("ascii").rstrip("/")
        self._seen: list[tuple[bytes, bytes]] = []
        self._headers: dict[tuple[tuple[str, str], ...], httpx.Headers | None] = {}
        self._masked: dict[tuple[tuple[bytes, bytes], ...], Any] = {}

    def request(self, effect: Send, body: Callable[..., Any]) -> tuple[Any, Limits | None]:
        """The request as the client would build it: with its base URL, headers and cookies.

        Returns:
            The request, and the limits that its client cannot keep: those of the whole, where there is a deadline.
        """
        request = effect.request
        check_target(request.target)
        timeout, limits = self._client.timeout, None
        if effect.timeout is not DEFAULT_TIMEOUT or effect.remaining is not None:
            chosen = timeout if effect.timeout is DEFAULT_TIMEOUT else effect.timeout
            limits = Limits(timeouts(chosen), effect.remaining, head_only=effect.stream and not effect.is_kept)
            # The client's own class: that of another package with httpx's interface knows only itself.
            timeout = type(timeout)(**limits.phases)
        if isinstance(request.content, Upload):
            body = partial(body, limits=limits)
        headers = self._known_headers(request) if self._is_usual(request) else None
        if headers is None:
            return self._built(request, body, timeout), limits
        return self._made(request, headers, body, timeout), limits

    def _is_usual(self, request: Request) -> bool:
        """Whether all that the client adds to a request are its base URL and its headers."""
        client = self._client
        return (
            getattr(client.build_request, "__func__", None) in _BUILDERS
            and client.base_url is self._base
            and not client.params
            and not client.cookies
            and len(request.target) <= _LONGEST
            and HAS_REFERENCE
        )

    def _known_headers(self, request: Request) -> httpx.Headers | None:
        """The headers that the client would send; None where it says itself how a message is framed."""
        content, framing = request.content, ("", "")
        length = content.length if isinstance(content, Upload) else len(content or b"")
        if length is None:
            framing = "transfer-encoding", "chunked"
        elif content is not None or request.method in _WITH_LENGTH:
            framing = "content-length", str(length)
        seen, key = self._client.headers.raw, (framing, *request.headers.items())
        if seen != self._seen or len(self._headers) >= _KEPT_HEADERS:
            self._seen, self._headers = seen, {}
        if key not in self._headers:
            self._headers[key] = self._merged(request, framing)
        return self._headers[key]

    def _merged(self, request: Request, framing: tuple[str, str]) -> httpx.Headers | None:
        """Headers as httpx merges them."""
        headers = httpx.Headers(self._client.headers)
        headers.update({**self._own, **request.headers})
        if "host" not in headers:
            headers = httpx.Headers([(b"Host", self._base.netloc), *headers.raw])
        if not _FRAMING.isdisjoint(headers) or headers.encoding != "ascii":
            return None
        if framing[0]:
            headers[framing[0]] = framing[1]
        return headers

    def _made(self, request: Request, headers: httpx.Headers, body: Callable[..., Any], timeout: Any) -> httpx.Request:
        content = request.content
        stream = body(content) if isinstance(content, Upload) else httpx.ByteStream(content or b"")
        extensions = {"timeout": timeout.as_dict()}
        outgoing = httpx.Request(
            request.method, self._origin.url, headers=headers, stream=stream, extensions=extensions
        )
        outgoing.url = url_of(self._origin, f"{self._prefix}{request.target}")
        # Otherwise httpx finds it out, header by header. Hooks may add what is not ASCII.
        outgoing.headers.encoding = "utf-8"
        if not isinstance(content, Upload):
            outgoing.read()  # so that hooks and authentication find `content`
        return outgoing

    def _built(self, request: Request, body: Callable[..., Any], timeout: Any) -> Any:
        headers, content = {**self._own, **request.headers}, request.content
        if isinstance(content, Upload):
            if content.length is not None:
                headers["content-length"] = str(content.length)
            content = body(content)
        target, options = request.target, {}
        path, _, query = target.partition("?")
        if query and getattr(self._client, "params", None):
            # httpx puts a client's parameters in place of a query that the URL has.
            target, options = path, {"params": query}
        return self._client.build_request(
            request.method, target, headers=headers, content=content, timeout=timeout, **options
        )

    def keep(self, outgoing: Any) -> Any:
        """What is kept of a request beside its answer."""
        record = object.__new__(type(outgoing))
        record.method, record.url, record.extensions, record.stream = outgoing.method, outgoing.url, {}, EMPTY
        # As they were sent: authentication and hooks may have changed them.
        key = tuple(outgoing.headers.raw)
        if key not in self._masked:
            if len(self._masked) >= _KEPT_HEADERS:
                self._masked.clear()
            masked = masked_headers(outgoing.headers, self._key_place)
            self._masked[key] = type(outgoing.headers)(masked, encoding=outgoing.headers.encoding)
        record.headers = self._masked[key]
        return record

    def secrets(self) -> Iterator[str]:
        """The values of the headers that carry keys, to be hidden wherever a server repeats them."""
        own = {**dict(getattr(self._client, "headers", None) or {}), **self._own}
        return secret_headers(own, self._key_place)
