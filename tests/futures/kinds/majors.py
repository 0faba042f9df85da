"""What a release does that calls of before do not outlive as they are: the next version, another spelling, other envelopes."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, array, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.kinds.sweeps import members, nodes
from tests.futures.raw import component

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.futures.draft import Draft


def _move_paths(draft: Draft, to: Callable[[str], str]) -> None:
    draft.moves = {path: to(path) for path in draft.paths}
    draft.document["paths"] = {to(path): item for path, item in draft.paths.items()}


@kind("majors", "rest")
def version_of_all_paths_raised(draft: Draft) -> None:
    """Every path is of the next version."""
    _move_paths(draft, lambda path: path.replace("/v1", "/v2", 1))
    draft.note("/v1 is /v2")


@kind("majors", "rest")
def version_in_the_address(draft: Draft) -> None:
    """The version stands in the server's address and no longer in the paths."""
    _move_paths(draft, lambda path: path.removeprefix("/v1"))
    draft.document["servers"] = [{"url": "http://localhost:8080/v1"}]
    draft.note("/v1 is in the address")


@kind("majors", "rest")
def paths_behind_a_gateway(draft: Draft) -> None:
    """Every path begins with what a gateway puts before it."""
    _move_paths(draft, lambda path: f"/api{path}")
    draft.note("/api before all")


@kind("majors", "rest")
def paths_behind_a_gateway_with_their_next_version(draft: Draft) -> None:
    """Every path begins with what a gateway puts before it, and is of the next version; a resource comes with it."""
    _move_paths(draft, lambda path: f"/goodmem/api{path.replace('/v1', '/v2', 1)}")
    word = draft.word()
    thing = draft.schema("MovedThing", obj(["thingId", "name"], thingId={**S, "format": "uuid"}, name=dict(S)))
    draft.add("get", f"/goodmem/api/v2/{word}", operation("listMovedThings", obj([word], **{word: array(thing)})))
    draft.add("get", f"/goodmem/api/v2/{word}/{{id}}", operation("getMovedThing", thing))
    draft.note("/goodmem/api/v2 before all")


@kind("majors", "rest")
def collections_end_with_a_slash(draft: Draft) -> None:
    """Paths of collections end with a slash."""
    _move_paths(draft, lambda path: path if path.endswith("}") or ":" in path else f"{path}/")
    draft.note("slashes")


@kind("majors", "rest")
def every_operation_needs_a_header(draft: Draft) -> None:
    """Every operation needs to be told the tenant."""
    for one in draft.operations():
        part = {"name": "X-Tenant-Id", "in": "header", "required": True, "schema": dict(S)}
        one.node["parameters"] = [*one.node.get("parameters", ()), part]
    draft.note("a tenant is needed")


@kind("majors", "rest")
def answers_in_an_envelope(draft: Draft) -> None:
    """Every JSON answer of one thing is wrapped: `{data, meta}`."""
    meta = draft.schema("Meta", obj(["requestId"], requestId=dict(S)))
    for one in draft.operations():
        for name, media in draft.raw.answer(one)[1].items():
            if name == "application/json" and component(media["schema"]):
                media["schema"] = obj(["data"], data=media["schema"], meta=meta)
    draft.note("answers have an envelope")


@kind("majors", "rest")
def lists_are_bare(draft: Draft) -> None:
    """Lists that do not page answer an array with nothing around it."""
    for one, node in draft.pick([draft.lists(paged=False)]):
        array = next(part for part in node["properties"].values() if part.get("type") == "array")
        for media in draft.raw.answer(one)[1].values():
            media["schema"] = copy.deepcopy(array)
    draft.note("lists are bare")


@kind("majors", "rest")
def members_in_snake_case(draft: Draft) -> None:
    """Every member of requests and answers is spelled in snake case."""
    for node in nodes(draft.document):
        if isinstance(node.get("properties"), dict):
            node["properties"] = {_snake(member): part for member, part in node["properties"].items()}
        if isinstance(node.get("required"), list):
            node["required"] = [_snake(member) for member in node["required"]]
        for word in ("dependentRequired", "dependencies"):
            if isinstance(node.get(word), dict):
                node[word] = {_snake(member): [*map(_snake, needed)] for member, needed in node[word].items()}
    draft.note("snake case")


