"""Each kind of change gets oasdiff's id and level, and the right Python verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.diff.compare import Comparison, as_json, compare, dumps, next_version
from tools.diff.model import Finding, Severity
from tools.diff.rules import OASDIFF, SPECS

Json = dict[str, Any]

ITEM: Json = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}


def document(**schemas: Json) -> Json:
    """Things can be listed, made and read; `Thing` goes both ways, `Draft` is sent, `Item` is answered."""
    ref = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("Thing", "Draft", "Item")}
    listing = {"type": "object", "properties": {"items": {"type": "array", "items": ref["Item"]}}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}}
    return fresh(
        {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1", "x-goodmem-commit": "a" * 40},
            "security": [{"key": []}],
            "paths": {
                "/v1/things": {
                    "get": {
                        "operationId": "listThings",
                        "tags": ["things"],
                        "parameters": [limit],
                        "responses": {"200": reply(listing), "404": {"description": "none"}},
                    },
                    "post": {
                        "operationId": "createThing",
                        "requestBody": {"required": True, **body(ref["Draft"])},
                        "responses": {"201": reply(ref["Thing"])},
                    },
                },
                "/v1/things/{id}": {
                    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "get": {"operationId": "getThing", "responses": {"200": reply(ref["Item"])}},
                    "put": {
                        "operationId": "updateThing",
                        "requestBody": body(ref["Thing"]),
                        "responses": {"200": reply(ref["Thing"])},
                    },
                },
            },
            "components": {
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}},
                "schemas": {"Thing": ITEM, "Draft": ITEM, "Item": ITEM, **schemas},
            },
        }
    )


def fresh(value: Any) -> Any:
    """A copy in which nothing stands in two places."""
    return json.loads(json.dumps(value))


def body(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def reply(schema: Json, **more: Any) -> Json:
    return {"description": "ok", **body(schema), **more}


def field(schema: Json) -> Json:
    return {"type": "object", "properties": {"id": {"type": "string"}, "f": schema}, "required": ["id"]}


def one(comparison: Comparison, kind: str) -> Finding:
    found = comparison.of(kind)
    assert len(found) == 1, [(finding.kind, finding.subject) for finding in comparison.findings]
    return found[0]


def levels(finding: Finding) -> dict[str, str]:
    return {rule.id: rule.level for rule in finding.rules}


NEW = {"type": "string"}
B, R, C = "breaking", "risky", "compatible"

# kind, old field, new field, the rule and Python verdict of a request field, the same of a reply's field
FIELDS: list[tuple[str, Json, Json, str, str, str, str]] = [
    ("type.changed", {"type": "string"}, {"type": "integer"}, "ERR request-property-type-changed", B, "ERR response-property-type-changed", B),
    ("type.widened", {"type": "integer"}, {"type": "number"}, "INFO request-property-type-generalized", C, "ERR response-property-type-generalized", R),
    ("type.narrowed", {"type": "number"}, {"type": "integer"}, "ERR request-property-type-changed", B, "INFO response-property-type-specialized", C),
    ("type.widened", {"type": "integer"}, {}, "INFO request-property-type-generalized", C, "ERR response-property-type-generalized", R),
    ("types.widened", {"type": ["string"]}, {"type": ["string", "integer"]}, "INFO request-property-list-of-types-widened", C, "ERR response-property-list-of-types-widened", R),
    ("types.narrowed", {"type": ["string", "integer"]}, {"type": "string"}, "ERR request-property-list-of-types-narrowed", B, "INFO response-property-list-of-types-narrowed", C),
    ("format.set", NEW, {**NEW, "format": "uuid"}, "ERR request-property-type-changed", R, "INFO response-property-type-specialized", C),
    ("format.unset", {**NEW, "format": "uuid"}, NEW, "INFO request-property-type-generalized", C, "ERR response-property-type-generalized", C),
    ("format.changed", {**NEW, "format": "uuid"}, {**NEW, "format": "odd-one"}, "ERR request-property-type-changed", R, "ERR response-property-type-changed", R),
    ("format.widened", {"type": "integer", "format": "int32"}, {"type": "integer", "format": "int64"}, "INFO request-property-type-generalized", C, "ERR response-property-type-generalized", C),
    ("null.allowed", NEW, {"type": ["string", "null"]}, "INFO request-property-became-nullable", C, "ERR response-property-became-nullable", R),
    ("null.allowed", NEW, {"anyOf": [NEW, {"type": "null"}]}, "INFO request-property-became-nullable", C, "ERR response-property-became-nullable", R),
    ("null.refused", {"type": "string", "nullable": True}, NEW, "ERR request-property-became-not-nullable", R, "INFO response-property-became-not-nullable", C),
    ("enum.set", NEW, {**NEW, "enum": ["A"]}, "ERR request-property-became-enum", R, "INFO x-response-property-became-enum", C),
    ("enum.unset", {**NEW, "enum": ["A"]}, NEW, "INFO request-property-enum-removed", R, "ERR response-property-enum-removed", R),
    ("enum-value.added", {"enum": ["A"]}, {"enum": ["A", "B"]}, "INFO request-property-enum-value-added", C, "ERR response-property-enum-value-added", C),
    ("enum-value.removed", {"enum": ["A", "B"]}, {"enum": ["A"]}, "ERR request-property-enum-value-removed", B, "INFO response-property-enum-value-removed", B),
    ("const.set", NEW, {**NEW, "const": "A"}, "ERR request-property-const-added", R, "INFO response-property-const-added", C),
    ("const.changed", {"const": "A"}, {"const": "B"}, "ERR request-property-const-changed", B, "ERR response-property-const-changed", R),
    ("default.set", NEW, {**NEW, "default": "A"}, "INFO request-property-default-value-added", C, "INFO response-property-default-value-added", C),
    ("default.changed", {**NEW, "default": 1}, {**NEW, "default": True}, "INFO request-property-default-value-changed", R, "INFO response-property-default-value-changed", C),
    ("default.unset", {**NEW, "default": 1}, NEW, "INFO request-property-default-value-removed", R, "INFO response-property-default-value-removed", C),
    ("max-length.set", NEW, {**NEW, "maxLength": 9}, "ERR request-property-max-length-set", R, "INFO response-property-max-length-set", C),
    ("max-length.unset", {**NEW, "maxLength": 9}, NEW, "INFO request-property-max-length-unset", C, "ERR response-property-max-length-unset", C),
    ("max-length.increased", {**NEW, "maxLength": 9}, {**NEW, "maxLength": 10}, "INFO request-property-max-length-increased", C, "ERR response-property-max-length-increased", C),
    ("max-length.decreased", {**NEW, "maxLength": 9}, {**NEW, "maxLength": 8}, "ERR request-property-max-length-decreased", R, "INFO response-property-max-length-decreased", C),
    ("min-length.set", NEW, {**NEW, "minLength": 1}, "ERR request-property-min-length-set", R, "INFO response-property-min-length-set", C),
    ("min-length.unset", {**NEW, "minLength": 1}, NEW, "INFO request-property-min-length-unset", C, "ERR response-property-min-length-unset", C),
    ("min.increased", {"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 2}, "ERR request-property-min-increased", R, "INFO response-property-min-increased", C),
    ("min.decreased", {"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 0}, "INFO request-property-min-decreased", C, "ERR response-property-min-decreased", C),
    ("min-items.set", {"type": "array"}, {"type": "array", "minItems": 1}, "ERR request-property-min-items-set", R, "INFO response-property-min-items-set", C),
    ("unique-items.set", {"type": "array"}, {"type": "array", "uniqueItems": True}, "ERR request-property-unique-items-set", R, "INFO response-property-unique-items-set", C),
    ("multiple-of.narrowed", {"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 4}, "ERR request-property-multiple-of-changed", R, "INFO response-property-multiple-of-specialized", C),
    ("multiple-of.widened", {"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 2}, "INFO request-property-multiple-of-generalized", C, "ERR response-property-multiple-of-changed", C),
    ("pattern.set", NEW, {**NEW, "pattern": "a"}, "ERR request-property-pattern-added", R, "INFO response-property-pattern-added", C),
    ("pattern.changed", {**NEW, "pattern": "a"}, {**NEW, "pattern": "b"}, "WARN request-property-pattern-changed", R, "WARN response-property-pattern-changed", C),
    ("pattern.unset", {**NEW, "pattern": "a"}, NEW, "INFO request-property-pattern-removed", C, "ERR response-property-pattern-removed", C),
    ("extra.refused", {"type": "object"}, {"type": "object", "additionalProperties": False}, "ERR x-request-property-additional-properties-refused", R, "INFO x-response-property-additional-properties-refused", C),
    ("extra.narrowed", {"type": "object", "additionalProperties": True}, {"type": "object", "additionalProperties": NEW}, "ERR x-request-property-additional-properties-narrowed", R, "INFO x-response-property-additional-properties-narrowed", C),
    ("all-of.annotated", {"allOf": [{"minLength": 1}, {"maxLength": 9}]}, {"allOf": [{"minLength": 1}, {"maxLength": 9}, {"default": "a"}]}, "INFO request-property-all-of-added-annotation-only", C, "INFO response-property-all-of-added-annotation-only", C),
    ("all-of.unannotated", {"allOf": [{"minLength": 1}, {"maxLength": 9}, {"title": "T"}]}, {"allOf": [{"minLength": 1}, {"maxLength": 9}]}, "INFO request-property-all-of-removed-annotation-only", C, "INFO response-property-all-of-removed-annotation-only", C),
    ("prefix-items.added", {"prefixItems": [NEW]}, {"prefixItems": [NEW, NEW]}, "WARN request-property-prefix-items-added", R, "WARN response-property-prefix-items-added", R),
    ("prefix-items.removed", {"prefixItems": [NEW, NEW]}, {"prefixItems": [NEW]}, "WARN request-property-prefix-items-removed", R, "WARN response-property-prefix-items-removed", R),
    ("any-of.added", {"anyOf": [{"type": "integer"}, NEW]}, {"anyOf": [{"type": "integer"}, NEW, {"type": "array"}]}, "INFO request-property-any-of-added", C, "ERR response-property-any-of-added", R),
    ("one-of.removed", {"oneOf": [{"type": "integer"}, NEW, {"type": "array"}]}, {"oneOf": [{"type": "integer"}, NEW]}, "ERR request-property-one-of-removed", B, "INFO response-property-one-of-removed", C),
    ("one-of.set", {}, {"oneOf": [{"type": "integer"}, NEW]}, "ERR x-request-property-one-of-introduced", R, "INFO x-response-property-one-of-introduced", C),
    ("all-of.added", {"allOf": [{"minLength": 1}, {"maxLength": 9}]}, {"allOf": [{"minLength": 1}, {"maxLength": 9}, {"pattern": "a"}]}, "ERR request-property-all-of-added", R, "INFO response-property-all-of-added", C),
    ("discriminator.changed", {"discriminator": {"propertyName": "a"}}, {"discriminator": {"propertyName": "b"}}, "INFO request-property-discriminator-property-name-changed", R, "INFO response-property-discriminator-property-name-changed", R),
    ("discriminator-mapping.added", {"discriminator": {"propertyName": "a", "mapping": {}}}, {"discriminator": {"propertyName": "a", "mapping": {"x": "y"}}}, "INFO request-property-discriminator-mapping-added", C, "INFO response-property-discriminator-mapping-added", C),
    ("if.added", {"type": "object"}, {"type": "object", "if": {"required": ["a"]}}, "ERR request-property-if-added", R, "INFO response-property-if-added", C),
    ("not.added", {"type": "object"}, {"type": "object", "not": {"required": ["a"]}}, "ERR x-request-property-not-added", R, "INFO x-response-property-not-added", C),
    ("dependent-required.added", {"type": "object"}, {"type": "object", "dependentRequired": {"a": ["b"]}}, "ERR request-property-dependent-required-added", R, "INFO response-property-dependent-required-added", C),
    ("dependent-required.changed", {"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {"a": ["c"]}}, "ERR request-property-dependent-required-changed", R, "ERR response-property-dependent-required-changed", R),
    ("content-encoding.changed", NEW, {**NEW, "contentEncoding": "base64"}, "ERR request-property-content-encoding-changed", B, "ERR response-property-content-encoding-changed", B),
    ("read-only.set", NEW, {**NEW, "readOnly": True}, "INFO request-optional-property-became-read-only", R, "INFO response-optional-property-became-read-only", C),
    ("deprecated.set", NEW, {**NEW, "deprecated": True}, "INFO request-property-deprecated", C, "INFO response-property-deprecated", C),
    ("extension.changed", NEW, {**NEW, "x-new": 1}, "WARN x-request-property-extension-changed", R, "WARN x-response-property-extension-changed", R),
    ("keyword.changed", NEW, {**NEW, "unheardOf": 1}, "WARN x-request-property-keyword-changed", R, "WARN x-response-property-keyword-changed", R),
    ("docs", NEW, {**NEW, "description": "d"}, "INFO x-documentation-changed", C, "INFO x-documentation-changed", C),
    ("notation", {**NEW, "deprecated": False}, NEW, "INFO x-notation-changed", C, "INFO x-notation-changed", C),
    ("notation", {"type": ["string", "null"]}, {"anyOf": [NEW, {"type": "null"}]}, "INFO x-notation-changed", C, "INFO x-notation-changed", C),
    ("notation", {"enum": ["A", None]}, {"anyOf": [{"enum": ["A"], "type": "string"}, {"type": "null"}]}, "INFO x-notation-changed", C, "INFO x-notation-changed", C),
]  # fmt: skip


@pytest.mark.parametrize("name", ["Draft", "Item"])
@pytest.mark.parametrize(("kind", "old", "new", "sent", "python_sent", "got", "python_got"), FIELDS, ids=lambda _: "")
def test_a_field(
    kind: str, old: Json, new: Json, sent: str, python_sent: str, got: str, python_got: str, name: str
) -> None:
    comparison = compare(document(**{name: field(old)}), document(**{name: field(new)}))
    finding = one(comparison, kind)
    rule, python = (sent, python_sent) if name == "Draft" else (got, python_got)
    assert [f"{level} {id_}" for id_, level in levels(finding).items()] == [rule]
    assert str(finding.python) == python
    assert (
        finding.wire == {"ERR": Severity.BREAKING, "WARN": Severity.RISKY, "INFO": Severity.COMPATIBLE}[rule.split()[0]]
    )
    assert finding.operations == (("things.create",) if name == "Draft" else ("things.get", "things.list"))
    assert len(comparison.findings) == 1, "one change is one finding"


@pytest.mark.parametrize(
    ("old", "new", "sent", "python_sent", "got", "python_got"),
    [
        ({}, {"f": NEW}, "INFO new-optional-request-property", C, "INFO response-optional-property-added", C),
        ({}, {"f!": NEW}, "ERR new-required-request-property", B, "INFO response-required-property-added", C),
        (
            {},
            {"f!": {**NEW, "default": ""}},
            "ERR new-required-request-property-with-default",
            B,
            "INFO response-required-property-added",
            C,
        ),
        ({"f": NEW}, {}, "WARN request-property-removed", B, "INFO response-optional-property-removed", B),
        ({"f!": NEW}, {}, "WARN request-property-removed", B, "ERR response-required-property-removed", B),
        (
            {"f!": {**NEW, "deprecated": True}},
            {},
            "INFO request-property-removed-with-deprecation",
            B,
            "INFO response-required-property-removed-with-deprecation",
            B,
        ),
        (
            {"f": {**NEW, "deprecated": True}},
            {},
            "INFO request-property-removed-with-deprecation",
            B,
            "INFO response-optional-property-removed",
            B,
        ),
        (
            {"f": NEW},
            {"f": False},
            "ERR request-property-schema-became-false",
            B,
            "INFO response-property-schema-became-false",
            C,
        ),
        (
            {"f": False},
            {"f": NEW},
            "INFO request-property-schema-became-not-false",
            C,
            "ERR response-property-schema-became-not-false",
            R,
        ),
        (
            {"f": NEW},
            {"f!": NEW},
            "ERR request-property-became-required",
            B,
            "INFO response-property-became-required",
            C,
        ),
        (
            {"f!": NEW},
            {"f": NEW},
            "INFO request-property-became-optional",
            C,
            "ERR response-property-became-optional",
            R,
        ),
        (
            {"f": {**NEW, "default": ""}},
            {"f!": {**NEW, "default": ""}},
            "ERR request-property-became-required-with-default",
            B,
            "INFO response-property-became-required",
            C,
        ),
        (
            {},
            {"f": {**NEW, "writeOnly": True}},
            "INFO new-optional-request-property",
            C,
            "INFO response-optional-write-only-property-added",
            C,
        ),
    ],
)
@pytest.mark.parametrize("name", ["Draft", "Item"])
def test_fields_come_and_go(
    old: Json, new: Json, sent: str, python_sent: str, got: str, python_got: str, name: str
) -> None:
    def whole(fields: Json) -> Json:
        properties = {key.rstrip("!"): value for key, value in fields.items()}
        required = [key[:-1] for key in fields if key.endswith("!")]
        return {"type": "object", "properties": {"id": NEW, **properties}, "required": ["id", *required]}

    comparison = compare(document(**{name: whole(old)}), document(**{name: whole(new)}))
    (finding,) = comparison.findings
    rule, python = (sent, python_sent) if name == "Draft" else (got, python_got)
    assert [f"{level} {id_}" for id_, level in levels(finding).items()] == [rule]
    assert str(finding.python) == python


BOUNDS = {"maximum": "max", "exclusiveMaximum": "exclusive-max", "maxLength": "max-length", "maxItems": "max-items",
          "maxProperties": "max-properties", "minimum": "min", "exclusiveMinimum": "exclusive-min",
          "minLength": "min-length", "minItems": "min-items", "minProperties": "min-properties", "multipleOf": "multiple-of",
          "minContains": "min-contains", "maxContains": "max-contains"}  # fmt: skip


@pytest.mark.parametrize(("name", "worse"), [("Draft", "set"), ("Item", "unset")])
@pytest.mark.parametrize("keyword", BOUNDS)
def test_every_constraint_is_set_and_unset_under_the_id_that_oasdiff_has(keyword: str, name: str, worse: str) -> None:
    kind = {
        "Items": {"type": "array"},
        "Contains": {"type": "array", "contains": NEW},
        "Properties": {"type": "object"},
        "Length": {"type": "string"},
    }
    plain = next((schema for end, schema in kind.items() if keyword.endswith(end)), {"type": "number"})
    bound = {**plain, keyword: 2}
    direction = "request" if name == "Draft" else "response"
    for verb, old, new in (("set", plain, bound), ("unset", bound, plain)):
        before, after = ({"type": "object", "properties": {"id": NEW, "x": one_}} for one_ in (old, new))
        finding = one(compare(document(**{name: before}), document(**{name: after})), f"{BOUNDS[keyword]}.{verb}")
        level = "ERR" if verb == worse else "INFO"
        assert levels(finding) == {f"{direction}-property-{BOUNDS[keyword]}-{verb}": level}


@pytest.mark.parametrize(("name", "flag"), [("Draft", "readOnly"), ("Item", "writeOnly")])
def test_what_is_never_there_narrows_no_request_and_widens_no_answer(name: str, flag: str) -> None:
    short, long = ({"type": "string", "maxLength": size, flag: True} for size in (5, 9))
    old, new = (long, short) if name == "Draft" else (short, long)
    before, after = ({"type": "object", "properties": {"id": NEW, "x": value}} for value in (old, new))
    (finding,) = compare(document(**{name: before}), document(**{name: after})).findings
    assert set(levels(finding).values()) == {"INFO"}


@pytest.mark.parametrize("place", ["parameter", "header", "body"])
@pytest.mark.parametrize("keyword", BOUNDS)
def test_every_constraint_has_a_rule_of_oasdiff_wherever_a_schema_stands(keyword: str, place: str) -> None:
    def holding(schema: Json) -> Json:
        made = document()
        get = made["paths"]["/v1/things/{id}"]["get"]
        if place == "parameter":
            made["paths"]["/v1/things/{id}"]["parameters"][0]["schema"] = schema
        elif place == "header":
            get["responses"]["200"]["headers"] = {"X-Made": {"schema": schema}}
        else:
            get["responses"]["200"]["content"]["application/json"]["schema"] = schema
        return made

    direction, worse = ("request", "set") if place == "parameter" else ("response", "unset")
    for verb, old, new in (("set", {}, {keyword: 2}), ("unset", {keyword: 2}, {})):
        (finding,) = compare(holding(old), holding(new)).findings
        level = "ERR" if verb == worse else "INFO"
        assert levels(finding) == {f"{direction}-{place}-{BOUNDS[keyword]}-{verb}": level}
        # A parameter of a path is one of every operation under it.
        assert finding.operations == (("things.get", "things.update") if place == "parameter" else ("things.get",))


def test_a_header_is_the_same_in_any_case() -> None:
    old, new = document(), document()
    for made, name in ((old, "X-Rate"), (new, "x-rate")):
        answer = made["paths"]["/v1/things/{id}"]["get"]["responses"]["200"]
        answer["headers"] = {name: {"schema": {"type": "integer"}}}
    (finding,) = compare(old, new).findings
    assert finding.kind == "notation"


def test_access_knows_whether_a_field_is_required() -> None:
    new = document(Item={**ITEM, "properties": {"id": {**NEW, "readOnly": True}}})
    assert levels(one(compare(document(), new), "read-only.set")) == {
        "response-required-property-became-read-only": "INFO"
    }


def edited(*edits: tuple[str, Any]) -> Json:
    """The document with values put at paths; `...` takes away."""
    result = document()
    for path, value in edits:
        *keys, last = path.split(" ")
        node: Any = result
        for key in keys:
            node = node[int(key)] if isinstance(node, list) else node.setdefault(key, {})
        if value is ...:
            del node[int(last) if isinstance(node, list) else last]
        elif isinstance(node, list):
            node.insert(int(last), value)
        else:
            node[last] = value
    return result


LIST, MAKE, ONE = "paths /v1/things get", "paths /v1/things post", "paths /v1/things/{id}"
PARAMETER = {"name": "page", "in": "query", "schema": {"type": "string"}}
CSV = {"text/csv": {"schema": NEW}}

# kind, how the old and the new document differ from the plain one, rules with levels, Python verdict
DOCUMENT: list[tuple[str, list[tuple[str, Any]], list[tuple[str, Any]], list[str], str]] = [
    ("operation.added", [], [(f"{ONE} delete", {"responses": {}})], ["INFO endpoint-added"], C),
    ("operation.added", [], [("paths /v1/others", {"get": {"responses": {}}})], ["INFO endpoint-added"], C),
    ("operation.removed", [], [(f"{ONE} put", ...)], ["ERR api-removed-without-deprecation"], B),
    ("operation.removed-after-notice", [(f"{ONE} put deprecated", True)], [(f"{ONE} put", ...)], ["INFO api-removed-with-deprecation"], B),
    ("path.removed", [("paths /v1/others", {"get": {"responses": {}}})], [], ["ERR api-path-removed-without-deprecation"], B),
    ("operation.deprecated", [], [(f"{LIST} deprecated", True)], ["INFO endpoint-deprecated"], C),
    ("operation.id", [], [(f"{LIST} operationId", "all")], ["INFO api-operation-id-removed", "INFO api-operation-id-added"], C),
    ("tag.added", [], [(f"{LIST} tags", ["things", "more"])], ["INFO api-tag-added"], C),
    ("tag.removed", [], [(f"{LIST} tags", [])], ["INFO api-tag-removed"], C),
    ("security.added", [(f"{LIST} security", [{"key": []}])], [(f"{LIST} security", [{"key": []}, {}])], ["INFO api-security-added"], R),
    ("security.removed", [(f"{LIST} security", [{"key": []}, {}])], [(f"{LIST} security", [{"key": []}])], ["ERR api-security-removed"], R),
    ("global-security.added", [], [("security", [{"key": []}, {"other": []}])], ["INFO api-global-security-added"], R),
    ("security-scheme.type", [], [("components securitySchemes key type", "http")], ["INFO api-security-component-type-changed"], R),
    ("parameter.added", [], [(f"{LIST} parameters 0", PARAMETER)], ["INFO new-optional-request-parameter"], C),
    ("parameter.added-required", [], [(f"{LIST} parameters 0", {**PARAMETER, "required": True})], ["ERR new-required-request-parameter"], B),
    ("parameter.added-to-path", [], [(f"{ONE} parameters 1", PARAMETER)], ["INFO new-optional-request-default-parameter-to-existing-path"], C),
    ("parameter.removed", [(f"{LIST} parameters 0", PARAMETER)], [], ["WARN request-parameter-removed"], B),
    ("parameter.removed-after-notice", [(f"{LIST} parameters 0", {**PARAMETER, "deprecated": True})], [], ["INFO request-parameter-removed-with-deprecation"], B),
    ("parameter.required", [], [(f"{LIST} parameters 0 required", True)], ["ERR request-parameter-became-required"], B),
    ("parameter.optional", [(f"{LIST} parameters 0 required", True)], [], ["INFO request-parameter-became-optional"], C),
    ("parameter.deprecated", [], [(f"{LIST} parameters 0 deprecated", True)], ["INFO request-parameter-deprecated"], C),
    ("parameter.style", [], [(f"{LIST} parameters 0 explode", False)], ["ERR x-request-parameter-serialization-changed"], C),
    ("notation", [], [(f"{LIST} parameters 0 style", "form")], ["INFO x-notation-changed"], C),
    ("type.changed", [], [(f"{LIST} parameters 0 schema type", "string")], ["ERR request-parameter-type-changed"], B),
    ("max.set", [], [(f"{LIST} parameters 0 schema maximum", 9)], ["ERR request-parameter-max-set"], R),
    ("enum.set", [], [(f"{LIST} parameters 0 schema enum", [1])], ["ERR request-parameter-became-enum"], R),
    ("default.changed", [], [(f"{LIST} parameters 0 schema default", 9)], ["INFO request-parameter-default-value-changed"], R),
    ("body.added", [], [(f"{LIST} requestBody", body(NEW))], ["INFO request-body-added-optional"], C),
    ("body.added-required", [], [(f"{LIST} requestBody", {"required": True, **body(NEW)})], ["ERR request-body-added-required"], B),
    ("body.removed", [], [(f"{ONE} put requestBody", ...)], ["ERR request-body-removed"], B),
    ("body.required", [], [(f"{ONE} put requestBody required", True)], ["ERR request-body-became-required"], R),
    ("body.optional", [], [(f"{MAKE} requestBody required", False)], ["INFO request-body-became-optional"], C),
    ("body-media.added", [], [(f"{MAKE} requestBody content text/csv", CSV["text/csv"])], ["INFO request-body-media-type-added"], C),
    ("body-media.removed", [(f"{MAKE} requestBody content text/csv", CSV["text/csv"])], [], ["ERR request-body-media-type-removed"], B),
    ("status.added", [], [(f"{LIST} responses 206", reply(NEW))], ["INFO response-success-status-added"], C),
    ("status.removed", [(f"{LIST} responses 206", reply(NEW))], [], ["ERR response-success-status-removed"], R),
    ("error-status.added", [], [(f"{LIST} responses 409", reply(NEW))], ["INFO response-non-success-status-added"], C),
    ("error-status.removed", [], [(f"{LIST} responses 404", ...)], ["INFO response-non-success-status-removed"], C),
    ("reply-media.added", [], [(f"{LIST} responses 200 content text/csv", CSV["text/csv"])], ["INFO response-media-type-added"], C),
    ("reply-media.removed", [(f"{LIST} responses 200 content text/csv", CSV["text/csv"])], [], ["ERR response-media-type-removed"], B),
    ("reply-schema.removed", [(f"{LIST} responses 200 content text/csv", CSV["text/csv"])], [(f"{LIST} responses 200 content text/csv", {})], ["ERR response-body-media-type-schema-removed"], B),
    ("header.added", [], [(f"{LIST} responses 200 headers X", {"schema": NEW})], ["INFO response-header-added"], C),
    ("header.removed", [(f"{LIST} responses 200 headers X", {"schema": NEW})], [], ["INFO optional-response-header-removed"], R),
    ("header.removed-required", [(f"{LIST} responses 200 headers X", {"required": True})], [], ["ERR required-response-header-removed"], R),
    ("header.optional", [(f"{LIST} responses 200 headers X", {"required": True})], [(f"{LIST} responses 200 headers X", {"required": False})], ["ERR response-header-became-optional"], R),
    ("type.changed", [(f"{LIST} responses 200 headers X", {"schema": NEW})], [(f"{LIST} responses 200 headers X", {"schema": {"type": "integer"}})], ["ERR response-header-type-changed"], B),
    ("type.changed", [], [("components schemas Item type", "string")], ["ERR response-body-type-changed", "ERR response-property-type-changed"], B),
    ("schema.added", [], [("components schemas Odd", NEW)], ["INFO x-api-schema-added"], C),
    ("schema.removed", [("components schemas Odd", NEW)], [], ["INFO api-schema-removed"], B),
    ("server.changed", [], [("servers", [{"url": "/x"}])], ["WARN x-server-changed"], C),
    ("unknown.added", [], [("odd", {"a": 1})], ["WARN x-unknown-added"], R),
    ("unknown.added", [], [(f"{LIST} callbacks", {"done": {}})], ["WARN x-unknown-added"], R),
    ("webhook.added", [], [("webhooks done", {"post": {"responses": {}}})], ["INFO webhook-added"], C),
    ("webhook.removed", [("webhooks done", {"post": {"responses": {}}})], [], ["ERR webhook-removed"], C),
    ("commit.changed", [], [("info x-goodmem-commit", "b" * 40)], ["INFO x-commit-changed"], C),
    ("docs", [], [(f"{LIST} summary", "s")], ["INFO x-documentation-changed"], C),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "old", "new", "rules", "python"), DOCUMENT, ids=[f"{n}-{row[0]}" for n, row in enumerate(DOCUMENT)]
)
def test_the_document(
    kind: str, old: list[tuple[str, Any]], new: list[tuple[str, Any]], rules: list[str], python: str
) -> None:
    comparison = compare(edited(*old), edited(*new))
    finding = one(comparison, kind)
    assert [f"{level} {id_}" for id_, level in levels(finding).items()] == rules
    assert str(finding.python) == python
    rest = {found.kind for found in comparison.findings} - {kind, "namespace.added", "namespace.removed"}
    assert not rest, "one change is one finding"


def test_every_id_is_oasdiffs_or_ours() -> None:
    for kind, spec in SPECS.items():
        for candidates in spec.rules.split():
            fixed = candidates.split("|")[0]
            if "{" not in fixed and fixed in OASDIFF:
                continue
            assert set(spec.python) <= set("BRC"), kind
            assert spec.effect in ("none", "widens", "narrows", "changes", "unknown"), kind
    assert not [rule for rule in OASDIFF if rule.startswith("x-") or "{" in rule]


def test_oasdiffs_levels_follow_its_principle() -> None:
    """Narrowing a request and widening a response is an error: the exceptions are oasdiff's own, named here."""
    exceptions = {"response-property-enum-value-added"}
    for kind, spec in SPECS.items():
        for direction in ("request", "response"):
            for rule in {one.format(d=direction, r="property", q="optional") for one in spec.rules.split("|")}:
                if (
                    "{d}" in spec.rules
                    and rule in OASDIFF
                    and rule not in exceptions
                    and spec.effect in ("narrows", "widens")
                ):
                    bad = "narrows" if direction == "request" else "widens"
                    if "multiple-of-changed" not in rule and "type-changed" not in rule:
                        assert (OASDIFF[rule] == "ERR") == (spec.effect == bad), (kind, rule)


