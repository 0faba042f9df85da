"""Looks at the events of a stream as they go by, and ends its span where the stream ends.

Rules: an event is passed on as it came, and nothing is read ahead. Whichever way a stream is left, its span ends once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._telemetry.attributes import Tally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from goodmem_dyn._telemetry.watching import Watch
    from goodmem_dyn._wire.response import Response


class Tap:
    """Looks at the events of one stream."""

    def __init__(self, watch: Watch) -> None:
        self._watch, self._seen = watch, False
        self._tally = Tally(watch.kind.layout, content=watch.content) if watch.told else None

    def see(self, event: Any) -> None:
        """An event arrived."""
        if not self._seen:
            self._seen = True
            self._watch.first_event()
        if self._tally is not None:
            self._tally.see(event)

    def end(self, error: BaseException | None = None) -> None:
        """The stream is over, or was left."""
        self._watch.end(error, attributes=self._tally.attributes() if self._tally is not None else None)


def tapped(stream: Any, taps: list[Tap], *, is_async: bool) -> Any:
    """A stream whose events are looked at; `taps` has one once it is entered."""
    inner_events, inner_opened, inner_close = stream._events, stream._opened, stream.close

    def events(reader: Any, response: Response) -> Iterator[Any]:
        try:
            for event in inner_events(reader, response):
                taps[0].see(event)
                yield event
        except BaseException as error:
            taps[0].end(error)
            raise
        taps[0].end()

    async def async_events(reader: Any, response: Response) -> AsyncIterator[Any]:
        inner = inner_events(reader, response)
        try:
            async for event in inner:
                taps[0].see(event)
                yield event
        except BaseException as error:
            taps[0].end(error)
            raise
        finally:
            await inner.aclose()
        taps[0].end()

    def opened(response: Response) -> Any:
        try:
            return inner_opened(response)
        except BaseException as error:
            taps[0].end(error)
            raise

    def close() -> None:
        try:
            inner_close()
        finally:
            for tap in taps:
                tap.end()

    async def async_close() -> None:
        try:
            await inner_close()
        finally:
            for tap in taps:
                tap.end()

    stream._events = async_events if is_async else events
    stream._opened = opened
    stream.close = async_close if is_async else close
    if is_async:
        stream.aclose = async_close
    return stream
