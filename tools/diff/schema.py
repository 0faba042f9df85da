"""Compares two schemas, keyword by keyword, through references.

Rules:

- A schema that moved into a component, or out of one, is compared with what it was; only what remains is a change.
- Every keyword is compared. One that has no rule ends as `keyword.changed`, which is risky, never as nothing.
- A component is compared once, as one unit, however many places refer to it; a recursive schema ends there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from tools.diff import members
from tools.diff.core import (
    DOCS,
    FLAGS,
    NULL_KEYS,
    UNIONS,
    Core,
    core,
    differing,
    expand,
    references,
    same,
)
from tools.diff.keywords import LEAVES, compare_format, compare_types, say
from tools.diff.model import Doc, Event, Node, Unit
from tools.diff.rules import MAP_PARTS, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    Places = tuple[str, ...]
    Emit = Callable[..., None]

_EXTRA = {
    ("closed", "schema"): "extra.allowed",
    ("closed", "open"): "extra.allowed",
    ("schema", "closed"): "extra.refused",
    ("open", "closed"): "extra.refused",
    ("open", "schema"): "extra.narrowed",
    ("schema", "open"): "extra.widened",
}


class SchemaWalk:
    """Compares schemas and sends events; asks `pair` for the units behind references."""

    def __init__(
        self,
        old: Doc,
        new: Doc,
        send: Callable[[Event], None],
        pair: Callable[[Node, Node, Unit, bool, Places, Places], None],
    ) -> None:
        self.old, self.new, self.send, self.pair = old, new, send, pair
        self.cause: tuple[Places, Places] = ((), ())
        self.said: set[str] = set()

    def emit(
        self, kind: str, unit: Unit, where: str, old: Places, new: Places, access: str = "", /, **values: Any
    ) -> None:
        flag: Literal["", "read-only", "write-only"] = (
            "read-only" if access == "read-only" else "write-only" if access == "write-only" else ""
        )
        self.said.update("-" + at for at in old)
        self.said.update("+" + at for at in new)
        self.send(Event(kind, unit, where, (*old, *self.cause[0]), (*new, *self.cause[1]), values, flag))

    def compare(self, old: Node, new: Node, unit: Unit, where: str = "", required: bool = False) -> None:
        """Compare two schemas of a unit, at a place inside it; `required` says whether a field must be there."""
        a, b = core(old), core(new)
        here = (differing(old, new), differing(new, old))
        if (old.value is False) != (new.value is False):
            self.emit(
                "schema.none" if new.value is False else "schema.some", unit, where, (old.at,), (new.at,), b.access
            )
            return
        cause = self.cause
        if a.ref and b.ref:
            at = (a.at("$ref"), b.at("$ref"))
            if a.ref != b.ref:
                self.emit("schema.reference", unit, where, *at, old=_name(a), new=_name(b))
            if a.wrap != b.wrap and a.null == b.null:
                self.emit("notation", unit, where, *here)
            self.link(a.ref, b.ref, unit, bool(where), *(((), ()) if a.ref == b.ref else at))
            del a.keys["$ref"], b.keys["$ref"]
        elif a.ref or b.ref:
            self.emit("schema.reference", unit, where, *here, old=_name(a), new=_name(b))
            a, b = expand(a, self.old), expand(b, self.new)
            self.cause = ((*cause[0], *here[0]), (*cause[1], *here[1]))
        elif a.wrap != b.wrap and a.null == b.null:
            self.emit("notation", unit, where, *here)
        self.nullability(a, b, unit, where, *here)
        self.keywords(a, b, unit, where, required)
        self.cause = cause

    def link(
        self, old: str, new: str, unit: Unit, inside: bool, old_cause: Places = (), new_cause: Places = ()
    ) -> None:
        """Have what two references name compared, as the unit's own value or as something inside it."""
        a, b = self.old.find(old), self.new.find(new)
        if a is not None and b is not None:
            self.pair(a, b, unit, inside, old_cause, new_cause)

    def link_common(self, old: Any, new: Any, unit: Unit) -> None:
        """What two values refer to alike is still in use, even where they are judged as a whole."""
        for ref in sorted({*references(old)} & {*references(new)}):
            self.link(ref, ref, unit, inside=True)

    def nullability(self, a: Core, b: Core, unit: Unit, where: str, old: Places, new: Places) -> None:
        if a.null is None or b.null is None or a.null == b.null:
            return
        keys = [key for key in NULL_KEYS if key in a.keys or key in b.keys]
        changed = [
            key for key in keys if key not in a.keys or key not in b.keys or a.keys[key].value != b.keys[key].value
        ]
        old_at = (*(at for key in changed for at in a.at(key)), *(a.null_at if not b.null_at else ()))
        new_at = (*(at for key in changed for at in b.at(key)), *(b.null_at if not a.null_at else ()))
        if a.wrap != b.wrap:
            old_at, new_at = old, new
        self.emit("null.allowed" if b.null else "null.refused", unit, where, old_at, new_at)

    def keywords(self, a: Core, b: Core, unit: Unit, where: str, required: bool) -> None:
        access = b.access or a.access

        def emit(kind: str, old: Node | None, new: Node | None, /, **values: Any) -> None:
            shown = {"old": say(old.value) if old else "nothing", "new": say(new.value) if new else "nothing"}
            places = ((old.at,) if old else (), (new.at,) if new else ())
            self.emit(kind, unit, where, *places, access, **{**shown, "required": required, **values})

        change = compare_types(a.keys, b.keys)
        if change:
            kind, old_text, new_text = change
            places = ((*a.at("type"), *a.at("format")), (*b.at("type"), *b.at("format")))
            if kind == "type.changed":
                # Another kind of value altogether: the other keywords say nothing about each other.
                places = (differing(a.node, b.node) or (a.node.at,), differing(b.node, a.node) or (b.node.at,))
                self.link_common(a.node.value, b.node.value, unit)
            self.emit(kind, unit, where, *places, access, old=old_text, new=new_text)
            if kind == "type.changed":
                return
        elif a.keys.get("format") or b.keys.get("format"):
            compare_format(a.keys.get("format"), b.keys.get("format"), emit)
        for key in sorted({*a.keys, *b.keys} - {"type", "format", "properties", "required"}):
            self.keyword(key, a.keys.get(key), b.keys.get(key), unit, where, emit)
        members.properties(self, a, b, unit, where)
        for key in ("allOf", *UNIONS):
            members.branches(self, key, a, b, unit, where)
        for key in (*NULL_KEYS, "format"):
            self.unsaid(a.keys.get(key), b.keys.get(key), unit, where)

    def unsaid(self, old: Node | None, new: Node | None, unit: Unit, where: str) -> None:
        """What is written otherwise and was not reported means the same."""
        if old and new and same(old.value, new.value):
            return
        if (
            (old is None or "-" + old.at not in self.said)
            and (new is None or "+" + new.at not in self.said)
            and (old or new)
        ):
            self.emit("notation", unit, where, (old.at,) if old else (), (new.at,) if new else ())

    def keyword(self, key: str, old: Node | None, new: Node | None, unit: Unit, where: str, emit: Emit) -> None:
        if key in LEAVES:
            LEAVES[key](old, new, emit)
        elif key == "nullable":
            pass
        elif key in FLAGS:
            before, after = bool(old and old.value), bool(new and new.value)
            if before != after:
                emit(f"{FLAGS[key]}.{'set' if after else 'unset'}", old, new)
            else:
                self.unsaid(old, new, unit, where)
        elif key == "additionalProperties":
            self.further(old, new, unit, where, emit)
        elif key == "items" and not any(node and isinstance(node.value, list) for node in (old, new)):
            if old and new:
                self.compare(old, new, unit, where + "[]")
            else:
                emit("items.set" if new else "items.unset", old, new)
        elif key == "prefixItems":
            members.prefix_items(self, old, new, unit, where, emit)
        elif key == "discriminator":
            members.discriminator(old, new, emit)
        elif key in PARTS or key == "not":
            members.part(self, PARTS.get(key, key), old, new, unit, emit)
        elif key in MAP_PARTS:
            members.parts(self, MAP_PARTS[key], old, new, unit, where, emit)
        elif not (old and new and same(old.value, new.value)):
            kind = "docs" if key in DOCS else "extension.changed" if key.startswith("x-") else "keyword.changed"
            emit(kind, old, new, keyword=key)

    def further(self, old: Node | None, new: Node | None, unit: Unit, where: str, emit: Emit) -> None:
        states = (_openness(old), _openness(new))
        if states == ("schema", "schema") and old and new:
            self.compare(old, new, unit, where + "{*}")
        elif states[0] != states[1]:
            emit(_EXTRA[states], old, new)
        else:
            self.unsaid(old, new, unit, where)


def _name(schema: Core) -> str:
    return f"`{schema.ref.rsplit('/', 1)[1]}`" if schema.ref else "a schema of its own"


def _openness(node: Node | None) -> str:
    if node is None or node.value is True or node.value == {}:
        return "open"
    return "closed" if node.value is False else "schema"