def test_a_shared_schema_changes_once() -> None:
    comparison = compare(document(), document(Thing=field(NEW)))
    (finding,) = comparison.findings
    assert finding.subject == "Thing.f"
    assert finding.operations == ("things.create", "things.update")
    assert levels(finding) == {"new-optional-request-property": "INFO", "response-optional-property-added": "INFO"}


@pytest.mark.parametrize("around", [{"not": {}}, {"if": {}}, {"patternProperties": {"a": {}}}])
def test_what_a_part_refers_to_is_in_use(around: Json) -> None:
    around = json.loads(json.dumps(around).replace("{}", '{"$ref": "#/components/schemas/Odd"}'))
    old, new = (document(Item=field(around), Odd=kind) for kind in (NEW, {"type": "integer"}))
    (finding,) = compare(old, new).findings
    assert (finding.subject, finding.operations) == ("Odd", ("things.get", "things.list"))


def test_a_recursive_schema_ends() -> None:
    def tree(leaf: Json) -> Json:
        return {
            "type": "object",
            "properties": {"leaf": leaf, "children": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}},
        }

    (finding,) = compare(document(Item=tree(NEW)), document(Item=tree({"type": "integer"}))).findings
    assert (finding.kind, finding.subject) == ("type.changed", "Item.leaf")


