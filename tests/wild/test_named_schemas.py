"""Schemas that are referred to by their names, and what stands beside a reference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodmem_dyn import InvalidRequestError
from tests.support.documents import STRINGS, Recorder, body, document, operation, query, ref

NAMED = [
    ({"$anchor": "node"}, "#node"),
    ({"$dynamicAnchor": "node"}, "#node"),
    ({"$id": "https://schemas.example/node"}, "https://schemas.example/node"),
    ({"$id": "https://schemas.example/node#"}, "https://schemas.example/node"),
    ({"$id": "node.json"}, "node.json"),
    ({"$id": "node.json", "$anchor": "top"}, "node.json#top"),
    ({"$id": "urn:example:node"}, "urn:example:node"),
]
INNER = ["#size", "#/components/schemas/Node/$defs/size"]


@pytest.mark.parametrize(
    ("named", "reference", "inner"),
    # A pointer from a schema with an `$id` may begin there.
    [(*names, inner) for names in NAMED for inner in (*INNER, *(["#/$defs/size"] if "$id" in names[0] else ()))],
)
def test_schemas_may_be_referred_to_by_their_names(named, reference, inner) -> None:
    node = {
        **named,
        "type": "object",
        "required": ["size"],
        "properties": {"size": {"$ref": inner}, "next": {"$ref": reference}, "$id": {"type": "string"}},
        "$defs": {"size": {"$anchor": "size", "type": "integer"}},
    }
    paths = {"/v1/nodes": {"post": operation({"$ref": reference}, requestBody=body({"$ref": reference}))}}
    recorder = Recorder(document(paths, {"Node": node}), content=b'{"size": 3, "next": {"size": 4}}')
    answer = recorder.client.nodes.create(size=1, next={"size": 2, "next": {"size": 3}})
    assert json.loads(recorder.last.content) == {"size": 1, "next": {"size": 2, "next": {"size": 3}}}
    assert (type(answer).__name__, type(answer.next).__name__, answer.next.size) == ("Node", "Node", 4)
    with pytest.raises(InvalidRequestError, match=r"next\.size must be"):
        recorder.client.nodes.create(size=1, next={"size": "wide"})


def test_a_recursion_that_is_dynamic_is_one() -> None:
    node = {
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {"size": {"type": "integer"}, "next": {"$dynamicRef": "#node"}},
    }
    paths = {"/v1/nodes": {"post": operation(ref("Node"), requestBody=body(ref("Node")))}}
    recorder = Recorder(document(paths, {"Node": node}), content=b'{"size": 3, "next": {"size": 4}}')
    assert recorder.client.nodes.create(size=1).next.size == 4
    with pytest.raises(InvalidRequestError, match=r"next\.size must be"):
        recorder.client.nodes.create(next={"size": "wide"})


def test_a_type_beside_a_reference_is_that_of_what_it_leads_to() -> None:
    times = {"type": "array", "items": {"type": "string"}}
    day = {"type": "object", "properties": {"open": {"$ref": "#/components/schemas/Times", "type": "object"}}}
    paths = {"/v1/days": {"post": operation(ref("Day"), requestBody=body(ref("Day")))}}
    recorder = Recorder(document(paths, {"Day": day, "Times": times}), content=b'{"open": ["8"]}')
    assert recorder.client.days.create(open=["7"]).open == ["8"]
    assert json.loads(recorder.last.content) == {"open": ["7"]}


@pytest.mark.filterwarnings("ignore::goodmem_dyn.UnexpectedAnswerWarning")
@pytest.mark.parametrize(("content", "items"), [(b'["a"]', ["a"]), (b"[]", []), (b"7", []), (b'"t"', [])])
def test_a_list_that_comes_without_its_object_is_taken(content, items) -> None:
    answer = {"type": "object", "properties": {"words": STRINGS}}
    parameters = [query("limit", {"type": "integer"}), query("offset", {"type": "integer"})]
    recorder = Recorder(document({"/v1/words": {"get": operation(answer, parameters=parameters)}}), content=content)
    assert list(recorder.client.words.get()) == items


def _nested(schema: dict[str, Any]) -> dict[str, Any]:
    for _ in range(50):
        schema = {"properties": {"k" * 10_000: schema}}
    return schema


@pytest.mark.parametrize(
    "schema",
    [
        _nested({"allOf": [{"$anchor": f"a{index}"} for index in range(2_000)]}),
        {"$id": "https://x/" + "a" * 100_000, "allOf": [{"$anchor": f"a{index}"} for index in range(2_000)]},
        {"$id": "https://x/" + "a" * 100_000, "allOf": [{"$ref": f"b{index}"} for index in range(2_000)]},
        {"$id": "https://x/" + "a" * 100_000, "allOf": [{"$id": f"b{index}"} for index in range(2_000)]},
    ],
    ids=["pointers", "anchors", "references", "ids"],
)
def test_names_cost_no_more_than_a_document_may(schema: dict[str, Any]) -> None:
    """Each of 2,000 is short, and has what it lies in written out before it: 200 MB or more in all."""
    with pytest.raises(InvalidRequestError, match="The names of its schemas have more than 67,108,864 characters"):
        Recorder(document({"/v1/nodes": {"post": operation(ref("Node"))}}, {"Node": schema}))
