"""The reader of a stream: bytes in, typed events out; it knows no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._wire.frames import NdjsonDecoder
from goodmem_dyn._wire.media import STREAMS, plain
from goodmem_dyn.errors import IncompleteStreamError, StreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._document.surface import Reply
    from goodmem_dyn._results.decoder import Decoder, Tell
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIConnectionError

T = TypeVar("T")


class Reader(Generic[T]):
    """Bytes in, typed events out."""

    def __init__(self, decoder: Decoder, limit: int, tell: Tell) -> None:
        self._decoder, self._limit, self._tell, self._is_framed = decoder, limit, tell, False
        self._room: int | None = None
        self._most = 0
        self._frames: Any = None
        self._decode: Callable[[bytes, int], T] | None = None
        self.count = 0
        self.size = 0
        """The bytes of the latest event."""

    def open(self, response: Response) -> None:
        """Look at the head of the answer: how its body is framed."""
        reply = self._reply(response)
        self._frames = STREAMS[reply.kind].decoder(self._limit, reply.announces_end)
        self._decode = self._decoder.event(reply, self._tell)
        self._is_framed = bool({"content-length", "transfer-encoding"} & set(response.headers))

    def keep_all(self, room: int) -> None:
        """Somebody keeps what comes from now on, in so many bytes, so that a stream without end is an error."""
        self._room = self._most = room

    def _reply(self, response: Response) -> Reply:
        media = response.media_type
        replies = [reply for reply in self._decoder.operation.replies if reply.is_stream]
        for reply in replies:
            if plain(reply.media_type) == media:
                return reply
        if media and "json" not in media and "event-stream" not in media:
            raise self._decoder.misfit(response, replies[0], ValueError())
        return replies[0]

    def feed(self, data: bytes) -> Iterator[T]:
        """The events that this data completes, one by one: a malformed one costs none of those before it."""
        if self._room is not None:
            self._room -= len(data)
            if self._room < 0:
                raise StreamError(
                    f"{self._decoder.operation.qualname}(): the stream sent more than {self._most:,} bytes, all of "
                    "which the result would have to keep; it was not read further. Ask for less at once.",
                    event_number=self.count,
                )
        return self._events(self._frames.feed(data))

    def close(self) -> Iterator[T]:
        """The events that the end completes."""
        rest = self._frames.close()
        if not self.count and not rest and not self._is_framed and isinstance(self._frames, NdjsonDecoder):
            # Where HTTP does not say how long the body is, the end of the connection is all there is, and says nothing.
            raise IncompleteStreamError(
                f"{self._decoder.operation.qualname}(): the stream ended before its first event: the connection was "
                "probably cut."
            )
        try:
            yield from self._events(rest)
        except StreamError as error:
            raise IncompleteStreamError(
                f"{self._decoder.operation.qualname}(): the stream ended in the middle of event {self.count}: "
                "the connection was probably cut.",
                event_number=self.count,
            ) from error

    def _events(self, raw: list[bytes]) -> Iterator[T]:
        decode = self._decode
        assert decode is not None
        for data in raw:
            self.count += 1
            self.size = len(data)
            yield decode(data, self.count)

    def cut(self, error: APIConnectionError) -> IncompleteStreamError:
        """What a failure of the connection means in the middle of a stream."""
        many = "1 event" if self.count == 1 else f"{self.count} events"
        return IncompleteStreamError(
            f"{self._decoder.operation.qualname}(): the stream broke after {many}: {error.message}",
            event_number=self.count,
        )