def test_a_renamed_schema_is_a_renamed_class() -> None:
    old, new = document(), json.loads(json.dumps(document()).replace("schemas/Item", "schemas/Entry"))
    new["components"]["schemas"]["Entry"] = new["components"]["schemas"].pop("Item")
    comparison = compare(old, new)
    finding = one(comparison, "schema.renamed")
    assert (finding.subject, finding.headline) == ("Item", "is called `Entry` now")
    assert finding.python is Severity.BREAKING
    assert finding.wire is Severity.COMPATIBLE
    assert not comparison.of("schema.added", "schema.removed")


def test_a_schema_of_its_own_moves_into_a_component() -> None:
    inline = {"type": "string", "enum": ["A", "B"]}
    old = document(Item=field(inline))
    new = document(Item=field({"$ref": "#/components/schemas/Kind"}), Kind={"type": "string", "enum": ["A"]})
    comparison = compare(old, new)
    assert {found.kind for found in comparison.findings} == {"schema.reference", "enum-value.removed", "schema.added"}
    assert one(comparison, "enum-value.removed").subject == "Item.f"


def test_a_moved_path_keeps_its_method() -> None:
    new = document()
    new["paths"]["/v2/things"] = new["paths"].pop("/v1/things")
    new["paths"]["/v2/things/{id}"] = new["paths"].pop("/v1/things/{id}")
    comparison = compare(document(), new)
    moved = comparison.of("operation.moved")
    assert {found.subject for found in moved} == {"things.list", "things.create", "things.get", "things.update"}
    assert {str(found.python) for found in moved} == {"compatible"}
    assert levels(moved[0]) == {"api-path-removed-without-deprecation": "ERR", "endpoint-added": "INFO"}
    assert not comparison.of("method.renamed", "path.removed", "operation.added")
    assert comparison.bump == "minor", "other clients break, so it is more than a patch"


