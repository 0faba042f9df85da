"""What a server's developer does later on: more successes, more wrappings, looser rules, another way to the same thing."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.futures.draft import S, array, body, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.kinds.resources import Resource
from tests.futures.raw import json_of

if TYPE_CHECKING:
    from tests.futures.draft import Draft

BINARY = {"type": "string", "format": "binary"}


@kind("later")
def updates_may_answer_nothing(draft: Draft) -> None:
    """An update that nobody wants to read back answers 204, beside its 200."""
    for one in draft.operations(lambda one: one.method in {"PUT", "PATCH"} and "200" in one.node["responses"]):
        one.node["responses"]["204"] = {"description": "Done."}
    draft.note("updates may answer nothing")


@kind("later")
def creates_may_be_accepted(draft: Draft) -> None:
    """A create that takes long answers 202 with a job, beside what it answers."""
    job = draft.schema("AcceptedJob", obj(["jobId"], jobId=dict(S), state=dict(S)))
    for one in draft.creates():
        accepted = {"description": "Later.", "content": {"application/json": {"schema": job}}}
        one.node["responses"].setdefault("202", accepted)
    draft.note("creates may be accepted")


@kind("later")
def batches_answer_several_statuses(draft: Draft) -> None:
    """What is done in a batch answers 207."""
    for one in draft.operations(lambda one: ":batch" in one.path and "200" in one.node["responses"]):
        responses = one.node["responses"].items()
        one.node["responses"] = {"207" if name == "200" else name: part for name, part in responses}
    draft.note("batches answer 207")


@kind("later")
def json_of_a_vendor(draft: Draft) -> None:
    """Answers are JSON under a name of the server's own, named before the usual one."""
    for one in draft.operations():
        content = draft.raw.answer(one)[1]
        if list(content) == ["application/json"] and "x-goodmem-stream" not in content["application/json"]:
            usual = content.pop("application/json")
            content |= {"application/vnd.goodmem.v1+json": copy.deepcopy(usual), "application/json": usual}
    draft.note("JSON has another name")


@kind("later")
def links_of_hypermedia(draft: Draft) -> None:
    """Every answer of one thing has `_links` and `_embedded`."""
    link = draft.schema("HalLink", obj(["href"], href=dict(S), templated={"type": "boolean"}))
    links = {"type": "object", "additionalProperties": link}
    for node in draft.objects("answer").values():
        if "additionalProperties" not in node:
            node["properties"].update(_links=links, _embedded={"type": "object", "additionalProperties": True})
    draft.note("answers have links")


@kind("later")
def bounds_loosened(draft: Draft) -> None:
    """Texts of requests may be longer than they could be, numbers larger, lists longer."""
    for node in draft.objects("request").values():
        for member in node["properties"].values():
            for word in ("maxLength", "maximum", "maxItems") if isinstance(member, dict) else ():
                if isinstance(member.get(word), int):
                    member[word] *= 2
    draft.note("bounds are wider")


@kind("later")
def maps_by_pattern(draft: Draft) -> None:
    """Maps of texts say how their keys look."""
    for node in draft.objects("answer").values():
        for name, member in list(node["properties"].items()):
            if isinstance(member, dict) and member.get("additionalProperties") == {"type": "string"}:
                node["properties"][name] = {**member, "propertyNames": {"maxLength": 512}}
    draft.note("maps say their keys")


@kind("later")
def servers_for_a_path(draft: Draft) -> None:
    """A path and an operation name the server that they are at, which is the one of all."""
    for one in draft.pick([draft.operations()]):
        draft.paths[one.path]["servers"] = [{"url": "/"}]
        one.node["servers"] = [{"url": "/", "description": "The same."}]
    draft.note("paths have servers")


@kind("later")
def second_way_to_a_thing(draft: Draft) -> None:
    """Something that can be read is at a second path as well."""
    one = draft.operation(lambda one: one.method == "GET" and "{" not in one.path and json_of(draft.raw.answer(one)[1]))
    again = {**copy.deepcopy(one.node), "operationId": f"{draft.word()}Again"}
    path = f"/v1/{draft.word()}/current"
    draft.add("get", path, again)
    draft.note(f"{one.path} is at {path}, too")


@kind("later")
def resource_created_by_a_form_alone(draft: Draft) -> None:
    """A resource comes that is created by a form alone, of JSON and a file that may be left out."""
    one = Resource(draft)
    request = draft.schema(f"{one.one}UploadRequest", obj(["name"], name=S, note=S, tags=array(S)))
    form = obj(["request"], request=request, file=BINARY)
    one.action("", operation(f"upload{one.one}", one.thing, requestBody=body(form, "multipart/form-data")))
    one.items()


@kind("later")
def envelopes_beside(draft: Draft) -> None:
    """A resource comes whose answers of one thing are in an envelope, named after the thing."""
    one = Resource(draft)
    one.create()
    one.items()
    meta = draft.schema(f"{one.one}Meta", obj(requestId=dict(S)))
    for found in draft.operations(lambda found: found.path.startswith(one.path)):
        for media in draft.raw.answer(found)[1].values():
            if media["schema"] == one.thing:
                media["schema"] = obj(
                    [one.member.removesuffix("s")], **{one.member.removesuffix("s"): one.thing, "meta": meta}
                )
    draft.note("in an envelope")


@kind("later")
def lists_may_be_null(draft: Draft) -> None:
    """A list inside an answer may be null where it was left out."""
    for node in draft.objects("answer").values():
        for name, member in list(node["properties"].items()):
            is_list = isinstance(member, dict) and member.get("type") == "array"
            if is_list and name not in node.get("required", ()):
                node["properties"][name] = {**member, "type": ["array", "null"]}
    draft.note("lists may be null")
