"""Media types that come to requests and answers, and forms that grow."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, body, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.raw import component, is_json, json_of

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json
    from tests.futures.raw import Operation

BINARY = {"type": "string", "format": "binary"}


def _answers_json(draft: Draft) -> tuple[Operation, Json]:
    """An operation that answers JSON alone, and the media types of its answer."""
    raw = draft.raw
    one = draft.operation(lambda one: list(raw.answer(one)[1]) == ["application/json"])
    return one, _content(draft, one)


def _content(draft: Draft, one: Operation) -> Json:
    """The media types of an answer, to be changed for this operation alone."""
    status = next(name for name in one.node["responses"] if str(name).startswith("2"))
    one.node["responses"][status] = copy.deepcopy(draft.raw.follow(one.node["responses"][status]))
    found: Json = one.node["responses"][status]["content"]
    return found


def _form(draft: Draft, *, many: bool | None = None) -> tuple[Operation, Json]:
    """A form with a file, and its schema."""
    raw = draft.raw

    def fits(one: Operation) -> bool:
        content = raw.content(one)
        if "multipart/form-data" not in content or json_of(content) is None:
            return False
        parts = content["multipart/form-data"]["schema"].get("properties", {}).values()
        return many is None or any(part.get("type") == "array" for part in parts) == many

    one = draft.operation(fits)
    found: Json = raw.content(one)["multipart/form-data"]["schema"]
    return one, found


@kind("media types")
def answer_as_csv_too(draft: Draft) -> None:
    """An answer can be had as CSV as well."""
    one, content = _answers_json(draft)
    content["text/csv"] = {"schema": dict(S)}
    draft.note(f"{one.method} {one.path} answers CSV too")


@kind("media types")
def list_as_cbor_too(draft: Draft) -> None:
    """A list can be had as CBOR as well, and that is named first."""
    one, _ = draft.pick(draft.lists())
    content = _content(draft, one)
    json = content.pop("application/json")
    content |= {"application/cbor": {"schema": BINARY}, "application/json": json}
    draft.note(f"{one.method} {one.path} answers CBOR too")


@kind("media types")
def answer_names_its_charset(draft: Draft) -> None:
    """An answer's media type says its charset."""
    one, content = _answers_json(draft)
    content["application/json; charset=utf-8"] = content.pop("application/json")
    draft.note(f"{one.method} {one.path} names its charset")


@kind("media types", "rest")
def answer_of_a_vendor(draft: Draft) -> None:
    """An answer is JSON of a vendor's name."""
    one, content = _answers_json(draft)
    content["application/vnd.goodmem.v1+json"] = content.pop("application/json")
    draft.note(f"{one.method} {one.path} answers +json")


@kind("media types")
def answer_of_any_type(draft: Draft) -> None:
    """An answer is declared for any media type."""
    one, content = _answers_json(draft)
    content["application/*+json"] = copy.deepcopy(content["application/json"])
    draft.note(f"{one.method} {one.path} answers application/*+json too")


@kind("media types")
def request_as_merge_patch_too(draft: Draft) -> None:
    """An update takes a merge patch as well."""
    raw = draft.raw
    one = draft.operation(lambda one: one.method == "PUT" and json_of(raw.content(one)) is not None)
    content = raw.content(one)
    content["application/merge-patch+json"] = copy.deepcopy(content["application/json"])
    draft.note(f"{one.method} {one.path} takes a merge patch")


@kind("media types")
def request_as_a_plain_form_too(draft: Draft) -> None:
    """A create takes a form as browsers send it as well."""
    one = draft.pick(draft.creates())
    content = draft.raw.content(one)
    content["application/x-www-form-urlencoded"] = copy.deepcopy(content["application/json"])
    draft.note(f"{one.method} {one.path} takes a plain form")


@kind("media types")
def request_as_xml_too(draft: Draft) -> None:
    """A create takes XML as well, and that is named first."""
    one = draft.pick(draft.creates())
    content = draft.raw.content(one)
    json = content.pop("application/json")
    content |= {"application/xml": {"schema": dict(S)}, "application/json": json}
    draft.note(f"{one.method} {one.path} takes XML")


@kind("media types")
def create_with_a_file_too(draft: Draft) -> None:
    """A create that took JSON takes a form with JSON and a file as well."""
    one = draft.pick(draft.creates())
    content = draft.raw.content(one)
    form = obj(["request"], request=dict(json_of(content)), file=dict(BINARY))
    content["multipart/form-data"] = {"schema": form, "encoding": {"request": {"contentType": "application/json"}}}
    draft.note(f"{one.method} {one.path} takes a file")


@kind("media types")
def create_with_a_form_too(draft: Draft) -> None:
    """A create that took JSON takes the same members as a form as well, and a file that may be left out."""
    one = draft.pick(draft.creates())
    content = draft.raw.content(one)
    node = draft.schemas[str(component(json_of(content)))]
    form = obj(node.get("required", ()), **copy.deepcopy(node["properties"]), attachment=dict(BINARY))
    content["multipart/form-data"] = {"schema": form}
    draft.note(f"{one.method} {one.path} takes a form")


