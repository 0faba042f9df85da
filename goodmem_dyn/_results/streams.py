"""Streams of events: the two that people hold.

Rules: nothing is sent before a stream is entered. Leaving it closes the connection, however it is left. A stream that
breaks raises, and never looks complete.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goodmem_dyn._results.breaking import told_as_ours
from goodmem_dyn._results.hinting import Hinting
from goodmem_dyn.errors import APIConnectionError, ClientStateError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
    from types import TracebackType

    from typing_extensions import Self

    from goodmem_dyn._results.breaking import Watcher
    from goodmem_dyn._results.reader import Reader
    from goodmem_dyn._wire.effects import Engine, Flow
    from goodmem_dyn._wire.response import Response

T = TypeVar("T")


class _BaseStream(Hinting, Generic[T]):
    def __init__(self, engine: Engine, flow: Callable[[], Flow], reader: Callable[[], Reader[T]], name: str) -> None:
        self._engine, self._flow, self._new_reader, self._name = engine, flow, reader, name
        self._reader: Reader[T] | None = None
        self._response: Response | None = None
        self._iterator: Any = None
        self._closed = self._ended = False
        self._watcher: Watcher[T] | None = None

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
        reader.watcher = self._watcher
        return reader

    def _finish(self) -> None:
        """The stream was read to its end."""
        self._ended = True
        if self._watcher is not None:
            self._watcher.finish()

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
        self._iterator = self._events(reader, self._engine.iterate(response))
        return self

    def _events(self, reader: Reader[T], pieces: Iterator[bytes]) -> Iterator[T]:
        with told_as_ours(self._engine, self._watcher):
            try:
                for data in pieces:
                    yield from reader.feed(data)
            except APIConnectionError as error:
                raise reader.cut(error) from error
            yield from reader.close()
            self._finish()

    def __iter__(self) -> Iterator[T]:
        # A loop that is left must not close what a second one goes on with, as a generator around it would.
        return chain(self._check(), self._left())

    def _left(self) -> Iterator[T]:
        self._check_read()
        yield from ()

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
        self._iterator = self._events(reader, self._engine.iterate(response))
        return self

    async def _events(self, reader: Reader[T], pieces: Any) -> AsyncGenerator[T]:
        with told_as_ours(self._engine, self._watcher):
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
            self._finish()

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
