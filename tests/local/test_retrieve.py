"""Retrieval through a real socket: events and their order, scores, weights, filters, limits, and every refusal."""

from __future__ import annotations

import base64
import json
import uuid

import pytest

from goodmem_dyn.local import Settings
from tests.local.retrieval import TEXTS, UNKNOWN, chunks, found, kinds, library, post, retrieve
from tests.support.api import Api
from tests.support.replies import as_json

__all__ = ["library"]  # a fixture


def test_events_come_in_order_and_belong_together(api, library):
    space, ids = library
    events = retrieve(api, space)
    assert kinds(events) == ["BEGIN retrieve", *["memory", "chunk"] * 3, "END"]
    begin, end = events[0]["resultSetBoundary"], events[-1]["resultSetBoundary"]
    assert begin["expectedItems"] == 3
    assert uuid.UUID(begin["resultSetId"]).version == 7
    assert end == {"resultSetId": begin["resultSetId"], "kind": "END", "stageName": ""}
    assert {one["resultSetId"] for one in chunks(events)} == {begin["resultSetId"]}
    memories = [event["memoryDefinition"]["memoryId"] for event in events if "memoryDefinition" in event]
    assert [memories[one["memoryIndex"]] for one in chunks(events)] == [
        one["chunk"]["memoryId"] for one in chunks(events)
    ]
    assert found(events, ids)[0] == "bees"


def test_vector_scores_are_negative_inner_products_best_first(api, library):
    space, _ = library
    scores = [one["relevanceScore"] for one in chunks(retrieve(api, space))]
    assert scores == sorted(scores)
    assert -1 <= scores[0] < -0.3
    exact = retrieve(api, space, TEXTS["bees"] + "\n", requestedSize=1)
    assert chunks(exact)[0]["relevanceScore"] == pytest.approx(-1, abs=1e-5)


def test_a_chunk_says_what_is_known_of_it(api, library):
    space, ids = library
    (one,) = chunks(retrieve(api, space, requestedSize=1))
    chunk = one["chunk"]
    assert (chunk["chunkText"], chunk["startOffset"], chunk["endOffset"]) == (TEXTS["bees"] + "\n", 0, 27)
    assert (chunk["memoryId"], chunk["chunkSequenceNumber"], chunk["vectorStatus"]) == (ids["bees"], 0, "COMPLETED")
    assert "metadata" not in chunk


def test_a_memory_is_defined_once_before_its_first_chunk(api):
    space = api.space()
    memory = api.memory(space, "Bees make honey. " * 100)["memoryId"]
    api.settle(memory)
    events = retrieve(api, space)
    short = kinds(events)
    assert short.count("memory") == 1
    assert short[1] == "memory"
    assert short.count("chunk") > 2
    assert {one["memoryIndex"] for one in chunks(events)} == {0}


def test_the_size_counts_chunks_and_its_default_is_twenty(api):
    space = api.space()
    memories = [api.memory(space, "Bees make honey. " * 400)["memoryId"] for _ in range(2)]
    api.settle(*memories)
    assert len(chunks(retrieve(api, space))) == 20
    assert len(chunks(retrieve(api, space, requestedSize=0))) == 20
    events = retrieve(api, space, requestedSize=5)
    assert len(chunks(events)) == 5
    assert events[0]["resultSetBoundary"]["expectedItems"] == 5


def test_nothing_found_is_two_boundaries(api, library):
    space, _ = library
    events = retrieve(api, keys=[{"spaceId": space, "filter": "1 = 0"}])
    assert kinds(events) == ["BEGIN retrieve", "END"]
    assert "expectedItems" not in events[0]["resultSetBoundary"]
    assert kinds(retrieve(api, api.space("empty"))) == ["BEGIN retrieve", "END"]


@pytest.mark.parametrize(
    ("fetch", "memories", "content"),
    [
        ({}, True, False),
        ({"fetchMemory": True}, True, False),
        ({"fetchMemory": False}, False, False),
        ({"fetchMemoryContent": True}, True, True),
        ({"fetchMemory": False, "fetchMemoryContent": True}, False, False),
    ],
)
def test_memories_and_their_content_come_if_asked_for(api, library, fetch, memories, content):
    space, _ = library
    events = retrieve(api, space, requestedSize=1, **fetch)
    assert ("memory" in kinds(events)) == memories
    shown = [event["memoryDefinition"].get("originalContent") for event in events if "memoryDefinition" in event]
    assert shown == ([base64.b64encode(TEXTS["bees"].encode()).decode() if content else None] if memories else [])


def test_a_filter_is_applied_before_the_limit(api, library):
    space, ids = library
    keys = [{"spaceId": space, "filter": "CAST(val('$.name') AS TEXT) != 'bees'"}]
    events = retrieve(api, keys=keys, requestedSize=2)
    assert sorted(found(events, ids)) == ["cows", "gzip"]


