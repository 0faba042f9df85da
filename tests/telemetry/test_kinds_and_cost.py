"""What is told of is found by structure in every document, and telling costs little of this package's own."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry import trace
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import NoOpTracerProvider

from goodmem_dyn import Goodmem, telemetry
from goodmem_dyn._calls.observing import Place
from goodmem_dyn._telemetry.kinds import Kinds
from goodmem_dyn._wire.effects import Send
from goodmem_dyn._wire.request import Request
from goodmem_dyn._wire.response import Response
from tests.telemetry.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.local import Server

HISTORY = sorted((Path(__file__).parents[2] / "spec/history").glob("*.json"))
EXPECTED = {
    "create_memory", "create_memory_store", "delete_memory", "delete_memory_store", "retrieval", "search_memory",
}  # fmt: skip


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem[:8])
def test_every_document_has_all_kinds_once_or_as_a_batch(path: Path) -> None:
    with Goodmem(base_url="http://127.0.0.1:1", document=json.loads(path.read_text(encoding="utf-8"))) as client:
        catalog = client._core.catalog
        kinds = Kinds()
        found: dict[str, list[bool]] = {}
        for operation in catalog.surface.operations:
            kind = kinds.of(catalog.exchanges.by_qualname(operation.qualname))
            if kind is not None:
                found.setdefault(kind.name, []).append(kind.batch is not None)
    assert found.keys() >= EXPECTED
    for name, batches in found.items():
        assert sum(not is_batch for is_batch in batches) == 1, name


def test_a_document_without_retrieval_is_told_nothing_of() -> None:
    empty = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/things": {"get": {
        "operationId": "listThings", "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {}}}}},
    }}}}  # fmt: skip
    with Goodmem(base_url="http://127.0.0.1:1", document=empty) as client:
        catalog = client._core.catalog
        kinds = Kinds()
        assert [kinds.of(catalog.exchanges.by_qualname(one.qualname)) for one in catalog.surface.operations] == [None]


def calls_of(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls, of Python and of C, once it is warm."""
    count = 0

    def seen(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    work()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("tracers", "content", "most"),
    [
        (None, False, 18),
        (NoOpTracerProvider(), False, 18),
        (TracerProvider(sampler=ALWAYS_OFF), False, 80),
        (TracerProvider(sampler=ALWAYS_OFF), True, 80),
        (TracerProvider(), False, 185),
    ],
    ids=["no SDK", "API alone", "sampled out", "content, sampled out", "recorded"],
)
def test_watching_a_call_costs_few_calls_of_functions(tracers: Any, content: bool, most: int) -> None:
    """Counted, so that it holds on any machine. What the SDK does of its own for a span is most of the last figure."""
    client = Goodmem(base_url="http://127.0.0.1:1", api_key="x")
    exchange: Any = client._core.catalog.exchanges.by_qualname("memories.create")
    context: Any = SimpleNamespace(exchange=exchange, core=client._core, is_open=False)
    answer = Response(200, {}, b"{}")
    send = Send(Request("POST", "/v1/memories", body={"spaceId": "x", "memoryId": "y", "originalContent": "text"}))

    def exchanged() -> Any:
        yield send

    def call(observer: Any) -> None:
        flow = observer.call(exchanged(), context) if observer is not None else exchanged()
        next(flow)
        with suppress(StopIteration):
            flow.send(answer)

    plain = calls_of(lambda: call(None))
    telemetry.instrument(tracer_provider=tracers, meter_provider=NoOpMeterProvider(), content=content)
    watched = calls_of(lambda: call(Place.observer))
    telemetry.uninstrument()
    client.close()
    assert watched - plain <= most


def test_without_an_sdk_nothing_is_watched_until_one_is_set_up(
    fresh_goodmem_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, server = Recording(), fresh_goodmem_server
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    telemetry.instrument()
    try:
        with Goodmem(base_url=server.url, api_key=server.api_key) as client:
            embedders = [server.create_default_embedder()]
            client.spaces.create(name="before", space_embedders=embedders)
            # As `set_tracer_provider` does, which a process may do once.
            monkeypatch.setattr(trace, "_TRACER_PROVIDER", recording.tracers)
            client.spaces.create(name="after", space_embedders=embedders)
    finally:
        telemetry.uninstrument()
    assert [span.name for span in recording.spans] == ["create_memory_store"]


def test_metrics_are_recorded_where_spans_go_nowhere(fresh_goodmem_server: Server) -> None:
    recording, server = Recording(), fresh_goodmem_server
    telemetry.instrument(tracer_provider=NoOpTracerProvider(), meter_provider=recording.meters)
    try:
        with Goodmem(base_url=server.url, api_key=server.api_key) as client:
            client.spaces.create(name="counted", space_embedders=[server.create_default_embedder()])
    finally:
        telemetry.uninstrument()
    assert [point.count for point in recording.points()["gen_ai.client.operation.duration"]] == [1]
