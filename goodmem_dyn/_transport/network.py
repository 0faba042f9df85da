"""What httpcore leaves open at the level of sockets, added around the network streams that it makes.

Rules: a `Countdown` ends whatever the packets do. What the server says while a large body is being sent is read at
once, so that an early refusal is seen as that, and not as a broken pipe. A connection that turns out to be dead when
the first byte of a request is written was never used for it: that is a failure to connect. Everything else is passed
on as it is.
"""

from __future__ import annotations

import re
import select
from typing import TYPE_CHECKING, Any

import anyio
import httpcore
from anyio.lowlevel import checkpoint

from goodmem_dyn._transport.limits import Countdown

if TYPE_CHECKING:
    import ssl

SLICE = 64 * 1024
"""Bytes that the system's buffers take without waiting, as a rule."""

_INFORMATIONAL = re.compile(rb"(?:HTTP/1\.1 1\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)*")
_ONE = b"HTTP/1.1 1"
_MAX_EARLY = 1024 * 1024
_TURNS = 3
"""Turns of the event loop until what the system has received has been read."""


def watch(transport: Any) -> None:
    """Put these streams around those that a transport of httpx makes; one built otherwise stays as it is."""
    pool: Any = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if isinstance(backend, httpcore.AsyncNetworkBackend):
        pool._network_backend = _AsyncBackend(backend)
    elif isinstance(backend, httpcore.NetworkBackend):
        pool._network_backend = _Backend(backend)


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    if type(timeout) is not Countdown:
        return timeout
    if timeout.over:
        raise error("the time is over")
    return timeout.left()


def _dead(error: Exception) -> httpcore.ConnectError:
    return httpcore.ConnectError(f"the server had closed the connection before the request was sent ({error})")


def _answered() -> httpcore.WriteError:
    # httpcore takes this error for the end of sending, and reads.
    return httpcore.WriteError("the server answered before it had read the whole body")


def _wait(socket: Any, seconds: float | None, *, to_write: bool) -> bool:
    """Wait until there is something to read, or room to write if that is wanted; whether there is something to read."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(socket, select.POLLIN | (select.POLLOUT if to_write else 0))
        return any(events & ~select.POLLOUT for _, events in poll.poll(None if seconds is None else seconds * 1000))
    return bool(select.select([socket], [socket] if to_write else [], [], seconds)[0])


def _is_readable(socket: Any) -> bool:
    """Whether there is something to read, or an end to see: the server has closed the connection."""
    try:
        return socket.fileno() < 0 or _wait(socket, 0, to_write=False)
    except (OSError, ValueError):
        return True


class _Backend(httpcore.NetworkBackend):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def connect_tcp(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(*args, **options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._fresh = True

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._fresh = True
        data: bytes = self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        fresh, self._fresh = self._fresh, False
        if len(buffer) > SLICE:
            self._write_slices(memoryview(buffer), timeout)
            return
        try:
            self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))
        except httpcore.WriteError as error:
            if fresh:
                raise _dead(error) from error
            raise

    def _write_slices(self, buffer: memoryview, timeout: float | None) -> None:
        """Send a piece of an upload, and stop when the server answers before it has read it."""
        socket = self._inner.get_extra_info("socket")
        # What can be read through TLS may be a message of TLS itself.
        if socket is None or self._inner.get_extra_info("ssl_object") is not None:
            for start in range(0, len(buffer), SLICE):
                self._inner.write(bytes(buffer[start : start + SLICE]), _left(timeout, httpcore.WriteTimeout))
            return
        while buffer:
            left = _left(timeout, httpcore.WriteTimeout)
            if _wait(socket, left, to_write=True):
                raise _answered()
            try:
                socket.settimeout(left)
                buffer = buffer[socket.send(buffer) :]
            except TimeoutError as error:
                raise httpcore.WriteTimeout(str(error)) from error
            except OSError as error:
                raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def connect_tcp(self, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self._inner.connect_tcp(*args, **options))


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._fresh, self._uploading = True, False
        self._early = bytearray()
        self._ended = self._answered = False
        self._socket: Any = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        self._fresh, self._uploading, self._answered = True, False, False
        if self._early:
            data = bytes(self._early[:max_bytes])
            del self._early[:max_bytes]
            return data
        if self._ended:
            return b""
        left = _left(timeout, httpcore.ReadTimeout)
        received: bytes = await self._inner.read(max_bytes, left)
        return received

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        if not buffer:
            return
        fresh, self._fresh = self._fresh, False
        left = _left(timeout, httpcore.WriteTimeout)
        if not fresh:
            if self._answered:
                raise _answered()
            self._uploading = self._uploading or len(buffer) > SLICE
            readable = bool(self.get_extra_info("is_readable"))
            if self._uploading or readable:
                await self._write_and_listen(buffer, left, readable=readable)
                return
        try:
            await self._inner.write(buffer, left)
        except httpcore.WriteError as error:
            if fresh:
                raise _dead(error) from error
            raise

    async def _write_and_listen(self, buffer: bytes, seconds: float | None, *, readable: bool) -> None:
        """Send, and read meanwhile: an event loop gives up what it has not read when sending fails."""
        failure: Exception | None = None
        written = False
        async with anyio.create_task_group() as group:
            group.start_soon(self._listen, group.cancel_scope)
            try:
                for _ in range(_TURNS if readable else 0):
                    await checkpoint()
                await self._inner.write(buffer, seconds)
                written = True
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
            group.cancel_scope.cancel()
        if failure is not None:
            raise failure
        if not written:
            raise _answered()

    async def _listen(self, sending: anyio.CancelScope) -> None:
        """Stop the sending when the server has said more than that it goes on (1xx)."""
        while True:
            try:
                data = await self._inner.read(SLICE, None)
            except (httpcore.NetworkError, OSError):
                # Sending fails as well, and says why.
                return
            self._early += data
            self._ended = not data
            head = _INFORMATIONAL.match(self._early)
            rest = self._early[head.end() :] if head else self._early
            goes_on = rest[: len(_ONE)] == _ONE[: len(rest)]
            if self._ended or not goes_on or len(self._early) > _MAX_EARLY:
                self._answered = True
                sending.cancel()
                return

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> httpcore.AsyncNetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _AsyncStream(await self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable":
            return self._inner.get_extra_info(info)
        # Asked of every idle connection for every call; finding the socket costs more than asking it.
        if self._socket is None:
            self._socket = self._inner.get_extra_info("socket")
        return self._socket is None or _is_readable(self._socket)
