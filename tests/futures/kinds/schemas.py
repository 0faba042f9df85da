"""Schemas that say the same in another way, or what no schema said before."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, array, body, obj, operation
from tests.futures.kinds.base import kind
from tests.futures.kinds.resources import Resource
from tests.futures.raw import component

if TYPE_CHECKING:
    from tests.futures.draft import Draft


@kind("schemas")
def anything_as_an_answer(draft: Draft) -> None:
    """A new create with an id of the client answers anything: `true`."""
    one = Resource(draft)
    request = draft.schema(
        f"{one.one}CreationRequest", obj(["name"], name=dict(S), **{one.id: {**S, "format": "uuid"}})
    )
    draft.add(
        "post",
        one.path,
        operation(
            f"create{one.one}",
            draft.schema(f"{one.one}Answer", obj(payload=True, note=dict(S))),
            status=201,
            requestBody=body(request),
        ),
    )
    one.items()


@kind("schemas")
def anything_as_a_member(draft: Draft) -> None:
    """An answer gets a member that may be anything: `true` or an empty schema."""
    name, node = draft.pick_object("answer")
    node["properties"] |= {"raw": True, "debug": {}}
    draft.note(f"{name}.raw is anything")


@kind("schemas")
def anything_in_a_request(draft: Draft) -> None:
    """A request takes a member that may be anything."""
    name, node = draft.pick_object("request")
    node["properties"]["context"] = node["properties"].get("context", True)
    draft.note(f"{name}.context is anything")


@kind("schemas")
def recursion_in_a_request(draft: Draft) -> None:
    """A request takes a tree, whose reference to itself has a word beside it."""
    tree = draft.schema("FilterTree", obj(["operator"], operator=dict(S)))
    draft.schemas["FilterTree"]["properties"] |= {
        "left": {**tree, "deprecated": True},
        "right": {**tree, "description": "The other side."},
        "all": array(tree),
    }
    name, node = draft.pick_object("request")
    node["properties"]["tree"] = tree
    draft.note(f"{name}.tree is a tree")


@kind("schemas")
def recursion_in_an_answer(draft: Draft) -> None:
    """An answer has a tree."""
    tree = draft.schema("OutlineNode", obj(["title"], title=dict(S)))
    draft.schemas["OutlineNode"]["properties"] |= {
        "children": array(tree),
        "parent": {"anyOf": [tree, {"type": "null"}]},
        "byName": {"type": "object", "additionalProperties": tree},
    }
    name, node = draft.pick_object("answer")
    node["properties"]["outline"] = tree
    draft.note(f"{name}.outline is a tree")


@kind("schemas")
def base_drawn_out(draft: Draft) -> None:
    """What several answers have in common becomes a schema that they are made of."""
    name, node = draft.pick_object(
        "answer", lambda one: len(one["properties"]) > 3 and not {"allOf", "not", "if"} & one.keys()
    )
    moved = list(node["properties"])[:2]
    part = obj(
        [one for one in moved if one in node.get("required", ())], **{one: node["properties"][one] for one in moved}
    )
    base = draft.schema(f"{name}Base", part)
    rest = {key: one for key, one in node.items() if key not in {"type", "properties", "required"}}
    own = obj(
        [one for one in node.get("required", ()) if one not in moved],
        **{k: v for k, v in node["properties"].items() if k not in moved},
    )
    draft.schemas[name] = {**rest, "allOf": [base, own]}
    draft.note(f"{name} is made of {name}Base")


@kind("schemas")
def member_gets_a_schema_of_its_own(draft: Draft) -> None:
    """A text that stands in many schemas becomes one that they refer to."""
    name, node, member = draft.pick_member(
        "answer", lambda _n, m, p: p == S and not m.lower().endswith(("token", "id"))
    )
    node["properties"][member] = draft.schema(f"{name}{member[0].upper()}{member[1:]}Text", dict(S))
    draft.note(f"{name}.{member} is a reference")


@kind("schemas")
def reference_with_words_beside_it(draft: Draft) -> None:
    """References get a description or a mark beside them, as OpenAPI 3.1 allows."""
    found = 0
    for node in draft.schemas.values():
        for part in node.get("properties", {}).values() if isinstance(node, dict) else ():
            if isinstance(part, dict) and set(part) == {"$ref"}:
                part["description"] = "What it is about."
                found += 1
    if not found:
        raise NotHere("no references")
    draft.note("references have words beside them")


@kind("schemas")
def null_said_otherwise(draft: Draft) -> None:
    """What may be null says so by a list of types, where it said so by an alternative, and the other way round."""
    found = 0
    for node in draft.schemas.values():
        for member, part in list(node.get("properties", {}).items()) if isinstance(node, dict) else ():
            if isinstance(part, dict) and isinstance(part.get("type"), list) and "enum" not in part:
                kinds = [one for one in part["type"] if one != "null"]
                if len(kinds) == 1 and "null" in part["type"]:
                    node["properties"][member] = {"anyOf": [{**part, "type": kinds[0]}, {"type": "null"}]}
                    found += 1
    if not found:
        raise NotHere("nothing may be null")
    draft.note("null is said otherwise")


@kind("schemas")
def schema_renamed(draft: Draft) -> None:
    """A schema gets another name, which nobody sees on the wire."""
    name, _ = draft.pick_object("answer")
    new = f"{name}V1"
    draft.schemas[new] = draft.schemas.pop(name)
    _refer(draft.document, f"#/components/schemas/{name}", f"#/components/schemas/{new}")
    draft.note(f"{name} is called {new}")


def _refer(node: Any, old: str, new: str) -> None:
    if isinstance(node, dict):
        for key, one in node.items():
            if one == old:
                node[key] = new
            else:
                _refer(one, old, new)
    elif isinstance(node, list):
        for one in node:
            _refer(one, old, new)


@kind("schemas")
def schema_added_that_nothing_uses(draft: Draft) -> None:
    """The document has schemas that nothing uses yet."""
    draft.schema("PreviewThing", obj(["name"], name=dict(S), kind={**S, "enum": ["A", "B"]}))
    draft.schema("io.goodmem.preview.Other-Thing", obj(["name"], name=dict(S)))
    draft.note("unused schemas")


@kind("schemas")
def alternative_of_schemas_in_an_answer(draft: Draft) -> None:
    """An answer gets a member that is one of two schemas, told apart by their kind."""
    cat = draft.schema("LocalSource", obj(["kind", "path"], kind={"const": "local"}, path=dict(S)))
    dog = draft.schema("RemoteSource", obj(["kind", "url"], kind={"const": "remote"}, url=dict(S)))
    mapping = {"local": cat["$ref"], "remote": dog["$ref"]}
    source = draft.schema(
        "AnySource", {"oneOf": [cat, dog], "discriminator": {"propertyName": "kind", "mapping": mapping}}
    )
    name, node = draft.pick_object("answer")
    node["properties"]["source"] = source
    draft.note(f"{name}.source is one of two")


@kind("schemas")
def alternative_of_schemas_in_a_request(draft: Draft) -> None:
    """A request takes one of two schemas, told apart by their members."""
    target = {"oneOf": [obj(["email"], email=dict(S)), obj(["url", "method"], url=dict(S), method=dict(S))]}
    name, node = draft.pick_object("request")
    node["properties"]["notify"] = draft.schema("NotifyTarget", target)
    draft.note(f"{name}.notify is one of two")


@kind("schemas")
def answer_closed(draft: Draft) -> None:
    """An answer is said to hold nothing but what is declared."""
    name, node = draft.pick_object("answer", lambda one: not {"additionalProperties", "allOf"} & one.keys())
    node["additionalProperties"] = False
    draft.note(f"{name} is closed")


@kind("schemas")
def secret_called_like_a_common_member(draft: Draft) -> None:
    """A request takes a secret that is called like what many answers and every error have: message, name, text."""
    name, node = draft.pick_object("request", lambda one: "message" not in one["properties"])
    node["properties"]["message"] = {**S, "format": "password"}
    draft.note(f"{name}.message is a secret")


@kind("schemas")
def write_only_member(draft: Draft) -> None:
    """One schema serves requests and answers, with members for one of them alone."""
    one = Resource(draft)
    node = draft.schemas[one.one]
    node["properties"] |= {"pin": {**S, "writeOnly": True}, "digest": {**S, "readOnly": True}}
    draft.add("put", f"{one.path}/{{id}}", operation(f"put{one.one}", one.thing, requestBody=body(one.thing)))


@kind("schemas")
def definitions_inside_a_schema(draft: Draft) -> None:
    """An answer's member is defined inside its own schema, by a pointer to another member."""
    name, node = draft.pick_object("answer")
    member = draft.pick([one for one, part in node["properties"].items() if component(part) is None])
    node["properties"][f"{member}Before"] = {"$ref": f"#/components/schemas/{name}/properties/{member}"}
    draft.note(f"{name}.{member}Before points to {member}")


@kind("schemas")
def rules_between_members(draft: Draft) -> None:
    """A new action's request has rules that only if and then can say."""
    path = draft.pick(draft.collections())
    node = obj(["mode"], mode={**S, "enum": ["NOW", "LATER"]}, at={**S, "format": "date-time"})
    node |= {"if": {"properties": {"mode": {"const": "LATER"}}, "required": ["mode"]}, "then": {"required": ["at"]}}
    request = draft.schema("ScheduleRequest", node)
    title = path.title().replace("/", "").replace("-", "")
    draft.add(
        "post",
        f"{path}:schedule",
        operation(f"schedule{title}", copy.deepcopy(obj(["ok"], ok={"type": "boolean"})), requestBody=body(request)),
    )


@kind("schemas")
def examples_and_defaults_added(draft: Draft) -> None:
    """Members of answers get examples, defaults and titles."""
    for node in draft.schemas.values():
        for member, part in node.get("properties", {}).items() if isinstance(node, dict) else ():
            if isinstance(part, dict) and part.get("type") == "string" and "enum" not in part:
                part |= {"title": member.title(), "examples": [f"an example of {member}"]}
    draft.note("examples everywhere")
