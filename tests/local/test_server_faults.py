"""Faults on demand: real ones, by operation and by count."""

from __future__ import annotations

import logging
import time

import httpx
import pytest

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"


def test_a_status_comes_a_number_of_times_with_retry_after(api, server):
    server.faults.add("status", operation="listSpaces", status=429, retry_after=2, message="Slow down", times=2)
    for _ in range(2):
        answer = api.http.get("/v1/spaces")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
        assert answer.json()["error"] == "Slow down"
    api("GET", "/v1/spaces")
    api("GET", "/v1/users/me")


def test_503_is_the_default_and_star_means_every_operation(api, server):
    server.faults.add("status", operation="*")
    assert "retry-after" not in api.http.get("/v1/users/me").headers
    api("GET", "/v1/users/me")


def test_a_fault_may_wait_for_its_turn(api, server):
    server.faults.add("status", operation="listSpaces", skip=2, times=1)
    assert [api.http.get("/v1/spaces").status_code for _ in range(4)] == [200, 200, 503, 200]


def test_a_delay_delays(api, server):
    server.faults.add("delay", operation="listSpaces", seconds=0.3)
    start = time.monotonic()
    api("GET", "/v1/spaces")
    assert time.monotonic() - start >= 0.3
    server.faults.add("delay", operation="listSpaces", seconds=1)
    with pytest.raises(httpx.ReadTimeout):
        api.http.get("/v1/spaces", timeout=0.2)


@pytest.mark.parametrize(("when", "stored"), [("before", 0), ("after", 1)])
def test_a_dropped_create_did_or_did_not_happen(api, server, when, stored):
    space = api.space()
    server.faults.add("drop", operation="createMemory", when=when)
    with pytest.raises(httpx.TransportError):
        api.memory(space)
    assert len(api("GET", f"/v1/spaces/{space}/memories")["memories"]) == stored
    api.memory(space)


def test_a_dead_provider_is_really_dead(api, server):
    space = api.space()
    server.faults.add("dead_embedder", times=None, model_id=UNKNOWN)
    assert api.settle(api.memory(space)["memoryId"])[0]["processingStatus"] == "COMPLETED"
    server.faults.add("dead_embedder", times=None)
    failed = api.settle(api.memory(space)["memoryId"])[0]
    assert failed["processingStatus"] == "FAILED"
    server.faults.clear()
    assert api.settle(api.memory(space)["memoryId"])[0]["processingStatus"] == "COMPLETED"


def test_faults_are_forgotten_by_clear_and_reset(api, server):
    server.faults.add("status", times=None)
    server.faults.clear()
    api("GET", "/v1/spaces")
    server.faults.add("status", times=None)
    server.reset()
    api("GET", "/v1/spaces")
    assert server.faults.pending() == []


def test_other_processes_use_http(api):
    body = {"kind": "status", "operation": "listSpaces", "status": 500, "times": 1}
    (listed,) = api("POST", "/local/v1/faults", body)["faults"]
    assert listed["status"] == 500
    assert api("GET", "/local/v1/faults")["faults"] == [listed]
    api("GET", "/v1/spaces", expect=500)
    assert api("GET", "/local/v1/faults")["faults"] == []
    api("POST", "/local/v1/faults", body)
    api("DELETE", "/local/v1/faults")
    api("GET", "/v1/spaces")


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("explode", {}, "expected one of"),
        ("status", {"operation": "listSpace"}, "Did you mean 'listSpaces'"),
        ("status", {"operation": "spaces.lst"}, "Did you mean 'spaces.list'"),
        ("cut", {"operation": "spaces.list"}, "does not answer with a stream"),
        ("status", {"status": 200}, "400 to 599"),
        ("drop", {"when": "during"}, "'before' or 'after'"),
        ("delay", {"seconds": -1}, "zero or more"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(api, server, kind, options, message):
    with pytest.raises(ValueError, match=message):
        server.faults.add(kind, **options)
    assert message in api("POST", "/local/v1/faults", {"kind": kind, **options}, expect=400)["error"]


def test_a_fault_has_no_other_options(api, server):
    with pytest.raises(TypeError, match="stauts"):
        server.faults.add("status", stauts=500)
    assert "stauts" in api("POST", "/local/v1/faults", {"kind": "status", "stauts": 500}, expect=400)["error"]


def test_an_operation_goes_by_the_name_of_its_method(api, server):
    assert server.faults.add("status", operation="spaces.list").operation == "listSpaces"
    api("GET", "/v1/spaces", expect=503)


BREAKS = [
    {"kind": "cut", "events": 0},
    {"kind": "cut", "events": 1},
    {"kind": "drop", "when": "before"},
    {"kind": "drop", "when": "after"},
]


@pytest.mark.parametrize("fault", BREAKS, ids=lambda one: "-".join(map(str, one.values())))
def test_a_stream_that_breaks_leaves_nothing_in_the_log(api, server, caplog, monkeypatch, fault):
    # uvicorn's loggers do not propagate to the one that caplog listens to
    monkeypatch.setattr(logging.getLogger("uvicorn"), "propagate", True)
    body = {"message": "?", "spaceKeys": [{"spaceId": api.space()}]}
    server.faults.add(**fault, operation="memories.retrieve")
    with pytest.raises(httpx.TransportError):  # an end, or a reset where the request was not read whole
        api.http.post("/v1/memories:retrieve", json=body)
    assert api.http.post("/v1/memories:retrieve", json=body).status_code == 200
    assert caplog.records == []


def test_a_cut_waits_for_a_stream(api, server):
    server.faults.add("cut")
    body = {"message": "?", "spaceKeys": [{"spaceId": api.space()}]}
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.post("/v1/memories:retrieve", json=body)


def test_users_and_reset_over_http(api, server):
    made = api("POST", "/local/v1/users", {"email": "x@example.com", "displayName": "X", "username": "x"})
    assert httpx.get(f"{server.url}/v1/users/me", headers={"x-api-key": made["apiKey"]}).json()["username"] == "x"
    api("POST", "/local/v1/users", {"email": "x@example.com"}, expect=409)
    api("POST", "/local/v1/users", {}, expect=400)
    api.space()
    api("POST", "/local/v1/reset", expect=204)
    assert api("GET", "/v1/spaces")["spaces"] == []
    assert httpx.get(f"{server.url}/v1/users/me", headers={"x-api-key": made["apiKey"]}).status_code == 401
