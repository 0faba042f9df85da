"""Spans and metrics in memory, and judged by the conventions' own model of attributes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from goodmem_dyn import telemetry

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

CONVENTIONS: dict[str, Any] = json.loads((Path(__file__).parent / "conventions.json").read_text(encoding="utf-8"))
TYPES = {"string": str, "int": int, "any": (str, list, tuple, dict)}


class Recording:
    """What telemetry told."""

    def __init__(self) -> None:
        self._exporter, self._reader = InMemorySpanExporter(), InMemoryMetricReader()
        self.tracers, self.meters = TracerProvider(), MeterProvider([self._reader])
        self.tracers.add_span_processor(SimpleSpanProcessor(self._exporter))

    def start(self, **options: Any) -> None:
        telemetry.instrument(tracer_provider=self.tracers, meter_provider=self.meters, **options)

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def named(self, operation: str) -> list[ReadableSpan]:
        return [span for span in self.spans if (span.attributes or {}).get("gen_ai.operation.name") == operation]

    def points(self) -> dict[str, list[Any]]:
        """The data points of each metric."""
        data = self._reader.get_metrics_data()
        if data is None:
            return {}
        return {
            metric.name: list(metric.data.data_points)
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


def breaches(span: ReadableSpan, *, content: bool) -> list[str]:
    """What the conventions have against a span."""
    told = dict(span.attributes or {})
    operation = told.get("gen_ai.operation.name")
    model = next((one for one in CONVENTIONS["spans"].values() if operation in one["operations"]), None)
    if model is None:
        return [f"{operation!r} is no operation of memory or retrieval"]
    known: dict[str, Any] = model["attributes"]
    wrong = [f"{name} is not allowed on it" for name in told if name not in known and not name.startswith("goodmem.")]
    wrong += [f"{name} is missing" for name, one in known.items() if one["level"] == "required" and name not in told]
    wrong += [
        f"{name} is no {one['type']}"
        for name, one in known.items()
        if name in told and not isinstance(told[name], TYPES[one["type"]])
    ]
    wrong += [
        f"{name} is content" for name, one in known.items() if one["level"] == "opt_in" and name in told and not content
    ]
    expected = model["name"].split(" ")
    values = [str(told[part.strip("{}")]) for part in expected if part.strip("{}") in told]
    wrong += [f"its name is {span.name!r}"] if span.name != " ".join(values) else []
    wrong += [f"its kind is {span.kind.name}"] if span.kind.name != model["kind"] else []
    if (span.status.status_code.name == "ERROR") != ("error.type" in told):
        wrong.append("its status and error.type differ")
    if "server.address" in told and "server.port" not in told:
        wrong.append("server.port is missing")
    return wrong
