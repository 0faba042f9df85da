"""What an engine does for an effect, written once for both engines.

A step is a piece of I/O that an engine performs: its result for the synchronous engine, an awaitable of it for the
asynchronous one. What is done is a generator that yields steps and is told their results:

    raw = yield self._handle(transport, request)

so that the one engine sends every result back at once (`engine.drive`), and the other awaits it first
(`async_engine.drive`). What a step raises is raised where it was yielded.

Rules: a response is closed on every way out, also on `BaseException`, and its place in the pool given back. A forked
child leaves its parent's connections alone and opens its own.
"""

from __future__ import annotations

import contextlib
import socket
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from goodmem_dyn._transport.bodies import (
    Gatherer,
    Target,
    check_encoding,
    is_bounded,
    is_direct,
    total,
)
from goodmem_dyn._transport.failures import closed_error, process, reraise
from goodmem_dyn._transport.internals import keep_content
from goodmem_dyn._transport.pools import Pools
from goodmem_dyn._wire.effects import Ask, Load, Save, Send
from goodmem_dyn._wire.response import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodmem_dyn._transport.connection import Connection
    from goodmem_dyn._transport.limits import Limits
    from goodmem_dyn._transport.pools import Pool
    from goodmem_dyn._wire.effects import Effect, Flow, Sleep

T = TypeVar("T")
Steps = Generator[Any, Any, T]
"""Yields steps, whose results depend on the step and so are `Any`; returns what they were for."""


