"""Watches calls, and tells OpenTelemetry of them: one span for a call with all its attempts, and two histograms.

Rules: a call is passed on unchanged, whatever becomes of its span. A span begins with the first attempt and ends with
the answer, or with the last event of a stream. It is current while the call runs, so that spans of the HTTP client are
inside it and logs carry its ids, and never while the caller's own code runs.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from opentelemetry import context as otel
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context

from goodmem_dyn._telemetry import conventions as c
from goodmem_dyn._telemetry.attributes import Tally, of_request, of_result
from goodmem_dyn._telemetry.kinds import RETRIEVAL, Kinds
from goodmem_dyn._wire.effects import Send, Sleep
from goodmem_dyn.errors import GoodMemError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from opentelemetry.metrics import Histogram
    from opentelemetry.trace import Tracer

    from goodmem_dyn._calls.context import Args, Context
    from goodmem_dyn._telemetry.kinds import Kind
    from goodmem_dyn._wire.effects import Effect, Flow
    from goodmem_dyn._wire.response import Response

PROVIDER_NAME = "goodmem"


class Watcher:
    """The observer of all calls of a process.

    Args:
        tracer: Makes the spans.
        duration: Records how long operations take, in seconds.
        first: Records how long streams take to their first event, in seconds.
        content: Whether what people store and ask is told.
    """

    def __init__(self, tracer: Tracer, duration: Histogram, first: Histogram, *, content: bool) -> None:
        self.tracer, self.duration, self.first, self.content = tracer, duration, first, content
        self._kinds = Kinds()
        self._servers: dict[str, dict[str, Any]] = {}

    def call(self, inner: Callable[[Args, Context], Flow], args: Args, context: Context) -> Flow:
        """The flow of an exchange whose answer is read whole, watched."""
        kind = self._kinds.of(context.exchange)
        flow = inner(args, context)
        return flow if kind is None else self._watched(flow, kind, context)

    def stream(self, flow: Flow, context: Context, make: Callable[[Flow], Any]) -> Any:
        """The stream that `make` makes of the flow of a call, watched until it ends."""
        kind = self._kinds.of(context.exchange)
        if kind is None:
            return make(flow)
        taps: list[Tap] = []
        stream = make(self._watched(flow, kind, context, taps))
        return _tapped(stream, taps, is_async=context.core.engine.is_async)

    def _watched(self, flow: Flow, kind: Kind, context: Context, taps: list[Tap] | None = None) -> Flow:
        effect = next(flow)  # what is wrong before anything is sent has no span
        watch = Watch(self, kind, self._server(context), effect)
        token = otel.attach(watch.context)
        try:
            value = yield from _run(flow, effect, watch)
        except BaseException as error:
            watch.end(error)
            raise
        finally:
            otel.detach(token)
        if taps is None:
            watch.result(value)
            watch.end()
        else:
            taps.append(Tap(watch, self.content))
        return value

    def _server(self, context: Context) -> dict[str, Any]:
        address = context.core.connection.base_url
        known = self._servers.get(address)
        if known is None:
            parts = urlsplit(address)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            known = {c.PROVIDER: PROVIDER_NAME, c.SERVER_ADDRESS: parts.hostname or "", c.SERVER_PORT: port}
            if len(self._servers) < 256:
                self._servers[address] = known
        return known


def _run(flow: Flow, effect: Effect, watch: Watch) -> Flow:
    """Pass effects and their outcomes on, and look at them."""
    while True:
        try:
            try:
                outcome = yield effect
            except GoodMemError as error:
                watch.failed(error)
                effect = flow.throw(error)
            else:
                if isinstance(effect, Send):
                    watch.answered(outcome)
                effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value
        if isinstance(effect, Sleep):
            watch.retry(effect.seconds)


class Watch:
    """One call that is watched: its span and its times."""

    def __init__(self, watcher: Watcher, kind: Kind, server: dict[str, Any], effect: Effect) -> None:
        self._watcher, self.kind, self._began = watcher, kind, time.perf_counter()
        self._common = {c.OPERATION: kind.name, **server}
        told = of_request(kind, effect.request, content=watcher.content) if isinstance(effect, Send) else {}
        name = kind.name
        if kind.name == RETRIEVAL and c.DATA_SOURCE in told:
            name = f"{name} {told[c.DATA_SOURCE]}"
        self.span: Span = watcher.tracer.start_span(name, kind=SpanKind.CLIENT, attributes={**self._common, **told})
        self.context = set_span_in_context(self.span)
        self._attempts = 0
        self._last: dict[str, Any] = {}
        self._ended = False

    def answered(self, response: Response) -> None:
        """An attempt was answered."""
        self._attempts += 1
        self._last = {c.STATUS_CODE: response.status}
        if response.request_id:
            self.span.set_attribute(c.REQUEST_ID, response.request_id[:128])

    def failed(self, error: BaseException) -> None:
        """An attempt had no answer."""
        self._attempts += 1
        self._last = {c.ERROR_TYPE: type(error).__name__}

    def retry(self, seconds: float) -> None:
        """Another attempt follows after a pause."""
        self.span.add_event(c.RETRY, {c.RETRY_ATTEMPT: self._attempts, c.RETRY_DELAY: round(seconds, 3), **self._last})

    def first_event(self) -> None:
        """The first event of a stream arrived."""
        elapsed = time.perf_counter() - self._began
        self.span.set_attribute(c.FIRST_EVENT, elapsed)
        self._watcher.first.record(elapsed, self._common)

    def result(self, value: Any) -> None:
        """The call has a value."""
        if self.span.is_recording():
            self.span.set_attributes(of_result(self.kind, value))

    def end(self, error: BaseException | None = None, attributes: dict[str, Any] | None = None) -> None:
        """The call is over; harmless when repeated."""
        if self._ended:
            return
        self._ended = True
        common = self._common
        if attributes:
            self.span.set_attributes(attributes)
        if error is not None and not isinstance(error, GeneratorExit):
            # The text of an error may quote what was stored or asked.
            common = {**common, c.ERROR_TYPE: type(error).__name__}
            self.span.set_attribute(c.ERROR_TYPE, type(error).__name__)
            self.span.set_status(Status(StatusCode.ERROR))
        self.span.end()
        self._watcher.duration.record(time.perf_counter() - self._began, common)


class Tap:
    """Looks at the events of one stream."""

    def __init__(self, watch: Watch, content: bool) -> None:
        self._watch, self._seen = watch, False
        self._tally = Tally(watch.kind.layout, content=content)

    def see(self, event: Any) -> None:
        """An event arrived."""
        if not self._seen:
            self._seen = True
            self._watch.first_event()
        self._tally.see(event)

    def end(self, error: BaseException | None = None) -> None:
        """The stream is over, or was left."""
        self._watch.end(error, self._tally.attributes())


def _tapped(stream: Any, taps: list[Tap], *, is_async: bool) -> Any:
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
