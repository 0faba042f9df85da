"""The judge: what of a call, an argument, a value or an attribute the new document does not have any more.

Rules: only what changed between the two documents is told, and what neither has. What the old document already refused
for lacking something is not told again: the program cannot have run that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._models.base import ContentModel
from goodmem_dyn._models.times import SUFFIX
from goodmem_dyn._upgrade.changes import dotted
from goodmem_dyn._upgrade.findings import Finding, Undecided
from goodmem_dyn._upgrade.types import MODELS, T
from goodmem_dyn._upgrade.values import FOREIGN, Dumped, Listed, Mapped, Method, Text, Tupled, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._upgrade.changes import Change, Pair
    from goodmem_dyn._upgrade.findings import What
    from goodmem_dyn._upgrade.sides import Call, Field
    from goodmem_dyn._upgrade.values import Place, Value, Words

Given = dict[str, tuple["Value", "Place"]]
"""The arguments of a call: name → what it is, and where it is given."""

_SAID = {
    "removed": "{} is not there any more.",
    "renamed": "{} has another name now.",
    "unknown": "{} is in neither document.",
    "deprecated": "{} is deprecated now.",
    "required": "{} has to be given now.",
}
_DEPTH = 12


class Judge:
    """Writes down what it finds.

    Args:
        pair: The two documents.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair, self.old, self.new = pair, pair.old, pair.new
        self.findings: list[Finding] = []
        self.undecided: list[Undecided] = []

    def tell(self, change: Change | tuple[Any, str], what: What, subject: str, at: Place) -> None:
        kind, instead = change
        message = _SAID[kind].format(f"`{subject}`")
        self.findings.append(Finding(*at, kind, what, subject, message, instead))

    def doubt(self, subject: str, why: str, at: Place) -> None:
        self.undecided.append(Undecided(*at, subject, why))

    # Calls -------------------------------------------------------------------------------------------------------

    def method(self, words: Words, name: str, at: Place) -> bool:
        """Judge the name of a method; returns whether the new document has it."""
        subject = dotted(words, name)
        new, old = self.new.call(words, name), self.old.call(words, name)
        if new is None:
            self.tell(self.pair.of_method(words, name), "call", subject, at)  # type: ignore[arg-type]
            return False
        if new.stands_for is not None and (old is None or old.stands_for is None):
            self.tell(("renamed", f"Write `{dotted(words, new.stands_for)}`."), "call", subject, at)
        elif _newly_deprecated(old and old.operation, new.operation):
            self.tell(("deprecated", "The server advises against it."), "call", subject, at)
        return True

    def call(
        self,
        words: Words,
        name: str,
        given: Given,
        at: Place,
        *,
        is_open: bool,
        is_partial: bool = False,
        before: frozenset[str] = frozenset(),
    ) -> None:
        """Judge the arguments of a call.

        Args:
            words, name: The method.
            given: Its arguments.
            at: Where the call stands.
            is_open: Whether it may have others that cannot be seen.
            is_partial: Whether others are given elsewhere for sure, so that nothing is missing here.
            before: The names of those that were given before, and judged there.
        """
        new, old = self.new.call(words, name), self.old.call(words, name)
        if new is None:
            return
        subject = dotted(words, name)
        for key, (value, where) in given.items():
            own = f"{subject}({key}=)"
            if key not in new.params:
                self.tell(self.pair.of_argument(old, new, key), "argument", own, where)
                continue
            known = old.params.get(key) if old is not None else None
            if _newly_deprecated(known, new.params[key]):
                self.tell(("deprecated", "The server advises against it."), "argument", own, where)
            schemas = self._schemas(key, old, new)
            self.value(*schemas, value, own, where)
        if not is_partial and "request" not in given:
            self._missing(subject, old, new, {*given, *before}, at, is_open=is_open)
        if is_open and old is not None:
            lost = sorted(old.params.keys() - new.params.keys())
            if lost:
                self.doubt(subject, f"it may be given {', '.join(lost)}, which the new document does not have", at)

    def _schemas(self, key: str, old: Call | None, new: Call) -> tuple[Any, Any]:
        """The schemas of an argument in both documents; of `request`, those of the body."""

        def of(call: Call | None) -> Any:
            if call is None:
                return None
            if key == "request" and call.operation is not None and call.operation.body is not None:
                return call.operation.body.schema
            return call.params[key].schema if key in call.params else None

        return of(old), of(new)

    def _missing(self, subject: str, old: Call | None, new: Call, given: set[str], at: Place, *, is_open: bool) -> None:
        for key, param in new.params.items():
            before = old.params.get(key) if old is not None else None
            if not param.required or key in given or (before is not None and before.required) or old is None:
                continue
            if is_open:
                self.doubt(f"{subject}({key}=)", "it has to be given now, and may be among what cannot be seen", at)
            else:
                self.tell(("required", f"Give `{key}=`."), "argument", f"{subject}({key}=)", at)

    # Values ------------------------------------------------------------------------------------------------------

    def value(self, old: Any, new: Any, value: Value, subject: str, at: Place, depth: int = 0) -> None:
        """Judge what is given for a schema, all the way down."""
        if not new or depth > _DEPTH:
            return
        inner = self.new.items(new)
        for one in value:
            if isinstance(one, (Listed, Tupled)):
                items = one.items if isinstance(one, Listed) else tuple(item for each in one.items for item in each)
                self.value(self.old.items(old), inner, items, subject, at, depth + 1)
            elif inner is not None:
                self.value(self.old.items(old), inner, (one,), subject, at, depth + 1)
            elif isinstance(one, Text):
                self.text(self.old.enum(old), self.new.enum(new), one, subject)
            elif isinstance(one, Mapped):
                self._mapped(old, new, one, subject, at, depth)

    def text(self, old: tuple[str, ...] | None, new: tuple[str, ...] | None, text: Text, subject: str) -> None:
        """Judge a value of an enumeration."""
        if new is None or text.text in new:
            return
        same = {one.lower() for one in new}
        if text.text.lower() in same and (old is None or text.text not in old):
            return
        self.tell(self.pair.of_value(text.text, old, new), "value", f"{subject[:-1]}{text.text!r})" if subject.endswith("=)") else f"{subject} {text.text!r}", text.place)

    def _mapped(self, old: Any, new: Any, value: Mapped, subject: str, at: Place, depth: int) -> None:
        after, before = self.new.fields(new), self.old.fields(old)
        if after is None:
            values = self.new.values_of_map(new)
            for inner, where in value.entries.values() if values is not None else ():
                self.value(self.old.values_of_map(old), values, inner, subject, where, depth + 1)
            return
        self.members(before, after, value.entries, subject, depth)
        for name, one in after.items():
            known = before.get(name) if before is not None else None
            is_new = before is not None and (known is None or not known.required)
            if not one.required or not is_new or {name, one.wire} & value.entries.keys():
                continue
            if value.is_open:
                self.doubt(f"{subject} {name}", "it has to be given now, and may be among what cannot be seen", at)
            else:
                self.tell(("required", f"Give `{name}`."), "argument", f"{subject} {name}", at)

    def members(
        self, before: Mapping[str, Field] | None, after: Mapping[str, Field], given: Given, subject: str, depth: int = 0
    ) -> None:
        """Judge the members of an object that is given: a dict's keys, or the arguments of a model's class."""
        wires, old_wires = _by_wire(after), _by_wire(before or {})
        for key, (inner, where) in given.items():
            name, old_name = wires.get(key, key), old_wires.get(key, key)
            known = before.get(old_name) if before is not None else None
            if name not in after:
                if known is None or before is None:
                    if before is not None:
                        self.tell(("unknown", "Leave it out."), "argument", f"{subject} {key}", where)
                    continue
                came = [one for one, own in after.items() if one not in before and self._same(own.schema, known.schema)]
                self.tell(self.pair.of_name(name, came, "{}"), "argument", f"{subject} {key}", where)
                continue
            if _newly_deprecated(known, after[name]):
                self.tell(("deprecated", "The server advises against it."), "argument", f"{subject} {key}", where)
            old = known.schema if known is not None else None
            self.value(old, after[name].schema, inner, f"{subject} {key}", where, depth + 1)

    def _same(self, one: Any, other: Any) -> bool:
        """Whether two schemas are of one kind."""
        first, second = self.new.node(one), self.old.node(other)
        return first.get("type") == second.get("type") and first.get("format") == second.get("format")

    # Results -----------------------------------------------------------------------------------------------------

    def attribute(self, of: Typed, name: str, at: Place) -> Value:
        """Judge an attribute of a result; returns what it is."""
        old = self.old.attributes(of.old) if of.old is not None else None
        new = self.new.attributes(of.new) if of.new is not None else None
        plain = name.removesuffix(SUFFIX)
        known = {**(old or {}), **(new or {})}
        if name not in known and plain in known:
            self._attribute(of, plain, old, new, at)
            return (FOREIGN,)
        if name.startswith("_") or (name not in known and hasattr(ContentModel, name)):
            return (Method((of,), name),)
        return self._attribute(of, name, old, new, at)

    def _attribute(self, of: Typed, name: str, old: Any, new: Any, at: Place) -> Value:
        before = old.get(name) if old is not None else None
        after = new.get(name) if new is not None else None
        subject = f"{(of.new or of.old or T('object')).name.removeprefix(MODELS)}.{name}"
        if after is not None:
            if after[1] and before is not None and not before[1]:
                self.tell(("deprecated", "The server advises against it."), "attribute", subject, at)
        elif new is not None and before is not None:
            assert old is not None
            came = [one for one, (kind, _) in new.items() if one not in old and kind == before[0]]
            change = self.pair.of_name(name, came, ".{}")
            gone = ("removed", "The server does not tell it.") if change.kind == "removed" else change
            self.tell(gone, "attribute", subject, at)
        elif new is not None and of.new is not None and of.new.component is not None:
            self.doubt(subject, "neither document has this member", at)
        return paired(before[0] if before else (), after[0] if after else ())

    def key(self, of: Dumped, key: str, at: Place) -> Value:
        """Judge a key of the plain values of a result."""
        if of.by_alias:
            back = {wire: name for side, kind in ((self.old, of.of.old), (self.new, of.of.new)) if kind for name, wire in side.wires(kind).items()}
            key = back.get(key, key)
        found = self.attribute(of.of, key, at)
        return tuple(Dumped(one, of.by_alias) if isinstance(one, Typed) else one for one in found)

    def compared(self, of: Typed, text: Text) -> None:
        """Judge a text that a result is compared with."""
        new = self.new.values(of.new) if of.new is not None else None
        old = self.old.values(of.old) if of.old is not None else None
        if old is not None and new is not None and text.text in old and text.text not in new:
            name = (of.new or T("")).component or "the value"
            self.tell(self.pair.of_value(text.text, old, new), "value", f"{name} {text.text!r}", text.place)

    # Classes -----------------------------------------------------------------------------------------------------

    def model(self, name: str, at: Place) -> bool:
        """Judge the name of a class of a schema; returns whether one of the documents has it."""
        is_old, is_new = name in self.old.components, name in self.new.components
        if is_old and not is_new:
            came = [one for one in self.new.components if one not in self.old.components]
            change = self.pair.of_name(name, came, "{}")
            self.tell((change.kind, change.instead if change.kind == "renamed" else ""), "class", f"models.{name}", at)
        return is_old or is_new

    def made(self, name: str, given: Given, at: Place, *, is_open: bool) -> None:
        """Judge what the class of a schema is called with."""
        old, new = self.old.components.get(name), self.new.components.get(name)
        if new is None:
            return
        if self.new.fields(new) is not None:
            self._mapped(old, new, Mapped(given, is_open=is_open), f"models.{name}", at, 0)

    def enum_member(self, name: str, member: str, at: Place) -> Value:
        """Judge a member of an enumeration; returns its text."""
        old, new = (side.enum(side.components.get(name)) for side in (self.old, self.new))
        known = {_member(one): one for one in (*(old or ()), *(new or ()))}
        if member not in known:
            return (FOREIGN,)
        text = Text(known[member], at)
        if new is not None:
            self.text(old, new, text, name)
            if text.text not in new:
                return (FOREIGN,)  # told once is enough
        return (text,)


def paired(old: tuple[T, ...], new: tuple[T, ...]) -> Value:
    """The alternatives of a result in both documents, each with the other's of its name."""
    if not old or not new:
        return tuple(Typed(one, None) for one in old) or tuple(Typed(None, one) for one in new)
    by_name = {one.name: one for one in new}
    rest = [one for one in new if one.name not in {other.name for other in old}]
    found: list[Typed] = []
    for one in old:
        other = by_name.pop(one.name, None) or (rest.pop(0) if rest else None)
        found.append(Typed(one, other))
    return (*found, *(Typed(None, one) for one in rest))


def _member(value: str) -> str:
    from goodmem_dyn._models.runtime import member_names

    return member_names([value])[0]


def _by_wire(fields: Mapping[str, Field]) -> dict[str, str]:
    return {one.wire: name for name, one in fields.items()}


def _newly_deprecated(old: Any, new: Any) -> bool:
    return bool(new is not None and new.deprecated and old is not None and not old.deprecated)
