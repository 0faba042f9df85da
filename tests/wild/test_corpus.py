"""One small document for each kind of construct, and random ones that combine them, judged by others than the client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodmem_dyn import Goodmem, InvalidRequestError
from goodmem_dyn._catalogs.sources import load_document
from tests.support.documents import document
from tests.wild.judge.measure import measured

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_operation_is_called_right(file: Path) -> None:
    outcome = measured(load_document(file))
    assert not outcome.refused
    assert outcome.operations
    assert (outcome.right, outcome.unmade) == (outcome.operations, 0), outcome.examples


@pytest.mark.parametrize("file", sorted(CORPUS.glob("refused/*.yaml")), ids=lambda file: file.stem)
def test_what_must_be_refused_says_where(file: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"document: .*#/"):
        Goodmem("http://localhost:1", document=file)


S, N, B = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
FILE = {"type": "string", "format": "binary"}
SCALARS = st.sampled_from([S, N, B, {"enum": ["one", "two"], "type": "string"}, {"type": "string", "format": "date"}])
LISTS = st.builds(lambda item: {"type": "array", "items": item, "minItems": 1}, SCALARS)
FLAT = st.builds(
    lambda one, two: {"type": "object", "required": ["k"], "properties": {"k": one, "l-m": two}}, SCALARS, SCALARS
)
STYLES = {
    "path": [
        ("simple", False),
        ("simple", True),
        ("label", True),
        ("label", False),
        ("matrix", True),
        ("matrix", False),
    ],
    "query": [("form", True), ("form", False), ("pipeDelimited", False), ("spaceDelimited", False)],
    "header": [("simple", False), ("simple", True)],
    "cookie": [("form", False)],
}


@st.composite
def parameters(draw: st.DrawFn, place: str, name: str) -> dict[str, Any]:
    style, explode = draw(st.sampled_from(STYLES[place]))
    schema = draw(st.one_of(SCALARS, LISTS, FLAT) if "Delimited" not in style else LISTS)
    if schema is not S and schema.get("type") == "object" and place == "query" and draw(st.booleans()):
        style, explode = "deepObject", True
    needed = place == "path" or draw(st.booleans())
    return {"name": name, "in": place, "required": needed, "style": style, "explode": explode, "schema": schema}


def schemas(depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas of bodies and answers."""
    if depth > 2:
        return SCALARS
    inner = schemas(depth + 1)
    reference = st.sampled_from([{"$ref": "#/components/schemas/Node"}, {"$ref": "#/components/schemas/A%20B"}])
    return st.one_of(
        SCALARS,
        reference,
        st.builds(lambda one: {**one, "description": "beside"}, reference),
        st.builds(lambda one: {"allOf": [one], "description": "beside"}, reference),
        st.builds(lambda one: {"type": "array", "items": one}, inner),
        objects(depth + 1),
        st.builds(lambda one: {"anyOf": [one, {"type": "null"}]}, inner),
        st.builds(lambda one, two: {"allOf": [one, two]}, objects(depth + 1), FLAT),
    )


def objects(depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from(["id", "_id", "fooBar", "foo_bar", "class", "register", "a-b", "timeout", "n"])
    return st.builds(
        lambda properties, needed: {
            "type": "object",
            "properties": properties,
            "required": sorted(needed & properties.keys()),
        },
        st.dictionaries(names, schemas(depth + 1), min_size=1, max_size=4),
        st.sets(names, max_size=2),
    )


FORMS = st.builds(
    lambda fields, file: {"type": "object", "properties": {**fields, **({"file": FILE} if file else {})}},
    st.dictionaries(st.sampled_from(["title", "tags", "note"]), st.one_of(SCALARS, LISTS), min_size=1),
    st.booleans(),
)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["application/json", "*/*", "text/plain", "application/xml", "form", "multipart", "both"])
    )
    needed = {"required": draw(st.booleans())}
    if kind in {"form", "multipart"}:
        media = "application/x-www-form-urlencoded" if kind == "form" else "multipart/form-data"
        schema = draw(FORMS)
        if kind == "form":
            schema["properties"].pop("file", None)
        encoding = {
            name: {"style": "form", "explode": draw(st.booleans())}
            for name in schema["properties"]
            if draw(st.booleans())
        }
        encoding.pop("file", None)
        return {**needed, "content": {media: {"schema": schema, "encoding": encoding}}}
    if kind == "both":
        schema = draw(FORMS)
        plain = {**schema, "properties": {name: one for name, one in schema["properties"].items() if name != "file"}}
        return {**needed, "content": {"application/json": {"schema": plain}, "multipart/form-data": {"schema": schema}}}
    schema = {"text/plain": SCALARS, "application/xml": st.just({"type": "object"})}.get(kind, objects())
    return {**needed, "content": {kind: {"schema": draw(schema)}}}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 4))):
        node = {"responses": {"200": {"description": "", "content": {"application/json": {"schema": draw(schemas())}}}}}
        node["parameters"] = [draw(parameters("path", "it"))]
        for place, name in (("query", "q"), ("query", "r"), ("header", "X-H"), ("cookie", "c")):
            if draw(st.booleans()):
                node["parameters"].append(draw(parameters(place, name)))
        verb = draw(st.sampled_from(["get", "post", "put", "delete"]))
        if verb in {"post", "put"}:
            node["requestBody"] = draw(bodies())
        node["security"] = draw(st.sampled_from([[], [{"key": []}], [{"bearer": []}], [{}]]))
        paths[
            draw(st.sampled_from([f"/api/p{number}/{{it}}", f"/api/ö {number}/{{it}}/x", f"/api/p{number}/{{it}}#y"]))
        ] = {verb: node}
    node = {"type": "object", "properties": {"n": S, "child": {"$ref": "#/components/schemas/Node", "readOnly": True}}}
    found = document(paths, {"Node": node, "A B": draw(objects(2))})
    found["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "query", "name": "k"},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_operation_of_a_random_document_is_called_right(found: dict[str, Any]) -> None:
    outcome = measured(found)
    assert not outcome.refused
    assert outcome.right == outcome.operations, outcome.examples
