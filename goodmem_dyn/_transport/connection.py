"""How the server is reached, and requests as the HTTP library wants them.

Rules: our own client goes straight to httpx's transports; requests of a caller's client are made in `brought`. What is
kept of a request beside its answer has neither a key nor a body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from goodmem_dyn._bounds import COOKIE_BYTES, DOCUMENT_BYTES, DOCUMENT_SECONDS
from goodmem_dyn._transport.address import check_proxy, environment_proxy, proxy_name
from goodmem_dyn._transport.bodies import Gatherer, check_encoding
from goodmem_dyn._transport.internals import EMPTY, Origin, url_of
from goodmem_dyn._transport.limits import DEFAULT_TIMEOUT, Limits, timeouts
from goodmem_dyn._transport.tls import no_tls, ssl_context
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace
from goodmem_dyn._wire.secrets import masked_headers, secret_headers, without
from goodmem_dyn._wire.targets import check_target
from goodmem_dyn._wire.upload import Upload
from goodmem_dyn.errors import APIConnectionError

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Iterator, Mapping

    from goodmem_dyn._transport.brought import Brought
    from goodmem_dyn._wire.effects import Send
    from goodmem_dyn._wire.request import Request

_KEPT_HEADERS = 256


class _Content(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that is at hand. No generator: one that a cancelled call leaves behind would have to be closed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._left: bytes | None = content

    def __iter__(self) -> Iterator[bytes]:
        return iter((self._content,))

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._left = self._content
        return self

    async def __anext__(self) -> bytes:
        if self._left is None:
            raise StopAsyncIteration
        content, self._left = self._left, None
        return content


class Connection:
    """How the server is reached; what both engines are made from.

    Attributes:
        base_url: Scheme, host, port and path prefix; without a slash at its end.
        origin: Scheme, host and port.
        proxy: The proxy on the way, without user and password; None without one.
        http_client: The caller's client, used instead of all else.
        brought: That client, as what makes its requests; None without one.
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        *,
        timeout: Any = 30.0,
        verify: Any = True,
        cert: Any = None,
        proxy: str | None = None,
        transport: Any = None,
        http_client: Any = None,
        key_place: KeyPlace = GOODMEM,
    ) -> None:
        self.base_url, self.timeout, self.http_client = base_url, timeout, http_client
        self.transport, self.key_place = transport, key_place
        self.base_headers = dict(headers)
        self._verify, self._cert = verify, cert
        self._proxy = check_proxy(proxy) if proxy is not None else None
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.proxy = proxy_name(self._proxy) if self._proxy else None
        self._origin = Origin(httpx.URL(self.origin))
        self._headers: dict[tuple[Any, ...], tuple[httpx.Headers, httpx.Headers]] = {}
        self.prefix = parts.path.rstrip("/")
        self._cookies: httpx.Cookies | None = None
        self.brought: Brought | None = None
        if http_client is not None:
            from goodmem_dyn._transport.brought import Brought

            self.brought = Brought(http_client, headers, key_place)
        if http_client is None:
            self._limits = timeouts(timeout)
            if parts.scheme == "https" and (not isinstance(verify, bool) or cert is not None):
                # Told now: a wrong path of certificates is an error of the constructor, not of the first call.
                ssl_context(verify, cert)
            host = self._origin.netloc.decode("ascii")
            self._fixed = {"host": host, "accept-encoding": "gzip, deflate", "connection": "keep-alive"}
            self._fixed |= self.base_headers

    def new_transport(self, *, is_async: bool) -> Any:
        """One pool, of one connection."""
        from goodmem_dyn._transport.transports import new_transport

        proxy = self._proxy or environment_proxy(self.base_url)
        self.proxy = proxy_name(proxy) if proxy else None
        is_tls = self.base_url.startswith("https://") or (proxy or "").startswith("https://")
        context = ssl_context(self._verify, self._cert) if is_tls else no_tls()
        return new_transport(context, self._made_proxy(proxy) if proxy else None, is_async=is_async)

    def _made_proxy(self, proxy: str) -> httpx.Proxy:
        if not proxy.startswith("https://"):
            return httpx.Proxy(proxy)
        # The proxy has a certificate of its own, which the same CAs vouch for.
        return httpx.Proxy(proxy, ssl_context=ssl_context(self._verify))

    def limits(self, effect: Send) -> Limits:
        """The time limits of one request."""
        limits = self._limits if effect.timeout is DEFAULT_TIMEOUT else timeouts(effect.timeout)
        return Limits(limits, effect.remaining, head_only=effect.stream and not effect.is_kept)

    def request(self, effect: Send, limits: Limits, body: type[Any]) -> httpx.Request:
        """The library's request for our own client."""
        request = effect.request
        content, target = request.content, request.target
        if target[:1] != "/":
            check_target(target)
        upload = content if isinstance(content, Upload) else None
        plain = b"" if content is None or isinstance(content, Upload) else content
        outgoing = httpx.Request(
            request.method,
            self._origin.url,
            headers=self._both_headers(request)[0],
            stream=_Content(plain) if upload is None else body(upload, limits),
            extensions={"timeout": limits.phases},
        )
        length = len(plain) if upload is None else upload.length
        if length is None:
            outgoing.headers["transfer-encoding"] = "chunked"
        elif content is not None or request.method in {"POST", "PUT", "PATCH"}:
            outgoing.headers["content-length"] = str(length)
        outgoing.url = url_of(self._origin, f"{self.prefix}{target}")
        if upload is None and self.transport is not None:
            outgoing.read()  # a transport of the caller's may look for `content`, as httpx's own requests have it
        if self._cookies is not None:
            self._cookies.set_cookie_header(outgoing)
        return outgoing

    def _learn(self, outgoing: httpx.Request, raw: httpx.Response) -> None:
        """Keep the cookies that an answer sets, as httpx does: those of a load balancer lead to the same server."""
        if "set-cookie" in raw.headers:
            raw.request = outgoing
            if self._cookies is None:
                self._cookies = httpx.Cookies()
            self._cookies.extract_cookies(raw)
            if sum(len(cookie.name) + len(cookie.value or "") for cookie in self._cookies.jar) > COOKIE_BYTES:
                self._cookies = None

    def headers_of(self, request: Request) -> httpx.Headers:
        """The headers of a request, but for those about its length."""
        return self._both_headers(request)[0]

    def _placed(self, place: KeyPlace | None) -> dict[str, str]:
        """What is sent with every request, the key in another place than usual if an operation wants it there."""
        key = self._fixed.get(self.key_place.header)
        if place is None or key is None:
            return self._fixed
        rest = {name: value for name, value in self._fixed.items() if name != self.key_place.header}
        return rest | place.headers(key.removeprefix(self.key_place.prefix))

    def _both_headers(self, request: Request) -> tuple[httpx.Headers, httpx.Headers]:
        """The headers of a request, and the same with masks; those of one operation are nearly always the same."""
        key = (request.key_place, *request.headers.items())
        both = self._headers.get(key)
        if both is None:
            if len(self._headers) >= _KEPT_HEADERS:
                self._headers.clear()
            sent = {**self._placed(request.key_place), **request.headers}
            masked = masked_headers(sent, self.key_place, request.key_headers)
            both = self._headers[key] = (httpx.Headers(sent), httpx.Headers(masked))
        return both

    def keep(self, outgoing: httpx.Request, request: Request, raw: httpx.Response) -> httpx.Request:
        """What is kept of our own request beside its answer; and, for the next one, the cookies of that."""
        self._learn(outgoing, raw)
        # Without httpx's initialiser, which would read the headers anew for each call: they are at hand.
        record = object.__new__(httpx.Request)
        record.method, record.url, record.headers = outgoing.method, outgoing.url, self._both_headers(request)[1]
        if request.hidden:
            record.url = url_of(self._origin, without(f"{self.prefix}{request.target}", request.hidden))
        record.extensions, record.stream = {}, EMPTY
        return record

    def secrets(self) -> Iterator[str]:
        """The values of the headers that carry keys, to be hidden wherever a server repeats them."""
        if self.brought is not None:
            return self.brought.secrets()
        return secret_headers(self.base_headers, self.key_place)