def test_a_renamed_path_renames_methods() -> None:
    new = json.loads(json.dumps(document()).replace("/v1/things", "/v1/objects"))
    comparison = compare(document(), new)
    renamed = {(found.subject, found.operations) for found in comparison.of("method.renamed")}
    assert ("things.list", ("objects.list",)) in renamed
    assert len(renamed) == 4
    assert one(comparison, "namespace.removed").subject == "things"
    assert comparison.bump == "major"


def test_an_alias_keeps_the_old_name() -> None:
    new = json.loads(json.dumps(document()).replace("/v1/things", "/v1/objects"))
    comparison = compare(document(), new, aliases={"things.list": "objects.list"})
    assert one(comparison, "method.aliased").subject == "things.list"
    assert len(comparison.of("method.renamed")) == 3


@pytest.mark.parametrize(("new_name", "kind", "python"), [("key", "parameter.renamed", B), ("ID", "notation", C)])
def test_a_path_variable_is_called_otherwise(new_name: str, kind: str, python: str) -> None:
    new = json.loads(json.dumps(document()).replace("{id}", f"{{{new_name}}}"))
    new["paths"][f"/v1/things/{{{new_name}}}"]["parameters"][0]["name"] = new_name
    comparison = compare(document(), new)
    assert max(found.wire for found in comparison.findings) is Severity.COMPATIBLE, "no request looks different"
    assert str(comparison.python) == python
    assert comparison.of(kind)


