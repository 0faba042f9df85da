"""Streams of events: one reader that knows no I/O, and the two streams that people hold.

Rules: nothing is sent before a stream is entered. Leaving it closes the connection, however it is left. A stream that
breaks raises, and never looks complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._bounds import MAX_KEPT_BYTES
from goodmem_dyn._results.breaking import without_keys
from goodmem_dyn._results.hinting import Hinting
from goodmem_dyn._wire.frames import NdjsonDecoder
from goodmem_dyn._wire.media import STREAMS, plain
from goodmem_dyn.errors import APIConnectionError, ClientStateError, IncompleteStreamError, StreamError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
    from types import TracebackType

    from typing_extensions import Self

    from goodmem_dyn._document.surface import Reply
    from goodmem_dyn._results.decoder import Decoder, Tell
    from goodmem_dyn._wire.effects import Engine, Flow
    from goodmem_dyn._wire.response import Response

T = TypeVar("T")


class Reader(Generic[T]):
    """Bytes in, typed events out."""

    def __init__(self, decoder: Decoder, limit: int, tell: Tell) -> None:
        self._decoder, self._limit, self._tell = decoder, limit, tell
        self._is_framed = self._is_empty = False
        self._room: int | None = None
        self._frames: Any = None
        self._decode: Callable[[bytes, int], T] | None = None
        self.count = self.size = 0
        """How many events there were, and the bytes of the latest one."""

    def open(self, response: Response) -> None:
        """Look at the head of the answer: how its body is framed."""
        self._is_empty = response.is_empty
        reply = self._reply(response)
        self._frames = STREAMS[reply.kind].decoder(self._limit, reply.announces_end)
        self._decode = self._decoder.event(reply, self._tell)
        self._is_framed = self._is_empty or bool({"content-length", "transfer-encoding"} & set(response.headers))

    def keep_all(self) -> None:
        """Somebody keeps what comes from now on, so that a stream without end is an error."""
        self._room = MAX_KEPT_BYTES

    def _reply(self, response: Response) -> Reply:
        media = response.media_type
        replies = [reply for reply in self._decoder.operation.replies if reply.is_stream]
        for reply in replies:
            if plain(reply.media_type) == media:
                return reply
        if media and not self._is_empty and "json" not in media and "event-stream" not in media:
            raise self._decoder.misfit(response, replies[0], ValueError())
        return replies[0]

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
        return self._events(self._frames.feed(data))

    def close(self) -> Iterator[T]:
        """The events that the end completes; none where there was no body."""
        rest = [] if self._is_empty else self._frames.close()
        if not self.count and not rest and not self._is_framed and isinstance(self._frames, NdjsonDecoder):
            # Where HTTP does not say how long the body is, the end of the connection is all there is, and says nothing.
            raise IncompleteStreamError(
                f"{self._decoder.operation.qualname}(): the stream ended before its first event: it was probably cut."
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
        text = f"{self._decoder.operation.qualname}(): the stream broke after {many}: {error.message}"
        return IncompleteStreamError(text, event_number=self.count)


class _BaseStream(Hinting, Generic[T]):
    def __init__(self, engine: Engine, flow: Callable[[], Flow], reader: Callable[[], Reader[T]], name: str) -> None:
        self._engine, self._flow, self._new_reader, self._name = engine, flow, reader, name
        self._reader: Reader[T] | None = None
        self._response: Response | None = None
        self._iterator: Any = None
        self._closed = self._ended = False

    @property
    def status_code(self) -> int | None:
        """The HTTP status, once the stream is entered."""
        return self._response.status if self._response else None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer, names in lower case, once the stream is entered."""
        return dict(self._response.headers) if self._response else {}

    def _begin(self) -> None:
        if self._response is not None or self._closed:
            raise ClientStateError(f"This stream was used already: call {self._name}() again for a new one.")

    def _opened(self, response: Response) -> Reader[T]:
        self._response = response
        reader = self._reader = self._new_reader()
        reader.open(response)
        return reader

    def keep_all(self) -> None:
        """Have a stream end in an error where keeping all of it would fill the memory."""
        self._check()
        assert self._reader is not None
        self._reader.keep_all()

    def _check(self) -> Any:
        if self._iterator is None:
            how = "async with" if self._engine.is_async else "with"
            raise ClientStateError(
                f"Enter the stream first: `{how} client.{self._name}(...) as stream:`. Nothing was sent yet; with "
                "stream=False the call collects all events itself."
            )
        self._check_read()
        return self._iterator

    def _check_read(self) -> None:
        if self._closed and not self._ended:
            raise ClientStateError("The stream was left before it was read: read inside `with`, or use stream=False.")

    def __repr__(self) -> str:
        entered = f"open, {self._reader.count if self._reader else 0} events so far"
        state = "closed" if self._closed else entered if self._response is not None else "not entered: nothing sent"
        return f"<{type(self).__name__} {self._name}() {state}>"