def test_every_space_has_its_own_filter(api, library):
    space, ids = library
    second = api.space("second", api("GET", f"/v1/spaces/{space}")["spaceEmbedders"][0]["embedderId"])
    other = api.memory(second, "Wasps make no honey.", metadata={"n": 7})["memoryId"]
    api.settle(other)
    ids = {**ids, "wasps": other}
    both = [{"spaceId": space}, {"spaceId": second}]
    assert set(found(retrieve(api, keys=both), ids)) == {"bees", "cows", "gzip", "wasps"}
    assert found(retrieve(api, keys=both, requestedSize=2), ids) == ["bees", "wasps"]
    keys = [
        {"spaceId": space, "filter": "CAST(val('$.n') AS NUMERIC) = 2"},
        {"spaceId": second, "filter": "exists('$.n')"},
    ]
    assert set(found(retrieve(api, keys=keys), ids)) == {"gzip", "wasps"}


def test_the_same_chunk_is_found_once_however_often_its_space_is_named(api, library):
    space, _ = library
    assert len(chunks(retrieve(api, keys=[{"spaceId": space}, {"spaceId": space.upper()}]))) == 3


def test_a_weight_scales_and_turns_scores(api, library):
    space, ids = library
    embedder = api("GET", f"/v1/spaces/{space}")["spaceEmbedders"][0]["embedderId"]

    def weighted(weight):
        key = {"spaceId": space, "embedderWeights": [{"embedderId": embedder, "weight": weight}]}
        return retrieve(api, keys=[key])

    plain = [one["relevanceScore"] for one in chunks(retrieve(api, space))]
    assert [one["relevanceScore"] for one in chunks(weighted(2.5))] == pytest.approx([2.5 * s for s in plain])
    assert found(weighted(-1), ids) == found(retrieve(api, space), ids)[::-1]
    assert kinds(weighted(0)) == ["BEGIN retrieve", "END"]


def test_two_embedders_of_a_space_add_up_by_weight(api, stub):
    """The second embedder is a provider of the test's own, whose vectors are known."""
    known = {"Bees": [1.0, 0.0], "Cows": [0.0, 1.0], "What": [0.25, 0.75]}

    def answer(request):
        return as_json([known[text[:4]] for text in request.json()["inputs"]])

    stub.on("POST", "/embed", answer)
    own = api.embedder(displayName="stub", providerType="TEI", endpointUrl=stub.url, dimensionality=2)["embedderId"]
    first = api.server.create_default_embedder()
    weights = [{"embedderId": first}, {"embedderId": own, "defaultRetrievalWeight": 2}]
    space = api.space(spaceEmbedders=weights)
    ids = {name: api.memory(space, text)["memoryId"] for name, text in TEXTS.items() if name != "gzip"}
    api.settle(*ids.values())
    only_own = [{"embedderId": first, "weight": 0}]
    events = retrieve(api, message="What?", keys=[{"spaceId": space, "embedderWeights": only_own}])
    assert found(events, ids) == ["cows", "bees"]
    assert [one["relevanceScore"] for one in chunks(events)] == [-1.5, -0.5]
    alone = {
        one["chunk"]["memoryId"]: one["relevanceScore"]
        for one in chunks(
            retrieve(
                api, message="What?", keys=[{"spaceId": space, "embedderWeights": [{"embedderId": own, "weight": 0}]}]
            )
        )
    }
    for one in chunks(retrieve(api, space, message="What?")):
        share = {ids["cows"]: -1.5, ids["bees"]: -0.5}[one["chunk"]["memoryId"]]
        assert one["relevanceScore"] == pytest.approx(alone[one["chunk"]["memoryId"]] + share, abs=1e-5)


def test_context_is_embedded_with_the_message(api, library):
    space, ids = library
    vague = "tell me more"
    binary = {"contentType": "text/plain", "data": base64.b64encode(b"files and compression in Python").decode()}
    assert found(retrieve(api, space, vague, context=[{"text": "milk from cows on a farm"}]), ids)[0] == "cows"
    assert found(retrieve(api, space, vague, context=[{"binary": binary}]), ids)[0] == "gzip"


def test_context_that_is_no_text_is_left_out_and_said(api, library):
    space, _ = library
    binary = {"contentType": "image/png", "data": base64.b64encode(b"\x89PNG").decode()}
    events = retrieve(api, space, context=[{"binary": binary}], requestedSize=1)
    assert kinds(events) == ["INVALID_ARGUMENT", "BEGIN retrieve", "memory", "chunk", "END"]
    assert events[0]["status"]["details"] == {"context_index": "0"}


