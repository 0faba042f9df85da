"""The judge: what of a call, an argument, a value or an attribute the new document does not have any more.

Rules: only what changed between the two documents is told, and what neither has. What the old document already refused
for lacking something is not told again: the program cannot have run that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._upgrade.changes import dotted
from goodmem_dyn._upgrade.results import Results, newly_deprecated
from goodmem_dyn._upgrade.values import FOREIGN, Listed, Mapped, Text, Tupled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._upgrade.sides import Call, Field
    from goodmem_dyn._upgrade.values import Place, Value, Words

Given = dict[str, tuple["Value", "Place"]]
"""The arguments of a call: name → what it is, and where it is given."""

_DEPTH = 12


class Judge(Results):
    """Judges calls and what they are given, and writes down what it finds."""

    # Calls -------------------------------------------------------------------------------------------------------

    def method(self, words: Words, name: str, at: Place) -> bool:
        """Judge the name of a method; returns whether the new document has it."""
        subject = dotted(words, name)
        new, old = self.new.call(words, name), self.old.call(words, name)
        if new is None:
            self.tell(self.pair.of_method(words, name), "call", subject, at)  # type: ignore[arg-type]  # it is there
            return False
        if new.stands_for is not None and (old is None or old.stands_for is None):
            self.tell(("renamed", f"Write `{dotted(words, new.stands_for)}`."), "call", subject, at)
        elif newly_deprecated(old and old.operation, new.operation):
            self.tell(("deprecated", "The server advises against it."), "call", subject, at)
        return True

    def call(
        self,
        words: Words,
        name: str,
        arguments: Given,
        at: Place,
        *,
        is_open: bool,
        is_partial: bool = False,
        before: frozenset[str] = frozenset(),
    ) -> None:
        """Judge the arguments of a call.

        Args:
            words: The namespace.
            name: The method.
            arguments: Its arguments.
            at: Where the call stands.
            is_open: Whether it may have others that cannot be seen.
            is_partial: Whether others are given elsewhere for sure, so that nothing is missing here.
            before: The names of those that were given before, and judged there.
        """
        new, old = self.new.call(words, name), self.old.call(words, name)
        if new is None:
            return
        subject = dotted(words, name)
        for key, (value, where) in arguments.items():
            own = f"{subject}({key}=)"
            if key == "request" and new.operation is not None and new.operation.body is not None:
                # The whole body in one: every such method takes it, and no document lists it.
                self.value(*self._schemas(key, old, new), value, own, where)
                continue
            if key not in new.params:
                self.tell(self.pair.of_argument(old, new, key), "argument", own, where)
                continue
            known = old.params.get(key) if old is not None else None
            if newly_deprecated(known, new.params[key]):
                self.tell(("deprecated", "The server advises against it."), "argument", own, where)
            schemas = self._schemas(key, old, new)
            self.value(*schemas, value, own, where)
        if not is_partial and "request" not in arguments:
            self._missing(subject, old, new, {*arguments, *before}, at, is_open=is_open)
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

    def _missing(self, subject: str, old: Call | None, new: Call, named: set[str], at: Place, *, is_open: bool) -> None:
        for key, param in new.params.items():
            before = old.params.get(key) if old is not None else None
            if not param.required or key in named or (before is not None and before.required) or old is None:
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
        for alternative in value:
            if isinstance(alternative, (Listed, Tupled)):
                items = (
                    alternative.items
                    if isinstance(alternative, Listed)
                    else tuple(item for each in alternative.items for item in each)
                )
                self.value(self.old.items(old), inner, items, subject, at, depth + 1)
            elif inner is not None:
                self.value(self.old.items(old), inner, (alternative,), subject, at, depth + 1)
            elif isinstance(alternative, Text):
                self.text(self.old.enum(old), self.new.enum(new), alternative, subject)
            elif isinstance(alternative, Mapped):
                self._mapped(old, new, alternative, subject, at, depth)

    def text(self, old: tuple[str, ...] | None, new: tuple[str, ...] | None, text: Text, subject: str) -> None:
        """Judge a value of an enumeration."""
        if new is None or text.text in new:
            return
        same = {value.lower() for value in new}
        if text.text.lower() in same and (old is None or text.text not in old):
            return
        self.tell(
            self.pair.of_value(text.text, old, new),
            "value",
            f"{subject[:-1]}{text.text!r})" if subject.endswith("=)") else f"{subject} {text.text!r}",
            text.place,
        )

    def _mapped(self, old: Any, new: Any, value: Mapped, subject: str, at: Place, depth: int) -> None:
        after, before = self.new.fields(new), self.old.fields(old)
        if after is None:
            values = self.new.values_of_map(new)
            for inner, where in value.entries.values() if values is not None else ():
                self.value(self.old.values_of_map(old), values, inner, subject, where, depth + 1)
            return
        self.members(before, after, value.entries, subject, depth)
        for name, field in after.items():
            known = before.get(name) if before is not None else None
            is_new = before is not None and (known is None or not known.required)
            if not field.required or not is_new or {name, field.wire} & value.entries.keys():
                continue
            if value.is_open:
                self.doubt(f"{subject} {name}", "it has to be given now, and may be among what cannot be seen", at)
            else:
                self.tell(("required", f"Give `{name}`."), "argument", f"{subject} {name}", at)

    def members(
        self,
        before: Mapping[str, Field] | None,
        after: Mapping[str, Field],
        arguments: Given,
        subject: str,
        depth: int = 0,
    ) -> None:
        """Judge the members of an object that is given: a dict's keys, or the arguments of a model's class."""
        wires, old_wires = _by_wire(after), _by_wire(before or {})
        for key, (inner, where) in arguments.items():
            name, old_name = wires.get(key, key), old_wires.get(key, key)
            known = before.get(old_name) if before is not None else None
            if name not in after:
                if known is None or before is None:
                    if before is not None:
                        self.tell(("unknown", "Leave it out."), "argument", f"{subject} {key}", where)
                    continue
                came = [
                    name for name, own in after.items() if name not in before and self._same(own.schema, known.schema)
                ]
                self.tell(self.pair.of_name(name, came, "{}"), "argument", f"{subject} {key}", where)
                continue
            if newly_deprecated(known, after[name]):
                self.tell(("deprecated", "The server advises against it."), "argument", f"{subject} {key}", where)
            old = known.schema if known is not None else None
            self.value(old, after[name].schema, inner, f"{subject} {key}", where, depth + 1)

    def _same(self, schema: Any, other: Any) -> bool:
        """Whether two schemas are of one kind."""
        first, second = self.new.node(schema), self.old.node(other)
        return first.get("type") == second.get("type") and first.get("format") == second.get("format")

    # Classes -----------------------------------------------------------------------------------------------------

    def model(self, name: str, at: Place) -> bool:
        """Judge the name of a class of a schema; returns whether one of the documents has it."""
        is_old, is_new = name in self.old.components, name in self.new.components
        if is_old and not is_new:
            came = [name for name in self.new.components if name not in self.old.components]
            change = self.pair.of_name(name, came, "{}")
            self.tell((change.kind, change.instead if change.kind == "renamed" else ""), "class", f"models.{name}", at)
        return is_old or is_new

    def made(self, name: str, arguments: Given, at: Place, *, is_open: bool) -> None:
        """Judge what the class of a schema is called with."""
        old, new = self.old.components.get(name), self.new.components.get(name)
        if new is None:
            return
        if self.new.fields(new) is not None:
            self._mapped(old, new, Mapped(arguments, is_open=is_open), f"models.{name}", at, 0)

    def enum_member(self, name: str, member: str, at: Place) -> Value:
        """Judge a member of an enumeration; returns its text."""
        old, new = (side.enum(side.components.get(name)) for side in (self.old, self.new))
        known = {_member(value): value for value in (*(old or ()), *(new or ()))}
        if member not in known:
            return (FOREIGN,)
        text = Text(known[member], at)
        if new is not None:
            self.text(old, new, text, name)
            if text.text not in new:
                return (FOREIGN,)  # told once is enough
        return (text,)


def _member(value: str) -> str:
    from goodmem_dyn._models.runtime import member_names

    return member_names([value])[0]


def _by_wire(fields: Mapping[str, Field]) -> dict[str, str]:
    return {field.wire: name for name, field in fields.items()}