class Stream(_BaseStream[T]):
    """Events as they arrive; a context manager: entering sends the request, leaving closes the connection.

    Raises:
        IncompleteStreamError: The stream broke, or ended inside an event.
        StreamError: An event is malformed or larger than the client allows.
    """

    def __enter__(self) -> Self:
        self._begin()
        response = self._engine.run(self._flow())
        try:
            reader = self._opened(response)
        except BaseException:
            self._engine.close_response(response)
            raise
        self._iterator = self._events(reader, response)
        return self

    def _events(self, reader: Reader[T], response: Response) -> Iterator[T]:
        with without_keys(self._engine):
            try:
                for data in self._engine.iterate(response):
                    yield from reader.feed(data)
            except APIConnectionError as error:
                raise reader.cut(error) from error
            yield from reader.close()
            self._ended = True

    def __iter__(self) -> Iterator[T]:
        return self._until_left(self._check())

    def _until_left(self, events: Iterator[T]) -> Iterator[T]:
        for event in events:  # noqa: UP028 - a loop that is left must not close what a second one goes on with
            yield event
        self._check_read()

    def __next__(self) -> T:
        event: T = next(self._check())
        return event

    def close(self) -> None:
        """Close the connection; harmless when repeated."""
        self._closed = True
        try:
            if self._iterator is not None:
                self._iterator.close()
        except ValueError:
            # Another thread waits for the next event: it is woken, and cleans up.
            assert self._response is not None
            self._engine.wake(self._response)
        else:
            if self._response is not None:
                self._engine.close_response(self._response)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncStream(_BaseStream[T]):
    """Events as they arrive; an asynchronous context manager.

    Entering sends the request; `async for` yields events; leaving closes the connection. Awaiting the stream gives the
    stream itself, so that `async with await …` works as well.

    Raises:
        IncompleteStreamError: The stream broke, or ended inside an event.
        StreamError: An event is malformed or larger than the client allows.
    """

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._itself().__await__()

    async def _itself(self) -> Self:
        return self

    async def __aenter__(self) -> Self:
        self._begin()
        response = await self._engine.run(self._flow())
        try:
            reader = self._opened(response)
        except BaseException:
            await self._engine.close_response(response)
            raise
        self._iterator = self._events(reader, response)
        return self

    async def _events(self, reader: Reader[T], response: Response) -> AsyncGenerator[T]:
        pieces = self._engine.iterate(response)
        with without_keys(self._engine):
            try:
                async for data in pieces:
                    for event in reader.feed(data):
                        yield event
            except APIConnectionError as error:
                raise reader.cut(error) from error
            finally:
                await pieces.aclose()
            for event in reader.close():
                yield event
            self._ended = True

    def __aiter__(self) -> AsyncIterator[T]:
        return self._until_left(self._check())

    async def _until_left(self, events: AsyncIterator[T]) -> AsyncGenerator[T]:
        async for event in events:
            yield event
        self._check_read()

    async def __anext__(self) -> T:
        event: T = await self._check().__anext__()
        return event

    async def close(self) -> None:
        """Close the connection; harmless when repeated."""
        self._closed = True
        try:
            if self._iterator is not None:
                await self._iterator.aclose()
        except RuntimeError:
            # Another task waits for the next event: closing the connection wakes it.
            if not getattr(self._iterator, "ag_running", False):
                raise
        finally:
            if self._response is not None:
                await self._engine.close_response(self._response)

    aclose = close

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
