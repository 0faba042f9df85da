"""Compares what carries schemas: parameters, request bodies, replies, media types, headers.

Rules: a carrier behind a reference is compared once, as a unit of its own; every part that is known here is compared by
meaning, with defaults spelled out; what is not known is left to the sweep.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from tools.diff.core import DOCS, differing, same
from tools.diff.keywords import say
from tools.diff.model import Doc, Event, Node, Unit
from tools.diff.schema import SchemaWalk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.diff.model import Role

    Places = tuple[str, ...]
    Compare = Callable[[Node, Node, Unit], None]


class CarrierWalk:
    """Keeps the units of a comparison and compares their carriers.

    Attributes:
        events: What was met, in the order of the documents.
        units: Every pair that is compared, by the two pointers.
    """

    def __init__(self, old: Doc, new: Doc) -> None:
        self.old, self.new = old, new
        self.events: list[Event] = []
        self.units: dict[tuple[str, str], Unit] = {}
        self.queue: deque[tuple[Compare, Node, Node, Unit]] = deque()
        self.schemas = SchemaWalk(old, new, self.events.append, self.pair)

    def emit(
        self, kind: str, unit: Unit, old: Node | None, new: Node | None, where: str = "", /, **values: Any
    ) -> None:
        shown = {"old": say(old.value) if old else "nothing", "new": say(new.value) if new else "nothing", **values}
        self.schemas.emit(kind, unit, where, (old.at,) if old else (), (new.at,) if new else (), **shown)

    def notes(self, old: Node, new: Node, unit: Unit, where: str = "") -> None:
        """Prose and extensions, which any object of a document may carry."""
        for key in sorted({*dict(old.items()), *dict(new.items())}):
            a, b = old.get(key), new.get(key)
            if (key in DOCS or key.startswith("x-")) and not (a and b and same(a.value, b.value)):
                self.emit("docs" if key in DOCS else "extension.changed", unit, a, b, where, keyword=key)

    def unit(
        self, old: Node, new: Node, label: str, kind: str, parent: Unit | None, role: Role, compare: Compare
    ) -> Unit:
        """The unit of two nodes; what it holds is compared once, when the queue comes to it."""
        key = (old.at, new.at)
        if key not in self.units:
            self.units[key] = Unit(label, kind)
            self.queue.append((compare, old, new, self.units[key]))
        if parent is not None:
            self.units[key].parents.append((parent, role))
        return self.units[key]

    def pair(self, old: Node, new: Node, parent: Unit, inside: bool, old_cause: Places, new_cause: Places) -> None:
        """What two references of a schema name."""
        label = new.at.rsplit("/", 1)[1] if new.at.startswith("/components/") else new.at
        role: Role = "inside" if inside else "same"
        unit = self.unit(old, new, label, "schema", parent, role, self.schemas.compare)
        unit.old_cause = (*unit.old_cause, *(at for at in old_cause if at not in unit.old_cause))
        unit.new_cause = (*unit.new_cause, *(at for at in new_cause if at not in unit.new_cause))

    def root(self, old: Node, new: Node, parent: Unit, role: Role, label: str) -> None:
        """A schema where a parameter, body, reply or header carries it."""
        self.unit(old, new, label, "schema", parent, role, self.schemas.compare)

    def carrier(self, old: Node, new: Node, parent: Unit, label: str, kind: str, compare: Compare) -> None:
        """A parameter, body, reply or header, given in place or by reference."""
        if old.ref != new.ref:
            unit = Unit(label, kind, parents=[(parent, "same")])
            self.schemas.emit("notation", unit, "", differing(old, new), differing(new, old))
            unit.old_cause, unit.new_cause = differing(old, new), differing(new, old)
            self.queue.append((compare, self.old.follow(old), self.new.follow(new), unit))
            return
        a, b = self.old.follow(old), self.new.follow(new)
        if old.ref:
            self.notes(old, new, parent)
            label = b.at.rsplit("/", 1)[1]
        self.unit(a, b, label, kind, parent, "same", compare)

    # The document ---------------------------------------------------------------------------------------------------

    def drain(self) -> None:
        while self.queue:
            compare, old, new, unit = self.queue.popleft()
            self.schemas.cause = (unit.old_cause, unit.new_cause)
            compare(old, new, unit)
            self.schemas.cause = ((), ())

    def flag(self, key: str, old: Node, new: Node, unit: Unit, on: str, off: str) -> None:
        a, b = old.get(key), new.get(key)
        before, after = bool(a and a.value), bool(b and b.value)
        if before != after:
            self.emit(on if after else off, unit, a, b)
        elif (a is None) != (b is None):
            self.emit("notation", unit, a, b)

    def parameter(self, old: Node, new: Node, unit: Unit) -> None:
        self.notes(old, new, unit)
        self.flag("required", old, new, unit, "parameter.required", "parameter.optional")
        self.flag("deprecated", old, new, unit, "parameter.deprecated", "parameter.reactivated")
        before, after = _serialization(old.value), _serialization(new.value)
        for key in before:
            was, now = old.get(key), new.get(key)
            if before[key] != after[key]:
                self.emit("parameter.style", unit, was, now, keyword=key, old=f"`{before[key]}`", new=f"`{after[key]}`")
            elif (was is None) != (now is None):
                self.emit("notation", unit, was, now)
        (a, media_a), (b, media_b) = _carried(old), _carried(new)
        if media_a != media_b:
            self.emit(
                "parameter.content",
                unit,
                old.get("content") or old.get("schema"),
                new.get("content") or new.get("schema"),
                old=media_a,
                new=media_b,
            )
        if a and b:
            self.root(a, b, unit, ("request", "parameter"), unit.label)
        elif a or b:
            self.emit("unknown.added" if b else "unknown.removed", unit, a, b)

    def body(self, old: Node | None, new: Node | None, unit: Unit) -> None:
        if old and new:
            self.carrier(old, new, unit, f"{unit.label} body", "request body", self.request_body)
        elif new:
            required = self.new.follow(new).value.get("required") is True
            self.emit("body.added-required" if required else "body.added", unit, None, new)
        elif old:
            self.emit("body.removed", unit, old, None)

    def request_body(self, old: Node, new: Node, unit: Unit) -> None:
        self.notes(old, new, unit)
        self.flag("required", old, new, unit, "body.required", "body.optional")
        self.content(old, new, unit, "body", ("request", "body"))

    def content(self, old: Node, new: Node, unit: Unit, side: str, role: Role) -> None:
        """The media types of a body or reply."""
        before, after = (dict(content.items()) if (content := holder.get("content")) else {} for holder in (old, new))
        at_old, at_new = old.get("content"), new.get("content")
        for name in sorted({*before, *after}):
            a, b = before.get(name), after.get(name)
            text = f"`{name}`"
            if a and b:
                label = unit.label if name == "application/json" else f"{unit.label} as {name}"
                self.media(a, b, unit, side, role, label, text)
            elif b:
                self.emit(f"{side}-media.added", unit, None, b if at_old else at_new, new=text)
            else:
                self.emit(f"{side}-media.removed", unit, a if at_new else at_old, None, old=text)
        if not before and not after and (at_old is None) != (at_new is None):
            self.emit("notation", unit, at_old, at_new)

    def media(self, old: Node, new: Node, unit: Unit, side: str, role: Role, label: str, text: str) -> None:
        self.notes(old, new, unit)
        for key, kind in (("schema", "schema"), ("itemSchema", "item-schema")):
            a, b = old.get(key), new.get(key)
            if a and b:
                self.root(a, b, unit, role, label)
            elif a or b:
                self.emit(f"{side}-{kind}.{'added' if b else 'removed'}", unit, a, b, media=text)
        a, b = old.get("encoding"), new.get("encoding")
        if (a or b) and not (a and b and same(a.value, b.value)):
            values = {"old": say(a.value) if a else "none", "new": say(b.value) if b else "none"}
            self.emit(f"{side}-encoding.changed", unit, a, b, media=text, **values)

    def replies(self, old: Node | None, new: Node | None, unit: Unit) -> None:
        before, after = dict(old.items()) if old else {}, dict(new.items()) if new else {}
        for status in sorted({*before, *after}):
            a, b = before.get(status), after.get(status)
            if status.startswith("x-"):
                continue
            if a and b:
                self.carrier(a, b, unit, f"{unit.label} {status} reply", "reply", self.reply)
            else:
                kind = "status" if status.startswith("2") else "error-status"
                self.emit(
                    f"{kind}.{'added' if b else 'removed'}",
                    unit,
                    a if new else old,
                    b if old else new,
                    old=f"`{status}`",
                    new=f"`{status}`",
                )
        if old and new:
            self.notes(old, new, unit)

    def reply(self, old: Node, new: Node, unit: Unit) -> None:
        self.notes(old, new, unit)
        self.content(old, new, unit, "reply", ("response", "body"))
        old_map, new_map = old.get("headers"), new.get("headers")
        before = {name.lower(): (name, node) for name, node in old_map.items()} if old_map else {}
        after = {name.lower(): (name, node) for name, node in new_map.items()} if new_map else {}
        for key in sorted({*before, *after}):
            if key in before and key in after:
                (name, a), (other, b) = before[key], after[key]
                if name != other:
                    self.emit("notation", unit, a, b)
                self.carrier(a, b, unit, f"{unit.label} header {other}", "header", self.header)
            elif key in after:
                name, b = after[key]
                self.emit("header.added", unit, None, b if old_map else new_map, new=f"`{name}`")
            else:
                name, a = before[key]
                required = self.old.follow(a).value.get("required") is True
                kind = "header.removed-required" if required else "header.removed"
                self.emit(kind, unit, a if new_map else old_map, None, old=f"`{name}`")

    def header(self, old: Node, new: Node, unit: Unit) -> None:
        self.notes(old, new, unit)
        self.flag("required", old, new, unit, "header.required", "header.optional")
        self.flag("deprecated", old, new, unit, "deprecated.set", "deprecated.unset")
        a, b = old.get("schema"), new.get("schema")
        if a and b:
            self.root(a, b, unit, ("response", "header"), unit.label)


def _serialization(parameter: dict[str, Any]) -> dict[str, Any]:
    """How a parameter is written, defaults spelled out."""
    style = parameter.get("style") or ("form" if parameter.get("in") in ("query", "cookie") else "simple")
    return {
        "style": style,
        "explode": parameter.get("explode", style == "form"),
        "allowReserved": parameter.get("allowReserved", False),
        "allowEmptyValue": parameter.get("allowEmptyValue", False),
    }


def _carried(parameter: Node) -> tuple[Node | None, str]:
    """A parameter's schema, and the media type that it is written in, if any."""
    content = parameter.get("content")
    for name, media in content.items() if content else ():
        return media.get("schema"), f"`{name}`"
    return parameter.get("schema"), "plain text"
