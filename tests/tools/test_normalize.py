"""What the model generator is given: which classes, which names, which types, whatever the document looks like."""

from __future__ import annotations

import copy
import json
import keyword
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import paths
from tools.spec.normalize import BASE, BASE64, SECRET, Normalized, normalize
from tools.spec.normalize import TEXT as BASE64_TEXT

REF = "#/components/schemas/"
TEXT = {"type": "string"}


def run(**schemas: Any) -> Normalized:
    return normalize({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}})


def schema(node: Any) -> Any:
    """What a property with this schema becomes."""
    return run(Holder={"type": "object", "properties": {"p": node}}).document["components"]["schemas"]["Holder"][
        "properties"
    ]["p"]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        # What a value is stays; what a request must satisfy goes.
        ({"type": "string", "minLength": 1, "maxLength": 5, "pattern": "a", "default": "x", "example": "y"}, TEXT),
        ({"type": "string", "format": "uuid"}, TEXT),
        ({"type": "string", "format": "date-time"}, TEXT),
        ({"type": "string", "format": "email"}, TEXT),
        ({"type": "string", "deprecated": True, "x-anything": 1}, TEXT),
        ({"type": "integer", "format": "int32", "minimum": 0, "multipleOf": 2}, {"type": "integer"}),
        ({"type": "integer", "enum": [1, 2]}, {"type": "integer"}),
        ({"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}, {"type": "array", "items": TEXT}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "array", "prefixItems": [TEXT], "items": False}, {"type": "array", "items": {}}),
        ({"type": "object"}, {"$ref": f"{REF}HolderP"}),
        ({"type": "object", "additionalProperties": True}, {"type": "object", "additionalProperties": True}),
        ({"additionalProperties": TEXT}, {"type": "object", "additionalProperties": TEXT}),
        ({"type": "object", "patternProperties": {"^x": TEXT}}, {"type": "object", "additionalProperties": True}),
        ({"const": "x"}, {}),
        ({"type": "string", "const": "x"}, TEXT),
        ({}, {}),
        (True, {}),
        # Null is every optional field's business, and not the property's.
        ({"type": ["string", "null"]}, TEXT),
        ({"type": "string", "nullable": True}, TEXT),
        ({"anyOf": [TEXT, {"type": "null"}]}, TEXT),
        ({"type": "array", "items": {"type": ["string", "null"]}},
         {"type": "array", "items": {"anyOf": [TEXT, {"type": "null"}]}}),
        # Unions.
        ({"type": ["string", "integer", "null"]}, {"anyOf": [TEXT, {"type": "integer"}]}),
        ({"oneOf": [TEXT, {"type": "string", "format": "uuid"}]}, TEXT),
        ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "string"}, TEXT),
        ({"anyOf": [TEXT, {}]}, {}),
        ({"allOf": [TEXT], "description": "D"}, {**TEXT, "description": "D"}),
        # Types of our own.
        ({"type": "string", "x-goodmem-secret": True}, {**TEXT, "customTypePath": SECRET}),
        ({"type": ["string", "null"], "x-goodmem-secret": True}, {**TEXT, "customTypePath": SECRET}),
        ({"type": "boolean", "x-goodmem-secret": True}, {"type": "boolean"}),
        ({"type": ["string", "null"], "contentEncoding": "base64"}, {**TEXT, "customTypePath": BASE64}),
        ({"type": "string", "format": "byte"}, {**TEXT, "customTypePath": BASE64}),
        ({"type": "string", "contentEncoding": "quoted-printable"}, TEXT),
        ({"type": "string", "format": "binary"}, {}),
    ],
)  # fmt: skip
def test_a_property_becomes_what_its_value_is(node: Any, expected: Any) -> None:
    assert schema(node) == expected


def test_exactly_one_groups_conditions_and_dependencies_leave_no_trace() -> None:
    node = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"a": TEXT, "b": TEXT},
        "required": ["a"],
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        "anyOf": [{"required": ["a"]}],
        "allOf": [{"if": {"properties": {"a": {"const": "x"}}}, "then": {"required": ["b"]}}],
        "not": {"required": ["a", "b"]},
        "dependentRequired": {"a": ["b"]},
    }
    assert run(A=node).document["components"]["schemas"] == {
        "A": {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "required": ["a"]}
    }


def test_required_means_that_every_server_sends_it() -> None:
    properties = {
        "plain": TEXT,
        "nullable": {"type": ["string", "null"]},
        "old": {"type": "string", "nullable": True},
        "union": {"anyOf": [TEXT, {"type": "null"}]},
        "ref": {"$ref": f"{REF}N"},
        "read": {"type": "string", "readOnly": True},
        "write": {"type": "string", "writeOnly": True},
    }
    done = run(
        A={"properties": properties, "required": list(properties)}, N={"type": ["string", "null"], "enum": ["A", None]}
    )
    assert done.document["components"]["schemas"]["A"]["required"] == ["plain"]


