"""A caller's own client, and requests as it would build them.

What the client adds to a request (base URL, headers, timeouts) seldom changes, and its `build_request` works it out
anew for each one. A client of httpx itself is asked for its settings, which are compared with those of the request
before; whatever is beside that (cookies, default parameters, another package's client, a `build_request` of the
caller's) takes the way through the client's own `build_request`.

Rules: the client is used through public names alone, and is never closed or altered. Every request goes through its
`send`, so that its hooks, authentication, mounts and cookies act. What is kept of a request beside its answer has
neither a key nor a body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn._transport.internals import HAS_REFERENCE, url_of
from goodmem_dyn._transport.limits import DEFAULT_TIMEOUT, Limits, timeouts
from goodmem_dyn._wire.secrets import MASK, SECRET_HEADERS, secret_headers
from goodmem_dyn._wire.targets import check_target
from goodmem_dyn._wire.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn._wire.effects import Send
    from goodmem_dyn._wire.keys import KeyPlace
    from goodmem_dyn._wire.request import Request

_BUILDERS = {httpx.Client.build_request, httpx.AsyncClient.build_request}
_KEPT_HEADERS = 256
_LONGEST = 60_000
"""Longer targets are left to httpx, which refuses URLs of more than 65,536 characters."""
_FRAMING = {"content-length", "transfer-encoding"}
EMPTY = httpx.ByteStream(b"")


class Brought:
    """A caller's client, and requests as it would build them."""

    def __init__(self, client: Any, headers: Mapping[str, str], key_place: KeyPlace) -> None:
        self._client, self._own, self._key_place = client, dict(headers), key_place
        self._secret = SECRET_HEADERS | {key_place.header}
        self._base: Any = client.base_url
        self._prefix = str(getattr(self._base, "raw_path", b""), "ascii").rstrip("/")
        self._seen: list[tuple[bytes, bytes]] = []
        self._headers: dict[tuple[tuple[str, str], ...], httpx.Headers | None] = {}

    def request(self, effect: Send, body: type[Any]) -> tuple[Any, Limits | None]:
        """The request as the client would build it: with its base URL, headers and cookies.

        Returns:
            The request, and the limits that its client cannot keep: those of the whole, where there is a deadline.
        """
        check_target(effect.request.target)
        timeout, limits = self._client.timeout, None
        if effect.timeout is not DEFAULT_TIMEOUT or effect.remaining is not None:
            chosen = timeout if effect.timeout is DEFAULT_TIMEOUT else effect.timeout
            limits = Limits(timeouts(chosen), effect.remaining, head_only=effect.stream)
            # The client's own class: that of another package with httpx's interface knows only itself.
            timeout = type(timeout)(**limits.phases)
        headers = self._known_headers(effect.request)
        if headers is None:
            return self._built(effect.request, body, timeout), limits
        return self._made(effect.request, headers, body, timeout), limits

    def _known_headers(self, request: Request) -> httpx.Headers | None:
        """The headers that the client would send; None where it has to build the request itself."""
        client = self._client
        if (
            getattr(client.build_request, "__func__", None) not in _BUILDERS
            or client.base_url is not self._base
            or client.params
            or client.cookies
            or len(request.target) > _LONGEST
            or not HAS_REFERENCE
        ):
            return None
        seen, key = client.headers.raw, tuple(request.headers.items())
        if seen != self._seen or len(self._headers) >= _KEPT_HEADERS:
            self._seen, self._headers = seen, {}
        if key not in self._headers:
            self._headers[key] = self._merged(request)
        return self._headers[key]

    def _merged(self, request: Request) -> httpx.Headers | None:
        """Headers as httpx merges them; None where the client has an opinion on how a message is framed."""
        headers = httpx.Headers(self._client.headers)
        headers.update({**self._own, **request.headers})
        if "host" not in headers:
            headers = httpx.Headers([(b"Host", self._base.netloc), *headers.raw])
        return headers if _FRAMING.isdisjoint(headers) and headers.encoding == "ascii" else None

    def _made(self, request: Request, headers: httpx.Headers, body: type[Any], timeout: Any) -> httpx.Request:
        content = request.content
        upload = content if isinstance(content, Upload) else None
        plain = b"" if content is None or isinstance(content, Upload) else content
        made = httpx.Request(
            request.method,
            self._base,
            headers=headers,
            stream=httpx.ByteStream(plain) if upload is None else body(upload),
            extensions={"timeout": timeout.as_dict()},
        )
        made.url = url_of(self._base, f"{self._prefix}{request.target}")
        # Otherwise httpx finds it out, header by header. Hooks may add what is not ASCII.
        made.headers.encoding = "utf-8"
        length = len(plain) if upload is None else upload.length
        if length is None:
            made.headers["transfer-encoding"] = "chunked"
        elif content is not None or request.method in {"POST", "PUT", "PATCH"}:
            made.headers["content-length"] = str(length)
        if upload is None:
            made.read()  # so that hooks and authentication find `content`
        return made

    def _built(self, request: Request, body: type[Any], timeout: Any) -> Any:
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

    def keep(self, made: Any) -> Any:
        """What is kept of a request beside its answer."""
        kept = object.__new__(type(made))
        kept.method, kept.url, kept.extensions = made.method, made.url, {}
        kept.headers = headers = type(made.headers)(made.headers)
        headers.encoding = made.headers.encoding
        for name in self._secret.intersection(headers):
            headers[name] = MASK
        kept.stream = EMPTY
        return kept

    def secrets(self) -> Iterator[str]:
        """The values of the headers that carry keys, to be hidden wherever a server repeats them."""
        own = {**dict(getattr(self._client, "headers", None) or {}), **self._own}
        return secret_headers(own, self._key_place)
