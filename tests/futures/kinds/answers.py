"""Members of answers that come, go, and change their type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.futures.draft import S, array, obj
from tests.futures.kinds.base import kind

if TYPE_CHECKING:
    from tests.futures.draft import Draft

AWKWARD = (
    "class",
    "from",
    "self",
    "modelConfig",
    "x-trace",
    "schema",
    "json",
    "copy",
    "_links",
    "@type",
    "2fa",
    "data",
)


def _is_plain(node: Any, member: str, part: Any) -> bool:
    """Whether a member is a text that means nothing to the client: no id, no token, no secret."""
    is_text = isinstance(part, dict) and part.get("type") == "string" and "format" not in part and "enum" not in part
    return bool(is_text and not member.lower().endswith(("id", "token", "secret", "b64")) and "oneOf" not in node)


@kind("answers")
def answer_member_added(draft: Draft) -> None:
    """An answer says one more thing."""
    name, node = draft.pick_object("answer")
    member = draft.fresh(("region", "checksum", "revision", "etag"), node["properties"])
    node["properties"][member] = dict(
        draft.pick((S, {"type": "integer", "format": "int64"}, {"type": ["boolean", "null"]}))
    )
    draft.note(f"{name}.{member} is new")


@kind("answers")
def answer_member_added_required(draft: Draft) -> None:
    """An answer promises one more thing."""
    name, node = draft.pick_object("answer", lambda one: "additionalProperties" not in one)
    member = draft.fresh(("region", "checksum", "revision"), node["properties"])
    node["properties"][member] = dict(S)
    node["required"] = [*node.get("required", ()), member]
    draft.note(f"{name}.{member} is new, and promised")


@kind("answers")
def answer_object_added(draft: Draft) -> None:
    """An answer gets a member that is an object with a schema of its own."""
    name, node = draft.pick_object("answer")
    member = draft.fresh(("quota", "lineage", "residency"), node["properties"])
    node["properties"][member] = draft.schema(
        f"{name}{member.title()}",
        obj(["limit"], limit={"type": "integer"}, notes=array(S), since={**S, "format": "date-time"}),
    )
    draft.note(f"{name}.{member} is a new object")


@kind("answers")
def answer_members_with_awkward_names(draft: Draft) -> None:
    """An answer gets members whose names mean something in Python, or are none."""
    name, node = draft.pick_object("answer")
    for member in draft.random.sample(AWKWARD, 4):
        node["properties"].setdefault(member, dict(S))
    draft.note(f"{name} has members of awkward names")


@kind("answers", "calls")
def answer_member_removed(draft: Draft) -> None:
    """An answer no longer says something that it said at times."""
    name, node, member = draft.pick_member(
        "answer", lambda n, m, p: _is_plain(n, m, p) and m not in n.get("required", ())
    )
    del node["properties"][member]
    draft.note(f"{name}.{member} is gone")


@kind("answers", "calls")
def answer_member_removed_required(draft: Draft) -> None:
    """An answer no longer says something that it promised."""
    name, node, member = draft.pick_member("answer", lambda n, m, p: _is_plain(n, m, p) and m in n.get("required", ()))
    del node["properties"][member]
    node["required"] = [one for one in node["required"] if one != member]
    draft.note(f"{name}.{member} is gone, and was promised")


@kind("answers", "calls")
def answer_member_made_optional(draft: Draft) -> None:
    """An answer may leave out what it promised."""
    name, node, member = draft.pick_member("answer", lambda n, m, p: m in n.get("required", ()) and "oneOf" not in n)
    node["required"] = [one for one in node["required"] if one != member]
    draft.note(f"{name}.{member} is optional")


@kind("answers")
def answer_member_made_required(draft: Draft) -> None:
    """An answer promises what it said at times."""
    name, node, member = draft.pick_member(
        "answer", lambda n, m, p: _is_plain(n, m, p) and m not in n.get("required", ())
    )
    node["required"] = [*node.get("required", ()), member]
    draft.note(f"{name}.{member} is promised")


@kind("answers", "calls")
def answer_member_made_nullable(draft: Draft) -> None:
    """An answer may say null where it had a value."""
    name, node, member = draft.pick_member("answer", _is_plain)
    node["properties"][member] = {**node["properties"][member], "type": ["string", "null"]}
    draft.note(f"{name}.{member} may be null")


@kind("answers", "calls")
def answer_member_null(draft: Draft) -> None:
    """An answer says null, and nothing else, where a value was promised."""
    name, node, member = draft.pick_member("answer", lambda n, m, p: _is_plain(n, m, p) and m in n.get("required", ()))
    node["properties"][member] = {"type": "null"}
    draft.note(f"{name}.{member} is always null")


@kind("answers", "calls")
def answer_member_retyped(draft: Draft) -> None:
    """A text of an answer becomes a number, an object or a list."""
    name, node, member = draft.pick_member("answer", _is_plain)
    new = draft.pick(({"type": "integer"}, obj(["value"], value=dict(S)), array(S), {"type": "boolean"}))
    node["properties"][member] = new
    draft.note(f"{name}.{member} is of type {new['type']}")


@kind("answers", "calls")
def answer_list_becomes_one(draft: Draft) -> None:
    """A list of objects in an answer becomes one object."""
    name, node, member = draft.pick_member(
        "answer", lambda n, m, p: p.get("type") == "array" and "$ref" in p.get("items", {}) and len(n["properties"]) > 2
    )
    node["properties"][member] = node["properties"][member]["items"]
    draft.note(f"{name}.{member} is one object")


@kind("answers", "calls")
def answer_value_becomes_list(draft: Draft) -> None:
    """A value of an answer becomes a list of such values."""
    name, node, member = draft.pick_member("answer", _is_plain)
    node["properties"][member] = array(node["properties"][member])
    draft.note(f"{name}.{member} is a list")


@kind("answers", "calls")
def answer_number_becomes_text(draft: Draft) -> None:
    """A number of an answer becomes a text, because it grew too large."""
    name, node, member = draft.pick_member(
        "answer", lambda n, m, p: isinstance(p, dict) and p.get("type") == "integer" and not m.lower().endswith("index")
    )
    node["properties"][member] = dict(S)
    draft.note(f"{name}.{member} is a text")


@kind("answers")
def answer_member_deprecated(draft: Draft) -> None:
    """A member of an answer is marked as old, and a new one says the same."""
    name, node, member = draft.pick_member("answer", _is_plain)
    node["properties"][member]["deprecated"] = True
    node["properties"].setdefault(f"{member}V2", dict(S))
    draft.note(f"{name}.{member} is deprecated")


@kind("answers")
def answer_map_added(draft: Draft) -> None:
    """An answer gets a map of objects by a name that the user chose."""
    name, node = draft.pick_object("answer")
    node["properties"].setdefault(
        "limitsByTier", {"type": "object", "additionalProperties": obj(["max"], max={"type": "integer"})}
    )
    draft.note(f"{name}.limitsByTier is a new map")


@kind("answers")
def answer_member_gets_a_format(draft: Draft) -> None:
    """A text of an answer is said to be of a format that nobody has heard of."""
    name, node, member = draft.pick_member("answer", _is_plain)
    node["properties"][member]["format"] = "ulid"
    draft.note(f"{name}.{member} is a ulid")


@kind("answers")
def answer_constraints_tightened(draft: Draft) -> None:
    """The document says how long a text of an answer can be."""
    name, node, member = draft.pick_member("answer", _is_plain)
    node["properties"][member] |= {"minLength": 1, "maxLength": 200}
    draft.note(f"{name}.{member} has bounds")
