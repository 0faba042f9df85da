"""Spans and metrics of whole flows, judged by the conventions and kept as a snapshot."""

from __future__ import annotations

import importlib
import json
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes
from opentelemetry.semconv.attributes import error_attributes, http_attributes, server_attributes

import goodmem_dyn
from goodmem_dyn import Goodmem, telemetry
from goodmem_dyn._telemetry import conventions
from tests.telemetry.recording import CONVENTIONS, Recording, breaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syrupy.assertion import SnapshotAssertion

    from goodmem_dyn.local import Server
    from tests.support.both import Both

NOBODY = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture
def recording() -> Iterator[Recording]:
    yield Recording()
    telemetry.uninstrument()


@pytest.fixture
def space(fresh_goodmem_server: Server) -> str:
    """A space of one embedder, made before anything is told."""
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        return client.spaces.create(name="notes", space_embedders=[server.create_default_embedder()]).space_id


@pytest.fixture
def client(both: Both, fresh_goodmem_server: Server, space: str) -> Any:
    return both.client(base_url=fresh_goodmem_server.url, api_key=fresh_goodmem_server.api_key)


def whole_flow(both: Both, client: Any, server: Server, embedder: str) -> None:
    """Everything that the conventions have a name for, with a retry, an error and a stream that is left early."""
    space = both(client.spaces.create(name="flow", space_embedders=[embedder]))
    server.faults.add("status", operation="createMemory", status=503, times=1)
    memory = both(client.memories.create(space_id=space.space_id, original_content="Bees make honey.", wait=True))
    texts = [{"space_id": space.space_id, "original_content": text} for text in ("Snow falls.", "Rain falls.")]
    both(client.memories.batch_create(requests=texts))
    both(
        client.memories.retrieve(
            message="What do bees make?", space_ids=[space.space_id], requested_size=1, stream=False
        )
    )
    with both.open(client.memories.retrieve(message="snow", space_ids=[space.space_id])) as stream:
        both.next(stream)
    both(client.memories.list(space_id=space.space_id, max_items=2))
    with pytest.raises(goodmem_dyn.NotFoundError):
        both(client.memories.delete(id=NOBODY))
    both(client.memories.batch_delete(requests=[{"memory_id": memory.memory_id}]))
    both(client.spaces.delete(id=space.space_id))


def shown(recording: Recording) -> list[dict[str, Any]]:
    """Spans as they do not differ from run to run."""
    ids: dict[str, str] = {}

    def stable(value: Any) -> Any:
        text = json.dumps(value)
        for found in re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", text):
            text = text.replace(found, ids.setdefault(found, f"id-{len(ids) + 1}"))
        return json.loads(text)

    def attributes(given: Any) -> dict[str, Any]:
        told = dict(sorted((given or {}).items()))
        for name in ("server.port", "goodmem.time_to_first_event", "goodmem.retry.delay", "gen_ai.retrieval.documents"):
            if name in told:
                told[name] = f"<{type(told[name]).__name__}>"
        return told

    return [
        stable({
            "name": span.name,
            "kind": span.kind.name,
            "status": span.status.status_code.name,
            "attributes": attributes(span.attributes),
            "events": [[event.name, attributes(event.attributes)] for event in span.events],
        })
        for span in recording.spans
    ]  # fmt: skip


@pytest.mark.parametrize("content", [False, True], ids=["no content", "content"])
def test_a_whole_flow(
    both: Both,
    client: Any,
    fresh_goodmem_server: Server,
    recording: Recording,
    content: bool,
    snapshot: SnapshotAssertion,
) -> None:
    """What both clients tell is a snapshot, and the conventions have nothing against it."""
    embedder = both(client.embedders.list()).data[0].embedder_id
    recording.start(content=content)
    whole_flow(both, client, fresh_goodmem_server, embedder)
    assert {
        span.name: breaches(span, content=content) for span in recording.spans if breaches(span, content=content)
    } == {}
    assert shown(recording) == snapshot(name=f"content={content}")


def test_without_being_asked_for_no_content_is_told(
    both: Both, client: Any, fresh_goodmem_server: Server, recording: Recording
) -> None:
    embedder = both(client.embedders.list()).data[0].embedder_id
    recording.start()
    whole_flow(both, client, fresh_goodmem_server, embedder)
    told = json.dumps(shown(recording))
    for text in ("Bees", "honey", "Snow", "bees make"):
        assert text not in told


