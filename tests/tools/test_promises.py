"""A type says None where a server of before leaves out what the newest document promises, and nowhere else."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem, UnexpectedAnswerWarning, models
from tests.futures import taken
from tests.futures.future import bases, document
from tools.spec.effective import effective
from tools.spec.normalize import normalize
from tools.tracking.promises import apply, required

NEWEST = document(bases()[-1])
S = {"type": "string"}


def answered(**members: Any) -> dict[str, Any]:
    """A document with one answer; `True` for a member that is promised."""
    thing = {"type": "object", "properties": dict.fromkeys(members, S), "required": [*filter(members.get, members)]}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation = {"responses": {"200": {"description": "fine", "content": content}}}
    return {
        "openapi": "3.1.0",
        "paths": {"/v1/things": {"get": operation}},
        "components": {"schemas": {"Thing": thing}},
    }


def optional(new: dict[str, Any], *before: dict[str, Any]) -> list[str]:
    """The members of an answer whose types say None although they are promised."""
    promised: dict[str, frozenset[str]] = {}
    for one in before:
        promised |= required(one, promised)
    made = normalize(apply(json.loads(json.dumps(new)), promised)).document["components"]["schemas"]["Thing"]
    return sorted(
        wire for wire in made.get("required", ()) if {"type": "null"} in made["properties"][wire].get("anyOf", ())
    )


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([answered(old=True, new=True)], []),
        ([answered(old=True, new=False)], ["new"]),
        ([answered(old=True)], ["new"]),
        ([answered(old=True), answered(old=True, new=True)], ["new"]),
        ([answered(old=False, new=True), answered(old=True)], ["new", "old"]),
        ([], []),
        ([{"paths": {}, "components": {"schemas": {"Other": {"type": "object"}}}}], []),
    ],
)
def test_none_where_a_document_before_did_not_promise_it(before: list[dict[str, Any]], expected: list[str]) -> None:
    assert optional(answered(old=True, new=True), *before) == expected


def test_what_is_sent_as_well_needs_what_the_newest_document_says() -> None:
    new = answered(old=True, new=True)
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    new["paths"]["/v1/things"]["post"] = {"requestBody": body, "responses": {}}
    assert optional(new, answered(old=True)) == []


def test_a_member_that_comes_promised_stays_optional_in_documents_after() -> None:
    after = json.loads(json.dumps(NEWEST))
    space = after["components"]["schemas"]["Space"]
    space["properties"]["colour"] = S
    space["required"].append("colour")
    with taken.checkout(NEWEST, after) as root:
        made = effective(root, after, unmatched=[])["components"]["schemas"]["Space"]["properties"]
        assert made["colour"] == {**S, "x-goodmem-may-be-missing": True}
        assert (
            made["name"]
            == effective(root, NEWEST, unmatched=[])["components"]["schemas"]["Space"]["properties"]["name"]
        )


@pytest.mark.parametrize("is_given", [False, True])
def test_what_is_missing_reads_as_none_and_is_told(is_given: bool) -> None:
    """Bundled, or given at run time with one more member, so that its class is made there."""
    assert models.Space.model_fields["labels"].annotation == dict[str, str] | None
    assert models.Space.model_fields["name"].annotation is str
    changed = goodmem_dyn.document()
    changed["components"]["schemas"]["Space"]["properties"]["colour"] = S
    answer = {wire: 1 if "At" in wire else "x" for wire in changed["components"]["schemas"]["Space"]["required"]}
    answer |= {"spaceEmbedders": []}
    del answer["labels"]
    options = {"document": changed} if is_given else {}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    with Goodmem("http://127.0.0.1:1", api_key="k", transport=transport, **options) as client:
        with pytest.warns(UnexpectedAnswerWarning, match="`labels` is missing"):
            space = client.spaces.get(id="00000000-0000-4000-8000-000000000000")
        assert (space.labels, space.name) == (None, "x")
        kind = type(space)
        assert (kind is models.Space) is not is_given
        assert kind.model_fields["labels"].is_required()
        assert type(None) in kind.model_fields["labels"].annotation.__args__
