"""What a client tells of its calls: the log, the hook, and the spans of OpenTelemetry."""

from __future__ import annotations

import dataclasses
import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from goodmem_dyn.errors import APIConnectionError, GoodMemError, NotFoundError
from tests.support import replies
from tests.support.examples import UUID
from tests.support.steps import Close

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import Attempt
    from tests.support.both import Both
    from tests.support.server import StubServer

EMPTY = replies.as_json({"spaces": []}, x_request_id="req-1")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == "goodmem_dyn"]


# The log -------------------------------------------------------------------------------------------------------------


def test_a_line_for_every_attempt(both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="goodmem_dyn")
    stub.script(replies.error(503, retry_after="0"), [Close()], EMPTY)
    both(both.client(base_url=stub.url).spaces.list(name_filter="secret name"))
    first, second, third = lines(caplog)
    assert first.startswith("GET /v1/spaces -> 503 in ")
    assert "(spaces.list, attempt 1, again in 0.00 s)" in first
    assert second.startswith("GET /v1/spaces -> APIConnectionError in ")
    assert "attempt 2" in second
    assert third.startswith("GET /v1/spaces -> 200 in ")
    assert "attempt 3, request id 'req-1')" in third
    # A template groups well, and holds nothing that a caller gave.
    assert "secret name" not in caplog.text


def test_nothing_is_logged_unless_asked_for(both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture) -> None:
    stub.script(EMPTY)
    both(both.client(base_url=stub.url).spaces.list())
    assert lines(caplog) == []


def test_debug_adds_bodies(both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture, resource: Any) -> None:
    caplog.set_level(logging.DEBUG, logger="goodmem_dyn")
    stub.on("POST", "/v1/spaces", replies.as_json(resource("Space", name="é" * 3000), 201))
    both(both.client(base_url=stub.url).spaces.create(name="n", space_embedders=[{"embedder_id": UUID}]))
    _, request, response = lines(caplog)
    assert json.loads(request.removeprefix("request body: "))["name"] == "n"
    assert response.startswith('response body: {"')
    assert len(response) < 2100
    assert response.isascii()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{nonsense", "9 bytes that are not JSON"),
        (b"[" * 100_000, "100000 bytes"),
        (b" " * 2_000_000, "2000000 bytes"),
    ],
    ids=["nonsense", "deep", "large"],
)
def test_debug_survives_every_body(
    both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture, body: bytes, said: str
) -> None:
    caplog.set_level(logging.DEBUG, logger="goodmem_dyn")
    stub.on("GET", "/v1/system/info", replies.error(404))  # what the server is may be why
    stub.on("GET", "/v1/spaces", replies.reply(200, body))
    with pytest.raises(GoodMemError):
        both(both.client(base_url=stub.url).spaces.list())
    assert any(said in line for line in lines(caplog))


def test_a_hostile_request_id_stays_in_its_line(both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="goodmem_dyn")
    stub.script(replies.as_json({"spaces": []}, x_request_id="\x1b[31m" + "r" * 5000))
    try:
        both(both.client(base_url=stub.url, max_retries=0).spaces.list())
    except APIConnectionError:
        return  # h11 takes no control characters in headers
    assert all(one.isprintable() and len(one) < 400 for one in lines(caplog))


@pytest.mark.parametrize(("level", "shown"), [("debug", True), ("INFO", True), ("", False), ("nonsense", False)])
def test_the_environment_can_ask_for_the_log(stub: StubServer, level: str, shown: bool) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    script = "import sys, goodmem_dyn; goodmem_dyn.Goodmem(base_url=sys.argv[1], api_key='gm_planted').spaces.list()"
    found = subprocess.run(
        [sys.executable, "-c", script, stub.url],
        capture_output=True,
        text=True,
        check=True,
        env={"GOODMEM_LOG": level, "PYTHONPATH": ":".join(sys.path)},
    )
    assert ("goodmem_dyn INFO GET /v1/spaces -> 200" in found.stderr) is shown
    assert ("goodmem_dyn DEBUG response body" in found.stderr) is (level == "debug")
    assert "gm_planted" not in found.stderr


# The hook ------------------------------------------------------------------------------------------------------------


def test_a_record_for_every_attempt(both: Both, stub: StubServer) -> None:
    seen: list[Attempt] = []
    stub.on("GET", f"/v1/spaces/{UUID}", [Close()], replies.error(404, x_request_id="r"))
    client = both.client(base_url=stub.url, on_attempt=seen.append)
    with pytest.raises(NotFoundError):
        both(client.spaces.get(id=UUID))
    first, second = seen
    assert (first.operation, first.method, first.path) == ("spaces.get", "GET", "/v1/spaces/{id}")
    assert (first.attempt, first.status, first.error, first.request_id) == (1, None, "APIConnectionError", None)
    assert first.retry_in is not None
    assert (second.attempt, second.status, second.error, second.request_id) == (2, 404, None, "r")
    assert second.retry_in is None
    assert 0 < second.duration < 10
    with pytest.raises(dataclasses.FrozenInstanceError):
        second.status = 200  # type: ignore[misc]  # the mistake


def test_the_hook_sees_streams_and_recoveries(both: Both, stub: StubServer, resource: Any) -> None:
    seen: list[str] = []
    stub.on("POST", "/v1/spaces", [Close()], replies.error(409))
    stub.script(lambda request: replies.as_json(resource("Space", spaceId=request.path.rpartition("/")[2])))
    client = both.client(base_url=stub.url, on_attempt=lambda one: seen.append(f"{one.operation} {one.status}"))
    both(client.spaces.create(name="n", space_embedders=[{"embedder_id": UUID}]))
    stub.script(replies.chunked([]))
    with both.open(client.memories.retrieve(message="m", space_ids=[UUID])):
        pass
    assert seen == ["spaces.create None", "spaces.create 409", "spaces.get 200", "memories.retrieve 200"]


# Tracing -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    try:
        yield exporter
    finally:
        instrumentor.uninstrument()
        provider.shutdown()


def test_every_attempt_is_a_span(both: Both, stub: StubServer, spans: InMemorySpanExporter) -> None:
    """OpenTelemetry instruments httpx's transports, which are what our own client sends through."""
    stub.on("GET", "/v1/spaces", replies.error(503, retry_after="0"), EMPTY)
    both(both.client(base_url=stub.url, api_key="gm_planted").spaces.list(name_filter="a b"))
    found = spans.get_finished_spans()
    assert len(found) == 2
    attributes = [dict(one.attributes or {}) for one in found]
    assert [one.get("http.status_code", one.get("http.response.status_code")) for one in attributes] == [503, 200]
    url = str(attributes[1].get("http.url", attributes[1].get("url.full")))
    assert url.startswith(f"{stub.url}/v1/spaces?")
    assert "gm_planted" not in repr(attributes)
    # The trace goes on at the server.
    assert (stub.requests[1].header("traceparent") or "").split("-")[1] == f"{found[1].context.trace_id:032x}"
