"""A schema that is called otherwise keeps its class: nobody sees its name on the wire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem, models
from goodmem_dyn._document.schema_names import keep_schema_names
from tests.futures import taken
from tests.futures.future import bases, document
from tools.spec.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

NEWEST = document(bases()[-1])


def renamed(found: dict[str, Any], **names: str) -> dict[str, Any]:
    """A document whose schemas are called otherwise, wherever they are referred to."""
    text = json.dumps(found)
    for old, new in names.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    made: dict[str, Any] = json.loads(text)
    schemas = made["components"]["schemas"]
    made["components"]["schemas"] = {names.get(name, name): schema for name, schema in schemas.items()}
    return made


def classes(found: dict[str, Any]) -> set[str]:
    return set(normalize(found).document["components"]["schemas"])


def kept(after: dict[str, Any]) -> taken.Taken:
    done = taken.take(NEWEST, after)
    assert done.problems == []
    return done


def test_a_schema_that_is_called_otherwise_keeps_its_class() -> None:
    done = kept(renamed(NEWEST, Space="SpaceV1", SpaceCreationRequest="CreateSpaceBody", ErrorResponse="Problem"))
    assert classes(done.document) == classes(done.before)
    assert (done.wire, done.breaking) == ("compatible", [])


def test_one_that_no_operation_needs_keeps_its_class() -> None:
    """A document may have schemas ready for what is to come; they stand nowhere, and have classes."""
    ready = {
        "PingNote": {"type": "object", "properties": {"at": {"$ref": "#/components/schemas/PingTone"}}},
        "PingTone": {"type": "string", "enum": ["high", "low"]},
        "PingRule": {"anyOf": [{"required": ["at"]}, {"required": ["by"]}]},
    }
    before = {**NEWEST, "components": {**NEWEST["components"], "schemas": {**NEWEST["components"]["schemas"], **ready}}}
    after = renamed(before, **{name: f"{name}Dto" for name in ready})
    assert keep_schema_names(after, before) == {f"{name}Dto": name for name in ready}
    assert after == before


def test_what_overlays_say_of_it_still_holds() -> None:
    """They go by the name of the schema."""
    done = kept(renamed(NEWEST, CreateApiKeyResponse="ApiKeyCreated"))
    before, now = (one["components"]["schemas"]["CreateApiKeyResponse"] for one in (done.before, done.document))
    assert now == before
    assert "x-goodmem-secret" in json.dumps(now)


def test_it_may_be_nullable_in_another_way_and_have_one_more_member() -> None:
    after = renamed(NEWEST, Space="SpaceV1")
    after["components"]["schemas"]["SpaceV1"]["properties"]["colour"] = {"type": "string"}
    done = kept(after)
    assert "SpaceV1" not in done.document["components"]["schemas"]
    assert "colour" in done.document["components"]["schemas"]["Space"]["properties"]


def test_a_newcomer_that_takes_the_name_of_one_that_moved_gets_another() -> None:
    after = renamed(NEWEST, Space="SpaceV1")
    after["components"]["schemas"]["Space"] = {
        "type": "object",
        "required": ["tenant"],
        "properties": {"tenant": {"type": "string"}},
    }
    operation = json.loads(json.dumps(after["paths"]["/v1/spaces/{id}"]["get"]).replace("SpaceV1", "Space"))
    after["paths"]["/v2/tenants/{id}"] = {"get": {**operation, "operationId": "getTenant"}}
    done = kept(after)
    schemas = done.document["components"]["schemas"]
    assert "spaceId" in schemas["Space"]["properties"]
    assert list(schemas["Space2"]["properties"]) == ["tenant"]
    assert done.breaking == []


def test_what_gets_a_name_of_its_own_keeps_the_name_of_its_class() -> None:
    after = json.loads(json.dumps(NEWEST))
    schemas = after["components"]["schemas"]
    holder, wire, own = next(
        (name, wire, part)
        for name, schema in schemas.items()
        for wire, part in schema.get("properties", {}).items()
        if "enum" in part and f"{name}{wire[:1].upper()}{wire[1:]}" in models.__all__
    )
    schemas["StateOfThings"] = own
    schemas[holder]["properties"][wire] = {"$ref": "#/components/schemas/StateOfThings"}
    assert keep_schema_names(after, NEWEST) == {"StateOfThings": f"{holder}{wire[:1].upper()}{wire[1:]}"}


def test_members_of_a_choice_that_change_places_are_told_apart() -> None:
    def choice(*names: str) -> dict[str, Any]:
        parts = {"type": "object", "properties": {"kind": {"type": "string"}, "size": {"type": "integer"}}}
        node = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
        answer = {"200": {"description": "fine", "content": {"application/json": {"schema": node}}}}
        return {
            "paths": {"/v1/things": {"get": {"responses": answer}}},
            "components": {"schemas": dict.fromkeys(names, parts)},
        }

    assert keep_schema_names(choice("Square", "Circle"), choice("Round", "Square")) == {"Circle": "Round"}


def _split(after: dict[str, Any]) -> None:
    """A list gets a schema of its own for its items."""
    schemas = after["components"]["schemas"]
    schemas["SpaceSummary"] = json.loads(json.dumps(schemas["Space"]))
    listed = schemas["ListSpacesResponse"]
    schemas["ListSpacesResponse"] = json.loads(json.dumps(listed).replace("schemas/Space", "schemas/SpaceSummary"))


def _replaced(after: dict[str, Any]) -> None:
    """Another thing stands where the schema stood."""
    schemas = after["components"]["schemas"]
    del schemas["Space"]
    schemas["SpaceSummary"] = {"type": "object", "properties": {"tenant": {"type": "string"}}}
    renamed_ = json.loads(json.dumps(after).replace('schemas/Space"', 'schemas/SpaceSummary"'))
    after.clear()
    after.update(renamed_)


@pytest.mark.parametrize("change", [_split, _replaced])
def test_what_is_not_the_schema_of_before_has_its_own_name(change: Callable[[dict[str, Any]], None]) -> None:
    after = json.loads(json.dumps(NEWEST))
    change(after)
    assert keep_schema_names(after, NEWEST) == {}


def test_a_name_that_is_said_on_the_wire_is_not_changed() -> None:
    def choice(**names: str) -> dict[str, Any]:
        found = json.loads(json.dumps(NEWEST))
        branches = {
            names.get(one, one): {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
            for one in ("Round", "Square")
        }
        found["components"]["schemas"] |= branches
        found["components"]["schemas"]["Space"]["properties"]["form"] = {
            "oneOf": [{"$ref": f"#/components/schemas/{one}"} for one in branches],
            "discriminator": {"propertyName": "kind"},
        }
        made: dict[str, Any] = found
        return made

    assert keep_schema_names(choice(Square="Quadratic"), choice()) == {}


def test_a_document_given_at_run_time_has_the_classes_of_the_package() -> None:
    after = renamed(goodmem_dyn.document(), Space="SpaceV1")
    example = dict.fromkeys(models.Space.model_fields, "x")
    answer = {field.alias or name: example[name] for name, field in models.Space.model_fields.items()}
    answer |= {"labels": {}, "spaceEmbedders": [], "createdAt": 1, "updatedAt": 1, "publicRead": True}
    answer |= {"defaultChunkingConfig": None}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    with Goodmem("http://127.0.0.1:1", api_key="k", document=after, transport=transport) as client:
        space = client.spaces.get(id="00000000-0000-4000-8000-000000000000")
        assert type(space) is models.Space
        assert client.spaces.get.__annotations__["return"] is models.Space
