"""The engine of the synchronous client: performs effects in the calling thread.

Rules: a response is closed on every way out, also on `BaseException`, and its place in the pool given back. A forked
child leaves its parent's connections alone and opens its own.
"""

from __future__ import annotations

import contextlib
import socket
import time
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
from goodmem_dyn._transport.failures import check_process, closed_error, process, reraise
from goodmem_dyn._transport.pools import Pools
from goodmem_dyn._wire.effects import Load, Save, Send, Sleep
from goodmem_dyn._wire.response import Response
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._transport.connection import Connection
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.upload import Upload


class Body(httpx.SyncByteStream):
    """A body that is sent in pieces."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def __iter__(self) -> Iterator[bytes]:
        return gathered(self.upload.chunks())


class Engine:
    """Performs effects in the calling thread."""

    is_async = False

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.closed = False
        self._process = process()
        self.pools = self._new_pools()

    def _new_pools(self) -> Pools:
        given = self.connection.transport
        return Pools(lambda: given or self.connection.new_transport(httpx.HTTPTransport))

    def _check(self) -> None:
        if self.closed:
            raise closed_error("with")
        if self._process != process():
            self._process, self.pools = process(), self._new_pools()

    def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        outcome: Any = None
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = self.perform(effect)
                except GoodMemError as error:
                    outcome = None
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        except BaseException:
            if isinstance(outcome, Response):
                self.close_response(outcome)
            raise
        finally:
            flow.close()

    def perform(self, effect: Any) -> Any:
        if isinstance(effect, Send):
            return self.send(effect)
        if isinstance(effect, Save):
            return self.save(effect)
        if isinstance(effect, Load):
            return effect.source.read()
        assert isinstance(effect, Sleep)
        time.sleep(effect.seconds)
        return None

    def send(self, effect: Send) -> Response:
        self._check()
        connection, pools = self.connection, self.pools
        pool = raw = limits = None
        try:
            if connection.http_client is not None:
                request = connection.foreign_request(effect, Body)
                raw = connection.http_client.send(request, stream=True, follow_redirects=False)
                raw.request = connection.keep_foreign(request)
            else:
                request = connection.request(effect, Body)
                limits = request.extensions["timeout"]
                pool = pools.take() or pools.wait(limits.get("pool"))
                raw = pool.transport.handle_request(request)
                raw.request = connection.keep(request, effect.request)
            response = Response(raw.status_code, raw.headers, None, raw, pool and (pools, pool))
            if not (effect.stream and response.is_success):
                response.content = self._read(raw, limits if effect.remaining is not None else None)
                self.close_response(response)
        except BaseException as error:
            try:
                if raw is not None:
                    raw.close()
            finally:
                if pool is not None:
                    pools.give(pool, is_warm=False)
            reraise(error, connection.origin, connection.proxy, began=raw is not None)
        return response

    def _read(self, raw: Any, limits: Any) -> bytes:
        if limits is None and is_bounded(raw):
            if self.connection.http_client is not None or not is_direct(raw):
                return bytes(raw.read())
            content = b"".join(raw.stream)
            raw.stream.close()
            return taken(raw, content)
        check_encoding(raw)
        gatherer = Gatherer(raw, limits)
        for piece in raw.iter_bytes():
            if not gatherer.add(piece):
                break
        return gatherer.content()

    def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        lease, response.lease = response.lease, None
        raw = response.raw
        is_whole = raw is not None and raw.is_closed
        try:
            if raw is not None:
                raw.close()
        finally:
            if lease is not None:
                pools, pool = lease
                pools.give(pool, is_warm=is_whole)

    def wake(self, response: Response) -> None:
        """End the wait of another thread that reads an open response."""
        stream = response.raw.extensions.get("network_stream")
        raw = stream.get_extra_info("socket") if stream is not None else None
        if raw is not None:
            with contextlib.suppress(OSError):
                # Closing would not wake it; and TLS must not see this, because the other thread is inside it.
                socket.socket.shutdown(raw, socket.SHUT_RDWR)

    def iterate(self, response: Response) -> Iterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        raw, opened_in, size = response.raw, process(), 0
        # What came through a transport of ours, and as it is, needs none of the HTTP library's decoders.
        is_plain = self.connection.http_client is None and not needs_reading(raw)
        try:
            check_encoding(raw)
            for piece in raw.stream if is_plain else raw.iter_bytes():
                check_process(opened_in)
                if not is_plain:
                    size += len(piece)
                    check_proportion(raw, size)
                if len(piece) <= PORTION:
                    yield piece
                else:
                    yield from portions(piece)
            raw.stream.close()
            raw.is_closed = True
        except Exception as error:
            reraise(error, self.connection.origin, self.connection.proxy, began=True)
        finally:
            self.close_response(response)

    def save(self, effect: Save) -> int:
        response, written, ok = effect.response, 0, False
        try:
            target = Target(effect.target)
            try:
                for piece in self.iterate(response):
                    target.write(piece)
                    written += len(piece)
                    if effect.progress is not None:
                        effect.progress(written, total(response))
                ok = True
            finally:
                target.finish(ok=ok)
        finally:
            self.close_response(response)
        return written

    def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._process == process():
            for transport in self.pools.drain():
                transport.close()
