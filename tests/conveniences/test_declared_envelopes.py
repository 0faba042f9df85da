"""Lists and batches that a document declares inside an envelope: a page stays a page, a batch a batch."""

from __future__ import annotations

import json
import pickle
from functools import cache
from typing import Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import BatchResult
from tests.kept.test_answers import SPACE
from tests.kept.test_shapes import MEMORY
from tests.support.examples import UUID

Json = dict[str, Any]
META = {"type": "object", "required": ["requestId"], "properties": {"requestId": {"type": "string"}}}
TOKEN = {"type": ["string", "null"]}
PAGES = [["a", "b"], ["c"], []]


def wrapped(found: Json, inner: Any, name: str | None, wire: str = "data", **beside: Any) -> Any:
    """An envelope around a schema: a component of its own where it has a name."""
    made = {"type": "object", "required": [wire], "properties": {"meta": {**META}, **beside, wire: inner}}
    if name is None:
        return made
    found["components"]["schemas"][name] = made
    return {"$ref": f"#/components/schemas/{name}"}


@cache
def changed(path: str, verb: str, way: Any) -> Json:
    """The bundled document, with the JSON answer of one operation in another wrapping."""
    found: Json = pickle.loads(pickle.dumps(goodmem_dyn.document()))  # a copy, made five times as fast as by `copy`
    answers = found["paths"][path][verb]["responses"]
    media = [answer["content"]["application/json"] for status, answer in answers.items() if status.startswith("2")]
    new = way(found, media[0]["schema"])
    for each in media:
        each["schema"] = new
    return found