class BaseEngine(ABC):
    """Performs effects, by the steps that a subclass knows how to take."""

    is_async: ClassVar[bool]
    block: ClassVar[str]
    """How a program enters the client."""
    body: ClassVar[type[Any]]
    """The HTTP library's body of an upload."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.closed = False
        self._process = process()
        self.pools = self._new_pools()

    def secrets(self) -> Iterable[str]:
        """The keys that go with every request."""
        return self.connection.secrets()

    def _new_pools(self) -> Pools:
        transport = self.connection.transport
        return Pools(lambda: transport or self.connection.new_transport(is_async=self.is_async))

    def _check(self) -> None:
        """Refuse to work for a client that was closed; after a fork, begin anew."""
        if self.closed:
            raise closed_error(self.block)
        if self._process != process():
            self._process, self.pools = process(), self._new_pools()

    @abstractmethod
    def iterate(self, response: Response) -> Any:
        """The body of an open response in pieces; closes it at the end and on every error."""

    # Steps ---------------------------------------------------------------------------------------------------

    @abstractmethod
    def _wait(self, pools: Pools, timeout: float | None) -> Any:
        """Wait for a pool."""

    @abstractmethod
    def _handle(self, transport: Any, request: Any) -> Any:
        """Send a request of ours; the result is an open answer."""

    @abstractmethod
    def _read_whole(self, raw: Any) -> Any:
        """The body of an open answer, decoded."""

    @abstractmethod
    def _join(self, stream: Any) -> Any:
        """The body of an open answer as it came; closes it."""

    @abstractmethod
    def _pieces(self, raw: Any, *, is_plain: bool) -> Any:
        """The body of an open answer in pieces, as they came or decoded. No step: an iterator."""

    @abstractmethod
    def _next(self, pieces: Any) -> Any:
        """The next piece; None at the end."""

    @abstractmethod
    def _end(self, pieces: Any) -> Any:
        """Stop to take pieces."""

    @abstractmethod
    def _close(self, raw: Any) -> Any:
        """Close an answer, or a stream of one."""

    @abstractmethod
    def _sleep(self, seconds: float) -> Any:
        """Wait."""

    @abstractmethod
    def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call what waits for a disk."""

    @abstractmethod
    def _ask(self, function: Callable[[], Any]) -> Any:
        """Call a function of the caller's."""

    @abstractmethod
    def _mend(self, pools: Pools, pool: Pool) -> None:
        """Look after a pool whose call has ended, perhaps without its connection. No step: nothing is waited for."""

    # What is made of them --------------------------------------------------------------------------------------

    def _run(self, flow: Flow) -> Steps[Any]:
        """Drive a flow to its result."""
        outcome: Any = None
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = yield from self._perform(effect)
                except Exception as error:  # the flow decides: a caller's client may raise anything
                    outcome = None
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        except BaseException:
            # The flow failed while it held an open answer.
            if isinstance(outcome, Response):
                yield from self._close_response(outcome)
            raise
        finally:
            flow.close()

    def _perform(self, effect: Effect) -> Steps[Any]:
        # No step itself: a generator in between would cost every step of a request.
        if isinstance(effect, Send):
            return self._send(effect)
        if isinstance(effect, Save):
            return self._save(effect)
        return self._simple(effect)

    def _simple(self, effect: Load | Ask | Sleep) -> Steps[Any]:
        if isinstance(effect, Load):
            return (yield self._in_thread(effect.source.read))
        if isinstance(effect, Ask):
            return (yield self._ask(effect.function))
        return (yield self._sleep(effect.seconds))

    def _send(self, effect: Send) -> Steps[Response]:
        self._check()
        connection, pools = self.connection, self.pools
        pool = raw = limits = None
        try:
            if (brought := connection.brought) is not None:
                request, limits = brought.request(effect, self.body)
                raw = yield connection.http_client.send(request, stream=True, follow_redirects=False)
                raw.request = brought.keep(request)
            else:
                limits = connection.limits(effect)
                request = connection.request(effect, limits, self.body)
                pool = pools.take() or (yield self._wait(pools, limits.phases["pool"]))
                pool.line.limits = limits
                raw = yield self._handle(pool.transport, request)
                limits.in_body = True
                raw.request = connection.keep(request, effect.request, raw)
            response = Response(raw.status_code, raw.headers, None, raw, pool and (pools, pool))
            if not (effect.stream and response.is_success):
                response.content = yield from self._read(response, limits, effect)
                lease, response.lease = response.lease, None
                yield from self._release(raw, lease, is_whole=raw.is_closed)
        except BaseException as error:
            yield from self._release(raw, pool and (pools, pool), is_whole=False)
            reraise(error, connection.origin, connection.proxy, began=raw is not None)
        return response

    def _read(self, response: Response, limits: Limits | None, effect: Send) -> Steps[bytes]:
        raw, limits, largest = response.raw, limits if effect.remaining else None, effect.largest
        if limits is not None:
            limits.head_only = False  # of what a stream was to be, a failure has come, which is read here
        if limits is None and response.is_success and is_bounded(raw, largest):
            if not is_direct(raw):
                return bytes((yield self._read_whole(raw)))
            return keep_content(raw, (yield self._join(raw.stream)))
        gatherer, pieces = Gatherer(raw, limits, largest), None
        try:
            check_encoding(raw)
            pieces = self._pieces(raw, is_plain=False)
            while (piece := (yield self._next(pieces))) is not None and gatherer.add(piece):
                pass
        except Exception as error:
            response.give_up(error)
        finally:
            yield self._end(pieces)
        return gatherer.content()

    def _close_response(self, response: Response) -> Steps[None]:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        lease, response.lease = response.lease, None
        raw = response.raw
        yield from self._release(raw, lease, is_whole=raw is not None and raw.is_closed)

    def _release(self, raw: Any, lease: Any, *, is_whole: bool) -> Steps[None]:
        try:
            if raw is not None and not raw.is_closed:
                yield self._close(raw)
        finally:
            if lease is not None:
                pools, pool = lease
                if not is_whole:
                    self._mend(pools, pool)  # before another call has its place
                pools.give(pool, is_warm=is_whole)

    def _save(self, effect: Save) -> Steps[int]:
        response, written, ok = effect.response, 0, False
        try:
            target = yield self._in_thread(Target, effect.target)
            pieces = self.iterate(response)
            try:
                while (piece := (yield self._next(pieces))) is not None:
                    yield self._in_thread(target.write, piece)
                    written += len(piece)
                    if effect.progress is not None:
                        effect.progress(written, total(response))
                ok = True
            finally:
                yield self._end(pieces)
                target.finish(ok=ok)
        finally:
            yield from self._close_response(response)
        return written

    def wake(self, response: Response) -> None:
        """End the wait of another thread that reads an open response."""
        stream = response.raw.extensions.get("network_stream")
        raw = stream.get_extra_info("socket") if stream is not None else None
        if raw is not None:
            with contextlib.suppress(OSError):
                # Closing would not wake it; and TLS must not see this, because the other thread is inside it.
                socket.socket.shutdown(raw, socket.SHUT_RDWR)