def test_a_parameter_that_is_only_spelled_otherwise_stays_one_argument() -> None:
    old = edited((f"{LIST} parameters 0", {**PARAMETER, "name": "pageSize"}))
    new = edited((f"{LIST} parameters 0", {**PARAMETER, "name": "page_size"}))
    (finding,) = compare(old, new).findings
    assert (finding.kind, str(finding.python)) == ("parameter.rewired", "compatible")
    assert levels(finding) == {"request-parameter-removed": "WARN", "new-optional-request-parameter": "INFO"}


def test_a_rename_is_guessed_and_said() -> None:
    old = edited((f"{LIST} parameters 0", {**PARAMETER, "name": "nameFilter"}))
    new = edited((f"{LIST} parameters 0", {**PARAMETER, "name": "namePattern", "description": "d"}))
    gone = one(compare(old, new), "parameter.removed")
    assert gone.headline == "is gone from the query; probably it is `namePattern` now"
    both = edited(
        (f"{LIST} parameters 0", {**PARAMETER, "name": "a"}), (f"{LIST} parameters 0", {**PARAMETER, "name": "b"})
    )
    assert one(compare(old, both), "parameter.removed").headline == "is gone from the query", "there are two candidates"
    field_gone = one(
        compare(
            document(Item=field({"type": "integer"})),
            document(Item={**ITEM, "properties": {"id": NEW, "g": {"type": "integer"}}}),
        ),
        "property.removed",
    )
    assert field_gone.headline == "is gone; probably it is `g` now"


