"""Watches calls, and tells OpenTelemetry of them: one span for a call with all its attempts, and two histograms.

Rules: a call is passed on unchanged, whatever becomes of its span. A span begins with the first attempt and ends with
the answer, or with the last event of a stream. It is current while the call runs, so that spans of the HTTP client are
inside it and logs carry its ids, and never while the caller's own code runs.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from opentelemetry.context import attach, detach, get_current
from opentelemetry.trace import NoOpTracer, Span, SpanKind, Status, StatusCode, set_span_in_context

from goodmem_dyn._telemetry import conventions as c
from goodmem_dyn._telemetry.attributes import of_answer, of_content, of_request, only_store
from goodmem_dyn._telemetry.kinds import KINDS, RETRIEVAL
from goodmem_dyn._telemetry.tapping import Tap, tapped
from goodmem_dyn._wire.effects import Send, Sleep

if TYPE_CHECKING:
    from collections.abc import Callable

    from opentelemetry.metrics import Histogram
    from opentelemetry.trace import Tracer

    from goodmem_dyn._calls.context import Context
    from goodmem_dyn._telemetry.kinds import Kind
    from goodmem_dyn._wire.effects import Effect, Flow
    from goodmem_dyn._wire.response import Response

    _Providers = Callable[[], tuple[object, object]]

PROVIDER_NAME = "goodmem"
_OF_THE_API = ("opentelemetry.trace", "opentelemetry.metrics")
"""Where the providers are from that the API brings itself: they record nothing, and wait for those of an SDK."""
MOST_KNOWN = 1024
"""So many pairs of an operation and a server are remembered."""


class Watcher:
    """The observer of all calls of a process.

    Args:
        tracer: Makes the spans.
        duration: Records how long operations take, in seconds.
        first: Records how long streams take to their first event, in seconds.
        content: Whether what people store and ask is told.
        providers: What gives the providers of tracers and meters: they may change while a program starts.
    """

    def __init__(
        self, tracer: Tracer, duration: Histogram, first: Histogram, *, content: bool, providers: _Providers
    ) -> None:
        self.tracer, self.duration, self.first, self.content = tracer, duration, first, content
        self.is_blind = isinstance(tracer, NoOpTracer)
        self._providers, self._is_heard = providers, False
        self._known: dict[tuple[str, str], dict[str, Any]] = {}

    def call(self, flow: Flow, context: Context) -> Flow:
        """The flow of an exchange whose answer is read whole, watched."""
        kind = KINDS.of(context.exchange) if self._is_heard or self._listens() else None
        return flow if kind is None else self._watched(flow, kind, context)

    def stream(self, flow: Flow, context: Context, make: Callable[[Flow], Any]) -> Any:
        """The stream that `make` makes of the flow of a call, watched until it ends."""
        kind = KINDS.of(context.exchange) if self._is_heard or self._listens() else None
        if kind is None:
            return make(flow)
        taps: list[Tap] = []
        stream = make(self._watched(flow, kind, context, taps))
        return tapped(stream, taps, is_async=context.core.engine.is_async)

    def _listens(self) -> bool:
        """Whether an SDK is there by now; before, all that the API does with a call is to forget it."""
        self._is_heard = not all(type(provider).__module__.startswith(_OF_THE_API) for provider in self._providers())
        return self._is_heard

    def _watched(self, flow: Flow, kind: Kind, context: Context, taps: list[Tap] | None = None) -> Flow:
        effect = next(flow)  # what is wrong before anything is sent has no span
        watch = Watch(self, kind, self._common(kind, context.core.connection.base_url), effect)
        token = attach(watch.context)
        try:
            while True:
                try:
                    outcome = yield effect
                except Exception as error:  # the flow decides: a caller's client may raise anything
                    watch.failed(error)
                    effect = flow.throw(error)
                else:
                    watch.answered(outcome)
                    effect = flow.send(outcome)
                if isinstance(effect, Sleep):
                    watch.retry(effect.seconds)
        except StopIteration as stop:
            value = stop.value
        except BaseException as error:
            watch.end(error)
            raise
        finally:
            detach(token)
        if taps is None:
            watch.end(answer=value)
        else:
            taps.append(Tap(watch))
        return value

    def _common(self, kind: Kind, address: str) -> dict[str, Any]:
        """What spans and metrics of a kind of call to a server share."""
        known = self._known.get((kind.name, address))
        if known is None:
            parts = urlsplit(address)
            known = {
                c.OPERATION: kind.name,
                c.PROVIDER: PROVIDER_NAME,
                c.SERVER_ADDRESS: parts.hostname or "",
                c.SERVER_PORT: parts.port or (443 if parts.scheme == "https" else 80),
            }
            if len(self._known) < MOST_KNOWN:
                self._known[kind.name, address] = known
        return known


class Watch:
    """One call that is watched: its span and its times."""

    __slots__ = (
        "_attempts",
        "_began",
        "_common",
        "_ended",
        "_failure",
        "_first",
        "_last",
        "_outer",
        "_watcher",
        "context",
        "kind",
        "span",
        "told",
    )

    def __init__(self, watcher: Watcher, kind: Kind, common: dict[str, Any], effect: Effect) -> None:
        self._watcher, self.kind, self._common = watcher, kind, common
        # Asked for once, and handed on: otherwise the SDK asks for it at every step.
        self._outer = outer = get_current()
        # The name of a retrieval has its store, so that it must be known before the span begins.
        request = effect.request if isinstance(effect, Send) else None
        store = only_store(kind, request) if kind.name == RETRIEVAL else None
        name = kind.name if store is None else f"{kind.name} {store}"
        attributes = common
        if request is not None and not watcher.is_blind:
            # All at once, because each time costs an SDK as much as several attributes do.
            attributes = {**common, **of_request(kind, request)}
        self.span: Span = watcher.tracer.start_span(name, outer, SpanKind.CLIENT, attributes)
        self.told = self.span.is_recording()
        # Content is long, and no sampler decides by it: it is looked at where somebody will read it.
        if self.told and watcher.content and request is not None:
            self.span.set_attributes(of_content(kind, request))
        self.context = set_span_in_context(self.span, outer)
        self._attempts = 0
        self._last: Response | None = None
        self._failure: str | None = None
        self._first: float | None = None
        self._ended = False
        self._began = time.perf_counter()

    @property
    def content(self) -> bool:
        """Whether what people store and ask is told."""
        return self._watcher.content

    def answered(self, response: Any) -> None:
        """An attempt was answered; a pause was, with None."""
        if response is not None:
            self._attempts += 1
            self._last, self._failure = response, None

    def failed(self, error: BaseException) -> None:
        """An attempt had no answer."""
        self._attempts += 1
        self._last, self._failure = None, type(error).__name__

    def retry(self, seconds: float) -> None:
        """Another attempt follows after a pause."""
        if self.told:
            reason = {c.ERROR_TYPE: self._failure} if self._last is None else {c.STATUS_CODE: self._last.status}
            self.span.add_event(c.RETRY, {c.RETRY_ATTEMPT: self._attempts, c.RETRY_DELAY: round(seconds, 3), **reason})

    def first_event(self) -> None:
        """The first event of a stream arrived."""
        self._first = time.perf_counter() - self._began
        self._watcher.first.record(self._first, self._common, self._outer)

    def end(
        self,
        error: BaseException | None = None,
        *,
        answer: Response | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> None:
        """The call is over; harmless when repeated.

        Args:
            error: What it ended in.
            answer: What it was answered with, read whole.
            attributes: What else there is to say.
        """
        if self._ended:
            return
        self._ended = True
        common, failure = self._common, {}
        if error is not None and not isinstance(error, GeneratorExit):
            # Its class alone: its text may quote what was stored or asked.
            failure = {c.ERROR_TYPE: type(error).__name__}
            common = {**common, **failure}
            self.span.set_status(Status(StatusCode.ERROR))
        if self.told and (last := self._at_the_end(answer, attributes, failure)):
            self.span.set_attributes(last)
        self.span.end()
        self._watcher.duration.record(time.perf_counter() - self._began, common, self._outer)

    def _at_the_end(
        self, answer: Response | None, attributes: dict[str, Any] | None, failure: dict[str, Any]
    ) -> dict[str, Any]:
        """All that is left to say, to be said at once."""
        last: dict[str, Any] = {}
        if self._first is not None:
            last[c.FIRST_EVENT] = self._first
        if self._last is not None and (request_id := self._last.request_id):
            last[c.REQUEST_ID] = request_id[:128]
        if answer is not None and self.kind.items is not None:
            last |= of_answer(self.kind.items, answer)
        if attributes:
            last |= attributes
        if failure:
            last |= failure
        return last
