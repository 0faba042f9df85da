"""The only module that knows HTTP: two engines that perform effects, and the two drivers that run flows.

Rules: whatever httpx, or a caller's client like it, raises becomes an `APIConnectionError` that says what to do, its
cause kept. A response is closed on every way out, also on `BaseException`. Redirects are never followed, so that
the key goes nowhere else. Our own client goes straight to httpx's transports; a caller's client is used through its
public `build_request` and `send` alone, and is never closed or altered.
"""

from __future__ import annotations

import os
import re
import ssl
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import httpx

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._call import Save, Send, Sleep
from goodmem_dyn._decode import Response
from goodmem_dyn._upload import Upload
from goodmem_dyn._version import __version__
from goodmem_dyn.errors import (
    APIConnectionError,
    APITimeoutError,
    ClientStateError,
    FileArgumentError,
    GoodMemError,
    InvalidRequestError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

    from goodmem_dyn._call import Flow
    from goodmem_dyn._encode import Request

SHARDS, CONNECTIONS_PER_SHARD = 12, 8
"""Many small pools, because the cost of one call grows with the size of the pool it goes through: at most 96
connections, opened one shard after the other."""

MAX_BODY_BYTES = 1024**3
"""A body that is read whole may have this many bytes once decompressed; beyond, it is taken for a bomb."""

_NOTHING = object()
_DEFAULT = object()
DEFAULT_TIMEOUT = _DEFAULT
"""Stands for the timeout of the connection, because None means no limit."""


def timeouts(timeout: Any, remaining: float | None = None) -> dict[str, float | None]:
    """The timeout extension of httpx for a float, None or an `httpx.Timeout`, cut to the time that remains."""
    if isinstance(timeout, (int, float)) and not isinstance(timeout, bool):
        limits: dict[str, float | None] = dict.fromkeys(("connect", "read", "write", "pool"), float(timeout))
    elif timeout is None:
        limits = dict.fromkeys(("connect", "read", "write", "pool"))
    elif not isinstance(timeout, bool) and hasattr(timeout, "as_dict"):
        limits = timeout.as_dict()
    else:
        raise InvalidRequestError("timeout must be a number of seconds, None, or an httpx.Timeout.")
    if remaining is None:
        return limits
    return {key: remaining if value is None else min(value, remaining) for key, value in limits.items()}


def widened(connection: Connection, timeout: Any, read: float) -> Any:
    """A timeout whose read limit leaves the server the time that the request itself grants it."""
    client = connection.http_client
    current = timeout if timeout is not _DEFAULT else client.timeout if client is not None else connection.timeout
    limits = timeouts(current)
    if limits["read"] is None or limits["read"] >= read:
        return timeout
    return httpx.Timeout(**{**limits, "read": read})


def check_base_url(value: Any) -> str:
    """The server's address as given, checked, without a slash at its end."""
    text = value if isinstance(value, str) else str(value)
    parts = urlsplit(text.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidRequestError(
            "base_url must start with http:// or https:// and name a host, such as 'http://localhost:8080'."
        )
    if parts.query or parts.fragment or parts.username or parts.password:
        raise InvalidRequestError("base_url must not have a query, a fragment, or a user and password.")
    try:
        _ = parts.port
    except ValueError as error:
        raise InvalidRequestError("base_url has a port that is no number.") from error
    if re.search(r"[\x00-\x20\x7f]", text.strip()):
        raise InvalidRequestError("base_url must not contain spaces or control characters.")
    return text.strip().rstrip("/")


def user_agent(commit: str) -> str:
    """Package, version and the server commit that the surface was made from."""
    return f"goodmem-dyn/{__version__} (server {commit[:8] or 'unknown'})"


# TLS and proxies ---------------------------------------------------------------------------------------------------


def ssl_context(verify: Any, cert: Any = None) -> ssl.SSLContext:
    """The TLS context for a `verify` and a `cert` option; equal options share one.

    Raises:
        FileArgumentError: A file of certificates is missing or cannot be read.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    environment = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    stamp = None
    if isinstance(verify, (str, os.PathLike)):
        verify = os.fspath(verify)
        try:
            stamp = os.stat(verify).st_mtime_ns
        except OSError as error:
            raise FileArgumentError(f"verify names no readable file or folder: {verify!r}.", path=verify) from error
    elif not isinstance(verify, bool):
        raise InvalidRequestError("verify must be True, False, a path of CA certificates, or an ssl.SSLContext.")
    return _ssl_context(verify, tuple(cert) if isinstance(cert, list) else cert, environment, stamp)


@lru_cache(maxsize=16)
def _ssl_context(verify: bool | str, cert: Any, _environment: object, _stamp: object) -> ssl.SSLContext:
    if verify is True:
        context = httpx.create_ssl_context()
    elif verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    else:
        folder = os.path.isdir(verify)
        try:
            context = ssl.create_default_context(cafile=None if folder else verify, capath=verify if folder else None)
        except (ssl.SSLError, OSError) as error:
            raise FileArgumentError(f"verify: {verify!r} holds no CA certificates in PEM form.", path=verify) from error
    if cert is not None:
        try:
            context.load_cert_chain(*((cert,) if isinstance(cert, str) else cert))
        except (ssl.SSLError, OSError, TypeError) as error:
            raise FileArgumentError("cert: the client certificate or its key cannot be read.") from error
    return context


@lru_cache(maxsize=1)
def _no_tls() -> ssl.SSLContext:
    # For http:// nothing is trusted: loading CA certificates costs more than everything else in a client together.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def environment_proxy(base_url: str) -> str | None:
    """The proxy that the environment names for this server, if any."""
    import urllib.request

    parts = urlsplit(base_url)
    if not parts.hostname or urllib.request.proxy_bypass(parts.hostname):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return (proxy if "://" in proxy else f"http://{proxy}") if proxy else None


# Errors --------------------------------------------------------------------------------------------------------------

_NOT_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError"}
_TIMEOUTS = {
    "ConnectTimeout": "no connection could be made in time. Is the server running, and is base_url right?",
    "PoolTimeout": "no connection became free in time. Fewer calls at once, or a longer timeout, would help.",
    "WriteTimeout": "the request could not be sent in time.",
    "ReadTimeout": "the server sent nothing in time. Some operations need long: raise timeout for this call.",
}


def connection_error(error: Exception, where: str = "") -> GoodMemError | None:
    """What an error of an HTTP library means; None for an error that is not one of its own.

    Classes are recognised by name, so that clients with httpx's interface from another package are understood.
    """
    names = [cls.__name__ for cls in type(error).__mro__]
    at = f" ({where})" if where else ""
    if isinstance(error, RuntimeError) and "closed" in str(error):
        return ClientStateError("The client is closed: make a new one, or call it inside its `with` block.")
    if "TimeoutException" in names:
        text = next((text for name, text in _TIMEOUTS.items() if name in names), "the time is over.")
        return APITimeoutError(f"Timed out{at}: {text}", sent=not _NOT_SENT.intersection(names))
    if "RequestError" not in names and "InvalidURL" not in names and "StreamError" not in names:
        return None
    reason = tls_reason(error)
    if reason is None and "ConnectError" in names:
        reason = f"no connection could be made: {_plain(error)}. Is the server running, and is base_url right?"
    elif reason is None and "ProxyError" in names:
        reason = f"the proxy refused: {_plain(error)}."
    elif reason is None and "DecodingError" in names:
        reason = "the answer's body is damaged: it could not be decompressed."
    elif reason is None and "RemoteProtocolError" in names:
        reason = f"the server broke off or does not speak HTTP here: {_plain(error)}."
    return APIConnectionError(
        f"Connection failed{at}: {reason or f'{_plain(error)}.'}", sent=not _NOT_SENT.intersection(names)
    )


def reraise(error: BaseException, where: str) -> NoReturn:
    """Raise what an error of the HTTP library means, or the error itself."""
    mapped = connection_error(error, where) if isinstance(error, Exception) else None
    if mapped is None or isinstance(error, GoodMemError):
        raise error
    raise mapped from error


def _plain(error: BaseException) -> str:
    text = str(error).strip().rstrip(".") or type(error).__name__
    return text[:300]


def tls_reason(error: BaseException | None) -> str | None:
    """What to do about a failure of TLS; None when it is not one."""
    seen: list[str] = []
    cause: BaseException | None = None
    while error is not None and len(seen) < 10:
        seen.append(str(error))
        cause = error if isinstance(error, ssl.SSLError) else cause
        error = error.__cause__ or error.__context__
    text = " ".join(seen)
    if cause is None and not any(word in text for word in ("SSL", "TLS", "certificate")):
        return None
    if "self-signed" in text or "self signed" in text or "unable to get local issuer" in text:
        return (
            "the server's certificate is not signed by a CA that is trusted here. A GoodMem server makes itself a new "
            "self-signed certificate at every start: give it a certificate and pass verify='/path/to/ca.pem', or, on "
            "your own machine only, verify=False."
        )
    if "expired" in text:
        return "the server's certificate has expired (or this machine's clock is wrong). It must be renewed."
    if "not yet valid" in text:
        return "the server's certificate is not valid yet. Check this machine's clock."
    if "Hostname mismatch" in text or "not valid for" in text or "IP address mismatch" in text:
        return "the server's certificate is for another host name. Use the name that it was issued for in base_url."
    if "WRONG_VERSION_NUMBER" in text or "record layer" in text:
        return "the server does not speak TLS on this port. Use http:// in base_url, or the port of its TLS listener."
    if "PROTOCOL_VERSION" in text or "UNSUPPORTED_PROTOCOL" in text or "NO_PROTOCOLS" in text:
        return "the server speaks no TLS version that is allowed here: TLS 1.2 or newer is needed."
    if "CERTIFICATE_REQUIRED" in text or "HANDSHAKE_FAILURE" in text:
        return "the server broke off the TLS handshake; it may ask for a client certificate: pass cert=(cert, key)."
    return f"TLS failed: {_plain(cause) if cause else text[:300]}. Check verify and base_url."


# Requests ------------------------------------------------------------------------------------------------------------


class _Target(httpx.URL):
    """The URL of one request: a known origin, and a path that the encoder has percent-encoded.

    Transports need the parts that are at hand; parsing the whole costs as much as the rest of a call, so it waits until
    somebody asks for more than that.
    """

    def __init__(self, origin: httpx.URL, raw_path: str) -> None:
        self._origin, self._path = origin, raw_path

    @property
    def _uri_reference(self) -> Any:  # type: ignore[override]  # computed when it is asked for
        return httpx.URL(f"{self._origin.scheme}://{self._origin.netloc.decode()}{self._path}")._uri_reference

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


_KNOWN_URL = hasattr(httpx.URL("http://localhost"), "_uri_reference")
"""Whether this httpx is built as `_Target` expects; where it is not, every URL is parsed at once."""
_KEPT_HEADERS = 256


# What both engines share -------------------------------------------------------------------------------------------


class Connection:
    """How the server is reached; what both engines are made from.

    Attributes:
        base_url: Scheme, host, port and path prefix; without a slash at its end.
        headers: Sent with every request, the key among them.
        http_client: The caller's client, used instead of all else.
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
    ) -> None:
        self.base_url, self.timeout, self.http_client = base_url, timeout, http_client
        self.transport = transport
        self.base_headers = dict(headers)
        self._verify, self._cert, self._proxy = verify, cert, proxy
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._origin_url = httpx.URL(self.origin)
        self._headers: dict[tuple[tuple[str, str], ...], httpx.Headers] = {}
        self.prefix = parts.path.rstrip("/")
        self.host = parts.netloc.rpartition("@")[2]
        if http_client is None:
            timeouts(timeout)
            if parts.scheme == "https" and (not isinstance(verify, bool) or cert is not None):
                # Told now: a wrong path of certificates is an error of the constructor, not of the first call.
                ssl_context(verify, cert)
            self._fixed = {"host": self.host, "accept-encoding": "gzip, deflate", "connection": "keep-alive"}
            self._fixed |= self.base_headers

    def new_transport(self, kind: Any) -> Any:
        proxy = self._proxy or environment_proxy(self.base_url)
        is_tls = self.base_url.startswith("https://") or (proxy or "").startswith("https://")
        return kind(
            verify=ssl_context(self._verify, self._cert) if is_tls else _no_tls(),
            limits=httpx.Limits(
                max_connections=CONNECTIONS_PER_SHARD,
                max_keepalive_connections=CONNECTIONS_PER_SHARD,
                keepalive_expiry=30,
            ),
            proxy=httpx.Proxy(proxy) if proxy else None,
            trust_env=False,
        )

    def request(self, effect: Send, body: type[Any]) -> httpx.Request:
        """The library's request for our own client."""
        request = effect.request
        headers = httpx.Headers(self.headers_of(request))
        content = request.content
        stream: Any = None
        if isinstance(content, Upload):
            stream, length = body(content), content.length
            headers["content-length" if length is not None else "transfer-encoding"] = (
                str(length) if length is not None else "chunked"
            )
        else:
            stream = httpx.ByteStream(content) if content else _EMPTY
            if content is not None or request.method in {"POST", "PUT", "PATCH"}:
                headers["content-length"] = str(len(content or b""))
        timeout = timeouts(self.timeout if effect.timeout is _DEFAULT else effect.timeout, effect.remaining)
        made = httpx.Request(
            request.method, self._origin_url, headers=headers, stream=stream, extensions={"timeout": timeout}
        )
        target = f"{self.prefix}{request.target}"
        made.url = _Target(self._origin_url, target) if _KNOWN_URL else httpx.URL(f"{self.origin}{target}")
        return made

    def headers_of(self, request: Request) -> httpx.Headers:
        """The headers of a request; those of one operation are nearly always the same, so they are kept."""
        key = tuple(request.headers.items())
        found = self._headers.get(key)
        if found is None:
            if len(self._headers) >= _KEPT_HEADERS:
                self._headers.clear()
            found = self._headers[key] = httpx.Headers({**self._fixed, **request.headers})
        return found

    def foreign_request(self, effect: Send, body: type[Any]) -> Any:
        """The request as the caller's client builds it: with its base URL, headers, cookies and authentication."""
        request: Request = effect.request
        headers = {**self.base_headers, **request.headers}
        content: Any = request.content
        if isinstance(content, Upload):
            if content.length is not None:
                headers["content-length"] = str(content.length)
            content = body(content)
        options: dict[str, Any] = {}
        if effect.timeout is not _DEFAULT:
            options["timeout"] = effect.timeout
        return self.http_client.build_request(
            request.method, request.target, headers=headers, content=content, **options
        )


_EMPTY = httpx.ByteStream(b"")


class _Shard:
    __slots__ = ("load", "transport")

    def __init__(self, transport: Any) -> None:
        self.transport, self.load = transport, 0


class _Shards:
    """Small pools, filled in order, so that few calls at once use few connections."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self.shards: list[_Shard] = []

    def take(self) -> _Shard:
        with self._lock:
            for shard in self.shards:
                if shard.load < CONNECTIONS_PER_SHARD:
                    break
            else:
                if len(self.shards) < SHARDS:
                    shard = _Shard(self._make())
                    self.shards.append(shard)
                else:
                    shard = min(self.shards, key=lambda one: one.load)
            shard.load += 1
            return shard

    def give(self, shard: _Shard) -> None:
        with self._lock:
            shard.load -= 1

    def drain(self) -> list[Any]:
        with self._lock:
            transports, self.shards = [shard.transport for shard in self.shards], []
        return transports


def _needs_reading(raw: Any) -> bool:
    """Whether the body is more than the bytes on the wire: compressed, or read already, as mock transports have it."""
    return "content-encoding" in raw.headers or getattr(raw, "is_stream_consumed", False)


def _content(pieces: list[bytes]) -> bytes:
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _is_bounded(raw: Any) -> bool:
    """Whether an answer cannot be longer than it says: then the library may read it in one go."""
    headers = raw.headers
    length = headers.get("content-length", "")
    return "content-encoding" not in headers and length.isdigit() and int(length) <= MAX_BODY_BYTES


def _bomb() -> APIConnectionError:
    return APIConnectionError(f"The answer has more than {MAX_BODY_BYTES:,} bytes; it was not read further.")


def _open_target(target: Any) -> tuple[Any, str | None]:
    """The file to write to, and its final path where it was given as one.

    A path is written beside and then renamed, so that a broken download never leaves half a file under its name.
    """
    if hasattr(target, "write"):
        return target, None
    path = os.fspath(target)
    try:
        return open(f"{path}.part", "wb"), path
    except OSError as error:
        raise FileArgumentError(f"The file {path!r} cannot be written: {error.strerror}.", path=path) from error


def _finish_target(file: Any, path: str | None, *, ok: bool) -> None:
    if path is None:
        return
    file.close()
    if ok:
        os.replace(f"{path}.part", path)
    else:
        os.unlink(f"{path}.part")


def _total(response: Response) -> int | None:
    length = response.headers.get("content-length", "")
    return int(length) if length.isdigit() and "content-encoding" not in response.headers else None


def fetch(url: str) -> bytes:
    """The body of one GET, for documents; redirects are not followed.

    Raises:
        OSError: There is no answer, or not a success.
    """
    try:
        with httpx.Client(
            timeout=30.0, verify=ssl_context(True) if url.startswith("https://") else _no_tls()
        ) as client:
            response = client.get(url)
    except httpx.HTTPError as error:
        raise OSError(_plain(error)) from error
    if not response.is_success:
        raise OSError(f"the server answered {response.status_code}")
    return response.content


# Sync ----------------------------------------------------------------------------------------------------------------


class _Body(httpx.SyncByteStream):
    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def __iter__(self) -> Iterator[bytes]:
        return self.upload.chunks()


class Engine:
    """Performs effects in the calling thread."""

    is_async = False

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.closed = False
        self._pid = os.getpid()
        self._shards = self._new_shards()

    def _new_shards(self) -> _Shards:
        given = self.connection.transport
        return _Shards(lambda: given or self.connection.new_transport(httpx.HTTPTransport))

    def _check(self) -> None:
        if self.closed:
            raise ClientStateError("The client is closed: make a new one, or call it inside its `with` block.")
        if self._pid != os.getpid():
            # A forked child must not touch its parent's connections: it leaves them and opens its own.
            self._pid, self._shards = os.getpid(), self._new_shards()

    def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = self.perform(effect)
                except GoodMemError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        finally:
            flow.close()

    def perform(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return self.send(effect)
        if isinstance(effect, Save):
            return self.save(effect)
        assert isinstance(effect, Sleep)
        time.sleep(effect.seconds)
        return None

    def send(self, effect: Send) -> Response:
        self._check()
        connection = self.connection
        shard = None
        raw: Any = None
        try:
            if connection.http_client is not None:
                request = connection.foreign_request(effect, _Body)
                raw = connection.http_client.send(request, stream=True, follow_redirects=False)
            else:
                shard = self._shards.take()
                request = connection.request(effect, _Body)
                raw = shard.transport.handle_request(request)
                raw.request = request
            response = Response(raw.status_code, raw.headers, None, raw, shard)
            if not (effect.stream and response.is_success):
                response.content = self._read(raw)
                self.close_response(response)
        except BaseException as error:
            self._abandon(raw, shard)
            reraise(error, connection.origin)
        return response

    def _abandon(self, raw: Any, shard: Any) -> None:
        if raw is not None:
            raw.close()
        if shard is not None:
            self._shards.give(shard)

    def _read(self, raw: Any) -> bytes:
        if _is_bounded(raw):
            return bytes(raw.read())
        pieces, size = [], 0
        for piece in raw.iter_bytes():
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise _bomb()
            pieces.append(piece)
        return _content(pieces)

    def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        shard, response.lease = response.lease, None
        try:
            response.raw.close()
        finally:
            if shard is not None:
                self._shards.give(shard)

    def iterate(self, response: Response) -> Iterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        raw = response.raw
        try:
            yield from raw.iter_bytes() if _needs_reading(raw) else raw.iter_raw()
        except Exception as error:
            reraise(error, self.connection.origin)
        finally:
            self.close_response(response)

    def save(self, effect: Save) -> int:
        written, total = 0, _total(effect.response)
        pieces = self.iterate(effect.response)
        file, path = _open_target(effect.target)
        ok = False
        try:
            for piece in pieces:
                file.write(piece)
                written += len(piece)
                if effect.progress is not None:
                    effect.progress(written, total)
            ok = True
        finally:
            pieces.close()  # type: ignore[attr-defined]  # a generator
            _finish_target(file, path, ok=ok)
        return written

    def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._pid == os.getpid():
            for transport in self._shards.drain():
                transport.close()


# Async ---------------------------------------------------------------------------------------------------------------


async def _in_thread(function: Callable[..., Any], *args: Any) -> Any:
    import anyio.to_thread

    return await anyio.to_thread.run_sync(function, *args)


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    async def __aiter__(self) -> AsyncIterator[bytes]:
        # Files are read in a thread, one piece ahead of nothing: the event loop never waits for a disk.
        pieces = self.upload.chunks()
        while (piece := await _in_thread(next, pieces, _NOTHING)) is not _NOTHING:
            yield piece


def _current_loop() -> object:
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = sys.modules.get("trio")
        return trio.lowlevel.current_trio_token() if trio is not None else None


class AsyncEngine:
    """Performs effects in an event loop: asyncio or trio."""

    is_async = True

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.closed = False
        self._pid = os.getpid()
        self._loop: object = None
        self._shards = self._new_shards()

    def _new_shards(self) -> _Shards:
        given = self.connection.transport
        return _Shards(lambda: given or self.connection.new_transport(httpx.AsyncHTTPTransport))

    def _check(self) -> None:
        if self.closed:
            raise ClientStateError("The client is closed: make a new one, or call it inside its `async with` block.")
        if self._pid != os.getpid():
            self._pid, self._loop, self._shards = os.getpid(), None, self._new_shards()
        if self.connection.http_client is None and self.connection.transport is None:
            loop = _current_loop()
            if self._loop is None:
                self._loop = loop
            elif self._loop is not loop:
                raise ClientStateError(
                    "This client has connections on another event loop. Make one AsyncGoodmem for each loop "
                    "(for each asyncio.run), or keep one loop."
                )

    async def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await self.perform(effect)
                except GoodMemError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        finally:
            flow.close()

    async def perform(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return await self.send(effect)
        if isinstance(effect, Save):
            return await self.save(effect)
        assert isinstance(effect, Sleep)
        import anyio

        await anyio.sleep(effect.seconds)
        return None

    async def send(self, effect: Send) -> Response:
        self._check()
        connection = self.connection
        shard = None
        raw: Any = None
        try:
            if connection.http_client is not None:
                request = connection.foreign_request(effect, _AsyncBody)
                raw = await connection.http_client.send(request, stream=True, follow_redirects=False)
            else:
                shard = self._shards.take()
                request = connection.request(effect, _AsyncBody)
                raw = await shard.transport.handle_async_request(request)
                raw.request = request
            response = Response(raw.status_code, raw.headers, None, raw, shard)
            if not (effect.stream and response.is_success):
                response.content = await self._read(raw)
                await self.close_response(response)
        except BaseException as error:
            await self._abandon(raw, shard)
            reraise(error, connection.origin)
        return response

    async def _abandon(self, raw: Any, shard: Any) -> None:
        try:
            if raw is not None:
                import anyio

                # A cancelled task could not wait for the close otherwise, and the connection would leak.
                with anyio.CancelScope(shield=True):
                    await raw.aclose()
        finally:
            if shard is not None:
                self._shards.give(shard)

    async def _read(self, raw: Any) -> bytes:
        if _is_bounded(raw):
            return bytes(await raw.aread())
        pieces, size = [], 0
        async for piece in raw.aiter_bytes():
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise _bomb()
            pieces.append(piece)
        return _content(pieces)

    async def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        shard, response.lease = response.lease, None
        await self._abandon(response.raw, shard)

    async def iterate(self, response: Response) -> AsyncIterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        raw = response.raw
        try:
            async for piece in raw.aiter_bytes() if _needs_reading(raw) else raw.aiter_raw():
                yield piece
        except Exception as error:
            reraise(error, self.connection.origin)
        finally:
            await self.close_response(response)

    async def save(self, effect: Save) -> int:
        written, total = 0, _total(effect.response)
        pieces = self.iterate(effect.response)
        file, path = await _in_thread(_open_target, effect.target)
        ok = False
        try:
            async for piece in pieces:
                await _in_thread(file.write, piece)
                written += len(piece)
                if effect.progress is not None:
                    effect.progress(written, total)
            ok = True
        finally:
            await pieces.aclose()  # type: ignore[attr-defined]  # a generator
            _finish_target(file, path, ok=ok)
        return written

    async def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._pid == os.getpid():
            for transport in self._shards.drain():
                await transport.aclose()