def test_a_carrier_moves_behind_a_reference() -> None:
    new = edited((f"{LIST} parameters 0", {"$ref": "#/components/parameters/Limit"}), (f"{LIST} parameters 1", ...))
    new["components"]["parameters"] = {"Limit": {**document()["paths"]["/v1/things"]["get"]["parameters"][0]}}
    comparison = compare(document(), new)
    assert comparison.wire is comparison.python is Severity.COMPATIBLE
    new["components"]["parameters"]["Limit"]["schema"]["maximum"] = 9
    assert levels(one(compare(document(), new), "max.set")) == {"request-parameter-max-set": "ERR"}


def test_order_says_nothing() -> None:
    old = edited((f"{LIST} parameters 0", PARAMETER))
    new = edited((f"{LIST} parameters 1", PARAMETER))
    comparison = compare(old, new)
    assert {found.kind for found in comparison.findings} == {"notation"}


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("0.1.4", "major", "0.2.0"),
        ("0.1.4", "minor", "0.1.5"),
        ("0.1.4", "patch", "0.1.5"),
        ("0.1.4", "none", "0.1.4"),
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
    ],
)
def test_next_version(version: str, bump: Any, expected: str) -> None:
    assert next_version(version, bump) == expected


@pytest.mark.parametrize(
    ("new", "bump"),
    [
        (edited((f"{LIST} summary", "s")), "patch"),
        (edited((f"{LIST} parameters 0", PARAMETER)), "minor"),
        (edited((f"{LIST} parameters 0 schema maximum", 9)), "minor"),
        (edited((f"{LIST} parameters 0", ...)), "major"),
        (document(), "none"),
    ],
)
def test_bump(new: Json, bump: str) -> None:
    assert compare(document(), new).bump == bump


