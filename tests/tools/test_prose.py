"""The prose of the effective document is complete, readable and nothing but prose; and its checker notices when not."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import paths
from tools.generators import prose
from tools.spec import openapi30, overlay
from tools.tracking import locks

OVERLAYS = overlay.find(paths.ROOT / paths.OVERLAYS)
PROSE = [path for path in OVERLAYS if path.parent.name == "10-prose"]
DOCUMENTS = [paths.ROOT / paths.UPSTREAM, *sorted((paths.ROOT / paths.HISTORY).glob("*.json"))]

DOCUMENTED = {
    "summary": "List things",
    "description": "Lists things.",
    "parameters": [{"name": "maxResults", "in": "query", "description": "Most things in a page.", "schema": {}}],
}


def document(**operation):
    """A small document in which everything is described, but for what `operation` replaces."""
    return {
        "paths": {"/v1/things": {"get": {**copy.deepcopy(DOCUMENTED), **operation}}},
        "components": {
            "schemas": {"Thing": {"description": "A thing.", "properties": {"thingId": {"description": "Its id."}}}}
        },
    }


def upstream(path):
    return openapi30.upgrade(json.loads(path.read_text(encoding="utf-8")))


def known(path):
    """What is known not to fit this document: it was taken before anybody could write about it."""
    lock = locks.read()
    return lock.known if path == paths.ROOT / paths.UPSTREAM else lock.of(path.stem)


def effective(path):
    return overlay.apply_files(upstream(path), OVERLAYS, excused=known(path).unmatched)


@pytest.mark.spec
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_everything_is_described_and_described_well(path):
    report = prose.coverage(effective(path))
    assert [str(gap) for gap in report.gaps if gap.pointer not in known(path).undescribed] == []
    assert [str(poor) for poor in report.poor if str(poor) not in known(path).stale] == []
    assert known(path).undescribed or report.percent == 100.0
    assert min(report.total[kind] for kind in ("operation", "parameter", "body", "schema", "property")) > 0


@pytest.mark.spec
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_prose_files_change_prose_only(path):
    before = upstream(path)
    after = overlay.apply_files(before, PROSE, excused=known(path).unmatched)
    assert list(prose.strays(before, after)) == []


@pytest.mark.spec
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_documented_error_says_when_it_happens(path):
    silent = prose.silent_errors(effective(path))
    assert [place for place in silent if place not in known(path).undescribed] == []


def test_a_described_document_has_no_findings():
    report = prose.coverage(document())
    assert (report.percent, report.gaps, report.poor) == (100.0, (), ())
    assert report.total == {"operation": 1, "parameter": 1, "schema": 1, "property": 1}


@pytest.mark.parametrize("nothing", ["", " \n", None], ids=["empty", "blank", "not text"])
@pytest.mark.parametrize(
    ("at", "key", "pointer"),
    [
        (("paths", "/v1/things", "get"), "summary", "/paths/~1v1~1things/get"),
        (("paths", "/v1/things", "get"), "description", "/paths/~1v1~1things/get"),
        (("paths", "/v1/things", "get", "parameters", 0), "description", "/paths/~1v1~1things/get/parameters/0"),
        (("components", "schemas", "Thing"), "description", "/components/schemas/Thing"),
        (
            ("components", "schemas", "Thing", "properties", "thingId"),
            "description",
            "/components/schemas/Thing/properties/thingId",
        ),
    ],
)
def test_each_missing_text_is_a_gap(at, key, pointer, nothing):
    broken = document()
    node = broken
    for step in at:
        node = node[step]
    node[key] = nothing
    report = prose.coverage(broken)
    assert [gap.pointer for gap in report.gaps] == [pointer]
    assert key in report.gaps[0].message
    assert report.percent == 75.0


@pytest.mark.parametrize(
    ("schema", "inner"),
    [
        ({"type": "array", "items": {"properties": {"a": {}}}}, "/items/properties/a"),
        ({"additionalProperties": {"properties": {"a": {}}}}, "/additionalProperties/properties/a"),
        ({"anyOf": [{"type": "null"}, {"properties": {"a": {}}}]}, "/anyOf/1/properties/a"),
        ({"oneOf": [{"properties": {"a": {}}}]}, "/oneOf/0/properties/a"),
        ({"allOf": [{"properties": {"a": {}}}]}, "/allOf/0/properties/a"),
        ({"items": {"items": {"properties": {"a": {}}}}}, "/items/items/properties/a"),
    ],
)
def test_inline_objects_are_followed(schema, inner):
    broken = document()
    broken["components"]["schemas"]["Thing"]["properties"]["thingId"] |= schema
    gaps = prose.coverage(broken).gaps
    assert [gap.pointer for gap in gaps] == [f"/components/schemas/Thing/properties/thingId{inner}"]


def test_the_schema_of_a_body_is_followed():
    form = {"multipart/form-data": {"schema": {"properties": {"file": {}}}}}
    gaps = prose.coverage(document(requestBody={"content": form})).gaps
    at = "/paths/~1v1~1things/get/requestBody/content/multipart~1form-data/schema"
    assert [gap.pointer for gap in gaps] == [at, f"{at}/properties/file"]


@pytest.mark.parametrize(
    ("key", "text", "complaint"),
    [
        ("summary", "List things.", "full stop"),
        ("summary", "L" * 81, "81 characters"),
        ("description", "Lists things", "full stop"),
        ("description", "L" * 600 + ".", "601 characters"),
        ("description", "Lists  things.", "stray blanks"),
        ("description", "Simply lists things.", "filler 'Simply'"),
        ("description", "Lists `things.", "unpaired backtick"),
        ("description", "At most `maxResult`.", "`maxResult`"),
        ("x-goodmem-errors", {"400": "Please do not"}, "error 400"),
    ],
)
def test_poor_text_is_found(key, text, complaint):
    report = prose.coverage(document(**{key: text}))
    assert report.gaps == ()
    assert report.poor
    assert complaint in str(report.poor[0])


@pytest.mark.parametrize("name", ["maxResults", "thingId", "Thing", "snake_case", "PENDING"])
def test_names_of_the_document_and_of_other_languages_may_be_mentioned(name):
    assert prose.coverage(document(description=f"See `{name}`.")).poor == ()


def test_a_description_of_an_absent_property_is_a_stray():
    before = document()
    after = copy.deepcopy(before)
    after["components"]["schemas"]["Thing"]["properties"]["description"] = {"description": "Not there."}
    after["components"]["schemas"]["Thing"]["properties"]["thingId"]["description"] = "Another text."
    assert list(prose.strays(before, after)) == ["/components/schemas/Thing/properties/description"]


def test_taking_prose_away_is_a_stray():
    before, after = document(), document()
    del after["components"]["schemas"]["Thing"]["description"]
    assert list(prose.strays(before, after)) == ["/components/schemas/Thing/description"]


@given(st.data())
def test_any_change_of_a_value_that_is_not_prose_is_a_stray(data):
    before = document(deprecated=False, tags=["a", "b"])
    after = copy.deepcopy(before)
    operation = after["paths"]["/v1/things"]["get"]
    what = data.draw(st.sampled_from(["deprecated", "tags", "x-new", "parameters"]))
    operation[what] = data.draw(st.one_of(st.integers(2), st.text(), st.lists(st.integers()), st.none()))
    assert all(pointer.startswith(f"/paths/~1v1~1things/get/{what}") for pointer in prose.strays(before, after))
    assert list(prose.strays(before, after)) != []


@pytest.mark.parametrize(
    ("announced", "code"),
    [(None, 1), ("nothing here", 1), ("Undescribed so far: /components/schemas/Thing (see below)", 0)],
    ids=["unannounced", "announced elsewhere", "announced"],
)
def test_the_command_fails_on_gaps_that_are_not_announced(tmp_path, capsys, announced, code):
    broken = document()
    del broken["components"]["schemas"]["Thing"]["description"]
    path = tmp_path / "document.json"
    path.write_text(json.dumps(broken), encoding="utf-8")
    argv = [str(path)]
    if announced:
        report = tmp_path / "report.md"
        report.write_text(announced, encoding="utf-8")
        argv += ["--announced", str(report)]
    assert prose.main(argv) == code
    assert "75.0 % described" in (out := capsys.readouterr().out)
    assert "/components/schemas/Thing: schema has no description" in out


def test_announcing_does_not_excuse_poor_text(tmp_path):
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document(description="Simply lists things.")), encoding="utf-8")
    assert prose.main([str(path), "--announced", str(path)]) == 1
