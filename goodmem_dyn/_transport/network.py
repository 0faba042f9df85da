"""What httpcore leaves open at the level of sockets, added around the network streams that it makes.

Rules: the limits of a request end it whatever the packets do. What the server says while a large body is being sent is
read at once, so that an early refusal is seen as that, and not as a broken pipe. A connection that turns out to be dead
when the first byte of a request is written was never used for it: that is a failure to connect. Everything else is
passed on as it is.
"""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

import httpcore

from goodmem_dyn._transport.joining import Chunks, begun

if TYPE_CHECKING:
    import ssl

    from goodmem_dyn._transport.limits import Line

SLICE = 64 * 1024
"""Bytes that the system's buffers take without waiting, as a rule."""


def within(left: float | None, error: type[Exception]) -> float | None:
    """The seconds to wait for the next packet, or the error where the time is over."""
    if left is not None and left <= 0:
        raise error("the time is over")
    return left


def answered() -> httpcore.WriteError:
    """The error of sending what is no longer wanted."""
    # httpcore takes this error for the end of sending, and reads.
    return httpcore.WriteError("the server answered before it had read the whole body")


def wait(socket: Any, seconds: float | None, *, to_write: bool) -> bool:
    """Wait until there is something to read, or room to write if that is wanted; whether there is something to read."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(socket, select.POLLIN | (select.POLLOUT if to_write else 0))
        return any(events & ~select.POLLOUT for _, events in poll.poll(None if seconds is None else seconds * 1000))
    return bool(select.select([socket], [socket] if to_write else [], [], seconds)[0])


def is_readable(socket: Any) -> bool:
    """Whether there is something to read, or an end to see: the server has closed the connection."""
    try:
        return socket.fileno() < 0 or wait(socket, 0, to_write=False)
    except (OSError, ValueError):
        return True


class Backend(httpcore.NetworkBackend):
    """Connects as httpcore does by itself, and puts streams of ours around its own."""

    def __init__(self, line: Line) -> None:
        self._line, self._inner = line, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        left = within(self._line.limits.connecting(), httpcore.ConnectTimeout)
        return Stream(self._inner.connect_tcp(host, port, left, local_address, socket_options), self._line)


class Passing:
    """What passes on one connection, whoever reads and writes: how an answer begins, and what a failure means."""

    def __init__(self, inner: Any, line: Line, *, is_tls: bool = False) -> None:
        self._inner, self._line = inner, line
        self._fresh, self._only_shaken = True, is_tls
        self._chunks: Chunks | None = None

    def _passed(self, data: bytes) -> bytes | None:
        """What goes on to the library of what was read; None where more has to be read for that."""
        self._only_shaken = False
        if not self._fresh:
            self._fresh = True
            data, self._chunks = begun(data)
            return data
        if self._chunks is None or not data:
            return data
        return self._chunks.join(data) or None

    def _check_read(self, error: httpcore.ReadError) -> None:
        """Tell a failure of a connection whose server has said nothing but its handshake: `tls` knows what it means."""
        if self._only_shaken:
            raise _refused(error) from error

    def _check_write(self, error: httpcore.WriteError, *, is_first: bool) -> None:
        """Tell a failure of a connection that had ended before anything was sent on it."""
        if is_first:
            text = f"the server had closed the connection before the request was sent ({error})"
            dead = httpcore.ConnectError(text)
            raise _refused(dead) if self._only_shaken else dead from error


def _refused(error: httpcore.ReadError | httpcore.ConnectError) -> Exception:
    return type(error)(f"the server closed the connection after the TLS handshake ({error})")


class Stream(Passing, httpcore.NetworkStream):
    """One connection. What httpcore passes as a timeout is not looked at: see `limits`."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                data = self._inner.read(max_bytes, within(self._line.limits.reading(), httpcore.ReadTimeout))
            except httpcore.ReadError as error:
                self._check_read(error)
                raise
            if (passed := self._passed(data)) is not None:
                return passed

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        is_first, self._fresh = self._fresh, False
        if len(buffer) > SLICE:
            self._write_slices(memoryview(buffer))
            return
        try:
            self._inner.write(buffer, self._time_to_write())
        except httpcore.WriteError as error:
            self._check_write(error, is_first=is_first)
            raise

    def _time_to_write(self) -> float | None:
        return within(self._line.limits.writing(), httpcore.WriteTimeout)

    def _write_slices(self, buffer: memoryview) -> None:
        """Send a piece of an upload, and stop when the server answers before it has read it."""
        socket = self._inner.get_extra_info("socket")
        # What can be read through TLS may be a message of TLS itself.
        if socket is None or self._inner.get_extra_info("ssl_object") is not None:
            for start in range(0, len(buffer), SLICE):
                self._inner.write(bytes(buffer[start : start + SLICE]), self._time_to_write())
            return
        while buffer:
            left = self._time_to_write()
            if wait(socket, left, to_write=True):
                raise answered()
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
        left = within(self._line.limits.connecting(), httpcore.ConnectTimeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._line, is_tls=True)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
