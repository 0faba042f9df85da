"""Another style of writing documents, for all of a document at once: what frameworks and their settings make of the same."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, array, obj
from tests.futures.kinds.base import kind
from tests.futures.kinds.sweeps import SCHEMAS, nodes
from tests.futures.raw import json_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.draft import Draft, Json


def _references(content: Json) -> Iterator[Json]:
    """The media types of a content that refer to a schema."""
    yield from (media for media in content.values() if set(media.get("schema", ())) == {"$ref"})


@kind("styles")
def answers_extend_their_schema(draft: Draft) -> None:
    """Every answer is its schema with one more member, by an allOf."""
    traced = {"type": "object", "properties": {"traceTag": S}}
    for one in draft.operations():
        content = draft.raw.answer(one)[1]
        for media in _references({"": content["application/json"]} if "application/json" in content else {}):
            media["schema"] = {"allOf": [media["schema"], copy.deepcopy(traced)]}
    draft.note("answers have a trace")


@kind("styles")
def bodies_extend_their_schema(draft: Draft) -> None:
    """Every body is its schema with one more member, by an allOf."""
    traced = {"type": "object", "properties": {"traceTag": S}}
    for one in draft.operations():
        for media in _references(draft.raw.content(one)):
            media["schema"] = {"allOf": [media["schema"], copy.deepcopy(traced)]}
    draft.note("bodies have a trace")


@kind("styles")
def schemas_have_a_base(draft: Draft) -> None:
    """Every schema is made of a base and its own members."""
    for side in ("request", "answer"):
        base = draft.schema(f"Base{side.title()}", obj(**{f"{side}Tag": S}))
        for name, node in draft.objects(side).items():
            if not {"oneOf", "anyOf", "allOf"} & node.keys() and f"Base{side.title()}" != name:
                own = {key: one for key, one in node.items() if key != "additionalProperties"}
                draft.schemas[name] = {"allOf": [dict(base), own]}
    draft.note("schemas have a base")


@kind("styles")
def items_written_out(draft: Draft) -> None:
    """The items of lists are written out, while their schema is still there."""
    found = 0
    for _, node in draft.lists():
        for part in node["properties"].values():
            if part.get("type") == "array" and "$ref" in part["items"]:
                part["items"] = copy.deepcopy(draft.raw.follow(part["items"]))
                found += 1
    if not found:
        raise NotHere("no lists")
    draft.note("items are written out")


@kind("styles")
def everything_written_out(draft: Draft) -> None:
    """References are followed wherever they end, as tools that bundle documents do."""

    def out(node: Any, seen: tuple[str, ...] = ()) -> Any:
        if isinstance(node, list):
            return [out(one, seen) for one in node]
        if not isinstance(node, dict):
            return node
        name = str(node.get("$ref", "")).removeprefix(SCHEMAS)
        if name in draft.schemas and name not in seen:
            beside = {key: one for key, one in node.items() if key != "$ref"}
            return {**out(draft.schemas[name], (*seen, name)), **out(beside, seen)}
        return {key: one if key == "discriminator" else out(one, seen) for key, one in node.items()}

    draft.document["paths"] = out(draft.paths)
    draft.note("nothing is referred to")


@kind("styles")
def types_in_lists(draft: Draft) -> None:
    """Every type is a list of one."""
    for node in nodes([draft.schemas, draft.paths]):
        if isinstance(node.get("type"), str) and "in" not in node:
            node["type"] = [node["type"]]
    draft.note("types are lists")


@kind("styles")
def answers_of_any_type(draft: Draft) -> None:
    """Every JSON answer is declared as `*/*`, which is what a framework writes that is told nothing."""
    for one in draft.operations():
        content = draft.raw.answer(one)[1]
        if set(content) == {"application/json"}:
            content["*/*"] = content.pop("application/json")
    draft.note("answers are */*")


@kind("styles")
def key_among_the_headers(draft: Draft) -> None:
    """Every operation that takes the key lists its header, and those of HTTP, among its parameters."""
    for one in draft.operations():
        names = [
            scheme["name"] for schemes in draft.raw.security(one) for scheme in schemes if scheme.get("in") == "header"
        ]
        more = [{"name": name, "in": "header", "required": True, "schema": dict(S)} for name in [*names, "Accept"]]
        one.node["parameters"] = [*one.node.get("parameters", ()), *more]
    draft.note("headers are listed")


@kind("styles", "rest")
def key_in_the_query(draft: Draft) -> None:
    """The key is a parameter of the query."""
    found = [one for one in draft.document["components"].get("securitySchemes", {}).values() if one["type"] == "apiKey"]
    for one in found or draft.pick([]):
        one.update({"in": "query", "name": "api_key"})
    draft.note("the key is in the query")


@kind("styles")
def security_not_said(draft: Draft) -> None:
    """The document says nothing of keys."""
    draft.document["components"].pop("securitySchemes", None)
    for node in [draft.document, *(one.node for one in draft.operations())]:
        node.pop("security", None)
    draft.note("no keys")


@kind("styles")
def statuses_swapped(draft: Draft) -> None:
    """What answered 200 answers 201, and the other way round."""
    other = {"200": "201", "201": "200", "202": "200"}
    for one in draft.operations():
        responses = one.node["responses"]
        own = next((name for name in responses if name in other and other[name] not in responses), None)
        one.node["responses"] = {other[name] if name == own else name: part for name, part in responses.items()}
    draft.note("other successes")


@kind("styles", "calls")
def updates_answer_nothing(draft: Draft) -> None:
    """No update answers anything."""
    for one in draft.operations(lambda one: one.method in {"PUT", "PATCH"}):
        rest = {name: part for name, part in one.node["responses"].items() if not name.startswith("2")}
        one.node["responses"] = {"204": {"description": "Done."}, **rest}
    draft.note("updates answer nothing")


@kind("styles")
def lists_say_all_about_themselves(draft: Draft) -> None:
    """Every list has a total, says whether there is more, and has links and facets beside its items."""
    for _, node in draft.lists():
        more = {
            "totalCount": {"type": "integer"},
            "hasMore": {"type": "boolean"},
            "facets": array(S),
            "links": obj(next=S),
        }
        node["properties"].update({name: one for name, one in more.items() if name not in node["properties"]})
        # One answer may be that of two lists.
        node["required"] = [*dict.fromkeys([*node.get("required", ()), "totalCount"])]
    draft.note("lists say all")


@kind("styles")
def streams_name_their_charset(draft: Draft) -> None:
    """The media types of streams have parameters, and their events a schema of their own."""
    found = 0
    for one in draft.operations():
        content = draft.raw.answer(one)[1]
        for name in [name for name in content if re.match(r"application/x-ndjson|text/event-stream", name)]:
            media = content.pop(name)
            content[f"{name.partition(';')[0]}; charset=utf-8"] = media
            if "schema" in media and json_of(content) is None:
                media["itemSchema"] = media.pop("schema")
            found += 1
    if not found:
        raise NotHere("no streams")
    draft.note("streams say their charset")
