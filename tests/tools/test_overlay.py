"""The overlay applier does what OpenAPI Overlay 1.1 says, and refuses what would go unnoticed otherwise."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import paths
from tools.bench.counting import counted
from tools.spec import overlay
from tools.spec.overlay import OverlayError

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "tags": [{"name": "a"}, {"name": "b"}],
    "paths": {
        "/v1/spaces": {
            "get": {
                "operationId": "list",
                "parameters": [
                    {"name": "x", "in": "query"},
                    {"name": "y", "in": "query"},
                    {"name": "x", "in": "header"},
                ],
            },
            "post": {"operationId": "create"},
        }
    },
    "components": {"schemas": {"A": {"properties": {"key": {"type": "string"}}}, "B": {"properties": {"key": {}}}}},
}


def apply(*actions: dict[str, Any], document: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    whole = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": list(actions)}
    return overlay.apply(copy.deepcopy(document), whole, "test.yaml")


def test_an_update_merges_objects_deeply() -> None:
    done = apply({"target": "$.info", "update": {"title": "New", "contact": {"name": "me"}}})
    assert done["info"] == {"title": "New", "version": "1", "contact": {"name": "me"}}
    done = apply({"target": "$", "update": {"paths": {"/v1/spaces": {"get": {"summary": "S"}}}}})
    assert done["paths"]["/v1/spaces"]["get"]["summary"] == "S"
    assert done["paths"]["/v1/spaces"]["get"]["operationId"] == "list"


def test_an_update_appends_to_an_array_and_concatenates_arrays() -> None:
    assert apply({"target": "$.tags", "update": {"name": "c"}})["tags"] == [*DOCUMENT["tags"], {"name": "c"}]
    assert apply({"target": "$.tags", "update": [{"name": "c"}]})["tags"] == [*DOCUMENT["tags"], {"name": "c"}]
    assert apply({"target": "$", "update": {"tags": [{"name": "c"}]}})["tags"] == [*DOCUMENT["tags"], {"name": "c"}]


def test_an_update_replaces_a_primitive() -> None:
    assert apply({"target": "$.info.title", "update": "New"})["info"]["title"] == "New"
    assert apply({"target": "$.info.title", "update": None})["info"]["title"] is None


def test_one_update_reaches_every_selected_node_and_shares_nothing_between_them() -> None:
    done = apply({"target": "$..properties.key", "update": {"x-list": [1]}})
    first, second = (done["components"]["schemas"][name]["properties"]["key"]["x-list"] for name in "AB")
    assert first == second == [1]
    first.append(2)
    assert second == [1]


def test_a_filter_selects_by_value() -> None:
    done = apply({"target": "$.paths.*.get.parameters[?@.name=='x' && @.in=='query']", "update": {"x-it": True}})
    assert ["x-it" in one for one in done["paths"]["/v1/spaces"]["get"]["parameters"]] == [True, False, False]


def test_remove_takes_out_every_selected_node() -> None:
    done = apply({"target": "$.paths.*.get.parameters[?@.name=='x']", "remove": True})
    assert done["paths"]["/v1/spaces"]["get"]["parameters"] == [{"name": "y", "in": "query"}]
    assert "post" not in apply({"target": "$.paths['/v1/spaces'].post", "remove": True})["paths"]["/v1/spaces"]


@given(st.lists(st.booleans(), min_size=1, max_size=13))
def test_remove_takes_exactly_the_selected_items_of_an_array(doomed: list[bool]) -> None:
    document = {"items": [{"doomed": one, "index": index} for index, one in enumerate(doomed)]}
    left = [item for item in document["items"] if not item["doomed"]]
    action = {"target": "$.items[?@.doomed == true]", "remove": True, overlay.OPTIONAL: True}
    assert apply(action, document=document)["items"] == left


def test_copy_merges_a_node_of_the_document() -> None:
    done = apply({"target": "$.paths['/v1/spaces'].post", "copy": "$.paths['/v1/spaces'].get"})
    assert done["paths"]["/v1/spaces"]["post"] == DOCUMENT["paths"]["/v1/spaces"]["get"]
    done["paths"]["/v1/spaces"]["post"]["parameters"].clear()
    assert done["paths"]["/v1/spaces"]["get"]["parameters"]


def test_copy_needs_exactly_one_source() -> None:
    with pytest.raises(OverlayError, match="must select one node, and selects 2"):
        apply({"target": "$.info", "copy": "$.tags[*]"})


def test_actions_see_what_the_ones_before_did() -> None:
    done = apply(
        {"target": "$.info", "remove": True},
        {"target": "$", "update": {"info": {"title": "Again"}}},
        {"target": "$.info.title", "update": "And again"},
    )
    assert done["info"] == {"title": "And again"}


@pytest.mark.parametrize("kind", [{"update": {}}, {"remove": True}, {"copy": "$.info"}])
def test_an_action_that_selects_nothing_is_an_error_unless_it_is_optional(kind: dict[str, Any]) -> None:
    missing = {"target": "$.components.schemas.Gone.properties.key", **kind}
    with pytest.raises(OverlayError) as raised:
        apply({"target": "$.info", "update": {}}, missing)
    assert "test.yaml: action 1" in str(raised.value)
    assert "$.components.schemas.Gone.properties.key" in str(raised.value)
    assert apply({**missing, overlay.OPTIONAL: True}) == DOCUMENT
    with pytest.raises(OverlayError):
        apply({**missing, overlay.OPTIONAL: False})


def test_targets_that_a_new_document_lacks_are_collected_and_excused_from_then_on(tmp_path: Any) -> None:
    gone = ["$.components.schemas.Gone", "$.components.schemas.A.properties.gone"]
    actions = [{"target": gone[0], "update": {}}, {"target": "$.info.title", "update": "New"}]
    actions += [{"target": gone[1], "remove": True}, {"target": "$.nowhere", "update": {}, overlay.OPTIONAL: True}]
    whole = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions}
    (tmp_path / "one.json").write_text(json.dumps(whole), encoding="utf-8")
    files = overlay.find(tmp_path)

    unmatched: list[str] = []
    done = overlay.apply_files(DOCUMENT, files, unmatched=unmatched)
    assert unmatched == gone
    assert done["info"]["title"] == "New"
    assert overlay.apply_files(DOCUMENT, files, excused=unmatched) == done
    with pytest.raises(OverlayError, match="action 2"):
        overlay.apply_files(DOCUMENT, files, excused=gone[:1])


@pytest.mark.parametrize(
    ("target", "update", "reason"),
    [
        ("$.info", "text", "an object is there"),
        ("$.info", ["x"], "an object is there"),
        ("$.info.title", {"a": 1}, "remove it first"),
        ("$", {"paths": {"/v1/spaces": "text"}}, "#/paths/~1v1~1spaces|an object is there"),
    ],
)
def test_an_update_that_does_not_fit_is_an_error(target: str, update: Any, reason: str) -> None:
    with pytest.raises(OverlayError, match=reason):
        apply({"target": target, "update": update})


@pytest.mark.parametrize("target", ["$.a[", "$..", "$.paths[?@.x ==]", "$['a"])
def test_a_target_that_is_not_jsonpath_is_an_error(target: str) -> None:
    with pytest.raises(OverlayError, match="not a JSONPath query"):
        apply({"target": target, "update": {}})


HEAD = 'overlay: 1.1.0\ninfo: {title: t, version: "1"}\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file"),
        ("[]", "the file"),
        ("a: [", "not readable"),
        (HEAD, "'actions' is a required property"),
        (HEAD + "actions: []", "actions"),
        (HEAD + "action: [{target: $, update: {}}]\nactions: [{target: $, update: {}}]", "'action' was unexpected"),
        (HEAD + "actions: [{target: $.info}]", "actions/0"),
        (HEAD + "actions: [{update: {}}]", "'target' is a required property"),
        (HEAD + "actions: [{target: info, update: {}}]", "actions/0/target"),
        (HEAD + "actions: [{target: $, updates: {}}]", "actions/0"),
        (HEAD + "actions: [{target: $, update: {}, remove: true}]", "actions/0"),
        (HEAD + "actions: [{target: $, remove: false}]", "actions/0"),
        (HEAD + "actions: [{target: $, update: {}, x-goodmem-optional: maybe}]", "x-goodmem-optional"),
        ('overlay: 2.0.0\ninfo: {title: t, version: "1"}\nactions: [{target: $, update: {}}]', "overlay"),
        (HEAD + "actions: [{target: $, update: {206: {}}}]", "206 is not a string"),
        (HEAD + "actions: [{target: $, update: {a: 1, a: 2}}]", "'a' is given twice"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Any, text: str, reason: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OverlayError, match=reason) as raised:
        overlay.load(path)
    assert "bad.yaml" in str(raised.value)


def test_a_date_in_a_file_is_text(tmp_path: Any) -> None:
    path = tmp_path / "dates.yaml"
    path.write_text(HEAD + "actions: [{target: $, update: {a: 2026-01-01, b: 1.5, c: true}}]", encoding="utf-8")
    assert overlay.load(path)["actions"][0]["update"] == {"a": "2026-01-01", "b": 1.5, "c": True}


def test_files_apply_in_the_order_of_their_paths_and_leave_the_document_alone(tmp_path: Any) -> None:
    (tmp_path / "10").mkdir()
    for name in ("20-last.yaml", "10/b.yaml", "10/a.json", "00-first.yml"):
        whole = {
            "overlay": "1.1.0",
            "info": {"title": "t", "version": "1"},
            "actions": [{"target": "$", "update": {"seen": [name]}}],
        }
        (tmp_path / name).write_text(json.dumps(whole), encoding="utf-8")
    document: dict[str, Any] = {"seen": []}
    done = overlay.apply_files(document, overlay.find(tmp_path))
    assert done["seen"] == ["00-first.yml", "10/a.json", "10/b.yaml", "20-last.yaml"]
    assert document == {"seen": []}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=10,
)


@given(JSON_VALUES, st.dictionaries(st.text(max_size=3), JSON_VALUES, max_size=4))
def test_what_an_update_adds_under_a_new_key_is_there_as_written(value: Any, rest: dict[str, Any]) -> None:
    rest.pop("new", None)
    assert overlay.merge(copy.deepcopy(rest), {"new": value}, "here") == {**rest, "new": value}


@pytest.mark.parametrize("commit", sorted(path.stem for path in (paths.ROOT / paths.HISTORY).glob("*.json")))
def test_the_facts_fit_every_document_there_has_been(commit: str) -> None:
    root = paths.ROOT
    document = json.loads((root / paths.HISTORY / f"{commit}.json").read_bytes())
    done = overlay.apply_files(document, [root / paths.OVERLAYS / "00-facts.yaml"])
    schemas = done["components"]["schemas"]
    assert schemas["ApiKeyAuth"]["properties"]["inlineSecret"]["x-goodmem-secret"] is True
    assert schemas["CreateApiKeyResponse"]["properties"]["rawApiKey"]["x-goodmem-secret"] is True
    assert schemas["SystemInitResponse"]["properties"]["rootApiKey"]["x-goodmem-secret"] is True
    assert schemas["SpaceKey"]["properties"]["filter"]["x-goodmem-filter"] is True
    for path in ("/v1/memories/{id}/content", "/v1/memories/{id}/pages/{pageIndex}/image"):
        operation = done["paths"][path]["get"]
        assert {"Range", "If-Match"} <= {one["name"] for one in operation["parameters"]}
        assert {"206", "412"} <= operation["responses"].keys()
    assert done["paths"]["/v1/memories:retrieve"]["post"]["x-goodmem-retry"] == "safe"
    errors = {
        reply["content"]["application/json"]["schema"]["$ref"] for reply in done["components"]["responses"].values()
    }
    assert errors == {"#/components/schemas/ErrorBody"}
    # A document that says these things itself is left as it is.
    assert overlay.apply_files(done, [root / paths.OVERLAYS / "00-facts.yaml"]) == done


def test_the_work_for_singular_targets_grows_as_their_number() -> None:
    costs = {}
    for number in (100, 1000):
        schemas = {f"S{index}": {"properties": {"p": {}}} for index in range(number)}
        actions = [
            {"target": f"$.components.schemas.S{index}.properties.p", "update": {"description": "D"}}
            for index in range(number)
        ]
        figures: dict[str, float] = {}
        with counted(figures):
            done = apply(*actions, document={"components": {"schemas": schemas}})
        costs[number] = figures["calls"]
        assert done["components"]["schemas"][f"S{number - 1}"]["properties"]["p"] == {"description": "D"}
    assert 1000 < costs[1000] < 15 * costs[100]
