"""The body of an open response that somebody reads piece by piece: what both engines do for it beside the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._transport.bodies import check_encoding, check_proportion, needs_reading
from goodmem_dyn._transport.failures import check_process, process, reraise
from goodmem_dyn._transport.internals import HTTPResponse

if TYPE_CHECKING:
    from typing import NoReturn

    from goodmem_dyn._transport.steps import BaseEngine, Steps
    from goodmem_dyn._wire.response import Response


class Reading:
    """The body of an open response, read piece by piece: everything but the loop, which an engine runs.

    A loop of its own kind costs an engine a tenth of what steps would, and a stream may have a piece for each event.
    """

    def __init__(self, engine: BaseEngine, response: Response) -> None:
        self._engine, self._response, self._raw = engine, response, response.raw
        self._opened_in, self._size = process(), 0
        # What is not compressed needs none of the HTTP library's decoders.
        self._is_plain = type(self._raw) is HTTPResponse and not needs_reading(self._raw)
        self._pieces: Any = None

    def begin(self) -> Any:
        """The pieces as they come: an iterator of the engine's kind."""
        self.go_on()
        check_encoding(self._raw)
        self._pieces = self._engine._pieces(self._raw, is_plain=self._is_plain)
        return self._pieces

    def check(self, piece: bytes) -> None:
        """Refuse a piece that is more than an answer can be."""
        if not self._is_plain:
            self._size += len(piece)
            check_proportion(self._raw, self._size)

    def go_on(self) -> None:
        """Refuse to read in another process than the one that opened the response, which would miss what is read."""
        check_process(self._opened_in)

    def end(self) -> Steps[None]:
        """Note that the body was read to its end, so that the connection is used again."""
        yield self._engine._close(self._raw.stream)
        self._raw.is_closed = True

    def fail(self, error: Exception) -> NoReturn:
        """Raise what an error means that broke off the reading."""
        reraise(error, self._engine.connection.origin, self._engine.connection.proxy, began=True)

    def close(self) -> Steps[None]:
        """Close the response, however the reading ended."""
        yield from self._engine._close_response(self._response)
        if self._pieces is not None:
            yield self._engine._end(self._pieces)