def test_the_environment_asks_for_content(
    space: str, fresh_goodmem_server: Server, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(conventions.CAPTURE, "true")
    recording.start()
    with Goodmem(base_url=fresh_goodmem_server.url, api_key=fresh_goodmem_server.api_key) as client:
        client.memories.create(space_id=space, original_content="Bees make honey.", metadata={"k": "v"})
    [span] = recording.spans
    told = json.loads(str((span.attributes or {})[conventions.RECORDS]))
    assert told == [{"content": "Bees make honey.", "metadata": {"k": "v"}}]


def test_metrics_are_those_of_the_conventions(
    both: Both, client: Any, fresh_goodmem_server: Server, recording: Recording
) -> None:
    embedder = both(client.embedders.list()).data[0].embedder_id
    recording.start()
    whole_flow(both, client, fresh_goodmem_server, embedder)
    points = recording.points()
    assert points.keys() == CONVENTIONS["metrics"].keys()
    for name, model in CONVENTIONS["metrics"].items():
        for point in points[name]:
            assert set(point.attributes) <= set(model["attributes"])
            assert point.explicit_bounds == conventions.BUCKETS
    counted = sum(point.count for point in points[conventions.DURATION])
    assert counted == len(recording.spans)
    failed = [point for point in points[conventions.DURATION] if "error.type" in point.attributes]
    assert [point.attributes["error.type"] for point in failed] == ["NotFoundError"]
    assert sum(point.count for point in points[conventions.TIME_TO_FIRST_CHUNK]) == 2


def test_names_are_those_of_the_package_of_conventions_where_it_has_them() -> None:
    published = {
        value
        for module in (gen_ai_attributes, error_attributes, http_attributes, server_attributes)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    table = {name for one in CONVENTIONS["spans"].values() for name in one["attributes"]}
    used = {
        value for name, value in vars(conventions).items() if name.isupper() and isinstance(value, str) and "." in value
    }
    ours = {name for name in used if name.startswith("goodmem.")}
    events_and_metrics = {conventions.STATUS_CODE, *CONVENTIONS["metrics"]}
    assert used - ours - events_and_metrics <= table
    assert {
        conventions.STATUS_CODE,
        conventions.ERROR_TYPE,
        conventions.SERVER_PORT,
        conventions.OPERATION,
    } <= published


@pytest.mark.parametrize("how", ["left", "not iterated", "not entered"])
def test_a_stream_has_one_span_however_it_is_left(
    both: Both, client: Any, space: str, recording: Recording, how: str
) -> None:
    recording.start()
    stream = client.memories.retrieve(message="bees", space_ids=[space])
    if how != "not entered":
        with both.open(stream) as opened:
            if how == "left":
                both.next(opened)
    spans = recording.spans
    assert len(spans) == (0 if how == "not entered" else 1)
    assert all(span.status.status_code.name == "UNSET" for span in spans)


def test_a_stream_that_breaks_is_an_error(
    both: Both, client: Any, space: str, fresh_goodmem_server: Server, recording: Recording
) -> None:
    recording.start()
    fresh_goodmem_server.faults.add("cut", operation="retrieveMemoryAdvanced", events=1)
    with pytest.raises(goodmem_dyn.IncompleteStreamError):
        both(client.memories.retrieve(message="bees", space_ids=[space], stream=False))
    [span] = recording.named("retrieval")
    assert (span.attributes or {})["error.type"] == "IncompleteStreamError"
    assert breaches(span, content=False) == []


def test_no_answer_is_told_by_its_class(recording: Recording) -> None:
    recording.start()
    with (
        Goodmem(base_url="http://127.0.0.1:9", api_key="x", max_retries=1) as client,
        pytest.raises(goodmem_dyn.APIConnectionError),
    ):
        client.memories.delete(id=NOBODY)
    [span] = recording.spans
    assert (span.attributes or {})["error.type"] == "APIConnectionError"
    assert [dict(event.attributes or {})["error.type"] for event in span.events] == ["APIConnectionError"]


def test_a_refused_argument_has_no_span(client: Any, both: Both, recording: Recording) -> None:
    recording.start()
    with pytest.raises(goodmem_dyn.InvalidRequestError):
        both(client.memories.create(space_id=5))
    assert recording.spans == []


def test_the_log_and_other_spans_carry_the_ids_of_the_call(
    space: str, fresh_goodmem_server: Server, recording: Recording, caplog: pytest.LogCaptureFixture
) -> None:
    recording.start()
    caplog.set_level(logging.INFO, "goodmem_dyn")
    tracer = recording.tracers.get_tracer("program")
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client, tracer.start_as_current_span("work"):
        client.memories.create(space_id=space, original_content="x")
    create, work = recording.spans
    assert create.parent is not None
    assert create.parent.span_id == work.context.span_id
    records = [record for record in caplog.records if "memories.create" in record.getMessage()]
    assert [record.otelTraceID for record in records] == [format(create.context.trace_id, "032x")]
    assert [record.otelSpanID for record in records] == [format(create.context.span_id, "016x")]


def test_the_caller_keeps_the_span_that_was_current(
    space: str, fresh_goodmem_server: Server, recording: Recording
) -> None:
    from opentelemetry.trace import get_current_span

    recording.start()
    before = get_current_span()
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        client.memories.list(space_id=space)
        with client.memories.retrieve(message="x", space_ids=[space]) as stream:
            for _ in stream:
                assert get_current_span() is before
    assert get_current_span() is before


def test_turned_off_nothing_is_told(space: str, fresh_goodmem_server: Server, recording: Recording) -> None:
    recording.start()
    telemetry.uninstrument()
    telemetry.uninstrument()
    with Goodmem(base_url=fresh_goodmem_server.url, api_key=fresh_goodmem_server.api_key) as client:
        client.memories.list(space_id=space)
    assert recording.spans == []
    assert recording.points() == {}


def test_without_the_api_of_opentelemetry_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("opentelemetry"):
            raise ModuleNotFoundError(name=name)
        return real(name, *args, **kwargs)

    import builtins

    original = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__",
        lambda name, *args, **kwargs: missing(name) if name.startswith("opentelemetry") else original(name, *args, **kwargs),
    )  # fmt: skip
    with pytest.raises(ImportError, match=r"goodmem-dyn\[otel\]"):
        telemetry.instrument()