def _snake(member: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", member).lower()


@kind("majors", "calls")
def answers_may_be_null(draft: Draft) -> None:
    """Every member of an answer may be null."""
    for node in draft.objects("answer").values():
        for member, part in node["properties"].items():
            if isinstance(part.get("type"), str) and "enum" not in part:
                part["type"] = [part["type"], "null"]
            elif "$ref" in part:
                node["properties"][member] = {"oneOf": [part, {"type": "null"}]}
    draft.note("null everywhere")


@kind("majors", "calls")
def answers_promise_nothing(draft: Draft) -> None:
    """No member of an answer is promised any more."""
    for node in draft.objects("answer").values():
        node.pop("required", None)
    draft.note("nothing is promised")


@kind("majors", "calls")
def numbers_as_texts(draft: Draft) -> None:
    """Whole numbers of answers are texts, as protocol buffers write them."""
    found = 0
    for node in draft.objects("answer").values():
        for part in node["properties"].values():
            if part.get("type") == "integer" and "enum" not in part:
                for word in ("minimum", "maximum", "default"):
                    part.pop(word, None)
                part.update(type="string")
                found += 1
    if not found:
        raise NotHere("no whole numbers")
    draft.note("numbers are texts")


@kind("majors", "calls")
def times_as_texts(draft: Draft) -> None:
    """Times of answers are texts of RFC 3339, no longer milliseconds."""
    for node in draft.objects("answer").values():
        for member, part in node["properties"].items():
            if member.endswith("At") and part.get("type") == "integer":
                node["properties"][member] = {"type": "string", "format": "date-time"}
    draft.note("times are texts")


@kind("majors", "rest")
def page_token_renamed(draft: Draft) -> None:
    """The token of a page has another name, in requests and answers."""
    one, node = draft.pick(draft.lists(paged=True))
    token = next(name for name in node["properties"] if name.lower().startswith("next"))
    parts = [part for part in one.node["parameters"] if part.get("in") == "query" and part["name"] == token]
    if not parts:
        raise NotHere("the token is not sent under its name")
    parts[0]["name"] = "pageToken"
    node["properties"]["nextPageToken"] = node["properties"].pop(token)
    node["required"] = ["nextPageToken" if name == token else name for name in node.get("required", ())]
    if not node["required"]:
        del node["required"]
    draft.note(f"{token} of {one.path} is nextPageToken")


@kind("majors", "rest")
def discriminator_renamed(draft: Draft) -> None:
    """Alternatives are told apart by a member of another name."""
    name, node = draft.pick_object("answer")
    kinds = {
        word: draft.schema(
            f"{name}{word.title()}", obj(["kind"], kind={"const": word}, **copy.deepcopy(node["properties"]))
        )
        for word in ("short", "full")
    }
    mapping = {word: one["$ref"] for word, one in kinds.items()}
    draft.schemas[name] = {
        "oneOf": list(kinds.values()),
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    draft.note(f"{name} is told apart by kind")


@kind("majors", "rest")
def json_of_a_vendor_everywhere(draft: Draft) -> None:
    """JSON has a vendor's name, in requests and answers."""
    for node in list(nodes(draft.paths)):
        content = node.get("content")
        if isinstance(content, dict) and "application/json" in content:
            content["application/vnd.goodmem.v2+json"] = content.pop("application/json")
    draft.note("JSON of a vendor")


@kind("majors", "rest")
def lines_by_another_name(draft: Draft) -> None:
    """Streams of lines have the other name that there is for them."""
    found = 0
    for one in draft.operations():
        for response in one.node["responses"].values():
            content = response.get("content", {})
            if "application/x-ndjson" in content:
                content["application/jsonl"] = content.pop("application/x-ndjson")
                found += 1
    if not found:
        raise NotHere("no lines")
    draft.note("lines are jsonl")


@kind("majors", "rest")
def texts_bounded(draft: Draft) -> None:
    """Every text of a request has a greatest length and may not be empty."""
    for part in [part for node in draft.objects("request").values() for part in node["properties"].values()]:
        if part.get("type") == "string" and not {"enum", "format", "default", "pattern"} & part.keys():
            part |= {"minLength": part.get("minLength", 1), "maxLength": part.get("maxLength", 200)}
    draft.note("texts are bounded")


@kind("majors", "calls")
def deletes_say_what_is_gone(draft: Draft) -> None:
    """Every delete answers what was deleted."""
    gone = draft.schema("Deleted", obj(["deleted"], deleted={"type": "boolean"}))
    for one in draft.operations(lambda one: one.method == "DELETE" and "204" in one.node["responses"]):
        del one.node["responses"]["204"]
        content: Any = {"application/json": {"schema": gone}}
        one.node["responses"] = {"200": {"description": "Gone.", "content": content}, **one.node["responses"]}
    draft.note("deletes answer")


@kind("majors", "rest")
def updates_are_patches(draft: Draft) -> None:
    """Every PUT is a PATCH."""
    for item in draft.paths.values():
        if "put" in item and "patch" not in item:
            item["patch"] = item.pop("put")
    draft.note("PUT is PATCH")


@kind("majors")
def members_say_their_defaults(draft: Draft) -> None:
    """Members of requests have other defaults, or one at all."""
    for _, _, part in members(draft):
        if isinstance(part, dict) and part.get("type") == "boolean":
            part["default"] = not part.get("default", False)
        elif isinstance(part, dict) and part.get("type") == "integer" and "default" in part:
            part["default"] += 1 if "maximum" not in part else 0
    draft.note("other defaults")
