"""What telemetry costs a call: ``python -m tools.bench.telemetry``.

Rules: the same client makes the same calls against the stub server in short turns, with telemetry off, on with spans
and metrics recorded by OpenTelemetry's own SDK and thrown away, on without an SDK, and with the hook taken out. A
figure is the tenth part of turns that were fastest, of CPU time and of wall time: what disturbs a machine only ever
makes a turn slower.
"""

from __future__ import annotations

import argparse
import json
import time
from contextlib import contextmanager
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

import goodmem_dyn.local
from goodmem_dyn import Goodmem, telemetry
from goodmem_dyn._calls import exchange
from goodmem_dyn._calls.call import call as unwatched
from tools.bench.clients.ours import Sync
from tools.bench.run import stub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opentelemetry.sdk.trace import ReadableSpan


class Nowhere(SpanExporter):
    """Takes spans as an exporter does, and drops them."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return SpanExportResult.SUCCESS


@contextmanager
def off() -> Iterator[None]:
    """As it is before anybody asks for telemetry."""
    telemetry.uninstrument()
    yield


class On:
    """Spans and metrics, recorded by the SDK."""

    def __init__(self) -> None:
        self._tracers, self._meters = TracerProvider(), MeterProvider([InMemoryMetricReader()])
        self._tracers.add_span_processor(BatchSpanProcessor(Nowhere()))

    @contextmanager
    def __call__(self) -> Iterator[None]:
        telemetry.instrument(tracer_provider=self._tracers, meter_provider=self._meters)
        yield
        telemetry.uninstrument()


@contextmanager
def api() -> Iterator[None]:
    """On, with the API alone, as in a program that set up no SDK."""
    telemetry.instrument()
    yield
    telemetry.uninstrument()


@contextmanager
def bare() -> Iterator[None]:
    """With the hook taken out of the flow of a call."""
    send = exchange.Exchange.send

    def without(self: exchange.Exchange, args: Any, context: Any) -> Any:
        response = yield from unwatched(self.plan(self.request(args, context), context))
        context.response = response
        return response

    exchange.Exchange.send = without  # type: ignore[method-assign]
    yield
    exchange.Exchange.send = send  # type: ignore[method-assign]


@contextmanager
def embedded() -> Iterator[dict[str, Callable[[], object]]]:
    """Calls that an embedded server in this process answers."""
    with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
        space = client.spaces.create(name="bench", space_embedders=[server.create_default_embedder()]).space_id
        for number in range(50):
            client.memories.create(space_id=space, original_content=f"Note {number} about bees.", wait=number == 49)
        yield {
            "embedded list": lambda: client.memories.list(space_id=space, page_size=10),
            "embedded retrieve": lambda: client.memories.retrieve(message="bees", space_ids=[space], stream=False),
        }


@contextmanager
def stubbed() -> Iterator[dict[str, Callable[[], object]]]:
    """Calls that a server answers without any work."""
    with stub() as url:
        subject = Sync(url)
        yield {"create": subject.create, "retrieve": lambda: sum(1 for _ in subject.events())}
        subject.close()


def measure(turns: int, calls: int) -> dict[str, dict[str, float]]:
    """Microseconds of a call by what is done and how it is watched."""
    with stubbed() as first, embedded() as second:
        work = {**first, **second}
        ways: dict[str, Callable[[], Any]] = {"bare": bare, "off": off, "api": api, "on": On()}
        taken: dict[tuple[str, str, str], list[float]] = {
            (name, way, clock): [] for name in work for way in ways for clock in ("cpu", "wall")
        }
        for turn in range(turns + 1):
            for name, call in work.items():
                order = list(ways) if turn % 2 else list(ways)[::-1]
                for way in order:
                    with ways[way]():
                        wall, cpu = time.perf_counter(), time.process_time()
                        for _ in range(calls):
                            call()
                        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
                    if turn:  # the first turn compiles and connects
                        taken[name, way, "cpu"].append(cpu / calls * 1e6)
                        taken[name, way, "wall"].append(wall / calls * 1e6)
    figures: dict[str, dict[str, float]] = {}
    for (name, way, clock), values in taken.items():
        figures.setdefault(name, {})[f"{way}_{clock}_us"] = round(quantiles(values, n=10)[0], 1)
    for row in figures.values():
        for way, against in (("off", "bare"), ("api", "off"), ("on", "off")):
            for clock in ("cpu", "wall"):
                ratio = row[f"{way}_{clock}_us"] / row[f"{against}_{clock}_us"]
                row[f"{way}_{clock}_percent"] = round((ratio - 1) * 100, 2)
    return figures


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.telemetry", description=__doc__)
    parser.add_argument("--turns", type=int, default=30)
    parser.add_argument("--calls", type=int, default=100)
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.turns, chosen.calls), indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
