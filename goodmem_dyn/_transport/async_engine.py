"""The engine of the asynchronous client: performs effects in an event loop, of asyncio or trio.

Rules: a response is closed also when the task is cancelled, and its place in the pool given back. A client belongs to
the loop that it was first used on. Files are read and written in threads.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from goodmem_dyn._transport.bodies import PORTION, gathered, portions
from goodmem_dyn._transport.failures import loop_error, process
from goodmem_dyn._transport.reading import Reading
from goodmem_dyn._transport.steps import BaseEngine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from goodmem_dyn._transport.connection import Connection
    from goodmem_dyn._transport.limits import Limits
    from goodmem_dyn._transport.pools import Pool, Pools
    from goodmem_dyn._transport.steps import Steps
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn._wire.upload import Upload

T = TypeVar("T")


async def _in_thread(function: Callable[..., Any], *args: Any) -> Any:
    # Imported when it is used: a client that is made, and perhaps never used, does not pay for it.
    import anyio.to_thread

    return await anyio.to_thread.run_sync(function, *args)


async def drive(steps: Steps[T]) -> T:
    """Run steps that are awaited; what they raise, a cancellation too, is raised where they were yielded."""
    try:
        step = next(steps)
        while True:
            try:
                result = await step
            except BaseException as error:
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as stop:
        value: T = stop.value
        return value


async def _turn() -> None:
    import anyio.lowlevel

    await anyio.lowlevel.checkpoint()


_END: Any = object()


def _waited_for(pieces: Iterator[bytes | None]) -> Any:
    """The next piece, whatever it waits for."""
    return next((piece for piece in pieces if piece is not None), _END)


class AsyncBody(httpx.AsyncByteStream):
    """A body that is sent in pieces: one that a disk may have to be waited for is read in a thread, not in the loop.

    No generator: one that a cancelled call leaves behind would have to be closed by the loop, later.
    """

    def __init__(self, upload: Upload, limits: Limits | None = None) -> None:
        self.upload, self._limits = upload, limits
        self._pieces: Iterator[bytes | None] = iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._pieces = gathered(self.upload.chunks(tell=True), self._limits)
        return self

    async def __anext__(self) -> bytes:
        piece: Any = next(self._pieces, _END)
        if piece is None:
            piece = await _in_thread(_waited_for, self._pieces)
        else:
            await _turn()  # others have theirs between any two pieces
        if piece is _END:
            raise StopAsyncIteration
        return bytes(piece)


def _current_loop() -> object:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = sys.modules.get("trio")
        return trio.lowlevel.current_trio_token() if trio is not None else None


class AsyncEngine(BaseEngine):
    """Performs effects in an event loop: asyncio or trio."""

    is_async = True
    block = "async with"
    body = AsyncBody

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._loop: object = None
        self._closing: set[asyncio.Task[None]] = set()

    def _check(self) -> None:
        if self._process != process():
            self._loop = None
        super()._check()
        if self.connection.http_client is None and self.connection.transport is None:
            loop = _current_loop()
            if self._loop is None:
                self._loop = loop
            elif self._loop is not loop:
                raise loop_error()

    async def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        return await drive(self._run(flow))

    def iterate(self, response: Response) -> AsyncIterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        return self._read_on(Reading(self, response))

    async def _read_on(self, reading: Reading) -> AsyncIterator[bytes]:
        try:
            async for piece in reading.begin():
                reading.check(piece)
                if len(piece) <= PORTION:
                    yield piece
                else:
                    for portion in portions(piece):
                        yield portion
                reading.go_on()
            await drive(reading.end())
        except Exception as error:
            reading.fail(error)
        finally:
            await drive(reading.close())

    async def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        await drive(self._close_response(response))

    async def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._process != process():
            return
        for transport in self.pools.drain():
            if self._loop is None or self._loop is _current_loop():
                await transport.aclose()
            # On another loop nothing can be waited for; what that loop left open ends with the objects.

    def _mend(self, pools: Pools, pool: Pool) -> None:
        """Replace a pool that has lost its connection, and close it."""
        if not pool.has_stuck:
            return
        pools.retire(pool)
        if isinstance(self._loop, asyncio.AbstractEventLoop):
            # In a task of its own, because the present one may be cancelled as often as somebody likes.
            task = self._loop.create_task(pool.transport.aclose())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def _wait(self, pools: Pools, timeout: float | None) -> Awaitable[Pool]:
        return pools.wait_async(timeout)

    def _handle(self, transport: Any, request: Any) -> Any:
        return transport.handle_async_request(request)

    def _read_whole(self, raw: Any) -> Any:
        return raw.aread()

    async def _join(self, stream: Any) -> bytes:
        content = b"".join([piece async for piece in stream])
        await stream.aclose()
        return content

    def _pieces(self, raw: Any, *, is_plain: bool) -> AsyncIterator[bytes]:
        return aiter(raw.stream if is_plain else raw.aiter_bytes())

    def _next(self, pieces: Any) -> Any:
        return anext(pieces, None)

    async def _end(self, pieces: Any) -> None:
        if hasattr(pieces, "aclose"):
            await pieces.aclose()

    async def _close(self, raw: Any) -> None:
        import anyio

        # A cancelled task could not wait for the close otherwise, and the connection would leak.
        with anyio.CancelScope(shield=True):
            await raw.aclose()

    def _sleep(self, seconds: float) -> Awaitable[None]:
        import anyio

        return anyio.sleep(seconds)

    async def _ask(self, function: Callable[[], Any]) -> Any:
        # What is no coroutine function may well block, and must not stop the loop.
        value = function() if inspect.iscoroutinefunction(function) else await _in_thread(function)
        return await value if hasattr(value, "__await__") else value

    def _in_thread(self, function: Callable[..., Any], *args: Any) -> Awaitable[Any]:
        return _in_thread(function, *args)
