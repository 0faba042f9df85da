"""The one reader of streams, which knows no I/O: bytes in, typed events out.

Rules: an event is made when it is asked for, so that a malformed one costs none of those before it. A stream that
breaks raises, and never looks complete.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._bounds import MAX_KEPT_BYTES
from goodmem_dyn._results.event import NO_EVENT
from goodmem_dyn._wire.frames import NdjsonDecoder
from goodmem_dyn._wire.media import STREAMS, plain
from goodmem_dyn._wire.sniffing import NoStreamError, Sniffer
from goodmem_dyn.errors import IncompleteStreamError, StreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._document.surface import Reply
    from goodmem_dyn._results.breaking import Watcher
    from goodmem_dyn._results.decoder import Decoder, Tell
    from goodmem_dyn._results.event import EventDecoder
    from goodmem_dyn._wire.response import Response
    from goodmem_dyn.errors import APIConnectionError

T = TypeVar("T")

_NO_EVENTS = ("text/html", "image/", "audio/", "video/", "application/pdf", "application/xml", "text/xml")
"""How the media types begin of what certainly is no stream of events."""


def _nowhere(_event: object) -> None:
    """Keep nothing."""


class Reader(Generic[T]):
    """Bytes in, typed events out."""

    def __init__(self, decoder: Decoder, limit: int, tell: Tell) -> None:
        self._decoder, self._limit, self._tell = decoder, limit, tell
        self._is_framed = self._is_empty = False
        self._room: int | None = None
        self._frames: Any = None
        self._no_stream: Callable[[], Exception] = ValueError
        self._decode: EventDecoder | None = None
        self.watcher: Watcher[T] | None = None
        """Told of every event before it is handed out."""
        self.count: int = 0
        """How many events there were."""

    def open(self, response: Response) -> None:
        """Look at the head of the answer: how its body is framed."""
        self._is_empty = response.is_empty
        reply = self._reply(response)
        self._frames = self._framing(response, reply)
        self._decode = self._decoder.event(reply, self._tell)
        self._is_framed = self._is_empty or bool({"content-length", "transfer-encoding"} & set(response.headers))

    def keep_all(self) -> None:
        """Somebody keeps what comes from now on, so that a stream without end is an error."""
        self._room = MAX_KEPT_BYTES

    def _reply(self, response: Response) -> Reply:
        replies = [reply for reply in self._decoder.operation.replies if reply.is_stream]
        return next((reply for reply in replies if plain(reply.media_type) == response.media_type), replies[0])

    def _framing(self, response: Response, reply: Reply) -> Any:
        """What splits the body into events: as its head says, or, where that is not as promised, as the body shows."""
        media = response.media_type
        if plain(reply.media_type) == media or self._is_empty:
            return STREAMS[reply.kind].decoder(self._limit, reply.announces_end)
        if media.startswith(_NO_EVENTS):
            raise self._decoder.misfit(response, reply, ValueError())
        self._no_stream = partial(self._decoder.misfit, response, reply, ValueError("it is no stream of events"))
        return Sniffer(self._limit)

    def feed(self, data: bytes) -> Iterator[T]:
        """The events that this data completes, one by one: a malformed one costs none of those before it."""
        if self._room is not None:
            self._room -= len(data)
            if self._room < 0:
                raise StreamError(
                    f"{self._decoder.operation.qualname}(): the stream sent more than {MAX_KEPT_BYTES:,} bytes, all of "
                    "which the result would have to keep; it was not read further. Ask for less at once.",
                    event_number=self.count,
                )
        try:
            events = self._frames.feed(data)
        except NoStreamError:
            raise self._no_stream() from None
        return self._events(events)

    def close(self) -> Iterator[T]:
        """The events that the end completes; none where there was no body."""
        try:
            rest = [] if self._is_empty else self._frames.close()
        except NoStreamError:
            raise self._no_stream() from None
        if not self.count and not rest and not self._is_framed and isinstance(self._frames, NdjsonDecoder):
            # Where HTTP does not say how long the body is, the end of the connection is all there is, and says nothing.
            raise IncompleteStreamError(
                f"{self._decoder.operation.qualname}(): the stream ended before its first event: it was probably cut."
            )
        keep = self._keeper(rest)
        for data in rest:
            self.count += 1
            assert self._decode is not None
            try:
                event = self._decode(data, self.count)
            except StreamError as error:
                raise IncompleteStreamError(
                    f"{self._decoder.operation.qualname}(): the stream ended in the middle of event {self.count}: "
                    "the connection was probably cut.",
                    event_number=self.count,
                ) from error
            if event is not NO_EVENT:
                yield self._taken(event, data, keep)

    def _keeper(self, raw: list[bytes]) -> Callable[[T], object]:
        """What takes in the events that are about to come."""
        return _nowhere if self.watcher is None else self.watcher.expect(sum(map(len, raw)))

    def _taken(self, event: T, data: bytes, keep: Callable[[T], object]) -> T:
        """An event that was taken in, and looked at."""
        keep(event)
        if self.watcher is not None:
            self.watcher.see(event, len(data))
        return event

    def _events(self, raw: list[bytes]) -> Iterator[T]:
        decode, keep = self._decode, self._keeper(raw)
        assert decode is not None
        model, names = decode.model, decode.error_names
        if self.watcher is not None:
            names |= self.watcher.names
        are_not_in = names.isdisjoint
        for data in raw:
            self.count += 1
            # What may be a million events costs no call of ours: which members a model has costs one look.
            try:
                event = model(data)
            except ValueError:
                event = decode(data, self.count)
                if event is NO_EVENT:
                    continue
                self._taken(event, data, keep)
            else:
                if are_not_in(event.__pydantic_fields_set__):
                    keep(event)
                else:
                    decode.check(data, self.count)
                    self._taken(event, data, keep)
            yield event

    def cut(self, error: APIConnectionError) -> IncompleteStreamError:
        """What a failure of the connection means in the middle of a stream."""
        many = "1 event" if self.count == 1 else f"{self.count} events"
        text = f"{self._decoder.operation.qualname}(): the stream broke after {many}: {error.message}"
        return IncompleteStreamError(text, event_number=self.count)
