"""The same for the network streams of an event loop: see `network`.

Rules: what the server says is read while a large body is being sent, because an event loop gives up what it has not
read when sending fails.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import httpcore
import sniffio
from anyio.lowlevel import checkpoint

from goodmem_dyn._cache import pattern
from goodmem_dyn._transport.network import SLICE, Passing, answered, is_readable, within

if TYPE_CHECKING:
    import ssl

    from goodmem_dyn._transport.limits import Line

_INFORMATIONAL = pattern(rb"(?:HTTP/1\.1 1\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)*")
_ONE = b"HTTP/1.1 1"
_MAX_EARLY = 1024 * 1024
_TURNS = 3
"""Turns of the event loop until what the system has received has been read."""


async def _has_room(number: int, seconds: float | None) -> bool:
    """Wait until a socket takes more; False where the server has said something, or this kind of loop cannot tell."""
    if sniffio.current_async_library() != "asyncio":
        return False
    try:
        copy = os.dup(number)  # a loop lets nobody else watch a number that it has itself
    except OSError:  # no more of them: the loop's own waiting needs none
        return False
    loop = asyncio.get_running_loop()
    told: asyncio.Future[bool] = loop.create_future()

    def tell(*, has_room: bool | None) -> None:
        if told.done():
            return
        if has_room is None:
            told.set_exception(httpcore.WriteTimeout("the time is over"))
        else:
            told.set_result(has_room)

    timer = None if seconds is None else loop.call_later(seconds, partial(tell, has_room=None))
    try:
        loop.add_reader(copy, partial(tell, has_room=False))
        loop.add_writer(copy, partial(tell, has_room=True))
        return await told
    finally:
        loop.remove_reader(copy)
        loop.remove_writer(copy)
        os.close(copy)
        if timer is not None:
            timer.cancel()


class Backend(httpcore.AsyncNetworkBackend):
    """Connects as httpcore does by itself, and puts streams of ours around its own."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        left = within(self._line.limits.connecting(), httpcore.ConnectTimeout)
        inner: Any = httpcore.AnyIOBackend()
        if sniffio.current_async_library() == "trio":
            inner = httpcore.TrioBackend()
        return Stream(await inner.connect_tcp(host, port, left, local_address, socket_options), self._line)


class Stream(Passing, httpcore.AsyncNetworkStream):
    """One connection. What httpcore passes as a timeout is not looked at: see `limits`."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, line: Line, *, is_tls: bool = False) -> None:
        super().__init__(inner, line, is_tls=is_tls)
        self._early = bytearray()
        self._uploading = self._ended = self._answered = False
        self._socket: Any = None
        self._inode: int | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        self._uploading = self._answered = False
        while True:
            if (passed := self._passed(await self._read(max_bytes))) is not None:
                return passed

    async def _read(self, max_bytes: int) -> bytes:
        if self._early:
            data = bytes(self._early[:max_bytes])
            del self._early[:max_bytes]
            return data
        if self._ended:
            return b""
        try:
            received: bytes = await self._inner.read(
                max_bytes, within(self._line.limits.reading(), httpcore.ReadTimeout)
            )
        except httpcore.ReadError as error:
            self._check_read(error)
            raise
        return received

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        if not buffer:
            return
        is_first, self._fresh = self._fresh, False
        left = within(self._line.limits.writing(), httpcore.WriteTimeout)
        if not is_first:
            if self._answered:
                raise answered()
            self._uploading = self._uploading or len(buffer) > SLICE
            readable = bool(self.get_extra_info("is_readable"))
            if self._uploading and not readable and self._plain() is not None:
                await self._write_slices(memoryview(buffer))
                return
            if self._uploading or readable:
                await self._write_and_listen(buffer, left, readable=readable)
                return
        rest = self._given(buffer)
        try:
            if rest:
                await self._inner.write(rest, left)
        except httpcore.WriteError as error:
            self._check_write(error, is_first=is_first and len(rest) == len(buffer))
            raise

    def _plain(self) -> int | None:
        """The socket's number where the bytes written to it are those that the server gets, and writing never waits."""
        if self._inode is None:
            raw, self._inode = self._found_socket(), 0
            if os.name == "posix" and raw is not None and self._inner.get_extra_info("ssl_object") is None:
                self._inode = 0 if os.get_blocking(raw.fileno()) else os.fstat(raw.fileno()).st_ino
        if not self._inode:
            return None
        # A loop may have closed the socket unseen, and another connection have its number since.
        with suppress(OSError):
            number: int = self._found_socket().fileno()
            return number if os.fstat(number).st_ino == self._inode else None
        return None

    def _given(self, buffer: Any) -> Any:
        """Give the system what it takes without waiting, and return the rest."""
        number = self._plain()
        with suppress(OSError):  # what is wrong, if anything, shows when the loop sends
            return buffer if number is None else buffer[os.write(number, buffer) :]
        return buffer

    async def _write_slices(self, buffer: memoryview) -> None:
        """Give the system what it takes without waiting, and the event loop no more than it takes to wait for room.

        The loop would copy the rest of a large piece, and move it after every packet. Whatever was written before has
        been sent: a write ends when the loop holds nothing back.
        """
        while buffer and not self._answered:
            if buffer := self._given(buffer):
                left = within(self._line.limits.writing(), httpcore.WriteTimeout)
                number = self._plain()
                if number is None or not await _has_room(number, left):
                    await self._write_and_listen(bytes(buffer[:SLICE]), left, readable=False)
                    buffer = buffer[SLICE:]
        if buffer:
            raise answered()

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
            raise answered()

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
        left = within(self._line.limits.connecting(), httpcore.ConnectTimeout)
        return Stream(await self._inner.start_tls(ssl_context, server_hostname, left), self._line, is_tls=True)

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable":
            return self._inner.get_extra_info(info)
        raw = self._found_socket()
        return raw is None or is_readable(raw)

    def _found_socket(self) -> Any:
        # Asked of every idle connection for every call; finding the socket costs more than asking it.
        if self._socket is None:
            self._socket = self._inner.get_extra_info("socket")
        return self._socket
