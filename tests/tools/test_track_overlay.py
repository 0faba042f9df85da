"""The overlay takes a document that nobody has seen: what does not fit is reported, and nothing is brought into being."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from goodmem_dyn._catalogs.foreign import enrich
from tools import paths
from tools.spec import overlay
from tools.spec.effective import effective
from tools.tracking import locks, names, renames

PROSE: dict[str, Any] = {
    "description": "A thing.",
    "properties": {
        "id": {"description": "Its id."},
        "size": {"description": "Its size.", "properties": {"width": {"description": "Its width."}}},
    },
}
THING: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "size": {"type": "object", "properties": {"width": {"type": "integer"}}},
    },
}
TARGET = "$.components.schemas.Thing"


def document(thing: Any) -> dict[str, Any]:
    return copy.deepcopy({"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": {"Thing": thing}}})


def file(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": list(actions)}


def without(*path: str) -> Any:
    """The thing without one of its properties."""
    thing = copy.deepcopy(THING)
    node = thing
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return thing


def test_prose_for_a_property_that_went_does_not_bring_it_back() -> None:
    thing = without("properties", "id")
    unmatched: list[str] = []
    done = overlay.apply(document(thing), file({"target": TARGET, "update": PROSE}), "f", unmatched=unmatched)
    assert unmatched == [f"{TARGET}.properties.id"]
    result = done["components"]["schemas"]["Thing"]
    assert result["properties"].keys() == {"size"}
    assert result["description"] == "A thing."
    assert result["properties"]["size"]["properties"]["width"]["description"] == "Its width."


def test_prose_for_a_nested_property_that_went() -> None:
    thing = without("properties", "size", "properties", "width")
    unmatched: list[str] = []
    overlay.apply(document(thing), file({"target": TARGET, "update": PROSE}), "f", unmatched=unmatched)
    assert unmatched == [f"{TARGET}.properties.size.properties.width"]


def test_it_is_an_error_until_it_is_excused() -> None:
    thing, action = without("properties", "id"), {"target": TARGET, "update": PROSE}
    with pytest.raises(overlay.OverlayError, match=r"properties\.id selects nothing in the document"):
        overlay.apply(document(thing), file(action), "f")
    excused = overlay.apply(document(thing), file(action), "f", excused={f"{TARGET}.properties.id"})
    optional = overlay.apply(document(thing), file({**action, "x-goodmem-optional": True}), "f")
    assert excused == optional
    assert "id" not in excused["components"]["schemas"]["Thing"]["properties"]


def test_an_update_may_still_add_a_property_that_has_more_than_prose() -> None:
    update = {"properties": {"new": {"type": "string", "description": "New."}}}
    done = overlay.apply(document(THING), file({"target": TARGET, "update": update}), "f")
    assert done["components"]["schemas"]["Thing"]["properties"]["new"] == update["properties"]["new"]


def test_several_places_lack_a_property_only_if_all_do() -> None:
    both = document(without("properties", "id"))
    both["components"]["schemas"]["Other"] = copy.deepcopy(THING)
    action = {"target": "$.components.schemas.*", "update": PROSE}
    done = overlay.apply(both, file(action), "f")
    assert "id" not in done["components"]["schemas"]["Thing"]["properties"]
    assert done["components"]["schemas"]["Other"]["properties"]["id"]["description"] == "Its id."


@pytest.mark.parametrize(
    "update",
    [
        pytest.param({"properties": {"id": {"type": {"now": "an object"}}}}, id="does-not-fit"),
        pytest.param({"properties": {"id": {"allOf": [{"$ref": "#/components/schemas/Gone"}]}}}, id="dangling"),
    ],
)
def test_an_update_that_does_not_fit_is_left_out_as_a_whole(update: dict[str, Any]) -> None:
    unmatched: list[str] = []
    overlays = file({"target": TARGET, "update": {"description": "New.", **update}})
    assert overlay.apply(document(THING), overlays, "f", unmatched=unmatched) == document(THING)
    assert unmatched == [TARGET]
    assert overlay.apply(document(THING), overlays, "f", excused=set(unmatched)) == document(THING)


def test_a_query_that_is_no_query_is_an_error_always() -> None:
    with pytest.raises(overlay.OverlayError, match="not a JSONPath query"):
        overlay.apply(document(THING), file({"target": "$[", "update": {}}), "f", unmatched=[])


def test_our_overlay_takes_a_document_without_anything() -> None:
    """All of it is reported, nothing of it is an error, and nothing comes into being."""
    bare = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {}}}
    unmatched: list[str] = []
    done = overlay.apply_files(bare, overlay.find(paths.ROOT / paths.OVERLAYS), unmatched=unmatched)
    assert done == bare
    assert len(unmatched) > 100


def test_our_overlay_brings_no_removed_property_back() -> None:
    upstream = json.loads((paths.ROOT / paths.UPSTREAM).read_bytes())
    received = list(upstream["components"]["schemas"])
    for schema in upstream["components"]["schemas"].values():
        schema.pop("properties", None)
        schema.pop("required", None)
    unmatched: list[str] = []
    done = overlay.apply_files(upstream, overlay.find(paths.ROOT / paths.OVERLAYS), unmatched=unmatched)
    back = [name for name in received if done["components"]["schemas"][name].get("properties")]
    assert back == []
    assert len(unmatched) > 100


OPERATION = {"operationId": "x", "responses": {"200": {"description": "d"}}}
PATHS = {"paths": {"/v1/things": {"get": OPERATION}, "/v1/things/{id}": {"get": OPERATION}}}


def renamed(names: dict[str, str], **more: Any) -> Any:
    return renames.apply(json.loads(json.dumps(PATHS)), names, **more)


def test_an_alias_stands_on_its_operation() -> None:
    done = renamed({"things.all": "things.list", "things.every": "things.list"})
    assert done["paths"]["/v1/things"]["get"]["x-goodmem-aliases"] == ["all", "every"]
    assert "x-goodmem-aliases" not in done["paths"]["/v1/things/{id}"]["get"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"things.old": "things.gone"}, "things.old stands for things.gone, which the document does not have"),
        ({"things.get": "things.list"}, "things.get is a method of its own in this document"),
    ],
)
def test_an_alias_that_cannot_be_kept(names: dict[str, str], said: str) -> None:
    with pytest.raises(overlay.OverlayError, match=said):
        renamed(names)
    unmatched: list[str] = []
    assert renamed(names, unmatched=unmatched) == PATHS
    assert unmatched == [f"spec/renames.yaml: {said}"]
    assert renamed(names, excused=unmatched) == PATHS


@pytest.mark.parametrize("text", ["- a", "a: [b]", "things.all: other.list"])
def test_a_file_of_renames_that_is_none(tmp_path: Any, text: str) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / renames.FILE).write_text(text)
    with pytest.raises(overlay.OverlayError, match=r"spec/renames\.yaml"):
        renames.load(tmp_path)


def test_our_renames_are_read() -> None:
    assert all("." in name for pair in renames.load(paths.ROOT).items() for name in pair)


# A server that calls the variables of its paths otherwise -------------------------------------------------------------


def with_other_variables(received: dict[str, Any]) -> dict[str, Any]:
    other = copy.deepcopy(received)
    other["paths"] = {path.replace("}", "Ref}"): item for path, item in other["paths"].items()}
    for item in other["paths"].values():
        for node in item.values():
            for parameter in node.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["name"] += "Ref"
    return other


def marks(document: dict[str, Any], keys: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """All that a document says by marks of this project, by place; paths without the names of their variables."""
    found: dict[tuple[str, ...], Any] = {}

    def look(node: Any, *at: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key.startswith("x-goodmem-") and key not in {names.KEY, names.VARIABLES}:
                    found[(*at, key)] = value
                else:
                    look(value, *at, re.sub(r"{\w+}", "{}", key))
        elif isinstance(node, list):
            for index, value in enumerate(node):
                look(value, *at, str(index))

    look(document)
    return found


def test_what_is_said_by_path_stays_where_variables_are_called_otherwise() -> None:
    received = json.loads((paths.ROOT / paths.UPSTREAM).read_bytes())
    excused = frozenset(locks.read().known.unmatched)
    other = with_other_variables(received)
    lost: list[str] = []
    made = effective(paths.ROOT, other, excused=excused, unmatched=lost)
    assert lost == []
    assert marks(made) == marks(effective(paths.ROOT, received, excused=excused))
    assert made["paths"].keys() == other["paths"].keys(), "paths are written as the server writes them"
    assert made["paths"]["/v1/memories/{idRef}"]["get"][names.VARIABLES] == ["id"], "an argument keeps its name"
    given = copy.deepcopy(other)
    enrich(given)
    own = copy.deepcopy(received)
    enrich(own)
    assert marks(given) == marks(own), "so it is for a document given at run time"
    assert len(marks(own)) > 100
