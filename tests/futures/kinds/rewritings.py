"""The same said otherwise: what generators of documents do when they are updated, and what is loosened a little."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere
from tests.futures.kinds.base import kind
from tests.futures.raw import component, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.draft import Draft, Json

SCHEMAS = "#/components/schemas/"


def _members(draft: Draft) -> Iterator[tuple[Json, str, Any]]:
    for node in draft.schemas.values():
        for member, part in list(node.get("properties", {}).items()) if isinstance(node, dict) else ():
            yield node["properties"], member, part


@kind("rewritings")
def references_wrapped_in_all_of(draft: Draft) -> None:
    """References stand in an allOf, beside a description, as documents of OpenAPI 3.0 have it."""
    found = 0
    for holder, member, part in _members(draft):
        if isinstance(part, dict) and set(part) == {"$ref"}:
            holder[member] = {"allOf": [part], "description": "What it is about."}
            found += 1
    if not found:
        raise NotHere("no references")
    draft.note("references stand in an allOf")


@kind("rewritings")
def schema_written_out(draft: Draft) -> None:
    """A schema that is used once stands where it is used, and has no name any more."""
    text = json.dumps(draft.document)
    # One that names no other and whose name is nobody's beginning.
    names = [
        name
        for name, node in draft.schemas.items()
        if text.count(f'"{SCHEMAS}{name}"') == 1 and "$ref" not in json.dumps(node) and {"properties", "enum"} & {*node}
    ]
    found = [
        (holder, member, part["$ref"].removeprefix(SCHEMAS))
        for holder, member, part in _members(draft)
        if isinstance(part, dict) and str(part.get("$ref", "")).removeprefix(SCHEMAS) in names
    ]
    holder, member, name = draft.pick(found, "no schema is used once")
    holder[member] = {**draft.schemas.pop(name), **{key: one for key, one in holder[member].items() if key != "$ref"}}
    draft.note(f"{name} is written out as {member}")


@kind("rewritings")
def enum_reordered(draft: Draft) -> None:
    """The values of an enumeration stand in another order."""
    name = draft.pick([name for name, node in draft.schemas.items() if len(node.get("enum", ())) > 1])
    draft.schemas[name]["enum"] = draft.schemas[name]["enum"][::-1]
    draft.note(f"{name} the other way round")


@kind("rewritings")
def success_by_range(draft: Draft) -> None:
    """An answer is declared for every success: 2XX."""
    one = draft.operation(lambda one: "200" in one.node["responses"] and one.method == "GET")
    responses = one.node["responses"]
    one.node["responses"] = {"2XX": responses.pop("200"), **responses}
    draft.note(f"{one.method} {one.path} answers 2XX")


@kind("rewritings")
def styles_said(draft: Draft) -> None:
    """Every parameter says the style that it has without saying so."""
    found = 0
    for one in draft.raw.operations.values():
        for part in one.node.get("parameters", ()):
            if "schema" in part and "style" not in part:
                style = "form" if part["in"] in {"query", "cookie"} else "simple"
                more = {"allowReserved": False, "allowEmptyValue": False} if part["in"] == "query" else {}
                part.update(style=style, explode=style == "form", **more)
                found += 1
    if not found:
        raise NotHere("no parameters")
    draft.note("styles are said")


@kind("rewritings")
def answers_said_to_be_open(draft: Draft) -> None:
    """Answers say that they may hold more than is declared."""
    for node in draft.objects("answer").values():
        node.setdefault("additionalProperties", True)
    draft.note("answers are open")


@kind("rewritings")
def query_made_optional(draft: Draft) -> None:
    """An operation no longer needs a parameter that it needed."""
    found = [
        (one, part)
        for one in draft.operations()
        for part in one.node.get("parameters", ())
        if part.get("in") == "query" and part.get("required")
    ]
    one, part = draft.pick(found, "no parameter is needed")
    part["required"] = False
    draft.note(f"{part['name']} of {one.path} may be left out")


@kind("rewritings")
def query_default_changed(draft: Draft) -> None:
    """A parameter means something else where it is not given."""
    found = [
        (one, part)
        for one in draft.operations()
        for part in one.node.get("parameters", ())
        if part.get("in") == "query" and isinstance(part.get("schema", {}).get("default"), bool)
    ]
    one, part = draft.pick(found, "no parameter has a default")
    part["schema"]["default"] = not part["schema"]["default"]
    draft.note(f"{part['name']} of {one.path} has another default")


@kind("rewritings", "calls")
def answer_number_widened(draft: Draft) -> None:
    """A whole number of an answer may have a fraction."""
    name, node, member = draft.pick_member("answer", lambda _, m, p: isinstance(p, dict) and p.get("type") == "integer")
    node["properties"][member] = {key: one for key, one in node["properties"][member].items() if key != "format"}
    node["properties"][member]["type"] = "number"
    draft.note(f"{name}.{member} is a number")


@kind("rewritings", "rest")
def answer_loses_its_body(draft: Draft) -> None:
    """An update or a create answers with nothing."""
    one = draft.operation(lambda one: one.method in {"PUT", "PATCH"} and "200" in one.node["responses"])
    del one.node["responses"]["200"]
    one.node["responses"] = {"204": {"description": "Done."}, **one.node["responses"]}
    draft.note(f"{one.method} {one.path} answers nothing")


@kind("rewritings")
def body_made_optional(draft: Draft) -> None:
    """A body that needs no member need not be sent."""

    def fits(one: Any) -> bool:
        schema = json_of(draft.raw.content(one))
        node = draft.schemas.get(str(component(schema)), {}) if schema else {}
        return bool(one.node.get("requestBody", {}).get("required")) and bool(node) and not node.get("required")

    one = draft.operation(fits)
    one.node["requestBody"]["required"] = False
    draft.note(f"{one.method} {one.path} needs no body")