def test_json_is_complete_and_stable() -> None:
    comparison = compare(document(), document(Thing=field(NEW)))
    text = dumps(comparison)
    assert text == dumps(compare(document(), document(Thing=field(NEW))))
    assert json.loads(text) == as_json(comparison)
    (finding,) = json.loads(text)["findings"]
    assert finding["rules"][0] == {"id": "new-optional-request-property", "level": "INFO", "direction": "request"}
    assert finding["new"] == ["/components/schemas/Thing/properties/f"]


ROOT: Json = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
MORE: Json = {"type": "object", "properties": {"f": {"type": "integer"}}}
FLAT: Json = field({"type": "integer"})
BARE: Json = {"type": "object", "properties": {}}


def of(*bases: Json | str, **more: Any) -> Json:
    """An `allOf` of schemas and of names of them."""
    parts = [{"$ref": f"#/components/schemas/{base}"} if isinstance(base, str) else base for base in bases]
    return {"allOf": parts, **more}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"Thing": FLAT}, {"Thing": of("Root", MORE), "Root": ROOT}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": FLAT}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of(ROOT, MORE)}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Base", MORE), "Base": ROOT}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Root", BARE), "Root": FLAT}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Root", FLAT), "Root": BARE}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Root", "More"), "Root": ROOT, "More": MORE}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Root", **MORE), "Root": ROOT}),
        ({"Thing": of("Root", MORE), "Root": ROOT}, {"Thing": of("Root", MORE), "Root": of("Base"), "Base": ROOT}),
    ],
    ids=[
        "members move into a base",
        "a base is gone, its members are not",
        "a base is written out",
        "a base is called otherwise",
        "a member moves up",
        "a member moves down",
        "a second base",
        "members beside the base",
        "a base gets a base",
    ],
)
def test_what_a_schema_is_with_its_bases_is_what_counts(old: Json, new: Json) -> None:
    comparison = compare(document(**old), document(**new))
    assert comparison.wire is Severity.COMPATIBLE
    assert comparison.python is not Severity.BREAKING
    assert comparison.findings
    gone = comparison.of("schema.base-removed")
    assert [finding.subject for finding in gone] == sorted(old.keys() - new.keys())
    assert comparison.python is (Severity.RISKY if gone else Severity.COMPATIBLE)