def test_server_sent_events_carry_the_same_objects(api, library):
    space, _ = library
    body = {"message": "honey", "spaceKeys": [{"spaceId": space}], "requestedSize": 2}
    response = api.http.post("/v1/memories:retrieve", json=body, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    *items, close = [
        dict(line.split(": ", 1) for line in frame.split("\n")) for frame in response.text.split("\n\n") if frame
    ]
    assert {item["event"] for item in items} == {"item"}
    assert kinds([json.loads(item["data"]) for item in items]) == ["BEGIN retrieve", *["memory", "chunk"] * 2, "END"]
    assert close == {"event": "close", "data": '{"type":"completed"}'}


REFUSED = [
    # what is wrong, the field or text that the answer names
    ({"requestedSize": -1}, "requestedSize"),
    ({"keys": []}, "spaceKeys"),
    ({"hnsw": {"efSearch": 0}}, "hnsw.efSearch"),
    ({"hnsw": {"efSearch": 1001}}, "hnsw.efSearch"),
    ({"hnsw": {"scanMemMultiplier": 0.5}}, "hnsw.scanMemMultiplier"),
    ({"hnsw": {"maxScanTuples": 0}}, "hnsw.maxScanTuples"),
    ({"outputBudget": {"tokens": 0}}, "outputBudget.tokens"),
    ({"logging": {"callerAttributes": {str(n): n for n in range(33)}}}, "logging.callerAttributes"),
    ({"logging": {"callerAttributes": {"a": []}}}, "logging.callerAttributes.a"),
    ({"context": [{"binary": {"contentType": "text/plain", "data": "%"}}]}, "context[0].binary.data"),
    ({"keys": [{"spaceId": "not-a-uuid"}]}, "spaceKeys[0].spaceId"),
    ({"filter": "CAST(val('$.a') AS NUMERIC) ="}, "spaceKeys[0].filter: Invalid filter expression at column 30"),
    ({"weights": [{"embedderId": UNKNOWN, "weight": 1}]}, "spaceKeys[0].embedderWeights[0].embedderId"),
]


@pytest.mark.parametrize(("body", "named"), REFUSED, ids=[named for _, named in REFUSED])
def test_a_bad_request_is_refused_before_any_event(api, library, body, named):
    space, _ = library
    body = dict(body)
    key = {"spaceId": space}
    if "filter" in body:
        key["filter"] = body.pop("filter")
    if "weights" in body:
        key["embedderWeights"] = body.pop("weights")
    answer = retrieve(api, expect=400, keys=body.pop("keys", [key]), **body)
    assert named in [error["field"] for error in answer["errors"]] if "errors" in answer else named in answer["error"]


def test_all_that_is_wrong_is_told_at_once(api, library):
    space, _ = library
    answer = retrieve(api, space, expect=400, requestedSize=-1, hnsw={"efSearch": 0}, outputBudget={"tokens": -5})
    assert [error["field"] for error in answer["errors"]] == ["requestedSize", "hnsw.efSearch", "outputBudget.tokens"]


def test_an_unknown_space_is_a_404_and_anothers_a_403(api, other, library):
    space, _ = library
    assert retrieve(api, UNKNOWN, expect=404)["error"] == f"Space not found: {UNKNOWN}"
    assert retrieve(other, space, expect=403)["status"] == 403


def test_the_options_of_the_index_are_taken(api, library):
    space, _ = library
    options = {
        "efSearch": 100,
        "iterativeScan": "ITERATIVE_SCAN_STRICT_ORDER",
        "maxScanTuples": 5,
        "scanMemMultiplier": 1.5,
    }
    assert (
        len(chunks(retrieve(api, space, hnsw=options, logging={"enabled": True, "callerAttributes": {"a": True}}))) == 3
    )


def test_a_dead_embedder_is_one_status_and_nothing_else(api, server, library):
    space, _ = library
    embedder = api("GET", f"/v1/spaces/{space}")["spaceEmbedders"][0]["embedderId"]
    server.faults.add("dead_embedder")
    (event,) = retrieve(api, space, postProcessor=post(reranker_id=UNKNOWN))
    assert event["status"]["code"] == "EMBEDDER_FAILED"
    assert event["status"]["details"] == {"embedder_id": embedder}
    assert kinds(retrieve(api, space))[0] == "BEGIN retrieve"


def test_a_slow_embedder_is_a_timeout(run_server, stub_server):
    from tests.support.steps import Wait

    server = run_server(settings=Settings(provider_timeout=0.2, job_attempts=1))
    slow, api = stub_server(), Api(server, server.api_key)
    slow.on("POST", "/embed", [Wait(1.0)])
    own = api.embedder(providerType="TEI", endpointUrl=slow.url)["embedderId"]
    assert kinds(retrieve(api, api.space(embedder_id=own))) == ["EMBEDDER_TIMEOUT"]
    api.close()


def test_one_dead_embedder_of_two_leaves_what_the_other_finds(api, server, library):
    first = server.create_default_embedder()
    second = api.embedder(displayName="second", providerType="VLLM")
    space = api.space("two", spaceEmbedders=[{"embedderId": first}, {"embedderId": second["embedderId"]}])
    api.settle(api.memory(space, TEXTS["bees"])["memoryId"])
    server.faults.add("dead_embedder", model_id=second["embedderId"])
    events = retrieve(api, space)
    assert kinds(events) == ["EMBEDDER_FAILED", "BEGIN retrieve", "memory", "chunk", "END"]


def test_the_get_form_gives_the_same(api, library):
    space, ids = library
    query = {"message": "who makes honey?", "spaceIds": space, "requestedSize": "2", "fetchMemory": "false"}
    response = api.http.get("/v1/memories:retrieve", params=query)
    assert response.status_code == 200, response.text
    events = [json.loads(line) for line in response.text.split("\n") if line]
    assert kinds(events) == ["BEGIN retrieve", "chunk", "chunk", "END"]
    assert found(events, ids)[0] == "bees"
