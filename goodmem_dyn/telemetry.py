"""Spans and metrics of the calls of this process, after OpenTelemetry's conventions for generative AI.

    from goodmem_dyn import telemetry

    telemetry.instrument()

Rules: nothing is told until that is called. What people store and ask is told only with `content=True`. It needs the
API of OpenTelemetry alone (`pip install goodmem-dyn[otel]`); where it goes is the business of the SDK that the program
sets up.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from goodmem_dyn._calls.log import log
from goodmem_dyn._calls.observing import Place
from goodmem_dyn._version import __version__

if TYPE_CHECKING:
    import logging

    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

__all__ = ["instrument", "uninstrument"]

_TRUE = {"true", "1", "yes", "on", "span_only", "span_and_event"}


def instrument(
    *,
    content: bool | None = None,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> None:
    """Tell OpenTelemetry of the calls of all clients of this process, from now on.

    Calls that create, search, change or delete memories, that create or delete spaces, and retrievals have a span each,
    with all attempts in it, and are in the histograms `gen_ai.client.operation.duration` and
    `gen_ai.client.operation.time_to_first_chunk`. Records of the log `goodmem_dyn` get `otelTraceID` and `otelSpanID`.

    Args:
        content: Whether questions, stored texts and passages are told as well. Default: what the environment's
            `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` says, else False.
        tracer_provider: Where spans go; the global one by default.
        meter_provider: Where metrics go; the global one by default.

    Raises:
        ImportError: The API of OpenTelemetry is not installed.

    Example:
        >>> from goodmem_dyn import telemetry
        >>> telemetry.instrument()
        >>> telemetry.uninstrument()
    """
    try:
        from opentelemetry import metrics, trace
    except ModuleNotFoundError as error:
        raise ImportError("Telemetry needs opentelemetry-api: pip install 'goodmem-dyn[otel]'") from error
    from goodmem_dyn._telemetry import conventions
    from goodmem_dyn._telemetry.watching import Watcher

    if content is None:
        content = os.environ.get(conventions.CAPTURE, "").strip().lower() in _TRUE
    tracer = trace.get_tracer("goodmem_dyn", __version__, tracer_provider)
    meter = metrics.get_meter("goodmem_dyn", __version__, meter_provider)
    duration, first = (
        meter.create_histogram(name, "s", description, explicit_bucket_boundaries_advisory=conventions.BUCKETS)
        for name, description in (
            (conventions.DURATION, "How long operations take."),
            (conventions.TIME_TO_FIRST_CHUNK, "How long streams take to their first event."),
        )
    )
    uninstrument()
    log.addFilter(_with_trace)
    Place.observer = Watcher(
        tracer,
        duration,
        first,
        content=content,
        providers=lambda: (
            trace.get_tracer_provider() if tracer_provider is None else tracer_provider,
            metrics.get_meter_provider() if meter_provider is None else meter_provider,
        ),
    )


def uninstrument() -> None:
    """Tell nothing any more; harmless when nothing was told.

    Example:
        >>> telemetry.uninstrument()
    """
    Place.observer = None
    log.removeFilter(_with_trace)


def _with_trace(record: logging.LogRecord) -> bool:
    """Give a record of the log the ids of the span in which it was made, by the names that OpenTelemetry's own use."""
    from opentelemetry.trace import format_span_id, format_trace_id, get_current_span

    context = get_current_span().get_span_context()
    record.otelTraceID = format_trace_id(context.trace_id) if context.is_valid else "0"
    record.otelSpanID = format_span_id(context.span_id) if context.is_valid else "0"
    return True
