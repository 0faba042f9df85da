"""The engine of the synchronous client: performs effects in the calling thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from goodmem_dyn._transport.bodies import PORTION, gathered, portions
from goodmem_dyn._transport.failures import process
from goodmem_dyn._transport.reading import Reading
from goodmem_dyn._transport.steps import BaseEngine
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._transport.limits import Limits
    from goodmem_dyn._transport.pools import Pool, Pools
    from goodmem_dyn._transport.steps import Steps
    from goodmem_dyn._wire.effects import Flow
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn._wire.upload import Upload

T = TypeVar("T")


def drive(steps: Steps[T]) -> T:
    """Run steps that are done as soon as they are yielded."""
    try:
        result = next(steps)
        while True:
            result = steps.send(result)
    except StopIteration as stop:
        value: T = stop.value
        return value


class Body(httpx.SyncByteStream):
    """A body that is sent in pieces."""

    def __init__(self, upload: Upload, limits: Limits | None = None) -> None:
        self.upload, self._limits = upload, limits

    def __iter__(self) -> Iterator[bytes]:
        return (piece for piece in gathered(self.upload.chunks(), self._limits) if piece is not None)


class Engine(BaseEngine):
    """Performs effects in the calling thread."""

    is_async = False
    block = "with"
    body = Body

    def run(self, flow: Flow) -> Any:
        """Drive a flow to its result."""
        return drive(self._run(flow))

    def iterate(self, response: Response) -> Iterator[bytes]:
        """The body of an open response in pieces; closes it at the end and on every error."""
        return self._read_on(Reading(self, response))

    def _read_on(self, reading: Reading) -> Iterator[bytes]:
        try:
            for piece in reading.begin():
                reading.check(piece)
                if len(piece) <= PORTION:
                    yield piece
                else:
                    yield from portions(piece)
                reading.go_on()
            drive(reading.end())
        except Exception as error:
            reading.fail(error)
        finally:
            drive(reading.close())

    def close_response(self, response: Response) -> None:
        """Give an open response's connection back, or close it if its body was not read to the end."""
        drive(self._close_response(response))

    def close(self) -> None:
        """Close our connections; a caller's client stays open."""
        self.closed = True
        if self._process == process():
            for transport in self.pools.drain():
                transport.close()

    def _mend(self, pools: Pools, pool: Pool) -> None:
        """Nothing: a thread gives its connection back or closes it, whatever interrupts it."""

    def _wait(self, pools: Pools, timeout: float | None) -> Pool:
        return pools.wait(timeout)

    def _handle(self, transport: Any, request: Any) -> Any:
        return transport.handle_request(request)

    def _read_whole(self, raw: Any) -> Any:
        return raw.read()

    def _join(self, stream: Any) -> bytes:
        content = b"".join(stream)
        stream.close()
        return content

    def _pieces(self, raw: Any, *, is_plain: bool) -> Iterator[bytes]:
        return iter(raw.stream if is_plain else raw.iter_bytes())

    def _next(self, pieces: Any) -> bytes | None:
        return next(pieces, None)

    def _end(self, pieces: Any) -> None:
        if hasattr(pieces, "close"):
            pieces.close()

    def _close(self, raw: Any) -> None:
        raw.close()

    def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def _ask(self, function: Callable[[], Any]) -> Any:
        value = function()
        if hasattr(value, "__await__"):
            if hasattr(value, "close"):
                value.close()
            raise InvalidRequestError("A key comes from an async function: only AsyncGoodmem can wait for that.")
        return value

    def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)