@pytest.mark.parametrize(
    ("new", "kind", "subject"),
    [
        ({"Thing": of("Root", MORE), "Root": BARE}, "property.removed-required", "Root.id"),
        ({"Thing": MORE, "Root": ROOT}, "property.removed-required", "Thing.id"),
        ({"Thing": of(field({"type": "string"})), "Root": ROOT}, "type.changed", "Thing.f"),
        ({"Thing": of("Root", BARE), "Root": ROOT}, "property.removed", "Thing.f"),
        ({"Thing": {**FLAT, "required": ["f", "id"]}, "Root": ROOT}, "required.set", "Thing.f"),
    ],
    ids=["of the base", "with the base", "its type", "of its own", "needed"],
)
def test_a_member_that_goes_is_missed_with_bases_too(new: Json, kind: str, subject: str) -> None:
    comparison = compare(document(Thing=of("Root", MORE), Root=ROOT), document(**new))
    assert comparison.wire >= Severity.RISKY
    assert [(finding.kind, finding.subject) for finding in comparison.findings if finding.kind == kind] == [
        (kind, subject)
    ]


def test_a_base_that_is_closed_or_told_apart_is_compared_as_it_is_written() -> None:
    """What it refuses, it refuses of those that have it as a base; laid out, that would be lost."""
    closed = {**ROOT, "additionalProperties": False}
    comparison = compare(document(Thing=FLAT), document(Thing=of("Root", MORE), Root=closed))
    assert comparison.wire is Severity.BREAKING


def test_our_words_for_errors_are_prose() -> None:
    old, new = document(), document()
    for one, said in ((old, "None."), (new, "There is none.")):
        one["paths"]["/v1/things"]["get"]["x-goodmem-errors"] = {"404": said}
    (finding,) = compare(old, new).findings
    assert (finding.kind, finding.python, finding.wire) == ("docs", Severity.COMPATIBLE, Severity.COMPATIBLE)
