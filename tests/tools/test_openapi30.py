"""3.0 documents come out as 3.1 documents that mean the same."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tools.spec.openapi30 import is_30, upgrade

HISTORY = Path(__file__).parents[2] / "spec" / "upstream" / "openapi.json"


def convert(schema: Any) -> Any:
    document = {"openapi": "3.0.3", "components": {"schemas": {"Other": {"type": "object"}, "S": schema}}}
    return upgrade(document)["components"]["schemas"]["S"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param({"type": "string", "nullable": True}, {"type": ["string", "null"]}, id="type"),
        pytest.param({"type": "string", "nullable": False}, {"type": "string"}, id="said-no"),
        pytest.param({"type": "string", "nullable": "true"}, {"type": ["string", "null"]}, id="as-text"),
        pytest.param({"type": "string", "x-nullable": True}, {"type": ["string", "null"]}, id="swagger-habit"),
        pytest.param(
            {"type": "string", "enum": ["A"], "nullable": True},
            {"type": ["string", "null"], "enum": ["A", None]},
            id="enum",
        ),
        pytest.param(
            {"type": "string", "enum": ["A", None], "nullable": True},
            {"type": ["string", "null"], "enum": ["A", None]},
            id="enum-has-null",
        ),
        pytest.param({"enum": ["A"], "nullable": True}, {"enum": ["A", None]}, id="enum-without-type"),
        pytest.param({"nullable": True}, {}, id="anything"),
        pytest.param(
            {"$ref": "#/components/schemas/Other", "nullable": True},
            {"anyOf": [{"$ref": "#/components/schemas/Other"}, {"type": "null"}]},
            id="reference",
        ),
        pytest.param(
            {"allOf": [{"$ref": "#/components/schemas/Other"}], "nullable": True, "description": "d", "x-a": 1},
            {"anyOf": [{"$ref": "#/components/schemas/Other"}, {"type": "null"}], "description": "d", "x-a": 1},
            id="all-of-one",
        ),
        pytest.param(
            {"type": "object", "allOf": [{"required": ["a"]}, {"required": ["b"]}], "nullable": True},
            {"anyOf": [{"type": "object", "allOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"type": "null"}]},
            id="all-of-many",
        ),
        pytest.param(
            {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": True},
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            id="any-of",
        ),
        pytest.param(
            {"oneOf": [{"type": "string"}, {"type": "integer", "nullable": True}], "nullable": True},
            {"anyOf": [{"oneOf": [{"type": "string"}, {"type": ["integer", "null"]}]}, {"type": "null"}]},
            id="one-of",
        ),
        pytest.param({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}, id="exclusive-minimum"),
        pytest.param({"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}, id="exclusive-maximum"),
        pytest.param({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}, id="inclusive"),
        pytest.param({"exclusiveMinimum": True}, {}, id="exclusive-of-nothing"),
        pytest.param({"type": "string", "example": "a"}, {"type": "string", "examples": ["a"]}, id="example"),
        pytest.param({"example": None}, {"examples": [None]}, id="example-null"),
        pytest.param({"type": "string", "format": "byte"}, {"type": "string", "contentEncoding": "base64"}, id="byte"),
        pytest.param(
            {"type": "string", "format": "binary"},
            {"type": "string", "format": "binary"},
            id="binary",
        ),
        pytest.param(
            {"$ref": "#/components/schemas/Other", "minLength": 3, "description": "d"},
            {"$ref": "#/components/schemas/Other", "description": "d"},
            id="siblings-of-a-reference",
        ),
        pytest.param(
            {"type": "object", "properties": {"nullable": {"type": "string", "nullable": True}, "example": {}}},
            {"type": "object", "properties": {"nullable": {"type": ["string", "null"]}, "example": {}}},
            id="properties-named-like-keywords",
        ),
        pytest.param(
            {"type": "object", "default": {"nullable": True}, "enum": [{"example": 1}], "x-raw": {"nullable": True}},
            {"type": "object", "default": {"nullable": True}, "enum": [{"example": 1}], "x-raw": {"nullable": True}},
            id="values-are-not-schemas",
        ),
        pytest.param(
            {"items": {"additionalProperties": {"not": {"type": "string", "nullable": True}}}},
            {"items": {"additionalProperties": {"not": {"type": ["string", "null"]}}}},
            id="nested",
        ),
        pytest.param(
            {"additionalProperties": True, "items": {}}, {"additionalProperties": True, "items": {}}, id="bool"
        ),
    ],
)
def test_schema(old: Any, new: Any) -> None:
    before = copy.deepcopy(old)
    assert convert(old) == new
    assert old == before, "the input was changed"


NULLABLE: dict[str, Any] = {"type": "string", "nullable": True}
DONE: dict[str, Any] = {"type": ["string", "null"]}


def everywhere(schema: dict[str, Any], version: str) -> dict[str, Any]:
    """A document with the schema in every place that OpenAPI has for one."""
    content = {"application/json": {"schema": schema, "example": {"nullable": True}}}
    parameter = {"name": "p", "in": "query", "schema": schema}
    by_content = {"name": "q", "in": "query", "content": content}
    header = {"schema": schema}
    response = {"description": "d", "headers": {"H": header}, "content": content}
    encoding = {"form": {"headers": {"E": header}}}
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": {"form": schema}}, "encoding": encoding}}
    plain = {"responses": {"200": response}}
    operation = {
        "parameters": [parameter, by_content],
        "requestBody": {"content": {**content, **form}},
        "responses": {"200": response, "default": {"description": "d"}},
        "callbacks": {"done": {"{$request.body#/url}": {"post": plain}}},
    }
    return {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"parameters": [{**parameter, "name": "all"}], "get": operation}},
        "components": {
            "schemas": {"S": schema},
            "parameters": {"P": {**parameter, "name": "shared"}},
            "headers": {"H": header},
            "responses": {"R": response},
            "requestBodies": {"B": {"content": content}},
            "callbacks": {"C": {"{$request.body#/url}": {"post": plain}}},
        },
    }


def test_every_place_that_holds_a_schema() -> None:
    new = upgrade(everywhere(NULLABLE, "3.0.3"))
    assert new == everywhere(DONE, "3.1.0")
    OpenAPIV31SpecValidator(new).validate()


def test_a_newer_document_is_copied_as_it_is() -> None:
    document = json.loads(HISTORY.read_text())
    new = upgrade(document)
    assert new == document
    assert new is not document
    assert not is_30(document)


VALUES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "abc"])
SCALARS = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "boolean"])},
    optional={"nullable": st.booleans(), "minimum": st.integers(-2, 2), "exclusiveMinimum": st.booleans()},
)
SCHEMAS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=2)}, optional={"nullable": st.booleans()}),
        st.fixed_dictionaries({"allOf": st.lists(inner, min_size=1, max_size=2)}, optional={"nullable": st.booleans()}),
    ),
    max_leaves=5,
)


def accepts(schema: dict[str, Any], value: object) -> bool:
    """What a 3.0 schema allows, by the intent rule, written apart from the code under test."""
    if value is None and schema.get("nullable"):
        return True
    if "anyOf" in schema:
        return any(accepts(one, value) for one in schema["anyOf"])
    if "allOf" in schema:
        return all(accepts(one, value) for one in schema["allOf"])
    kinds: dict[str, type] = {"string": str, "integer": int, "boolean": bool}
    if not isinstance(value, kinds[schema["type"]]) or (schema["type"] == "integer" and isinstance(value, bool)):
        return False
    if isinstance(value, int) and not isinstance(value, bool) and "minimum" in schema:
        return value > schema["minimum"] if schema.get("exclusiveMinimum") else value >= schema["minimum"]
    return True


@given(schema=SCHEMAS, value=VALUES)
def test_the_same_values_are_allowed(schema: dict[str, Any], value: object) -> None:
    assert Draft202012Validator(convert(schema)).is_valid(value) == accepts(schema, value)


def test_a_list_of_one_type_is_that_type_in_3_1_too() -> None:
    schemas = {"A": {"type": ["string"], "enum": ["a"]}, "B": {"type": ["string", "null"]}}
    document = upgrade({"openapi": "3.1.0", "components": {"schemas": schemas}})
    assert document["components"]["schemas"] == {"A": {"type": "string", "enum": ["a"]}, "B": schemas["B"]}