def widened(connection: Connection, timeout: Any, read: float) -> Any:
    """A timeout whose read limit leaves the server the time that the request itself grants it."""
    client = connection.http_client
    current = (
        timeout if timeout is not DEFAULT_TIMEOUT else client.timeout if client is not None else connection.timeout
    )
    limits = timeouts(current)
    if limits["read"] is None or limits["read"] >= read:
        return timeout
    return httpx.Timeout(**{**limits, "read": read})


def fetch(url: str) -> bytes:
    """The body of one GET, for documents; redirects are not followed.

    Raises:
        OSError: There is no answer, or not a success.
    """
    context: ssl.SSLContext = ssl_context(verify=True) if url.startswith("https://") else no_tls()
    try:
        with (
            httpx.Client(timeout=30.0, verify=context, headers={"accept-encoding": "gzip, deflate"}) as client,
            client.stream("GET", url) as response,
        ):
            if not response.is_success:
                raise OSError(f"the server answered {response.status_code}")
            check_encoding(response)
            gatherer = Gatherer(response, Limits(timeouts(30.0), DOCUMENT_SECONDS), DOCUMENT_BYTES)
            for piece in response.iter_bytes():
                gatherer.add(piece)
            return gatherer.content()
    except (httpx.HTTPError, httpx.InvalidURL, APIConnectionError) as error:
        raise OSError(str(error)[:300] or type(error).__name__) from error