def _items(found: Json, schema: Any) -> Any:
    properties = found["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
    return properties["spaces"]


def _listed(found: Json, schema: Any, wire: str = "spaces", **beside: Any) -> Json:
    return {"type": "object", "required": [wire], "properties": {wire: _items(found, schema), **beside}}


LISTS: dict[str, tuple[Any, Any]] = {
    "all of it, a class": (
        lambda found, schema: wrapped(found, schema, "Envelope"),
        lambda items, token: {"data": {"spaces": items, "nextToken": token}, "meta": {"requestId": "r"}},
    ),
    "all of it, inline": (
        lambda found, schema: wrapped(found, schema, None),
        lambda items, token: {"data": {"spaces": items, "nextToken": token}},
    ),
    "its token beside the envelope": (
        lambda found, schema: wrapped(found, _listed(found, schema), "Envelope", nextToken=TOKEN),
        lambda items, token: {"data": {"spaces": items}, "nextToken": token},
    ),
    "its token in another object": (
        lambda found, schema: wrapped(
            found,
            _listed(found, schema),
            "Envelope",
            paging={"type": "object", "properties": {"nextToken": TOKEN, "warnings": {"type": "array", "items": META}}},
        ),
        lambda items, token: {"data": {"spaces": items}, "paging": {"nextToken": token}},
    ),
    "its token in an object of the envelope": (
        lambda found, schema: wrapped(
            found,
            _listed(found, schema, "items", page={"type": "object", "properties": {"nextToken": TOKEN}}),
            "Envelope",
        ),
        lambda items, token: {"data": {"items": items, "page": {"nextToken": token}}},
    ),
    "a list in the envelope, its token beside it": (
        lambda found, schema: wrapped(
            found, _items(found, schema), "Envelope", paging={"type": "object", "properties": {"nextToken": TOKEN}}
        ),
        lambda items, token: {"data": items, "paging": {"nextToken": token}},
    ),
    "two envelopes": (
        lambda found, schema: wrapped(found, wrapped(found, schema, None, "body"), "Envelope"),
        lambda items, token: {"data": {"body": {"spaces": items, "nextToken": token}}},
    ),
}


def _space(name: str) -> Json:
    return {**SPACE, "name": name}


@pytest.mark.parametrize("way", LISTS)
def test_a_list_in_an_envelope_pages(both: Any, way: str) -> None:
    schema, answer = LISTS[way]
    asked: list[tuple[str | None, str | None]] = []

    def reply(request: httpx.Request) -> httpx.Response:
        query = request.url.params
        asked.append((query.get("nextToken"), query.get("maxResults")))
        number = int(query.get("nextToken") or 0)
        token = str(number + 1) if number + 1 < len(PAGES) else None
        return httpx.Response(200, json=answer([_space(name) for name in PAGES[number]], token))

    client = both.against(reply, document=changed("/v1/spaces", "get", schema))
    page = both(client.spaces.list(page_size=2))
    assert page.next_token == "1"
    assert page.has_next_page
    assert [space.name for space in both.list(page)] == ["a", "b", "c"]
    assert isinstance(page[0], goodmem_dyn.models.Space)
    assert asked == [(None, "2"), ("1", "2"), ("2", "2")]
    resumed = both(client.spaces.list(next_token="1"))
    assert [space.name for space in resumed.data] == ["c"]
    assert [space.name for space in both.list(both(client.spaces.list(max_items=1)))] == ["a"]


WHOLE: dict[str, tuple[Any, Any]] = {
    "all of it": (
        lambda found, schema: wrapped(found, schema, "Envelope"),
        lambda items: {"data": {"embedders": items}},
    ),
    "a list and words beside it": (
        lambda found, schema: wrapped(
            found,
            found["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]["embedders"],
            "Envelope",
        ),
        lambda items: {"data": items, "meta": {"requestId": "r"}},
    ),
}


@pytest.mark.parametrize("way", WHOLE)
def test_a_list_that_comes_whole_in_an_envelope_is_one(both: Any, way: str) -> None:
    schema, answer = WHOLE[way]
    client = both.against(
        lambda _: httpx.Response(200, json=answer([{"embedderId": UUID}])),
        document=changed("/v1/embedders", "get", schema),
    )
    with pytest.warns(goodmem_dyn.UnexpectedAnswerWarning):  # the embedder has less than is promised
        found = both(client.embedders.list(max_items=3))
    assert isinstance(found, list)
    assert [embedder.embedder_id for embedder in found] == [UUID]


def _with_children(_: Json, schema: Any) -> Json:
    children = {"type": "object", "properties": {"spaces": {"type": "array", "items": schema}, "nextToken": TOKEN}}
    return {"type": "object", "required": ["space"], "properties": {"space": schema, "children": children}}


def test_lists_in_an_item_that_is_read_by_its_id_are_its_own(both: Any) -> None:
    body = {"space": SPACE, "children": {"spaces": [SPACE], "nextToken": "t"}}
    client = both.against(
        lambda _: httpx.Response(200, json=body), document=changed("/v1/spaces/{id}", "get", _with_children)
    )
    assert both(client.spaces.get(id=UUID))["children"]["nextToken"] == "t"


BATCHES: dict[str, Any] = {
    "a class": lambda found, schema: wrapped(found, schema, "Envelope", count={"type": "integer"}),
    "inline": lambda found, schema: wrapped(found, schema, None, count={"type": "integer"}),
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_in_an_envelope_is_one(both: Any, name: str) -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)["requests"]
        results = [
            {"success": True, "requestIndex": number, "memory": MEMORY}
            if item["originalContent"] != "bad"
            else {"success": False, "requestIndex": number, "error": {"code": 3, "message": "no"}}
            for number, item in enumerate(asked)
        ]
        return httpx.Response(200, json={"data": {"results": results}, "count": len(asked)})

    client = both.against(reply, document=changed("/v1/memories:batchCreate", "post", BATCHES[name]))
    asked = [{"space_id": UUID, "original_content": text} for text in ("a", "bad", "c")]
    result = both(client.memories.batch_create(requests=asked, batch_size=2))
    assert result.count == 3
    assert isinstance(result, BatchResult)
    assert [type(memory) for memory in result.created] == [goodmem_dyn.models.Memory] * 2
    assert [failure.index for failure in result.failed] == [1]
    assert len(result.responses) == 2


def test_a_count_that_envelope_and_answer_both_have_is_counted_once() -> None:
    inner = [{"results": [], "total": 2}, {"results": [], "total": 1}]
    outer = [{"data": answer, "total": answer["total"], "pages": 1} for answer in inner]
    result: BatchResult[Any, Any] = BatchResult([], [], [], outer, inner)
    assert (result.total, result.pages) == (3, 2)
    with pytest.raises(AttributeError, match="no attribute 'others'"):
        _ = result.others
