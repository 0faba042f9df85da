"""Enumerations that grow, open, close and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.futures.draft import S
from tests.futures.kinds.base import kind
from tests.futures.raw import component

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.futures.draft import Draft, Json


def _is_enum(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "string" and len(node.get("enum", ())) > 1


def _named(draft: Draft) -> tuple[str, Json]:
    return draft.pick(sorted((name, one) for name, one in draft.schemas.items() if _is_enum(one)))


def _inline(draft: Draft) -> tuple[str, Json, str]:
    found = [
        (name, node, member)
        for name, node in sorted(draft.schemas.items())
        if isinstance(node, dict)
        for member, part in node.get("properties", {}).items()
        if _is_enum(part)
    ]
    return draft.pick(found)


def _defaults(node: Any) -> Iterator[str]:
    """Every value that is a default somewhere, or a constant that rules speak of."""
    if isinstance(node, dict):
        for key, one in node.items():
            if key in {"default", "const"}:
                yield from (part for part in (one if isinstance(one, list) else [one]) if isinstance(part, str))
            else:
                yield from _defaults(one)
    elif isinstance(node, list):
        for one in node:
            yield from _defaults(one)


@kind("enumerations")
def enum_grown(draft: Draft) -> None:
    """An enumeration gets one more value."""
    name, node = _named(draft)
    node["enum"] = [*node["enum"], "BRAND_NEW"]
    draft.note(f"{name} has BRAND_NEW")


@kind("enumerations")
def enum_grown_in_the_middle(draft: Draft) -> None:
    """An enumeration gets one more value where the alphabet wants it."""
    name, node = _named(draft)
    node["enum"] = sorted([*node["enum"], "BRAND_NEW"])
    draft.note(f"{name} has BRAND_NEW, and is sorted")


@kind("enumerations")
def enum_inline_grown(draft: Draft) -> None:
    """An enumeration without a name of its own gets one more value."""
    name, node, member = _inline(draft)
    node["properties"][member]["enum"] = [*node["properties"][member]["enum"], "BRAND_NEW"]
    draft.note(f"{name}.{member} has BRAND_NEW")


@kind("enumerations")
def enum_opened(draft: Draft) -> None:
    """An enumeration is opened: these values, or any text."""
    name, node = _named(draft)
    draft.schemas[name] = {"anyOf": [{"type": "string", "enum": node["enum"]}, dict(S)]}
    draft.note(f"{name} is open")


@kind("enumerations")
def enum_inline_opened(draft: Draft) -> None:
    """An enumeration without a name of its own is opened."""
    name, node, member = _inline(draft)
    node["properties"][member] = {"anyOf": [node["properties"][member], dict(S)]}
    draft.note(f"{name}.{member} is open")


@kind("enumerations", "calls")
def enum_becomes_text(draft: Draft) -> None:
    """An enumeration becomes any text."""
    name, node = _named(draft)
    del node["enum"]
    draft.note(f"{name} is any text")


@kind("enumerations", "rest")
def enum_shrunk(draft: Draft) -> None:
    """A value of an enumeration goes."""
    name, node = _named(draft)
    kept = set(_defaults(draft.document))
    gone = draft.pick([one for one in node["enum"] if one not in kept])
    node["enum"] = [one for one in node["enum"] if one != gone]
    draft.note(f"{name} has no {gone}")


@kind("enumerations")
def enum_of_one_added(draft: Draft) -> None:
    """An answer says its kind: a constant."""
    name, node = draft.pick_object("answer")
    node["properties"].setdefault("objectKind", {"type": "string", "const": name})
    draft.note(f"{name}.objectKind is constant")


@kind("enumerations")
def text_becomes_enum_in_answers(draft: Draft) -> None:
    """The document lists the values that a text of an answer can have."""
    name, node, member = draft.pick_member(
        "answer",
        lambda n, m, p: (
            isinstance(p, dict)
            and p.get("type") == "string"
            and not {"format", "enum"} & p.keys()
            and not m.lower().endswith("token")
        ),
    )
    node["properties"][member]["enum"] = ["first", "second", "third-one"]
    draft.note(f"{name}.{member} is an enumeration")


@kind("enumerations")
def enum_inline_gets_a_name(draft: Draft) -> None:
    """An enumeration is moved to a schema of its own."""
    name, node, member = _inline(draft)
    node["properties"][member] = draft.schema(f"{name}{member[:1].upper()}{member[1:]}Kind", node["properties"][member])
    draft.note(f"{name}.{member} has a schema of its own")


@kind("enumerations")
def enum_with_odd_values(draft: Draft) -> None:
    """A request may choose among values that are no names: numbers, signs, words of Python."""
    name, node = draft.pick_object("request")
    node["properties"].setdefault("grade", {"type": "string", "enum": ["a+", "a-", "None", "1st", "", "mro"]})
    draft.note(f"{name}.grade has odd values")


@kind("enumerations")
def enum_described(draft: Draft) -> None:
    """The values of an enumeration are listed as described constants, which is the idiom of OpenAPI 3.1."""
    name, node = _named(draft)
    draft.schemas[name] = {"type": "string", "oneOf": [{"const": one, "title": one.title()} for one in node["enum"]]}
    draft.note(f"{name} is a choice of constants")


@kind("enumerations")
def enum_null_added(draft: Draft) -> None:
    """A member of an answer that is an enumeration may be null."""
    name, node, member = draft.pick_member(
        "answer", lambda _n, _m, p: component(p) is not None and _is_enum(draft.raw.follow(p))
    )
    node["properties"][member] = {"anyOf": [node["properties"][member], {"type": "null"}]}
    draft.note(f"{name}.{member} may be null")
