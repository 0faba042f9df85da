"""Streams over HTTP: framing, errors before and after the first event, cuts, and the GET form of retrieval."""

from __future__ import annotations

import json

import httpx
import pytest

UNKNOWN = "0192a1b2-0000-7000-8000-000000000000"
PATH = "/v1/memories:retrieve"


@pytest.fixture
def space(api):
    space = api.space()
    texts = ["The owl hunts by night.", "The baker bakes bread.", "The owl sleeps by day."]
    api.settle(*(api.memory(space, text, metadata={"n": n})["memoryId"] for n, text in enumerate(texts)))
    return space


def request(space, **values):
    return {"message": "When do owls sleep?", "spaceKeys": [{"spaceId": space}], **values}


def events(answer):
    assert answer.status_code == 200, answer.text
    assert answer.text.endswith("\n")
    return [json.loads(line) for line in answer.text.splitlines()]


def texts(found):
    return [one["retrievedItem"]["chunk"]["chunk"]["chunkText"].strip() for one in found if "retrievedItem" in one]


@pytest.mark.parametrize("accept", [None, "*/*", "application/x-ndjson", "application/json", "text/event-stream;q=0"])
def test_ndjson_is_the_default(api, space, accept):
    headers = {} if accept is None else {"accept": accept}
    answer = api.http.post(PATH, json=request(space), headers=headers)
    assert answer.headers["content-type"] == "application/x-ndjson; charset=utf-8"
    found = events(answer)
    assert [next(iter(event)) for event in found] == [
        "resultSetBoundary", *["memoryDefinition", "retrievedItem"] * 3, "resultSetBoundary",
    ]  # fmt: skip
    assert texts(found)[0] == "The owl sleeps by day."


@pytest.mark.parametrize("accept", ["text/event-stream", "application/x-ndjson;q=0.5, text/event-stream"])
def test_sse_has_the_same_events_and_an_end(api, space, accept):
    answer = api.http.post(PATH, json=request(space), headers={"accept": accept})
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = answer.text.strip().split("\n\n")
    assert blocks[-1] == 'event: close\ndata: {"type":"completed"}'
    assert all(block.startswith("event: item\ndata: {") for block in blocks[:-1])
    found = [json.loads(block.split("data: ", 1)[1]) for block in blocks[:-1]]
    assert texts(found) == texts(events(api.http.post(PATH, json=request(space))))


def test_a_line_never_breaks_inside_an_event(api):
    space = api.space()
    text = "line one\nline two\r\n\u2028 separators \u0085 \u2029 end"
    api.settle(api.memory(space, text)["memoryId"])
    lines = api.http.post(PATH, json=request(space)).content.split(b"\n")
    assert lines.pop() == b""
    assert text in texts([json.loads(line) for line in lines])[0]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"spaceKeys": [{"spaceId": UNKNOWN}]}, 404),
        ({"spaceKeys": [{"spaceId": "nonsense"}]}, 400),
        ({"message": ""}, 400),
        ({"message": "x" * 10_001}, 400),
        ({"requestedSize": -1}, 400),
        ({"hnsw": {"ef_serch": 10}}, 400),
        ({"hnsw": {"efSearch": 0}}, 400),
    ],
)
@pytest.mark.parametrize("accept", ["application/x-ndjson", "text/event-stream"])
def test_what_is_wrong_before_the_first_event_is_a_plain_error(api, space, change, status, accept):
    answer = api.http.post(PATH, json=request(space, **change), headers={"accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"


def test_a_malformed_filter_is_a_400(api, space):
    answer = api("POST", PATH, request(space, spaceKeys=[{"spaceId": space, "filter": "n = "}]), expect=400)
    assert "column" in json.dumps(answer)


def test_a_foreign_space_is_a_403(other, space):
    other("POST", PATH, request(space), expect=403)


def test_the_get_form_finds_the_same(api, space):
    posted = events(api.http.post(PATH, json=request(space, requestedSize=2)))
    query = {"message": "When do owls sleep?", "spaceIds": f" {space} ", "requestedSize": 2}
    got = events(api.http.get(PATH, params=query))
    assert texts(got) == texts(posted)
    assert len(texts(got)) == 2
    assert "memoryDefinition" not in str(events(api.http.get(PATH, params={**query, "fetch_memory": "false"})))
    filtered = {**query, "filter": "CAST(val('$.n') AS NUMERIC) = 1"}
    assert texts(events(api.http.get(PATH, params=filtered))) == ["The baker bakes bread."]


@pytest.mark.parametrize("prefix", ["pp_{}", "postProcessor{}"])
def test_the_get_form_has_post_processor_shortcuts(api, space, prefix):
    name = "reranker_id" if "_" in prefix else "RerankerId"
    query = {"message": "owl", "spaceIds": space, prefix.format(name): UNKNOWN}
    codes = [event["status"]["code"] for event in events(api.http.get(PATH, params=query)) if "status" in event]
    assert "RERANKING_FAILED" in codes


@pytest.mark.parametrize("query", [{}, {"message": "x"}, {"spaceIds": UNKNOWN}, {"message": "x", "spaceIds": "y"}])
def test_the_get_form_is_checked_too(api, query):
    api("GET", PATH, params=query, expect=400)


@pytest.mark.parametrize("accept", ["application/x-ndjson", "text/event-stream"])
@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_cut_stream_breaks_off_after_whole_events(api, server, space, accept, count):
    server.faults.add("cut", operation="retrieveMemoryAdvanced", events=count)
    received = []

    def read():
        with api.http.stream("POST", PATH, json=request(space), headers={"accept": accept}) as answer:
            received.extend(answer.iter_raw())

    with pytest.raises(httpx.TransportError):
        read()
    end = b"\n\n" if "event" in accept else b"\n"
    whole = b"".join(received)
    assert whole.count(end) == count
    assert whole == b"" or whole.endswith(end)
    events(api.http.post(PATH, json=request(space)))


def test_an_error_in_the_middle_of_a_stream_breaks_it_off(api, server, space, monkeypatch, caplog):
    from goodmem_dyn.local._operations import ping

    async def broken(_state, access, _request):
        access.each()
        yield {"notice": {"code": "x", "message": "y"}}
        raise RuntimeError("the source broke")

    monkeypatch.setattr(ping, "stream", broken)
    with pytest.raises(httpx.TransportError):
        api.http.post("/v1/ping:stream", json={"targetId": UNKNOWN})
    assert "the source broke" in caplog.text


def test_a_dead_embedder_is_a_status_and_nothing_else(api, server, space):
    server.faults.add("dead_embedder", times=1)
    (event,) = events(api.http.post(PATH, json=request(space)))
    assert event["status"]["code"] == "EMBEDDER_FAILED"


def test_a_client_that_goes_away_does_not_disturb_the_server(api, space):
    for _ in range(5):
        with api.http.stream("POST", PATH, json=request(space)) as answer:
            next(answer.iter_raw())
    events(api.http.post(PATH, json=request(space)))


def test_ping_streams_results_and_a_summary(api, server):
    target = server.create_default_embedder()
    body = {"targetId": target, "count": 2, "intervalMs": 1}
    found = events(api.http.post("/v1/ping:stream", json=body))
    assert [next(iter(event)) for event in found][-1] == "summary"
    once = api("POST", "/v1/ping:once", {"targetId": target})
    assert once["ok"] is True
    api("POST", "/v1/ping:once", {"targetId": UNKNOWN}, expect=404)