@kind("media types")
def form_gets_a_part(draft: Draft) -> None:
    """The form of an upload takes one more part."""
    one, form = _form(draft)
    name = draft.fresh(("language", "checksum", "source"), form["properties"])
    form["properties"][name] = dict(S)
    draft.note(f"the form of {one.path} takes {name}")


@kind("media types", "rest")
def form_gets_a_required_part(draft: Draft) -> None:
    """The form of an upload needs one more part."""
    one, form = _form(draft)
    form["properties"]["license"] = dict(S)
    form["required"] = [*form.get("required", ()), "license"]
    draft.note(f"the form of {one.path} needs license")


@kind("media types")
def form_gets_an_object(draft: Draft) -> None:
    """The form of an upload takes one more part that is an object."""
    one, form = _form(draft)
    form["properties"]["provenance"] = obj(["origin"], origin=dict(S))
    draft.note(f"the form of {one.path} takes provenance")


@kind("media types")
def form_gets_a_second_file(draft: Draft) -> None:
    """The form of an upload takes a second file."""
    one, form = _form(draft, many=False)
    form["properties"]["thumbnail"] = dict(BINARY)
    draft.note(f"the form of {one.path} takes a thumbnail")


@kind("media types")
def form_first(draft: Draft) -> None:
    """The form of an upload is named before its JSON."""
    one, _ = _form(draft)
    content = draft.raw.content(one)
    for media in [media for media in content if is_json(media)]:
        content[media] = content.pop(media)
    draft.note(f"the form of {one.path} is named first")


@kind("media types")
def status_changed(draft: Draft) -> None:
    """A create answers 200, or an action 201 or 202."""
    one = draft.operation(lambda one: one.method == "POST" and len({"200", "201"} & one.node["responses"].keys()) == 1)
    old = "201" if "201" in one.node["responses"] else "200"
    new = draft.pick([status for status in ("200", "201", "202") if status not in one.node["responses"]])
    one.node["responses"] = {(new if name == old else name): part for name, part in one.node["responses"].items()}
    draft.note(f"{one.path} answers {new} instead of {old}")


@kind("media types", "calls")
def second_success(draft: Draft) -> None:
    """A create may answer 202 with nothing, besides what it answers."""
    one = draft.pick(draft.creates())
    one.node["responses"]["202"] = {"description": "It will be done."}
    draft.note(f"{one.path} may answer 202")


@kind("media types")
def download_of_a_new_type(draft: Draft) -> None:
    """Something that is read as bytes is declared as PDF or image, besides bytes."""
    raw = draft.raw
    one = draft.operation(lambda one: "application/octet-stream" in raw.answer(one)[1])
    content = _content(draft, one)
    content["application/pdf"] = {"schema": dict(BINARY)}
    draft.note(f"{one.path} may be a PDF")


@kind("media types")
def body_of_a_text(draft: Draft) -> None:
    """An action takes a plain text."""
    path = draft.pick(draft.collections())
    node = operation(
        f"import{path.title().replace('/', '').replace('-', '')}", obj(["count"], count={"type": "integer"})
    )
    draft.add("post", f"{path}:importText", {**node, "requestBody": body(dict(S), "text/plain")})


@kind("media types")
def body_of_a_list(draft: Draft) -> None:
    """An action takes a list, with nothing around it."""
    path = draft.pick(draft.collections())
    node = operation(
        f"touch{path.title().replace('/', '').replace('-', '')}", obj(["count"], count={"type": "integer"})
    )
    draft.add("post", f"{path}:touchAll", {**node, "requestBody": body({"type": "array", "items": dict(S)})})


@kind("media types")
def answer_of_a_scalar(draft: Draft) -> None:
    """An action answers a number, a text or a list, with nothing around it."""
    path = draft.pick(draft.collections())
    answer: Any = draft.pick(
        ({"type": "integer"}, dict(S), {"type": "array", "items": {"type": "integer"}}, {"type": "boolean"})
    )
    name = path.title().replace("/", "").replace("-", "")
    draft.add("get", f"{path}:count", operation(f"count{name}", answer))


@kind("media types")
def form_says_its_encoding(draft: Draft) -> None:
    """Forms say the content type of each part, and headers of parts."""
    found = 0
    for one in draft.operations():
        media = draft.raw.content(one).get("multipart/form-data")
        for name, part in media["schema"].get("properties", {}).items() if media else ():
            is_file = part.get("format") == "binary" or "contentMediaType" in part
            encoding = media.setdefault("encoding", {}).setdefault(name, {})
            if is_file:
                encoding["headers"] = {"X-Checksum": {"schema": dict(S)}}
            elif component(part):
                encoding["contentType"] = "application/json"
            found += 1
    if not found:
        raise NotHere("no forms")
    draft.note("forms say their encoding")
