"""Members of requests that come, go, and change what they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.futures.draft import NotHere, S, array, obj
from tests.futures.kinds.base import kind
from tests.futures.raw import component, json_of

if TYPE_CHECKING:
    from tests.futures.draft import Draft, Json


def _text(_: Any, member: str, part: Any) -> bool:
    """Whether a member is a text that means nothing to the client."""
    plain = (
        isinstance(part, dict)
        and part.get("type") == "string"
        and not {"format", "enum", "contentEncoding"} & part.keys()
    )
    return plain and not member.lower().endswith(
        ("id", "token", "secret", "url", "type", "identifier", "content", "ref", "field")
    )


def _body(draft: Draft) -> tuple[str, Json]:
    """The schema of a JSON body that nothing else uses."""
    own = draft.objects("request")
    raw = draft.raw
    names = {component(json_of(raw.content(one))) for one in raw.operations.values()}
    return draft.pick(sorted((name, node) for name, node in own.items() if name in names))


def _add(draft: Draft, member: str, part: Json, *, required: bool = False) -> None:
    name, node = _body(draft)
    if member in node["properties"]:
        raise NotHere(f"{name} has {member}")
    node["properties"][member] = part
    if required:
        node["required"] = [*node.get("required", ()), member]
    draft.note(f"{name}.{member} is new{', and required' if required else ''}")


@kind("requests")
def request_member_added(draft: Draft) -> None:
    """A request may say one more thing."""
    _add(
        draft,
        "retention",
        dict(draft.pick((S, {"type": "integer"}, {"type": ["string", "null"]}, {"type": "boolean"}))),
    )


@kind("requests")
def request_object_added(draft: Draft) -> None:
    """A request may carry one more object."""
    part = obj(["mode"], mode={**S, "enum": ["FAST", "EXACT"]}, weights=array({"type": "number"}))
    _add(draft, "tuning", draft.schema("RequestTuning", part))


@kind("requests")
def request_map_added(draft: Draft) -> None:
    """A request may carry labels of the caller's own."""
    _add(draft, "attributes", {"type": "object", "additionalProperties": dict(S)})


@kind("requests")
def request_time_added(draft: Draft) -> None:
    """A request may say until when something holds."""
    _add(draft, "validUntil", {**S, "format": "date-time"})


@kind("requests")
def request_member_with_a_taken_name(draft: Draft) -> None:
    """A request gets a member that is spelled like an option of every call, or like a word of Python."""
    _add(draft, draft.pick(("timeout", "deadline", "extraHeaders", "self", "class", "maxRetries", "import")), dict(S))


@kind("requests")
def request_member_beside_a_convenience(draft: Draft) -> None:
    """A create gets a member that is spelled like an argument that the client adds: wait, file, api_key, stream."""
    one = draft.pick(draft.creates())
    node = draft.schemas[str(component(json_of(draft.raw.content(one))))]
    member = draft.fresh(("wait", "file", "apiKey", "spaceIds", "request", "labels"), node.get("properties", ()))
    node.setdefault("properties", {})[member] = dict(S)
    draft.note(f"{one.path} takes {member}")


@kind("requests", "rest")
def request_member_added_required(draft: Draft) -> None:
    """A request must say one more thing."""
    _add(draft, "purpose", dict(S), required=True)


@kind("requests", "rest")
def request_member_made_required(draft: Draft) -> None:
    """A request must say what it might say."""
    name, node, member = draft.pick_member("request", lambda n, m, p: m not in n.get("required", ()) and _text(n, m, p))
    node["required"] = [*node.get("required", ()), member]
    draft.note(f"{name}.{member} is required")


@kind("requests")
def request_member_made_optional(draft: Draft) -> None:
    """A request may leave out what it had to say."""
    name, node, member = draft.pick_member("request", lambda n, m, p: m in n.get("required", ()) and "oneOf" not in n)
    node["required"] = [one for one in node["required"] if one != member]
    draft.note(f"{name}.{member} is optional")


