"""Pings: providers really called, what they do wrong in the result, streams that run their course."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from tests.support.replies import as_json, error
from tests.support.steps import Wait

UNKNOWN = "0190a0b0-0000-7000-8000-000000000000"
VECTOR = as_json({"data": [{"index": 0, "embedding": [1, 0]}]})


@pytest.fixture
def target(api, stub):
    """An embedder over the stub, whose answers the test scripts."""
    return api.embedder(endpointUrl=stub.url, modelIdentifier="m", dimensionality=2)["embedderId"]


def stream(api, expect=200, **body):
    response = api.http.post("/v1/ping:stream", json=body)
    assert response.status_code == expect, response.text
    return [json.loads(line) for line in response.text.split("\n") if line] if expect == 200 else response.json()


def test_a_ping_tells_what_went_over_the_wire(api, stub, target):
    stub.script(VECTOR)
    result = api("POST", "/v1/ping:once", {"targetId": target})
    (request,) = stub.requests
    assert result["endpoint"] == {
        "targetType": "EMBEDDER",
        "targetId": target,
        "resolvedEndpoint": f"{stub.url}/embeddings",
        "provider": "OPENAI",
        "modelIdentifier": "m",
    }
    assert (result["ok"], result["httpStatus"], result["seq"]) == (True, 200, 1)
    assert result["bytesSent"] == len(request.body)
    assert result["bytesReceived"] == len(json.dumps({"data": [{"index": 0, "embedding": [1, 0]}]}))
    timing = result["timing"]
    assert (
        0
        < result["rttMs"]
        == pytest.approx((timing["clientReceiveTimeUnixNanos"] - timing["clientSendTimeUnixNanos"]) / 1e6, abs=0.01)
    )
    assert "errorMessage" not in result


@pytest.mark.parametrize(
    ("answer", "status", "message"), [(error(503, "busy"), 503, "HTTP 503.*busy"), ([Wait(1.0)], 0, "in time")]
)
def test_what_a_provider_does_wrong_is_in_the_result(api, stub, target, answer, status, message):
    stub.script(answer)
    result = api("POST", "/v1/ping:once", {"targetId": target, "timeoutMs": 100})
    assert (result["ok"], result["httpStatus"]) == (False, status)
    assert re.search(message, result["errorMessage"])


def test_every_kind_of_target_is_called_its_own_way(api, stub):
    reranker = {"displayName": "r", "providerType": "TEI", "endpointUrl": stub.url, "modelIdentifier": "r"}
    llm = {
        "displayName": "l",
        "providerType": "OPENAI",
        "endpointUrl": stub.url,
        "modelIdentifier": "l",
        "capabilities": {},
    }
    ids = {
        "RERANKER": api("POST", "/v1/rerankers", reranker, expect=201)["rerankerId"],
        "LLM": api("POST", "/v1/llms", llm, expect=201)["llm"]["llmId"],
    }
    for kind, target in ids.items():
        stub.script(as_json({}))
        hint = {"targetTypeHint": kind} if kind == "LLM" else {}
        result = api("POST", "/v1/ping:once", {"targetId": target, "payload": "hello", **hint})
        assert result["endpoint"]["targetType"] == kind
    first, second = (request.json() for request in stub.requests)
    assert (first["query"], first["texts"]) == ("hello", ["hello"])
    assert second["messages"] == [{"role": "user", "content": "hello"}]


PAYLOADS = [
    ({"payload": "some text"}, "some text"),
    ({"payloadSizeBytes": 9}, "ping ping"),
    ({"payloadSizeBytes": 0}, "ping"),
    ({}, "ping"),
]


@pytest.mark.parametrize(("given", "text"), PAYLOADS)
def test_a_payload_is_a_text_for_the_provider(api, stub, target, given, text):
    stub.script(VECTOR)
    api("POST", "/v1/ping:once", {"targetId": target, **given})
    assert stub.requests[0].json()["input"] == [text]


def test_json_and_binary_payloads_go_as_they_are(api, stub, target):
    stub.on("POST", "/embeddings", VECTOR)
    api("POST", "/v1/ping:once", {"targetId": target, "payloadType": "JSON", "payload": '{"x": [1]}'})
    api("POST", "/v1/ping:once", {"targetId": target, "payloadType": "BINARY", "payload": "AAEC"})
    assert [request.body for request in stub.requests] == [b'{"x": [1]}', b"\0\1\2"]
    assert stub.requests[1].header("content-type") == "application/octet-stream"


REFUSED = [
    ({"targetId": UNKNOWN}, 404),
    ({"targetTypeHint": "LLM"}, 404),
    ({"timeoutMs": -1}, 400),
    ({"payloadSizeBytes": -1}, 400),
    ({"payloadSizeBytes": 1 << 21}, 400),
    ({"payload": "x", "payloadSizeBytes": 1}, 400),
    ({"payloadType": "JSON", "payload": "{"}, 400),
    ({"payloadType": "BINARY", "payload": "%"}, 400),
]


@pytest.mark.parametrize("path", ["/v1/ping:once", "/v1/ping:stream"])
@pytest.mark.parametrize(("body", "status"), REFUSED)
def test_a_ping_that_cannot_be_is_refused(api, target, path, body, status):
    api("POST", path, {"targetId": target, **body}, expect=status)


def test_a_target_without_a_usable_key_is_a_failed_precondition(api, stub):
    key = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"secretRef": {"uri": "vault://x"}}}
    target = api.embedder(endpointUrl=stub.url, credentials=key)["embedderId"]
    assert "env://" in api("POST", "/v1/ping:once", {"targetId": target}, expect=412)["error"]


def test_a_target_of_somebody_else_is_refused(other, target):
    other("POST", "/v1/ping:once", {"targetId": target}, expect=403)


def test_a_stream_reports_each_ping_and_sums_up(api, stub, target):
    stub.script(VECTOR, error(500), VECTOR)
    events = stream(api, targetId=target, count=3, intervalMs=10, labels={"run": "7"})
    *results, summary = events
    assert [event["result"]["seq"] for event in results] == [1, 2, 3]
    assert [event["result"]["ok"] for event in results] == [True, False, True]
    assert results[0]["result"]["metadata"] == {"payloadType": "TEXT", "run": "7"}
    summary = summary["summary"]
    assert (summary["requests"], summary["responses"], summary["ok"]) == (3, 3, 2)
    assert (summary["errors"], summary["timeouts"]) == (1, 0)
    rtts = sorted(event["result"]["rttMs"] for event in results)
    assert (summary["rttMinMs"], summary["rttP50Ms"], summary["rttMaxMs"]) == tuple(rtts)
    assert summary["rttAvgMs"] == pytest.approx(sum(rtts) / 3)


def test_a_stream_of_timeouts_runs_its_course(api, stub, target):
    stub.on("POST", "/embeddings", [Wait(1.0)])
    events = stream(api, targetId=target, count=2, intervalMs=10, timeoutMs=50, maxInFlight=2, jitter=True)
    assert events[-1]["summary"]["timeouts"] == 2
    assert events[-1]["summary"]["rttMaxMs"] == 0


def test_no_more_are_in_flight_than_allowed(api, stub, target):
    stub.on("POST", "/embeddings", [Wait(0.05), *VECTOR])
    events = stream(api, targetId=target, count=4, intervalMs=10, maxInFlight=1)
    ends = [event["result"]["timing"] for event in events[:-1]]
    for before, after in pairwise(ends):
        assert after["clientSendTimeUnixNanos"] >= before["clientReceiveTimeUnixNanos"] - 2_000_000


def test_limits_that_are_applied_are_named(api, stub, target):
    stub.on("POST", "/embeddings", VECTOR)
    events = stream(api, targetId=target, count=1, intervalMs=1, maxInFlight=99)
    assert events[0]["notice"]["details"] == {"intervalMs": "10", "maxInFlight": "16"}
    assert events[-1]["summary"]["appliedLimits"] == {"intervalMs": "10", "maxInFlight": "16"}
    stream(api, 400, targetId=target, count=-1)
