"""The engine of the asynchronous client: performs effects in an event loop, of asyncio or trio.

Rules: a response is closed on every way out, also when the task is cancelled, and its place in the pool given back. A
client belongs to the loop that it was first used on. Files are read and written in threads.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn._transport.bodies import (
    PORTION,
    Gatherer,
    Target,
    check_encoding,
    check_proportion,
    gathered,
    is_bounded,
    is_direct,
    needs_reading,
    portions,
    taken,
    total,
)
from goodmem_dyn._transport.failures import check_process, closed_error, loop_error, process, reraise
from goodmem_dyn._transport.pools import Pool, Pools
from goodmem_dyn._wire.effects import Load, Save, Send, Sleep
from goodmem_dyn._wire.response import Response
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from goodmem_dyn._transport.connection import Connection
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.upload import Upload


async def _in_thread(function: Callable[..., Any], *args: Any) -> Any:
    import anyio.to_thread

    return await anyio.to_thread.run_sync(function, *args)


class AsyncBody(httpx.AsyncByteStream):
    """A body that is sent in pieces, read one by one in a thread: the event loop never waits for a disk.

    No generator: one that a cancelled call leaves behind would have to be closed by the loop, later.
    """

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self._pieces: Iterator[bytes] = iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._pieces = gathered(self.upload.chunks())
        return self

    async def __anext__(self) -> bytes:
        piece = await _in_thread(next, self._pieces, None)
        if piece is None:
            raise StopAsyncIteration
        return bytes(piece)


def _current_loop() -> object:
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
        self._process = process()
        self._loop: object = None
        self._closing: set[asyncio.Task[None]] = set()
        self.pools = self._new_pools()

    def _new_pools(self) -> Pools:
        given = self.connection.transport
        return Pools(lambda: given or self.connection.new_transport(httpx.AsyncHTTPTransport))

    def _check(self) -> None:
        if self.closed:
            raise closed_error("async with")
        if self._process != process():
            self._process, self._loop, self.pools = process(), None, self._new_pools()
        if self.connection.http_client is None and self.connection.transport is None:
            loop = _current_loop()
            if self._loop is None:
                self._loop = loop
            elif self._loop is not loop:
                raise loop_error()

    async def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        outcome: Any = None
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await self.perform(effect)
                except GoodMemError as error:
                    outcome = None
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        except BaseException:
            if isinstance(outcome, Response):
                await self.close_response(outcome)
            raise
        finally:
            flow.close()

    async def perform(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return await self.send(effect)
        if isinstance(effect, Save):
            return await self.save(effect)
        if isinstance(effect, Load):
            return await _in_thread(effect.source.read)
        assert isinstance(effect, Sleep)
        import anyio

        await anyio.sleep(effect.seconds)
        return None

    async def send(self, effect: Send) -> Response:
        self._check()
        connection, pools = self.connection, self.pools
        pool = raw = limits = None
        try:
            if connection.http_client is not None:
                request = connection.foreign_request(effect, AsyncBody)
                raw = await connection.http_client.send(request, stream=True, follow_redirects=False)
                raw.request = connection.keep_foreign(request)
            else:
                request = connection.request(effect, AsyncBody)
                limits = request.extensions["timeout"]
                pool = pools.take() or await pools.wait_async(limits.get("pool"))
                raw = await pool.transport.handle_async_request(request)
                raw.request = connection.keep(request, effect.request)
            response = Response(raw.status_code, raw.headers, None, raw, pool and (pools, pool))
            if not (effect.stream and response.is_success):
                response.content = await self._read(raw, limits if effect.remaining is not None else None)
                await self.close_response(response)
        except BaseException as error:
            await self._release(raw, pool and (pools, pool), broken=True)
            reraise(error, connection.origin, connection.proxy, began=raw is not None)
        return response

    async def _release(self, raw: Any, lease: Any, *, broken: bool) -> None:
        try:
            if raw is not None:
                import anyio

                # A cancelled task could not wait for the close otherwise, and the connection would leak.
                with anyio.CancelScope(shield=True):
                    await raw.aclose()
        finally:
            if lease is not None:
                pools, pool = lease
                pools.give(pool, is_warm=not broken)
                if broken or pool.retired:
                    self._mend(pools, pool)

    def _mend(self, pools: Pools, pool: Pool) -> None:
        """Replace a pool that has lost a connection, and close it when its last call has ended."""
        if not pool.retired and pool.has_stuck:
            pools.retire(pool)
        if pool.retired and pool.load == 0 and isinstance(self._loop, asyncio.AbstractEventLoop):
            # In a task of its own, because the present one may be cancelled as often as somebody likes.
            task = self._loop.create_task(pool.transport.aclose())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def _read(self, raw: Any, limits: Any) -> bytes:
        if limits is None and is_bounded(raw):
            if self.connection.http_client is not None or not is_direct(raw):
                return bytes(await raw.aread())
            content = b"".join([piece async for piece in raw.stream])
            await raw.stream.aclose()
            return taken(raw, content)
        check_encoding(raw)
        gatherer = Gatherer(raw, limits)
        async for piece in raw.aiter_bytes():
            if not gatherer.add(piece):
                break
        return gatherer.content()

    async def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        lease, response.lease = response.lease, None
        raw = response.raw
        await self._release(raw, lease, broken=raw is not None and not raw.is_closed)

    async def iterate(self, response: Response) -> AsyncIterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        raw, opened_in, size = response.raw, process(), 0
        is_plain = self.connection.http_client is None and not needs_reading(raw)
        pieces = aiter(raw.stream) if is_plain else raw.aiter_bytes()
        try:
            check_encoding(raw)
            async for piece in pieces:
                check_process(opened_in)
                if not is_plain:
                    size += len(piece)
                    check_proportion(raw, size)
                if len(piece) <= PORTION:
                    yield piece
                else:
                    for portion in portions(piece):
                        yield portion
            await raw.stream.aclose()
            raw.is_closed = True
        except Exception as error:
            reraise(error, self.connection.origin, self.connection.proxy, began=True)
        finally:
            await self.close_response(response)
            if hasattr(pieces, "aclose"):
                await pieces.aclose()

    async def save(self, effect: Save) -> int:
        response, written, ok = effect.response, 0, False
        try:
            target = await _in_thread(Target, effect.target)
            pieces = self.iterate(response)
            try:
                async for piece in pieces:
                    await _in_thread(target.write, piece)
                    written += len(piece)
                    if effect.progress is not None:
                        effect.progress(written, total(response))
                ok = True
            finally:
                await pieces.aclose()  # type: ignore[attr-defined]  # a generator
                target.finish(ok=ok)
        finally:
            await self.close_response(response)
        return written

    async def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._process != process():
            return
        for transport in self.pools.drain():
            if self._loop is None or self._loop is _current_loop():
                await transport.aclose()
            # On another loop nothing can be waited for; what that loop left open ends with the objects.
