"""A document that the pipeline accepts is valid OpenAPI; one that it refuses, it refuses with a place and a reason."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tools import paths
from tools.spec import validate
from tools.spec.validate import DocumentError

GOOD: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/things/{id}": {
            "get": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": ["object", "null"],
                "properties": {"$ref": {"type": "string"}, "next": {"$ref": "#/components/schemas/Thing"}},
                "example": {"$ref": "just data"},
            },
        }
    },
}


def changed(place: str, value: Any) -> dict[str, Any]:
    """`GOOD` with one place set, or deleted where the value is `...`."""
    document = copy.deepcopy(GOOD)
    *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in place.split("/")[1:]]
    node: Any = document
    for part in parents:
        node = node[int(part)] if isinstance(node, list) else node[part]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return document


THING = "/components/schemas/Thing"
GET = "/paths/~1things~1{id}/get"


@pytest.mark.parametrize(
    "document",
    [
        GOOD,
        changed("/openapi", "3.2.0"),
        changed(f"{THING}/properties/a~1b~0c", {"$ref": f"#{THING}/properties/$ref"}),
        changed(f"{THING}/properties/next/$ref", f"#{GET}/parameters/0/schema"),
    ],
)
def test_a_valid_document_passes(document: dict[str, Any]) -> None:
    validate.validate(document)


@pytest.mark.parametrize("commit", sorted(path.stem for path in (paths.ROOT / paths.HISTORY).glob("*.json")))
def test_every_document_there_has_been_passes(commit: str) -> None:
    validate.validate(validate.read((paths.ROOT / paths.HISTORY / f"{commit}.json").read_bytes()))


@pytest.mark.parametrize(
    ("place", "value", "pointer", "reason"),
    [
        ("/openapi", "2.0", "#/openapi", "3.0.x, 3.1.x or 3.2.x"),
        ("/openapi", ..., "#/openapi", "3.0.x, 3.1.x or 3.2.x"),
        ("/openapi", 3.1, "#/openapi", "3.0.x, 3.1.x or 3.2.x"),
        ("/info/title", ..., "#/info", "'title' is a required property"),
        ("/paths", [], "#/paths", "not of type 'object'"),
        (f"{GET}/responses/200/description", ..., f"#{GET}/responses/200", "'description' is a required property"),
        (f"{GET}/parameters/0/in", "body", f"#{GET}/parameters/0/in", "'body' is not one of"),
        (f"{GET}/parameters/0/schema/type", "strng", f"#{GET}/parameters/0/schema/type", "strng"),
        (f"{GET}/responses/200/content/application~1json/schema", [], f"#{GET}/responses/200/content", "object"),
        (f"{THING}/properties/next", {"type": "sting"}, f"#{THING}/properties/next/type", "sting"),
        (f"{THING}/properties", [], f"#{THING}/properties", "not of type 'object'"),
        (f"{THING}/properties/a~1b~0c", {"type": 1}, f"#{THING}/properties/a~1b~0c/type", "1 is not"),
        ("/components/schemas/a b", {}, "#/components/schemas", "'a b' does not match"),
        (f"{THING}/required", "id", f"#{THING}/required", "not of type 'array'"),
        (f"{THING}/properties/next/$ref", "#/components/schemas/Gone", f"#{THING}/properties/next/$ref", "'Gone'"),
        (f"{THING}/properties/next/$ref", f"#{GET}/parameters/7", f"#{THING}/properties/next/$ref", "'7'"),
        (f"{THING}/properties/default", {"$ref": "#/gone"}, f"#{THING}/properties/default/$ref", "'gone'"),
        (f"{THING}/properties/next/$ref", "other.json#/x", f"#{THING}/properties/next/$ref", "outside the document"),
        (f"{THING}/properties/next/$ref", "#Anchor", f"#{THING}/properties/next/$ref", "JSON pointer"),
    ],
)
def test_an_invalid_document_is_refused_with_the_place_and_the_reason(
    place: str, value: Any, pointer: str, reason: str
) -> None:
    with pytest.raises(DocumentError) as raised:
        validate.validate(changed(place, value))
    found, _, text = str(raised.value).partition(": ")
    assert found.startswith(pointer)
    assert reason in text


def test_an_openapi_3_0_document_is_judged_by_the_rules_of_3_0() -> None:
    document = changed("/openapi", "3.0.3")
    document["components"]["schemas"]["Thing"]["type"] = "object"
    document["components"]["schemas"]["Thing"]["nullable"] = True
    validate.validate(document)
    document["components"]["schemas"]["Thing"]["type"] = ["object", "null"]
    with pytest.raises(DocumentError, match="Thing"):
        validate.validate(document)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a JSON document"),
        (b"{", "not a JSON document"),
        (b"\xff{}", "not a JSON document"),
        (b"[]", "expected an object"),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "'b' is given twice"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b'{"a": -Infinity}', "-Infinity is not JSON"),
    ],
)
def test_bytes_that_are_not_a_document_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        validate.read(data)


def test_a_long_value_does_not_drown_the_reason() -> None:
    with pytest.raises(DocumentError) as raised:
        validate.validate(changed("/info", ["x" * 10_000]))
    assert len(str(raised.value)) < 400
    assert "is not of type 'object'" in str(raised.value)


def test_reading_keeps_what_is_there() -> None:
    assert validate.read(json.dumps(GOOD).encode()) == GOOD