def test_an_enumeration_with_null_or_of_constants_is_an_enumeration_of_strings() -> None:
    schemas = run(
        A={"type": ["string", "null"], "enum": ["X", None]},
        B={"oneOf": [{"const": "X", "description": "x"}, {"const": "Y"}, {"type": "null"}]},
    ).document["components"]["schemas"]
    assert schemas["A"] == {"type": "string", "enum": ["X"]}
    assert schemas["B"] == {"type": "string", "enum": ["X", "Y"]}


def test_inline_classes_are_named_after_where_they_are() -> None:
    done = run(
        A={
            "properties": {
                "theKind": {"anyOf": [{"type": "string", "enum": ["X"]}, {"type": "null"}]},
                "deep": {"properties": {"er": {"properties": {"x": TEXT}}}},
                "list": {"type": "array", "items": {"properties": {"x": TEXT}}},
                "map": {"type": "object", "additionalProperties": {"type": "string", "enum": ["Y"]}},
                "one": {"oneOf": [{"title": "Left", "properties": {"l": TEXT}}, {"properties": {"r": TEXT}}]},
            }
        }
    )
    schemas = done.document["components"]["schemas"]
    assert set(schemas) == {"A", "ATheKind", "ADeep", "ADeepEr", "AListItem", "AMapValue", "AOneLeft", "AOneOption2"}
    assert done.classes == {"A": "A"}
    assert schemas["A"]["properties"]["one"]["anyOf"][-1] == {"type": "object", "customTypePath": BASE}


def test_what_is_called_like_an_inline_class_keeps_its_name() -> None:
    done = run(A={"properties": {"kind": {"type": "string", "enum": ["X"]}}}, AKind={"properties": {"x": TEXT}})
    schemas = done.document["components"]["schemas"]
    assert schemas["AKind"]["properties"] == {"x": TEXT}
    assert schemas["A"]["properties"]["kind"] == {"$ref": f"{REF}AKind2"}


def test_the_parts_of_an_object_are_put_together() -> None:
    schemas = run(
        Base={"properties": {"a": TEXT, "b": TEXT}, "required": ["a"]},
        Derived={"allOf": [{"$ref": f"{REF}Base"}, {"properties": {"b": {"type": "integer"}}, "required": ["b"]}]},
        Group={
            "properties": {"a": TEXT},
            "oneOf": [{"properties": {"x": TEXT}, "required": ["x"]}, {"required": ["a"]}],
        },
    ).document["components"]["schemas"]
    assert schemas["Derived"] == {
        "type": "object",
        "properties": {"a": TEXT, "b": {"type": "integer"}},
        "required": ["a", "b"],
    }
    assert schemas["Group"] == {"type": "object", "properties": {"a": TEXT, "x": TEXT}}


def test_the_variants_of_a_discriminated_union_keep_their_tag() -> None:
    schemas = run(
        Pet={"oneOf": [{"$ref": f"{REF}Cat"}, {"$ref": f"{REF}Dog"}], "discriminator": {"propertyName": "kind"}},
        Cat={"properties": {"kind": {"const": "cat"}}, "required": ["kind"]},
        Dog={"properties": {"kind": {"type": "string", "enum": ["dog"]}, "const": {"const": "x"}}},
    ).document["components"]["schemas"]
    assert schemas["Cat"]["properties"]["kind"] == {"const": "cat"}
    assert schemas["Dog"]["properties"]["kind"] == {"const": "dog"}
    assert schemas["Dog"]["properties"]["const"] == {}
    assert [one.get("$ref") or one["customTypePath"] for one in schemas["Pet"]["anyOf"]] == [
        f"{REF}Cat",
        f"{REF}Dog",
        BASE,
    ]


def test_references_to_elsewhere_are_followed_and_circles_end() -> None:
    done = run(
        A={
            "properties": {
                "x": {"$ref": f"{REF}A/properties/y"},
                "y": {"type": "integer"},
                "z": {"$ref": f"{REF}A/properties/z"},
            }
        },
        B={"allOf": [{"$ref": f"{REF}B"}], "properties": {"p": TEXT}},
    )
    properties = done.document["components"]["schemas"]["A"]["properties"]
    assert properties == {"x": {"type": "integer"}, "y": {"type": "integer"}, "z": {}}
    assert done.document["components"]["schemas"]["B"]["properties"] == {"p": TEXT}