@kind("requests")
def request_member_made_nullable(draft: Draft) -> None:
    """A request may say null for something."""
    name, node, member = draft.pick_member("request", _text)
    node["properties"][member] = {**node["properties"][member], "type": ["string", "null"]}
    draft.note(f"{name}.{member} may be null")


@kind("requests")
def request_member_widened(draft: Draft) -> None:
    """A text of a request may be a number as well."""
    name, node, member = draft.pick_member("request", _text)
    part = node["properties"][member]
    node["properties"][member] = {"anyOf": [part, {"type": "integer"}]}
    draft.note(f"{name}.{member} may be an integer")


@kind("requests", "rest")
def request_member_retyped(draft: Draft) -> None:
    """A text of a request becomes a number."""
    name, node, member = draft.pick_member("request", _text)
    node["properties"][member] = {"type": "integer"}
    draft.note(f"{name}.{member} is an integer")


@kind("requests", "rest")
def request_member_removed(draft: Draft) -> None:
    """A request can no longer say something."""
    name, node, member = draft.pick_member("request", lambda n, m, p: m not in n.get("required", ()) and _text(n, m, p))
    del node["properties"][member]
    draft.note(f"{name}.{member} is gone")


@kind("requests", "rest")
def request_member_bounded(draft: Draft) -> None:
    """A text of a request may not be longer than so."""
    name, node, member = draft.pick_member("request", _text)
    node["properties"][member] = {**node["properties"][member], "minLength": 1, "maxLength": 12}
    draft.note(f"{name}.{member} is bounded")


@kind("requests")
def request_member_deprecated(draft: Draft) -> None:
    """A member of a request is marked as old."""
    name, node, member = draft.pick_member("request", _text)
    node["properties"][member]["deprecated"] = True
    draft.note(f"{name}.{member} is deprecated")


@kind("requests")
def request_client_chooses_the_id(draft: Draft) -> None:
    """A create takes an id that the client chooses."""
    raw = draft.raw
    found = []
    for one in draft.creates():
        first, *others = one.path.rpartition("/")[2].removesuffix("s").split("-")
        member = f"{first}{''.join(part.title() for part in others)}Id"
        node = draft.schemas[str(component(json_of(raw.content(one))))]
        if member not in node.get("properties", {}):
            found.append((one.path, node, member))
    path, node, member = draft.pick(found)
    node.setdefault("properties", {})[member] = {**S, "format": "uuid"}
    draft.note(f"{path} takes {member}")


@kind("requests", "rest")
def request_exclusive_members(draft: Draft) -> None:
    """A request may say only one of two things."""
    name, node = draft.pick_object(
        "request", lambda one: "oneOf" not in one and "not" not in one and "allOf" not in one
    )
    node["properties"] |= {"cold": {"type": "boolean"}, "warm": {"type": "boolean"}}
    node["not"] = {"required": ["cold", "warm"]}
    draft.note(f"{name} takes cold or warm")


@kind("requests", "rest")
def request_member_depends_on_another(draft: Draft) -> None:
    """A member of a request needs another one beside it."""
    name, node = _body(draft)
    node["properties"] |= {"schedule": dict(S), "zone": dict(S)}
    node["dependentRequired"] = {**node.get("dependentRequired", {}), "schedule": ["zone"]}
    draft.note(f"{name}.schedule needs zone")


@kind("requests")
def request_alternative_added(draft: Draft) -> None:
    """An exactly-one group of a request gets one more alternative."""
    name, node = draft.pick(
        sorted(
            (name, one)
            for name, one in draft.schemas.items()
            if isinstance(one, dict)
            and one.get("properties")
            and one.get("oneOf")
            and all(set(part) == {"required"} for part in one["oneOf"])
        )
    )
    node["properties"]["remote"] = obj(["address"], address=dict(S))
    node["oneOf"] = [*node["oneOf"], {"required": ["remote"]}]
    draft.note(f"{name} may be remote")