def test_base64_that_is_only_sent_stays_text() -> None:
    def body(name: str) -> Any:
        return {"content": {"application/json": {"schema": {"$ref": f"{REF}{name}"}}}}

    node = {"type": "string", "contentEncoding": "base64"}
    operation = {"requestBody": body("Sent"), "responses": {"200": {"$ref": "#/components/responses/R"}}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/x": {"post": operation}},
        "components": {
            "responses": {"R": body("Received")},
            "schemas": {
                "Sent": {
                    "properties": {"b": node, "both": {"$ref": f"{REF}Both"}, "deep": {"properties": {"b": node}}}
                },
                "Received": {"properties": {"b": node, "both": {"type": "array", "items": {"$ref": f"{REF}Both"}}}},
                "Both": {"properties": {"b": node}},
                "Neither": {"properties": {"b": node}},
            },
        },
    }
    schemas = normalize(document).document["components"]["schemas"]
    types = {name: schemas[name]["properties"]["b"]["customTypePath"] for name in schemas}
    assert types == {"Sent": BASE64_TEXT, "SentDeep": BASE64_TEXT} | dict.fromkeys(
        ("Received", "Both", "Neither"), BASE64
    )


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"properties": {"y": {"properties": {"y": {"$ref": f"{REF}A/properties/y"}}}}}},
        {
            "A": {"anyOf": [{"$ref": f"{REF}A"}, TEXT]},
            "H": {"properties": {"a": {"$ref": f"{REF}A"}}, "required": ["a"]},
        },
        {"A": {"$ref": f"{REF}B"}, "B": {"$ref": f"{REF}A"}, "H": {"properties": {"a": {"$ref": f"{REF}A"}}}},
        {"A": {"allOf": [{"$ref": f"{REF}B"}]}, "B": {"allOf": [{"$ref": f"{REF}A"}], "properties": {"p": TEXT}}},
        {"A": {"type": "array", "items": {"$ref": f"{REF}A/items"}}},
    ],
)
def test_no_circle_is_followed_for_ever(schemas: Any) -> None:
    assert set(run(**schemas).classes) == set(schemas)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("EmbedderResponse", "EmbedderResponse"),
        ("LLMResponse", "LLMResponse"),
        ("error-detail.v2", "ErrorDetailV2"),
        ("foo_bar", "FooBar"),
        ("1Thing", "Model1Thing"),
        ("class", "ClassModel"),
        ("Any", "AnyModel"),
        ("Model", "ModelModel"),
        ("None", "NoneModel"),
        ("___", "ModelModel"),
    ],
)
def test_class_names(name: str, expected: str) -> None:
    assert run(**{name: {}}).classes == {name: expected}


def test_schemas_whose_names_collide_get_classes_of_their_own() -> None:
    assert run(foo_bar={}, FooBar={}, **{"foo-bar": {}}).classes == {
        "foo_bar": "FooBar",
        "FooBar": "FooBar2",
        "foo-bar": "FooBar3",
    }


def test_attributes_are_spelled_as_arguments_are_and_hide_nothing() -> None:
    names = ["originalContentB64", "class", "self", "copy", "model_config", "json", "list", "x-y", "1st", "plain"]
    assert run(A={"properties": dict.fromkeys(names, TEXT)}).aliases == {
        "A.originalContentB64": "original_content_b64",
        "A.class": "class_",
        "A.self": "self_",
        "A.copy": "copy_",
        "A.model_config": "model_config_",
        "A.json": "json_",
        "A.list": "list_",
        "A.x-y": "x_y",
        "A.1st": "n1st",
    }


@given(st.lists(st.text(alphabet="aAbB1_-.$é ", max_size=6), min_size=1, max_size=8, unique=True))
def test_attributes_are_identifiers_and_no_other_field_answers_to_them(wires: list[str]) -> None:
    aliases = run(A={"properties": dict.fromkeys(wires, TEXT)}).aliases
    attributes = [aliases.get(f"A.{wire}", wire) for wire in wires]
    assert len(set(attributes)) == len(wires)
    for wire, attribute in zip(wires, attributes, strict=True):
        assert attribute.isidentifier()
        assert not keyword.iskeyword(attribute)
        assert not attribute.startswith("_")
        assert attribute == wire or attribute not in wires


@pytest.mark.parametrize("path", sorted((paths.ROOT / paths.HISTORY).glob("*.json")), ids=lambda path: path.stem)
def test_every_document_there_has_been_is_normalised_and_not_changed(path: Any) -> None:
    document = json.loads(path.read_bytes())
    before = copy.deepcopy(document)
    done = normalize(document)
    assert document == before
    assert done.classes.keys() == document["components"]["schemas"].keys()
    assert all(cls == name for name, cls in done.classes.items() if name[0].isupper() and name.isidentifier())
    words = {word for node in done.document["components"]["schemas"].values() for word in _words(node)}
    assert words <= {"type", "properties", "required", "items", "additionalProperties", "enum", "$ref", "anyOf"} | {
        "description", "customTypePath", "customBasePath", "const",
    }  # fmt: skip


def _words(node: Any, *, named: bool = False) -> set[str]:
    if not isinstance(node, dict):
        return set().union(*map(_words, node)) if isinstance(node, list) else set()
    own = set() if named else set(node)
    return own.union(*(_words(value, named=not named and key == "properties") for key, value in node.items()))
