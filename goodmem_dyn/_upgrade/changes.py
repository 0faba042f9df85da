"""How two documents differ for one method, argument, attribute or value: gone, renamed, deprecated, or needed now.

Rules: a method is the same where verb and path are, whatever it is called; one that moved is known by the document's
own id for it. An argument or a value has another name where one alone came that means the same and is called alike.
"""

from __future__ import annotations

import difflib
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from goodmem_dyn._document.names import place, variables
from goodmem_dyn._wire.hints import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._upgrade.findings import Kind
    from goodmem_dyn._upgrade.sides import Call, Side
    from goodmem_dyn._upgrade.values import Words

ALIKE = 0.6
"""How much of two names has to be the same for one to be the other's new name."""


class Change(NamedTuple):
    """What became of something: the kind, and what to write."""

    kind: Kind
    instead: str


class Pair:
    """The old document and the new."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new

    def namespaces(self) -> set[Words]:
        return {*self.old.methods, *self.new.methods}

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """What a program contains in which something can be found; besides, what such a program imports is looked at.

        The name of a package, a method after its namespace, or an attribute that no result has any more.
        """
        sides = [side.methods for side in (self.old, self.new)]
        namespaces = _any(words[-1] for methods in sides for words in methods)
        names = _any(name for methods in sides for names in methods.values() for name in names)
        lost = "".join(rf"|\b{re.escape(attribute)}\b" for attribute in sorted(self.lost_attributes))
        called = rf"\.\s*(?:{namespaces})\s*\.\s*(?:\w+\s*\.\s*)?(?:{names})\b"
        return re.compile(rf"\bgoodmem|{called}{lost}".encode())

    @cached_property
    def lost_attributes(self) -> frozenset[str]:
        """Attributes that results had, and that no result has any more."""
        return frozenset(_attributes(self.old) - _attributes(self.new))

    # Methods -----------------------------------------------------------------------------------------------------

    def moved(self, words: Words, name: str) -> tuple[Words, str] | None:
        """Where a method is in the new document that it does not have under the old name; None where it is gone."""
        call = self.old.call(words, name)
        if call is None or call.operation is None:
            return None
        operation = call.operation
        home = self.new.places.get(place(operation.http_method.lower(), operation.path))
        by_id = self.new.operation_ids.get(operation.operation_id)
        if home is None and by_id is not None:
            other = self.new.call(by_id[0], by_id[1])
            is_new = other is not None and self.old.call(*by_id) is None
            home = (by_id[0], by_id[1]) if is_new else None
        return home

    def of_method(self, words: Words, name: str) -> Change | None:
        """What became of a method that the new document does not have under this name."""
        home = self.moved(words, name)
        if home is not None:
            return Change("renamed", f"Write `{dotted(*home)}`.")
        if self.old.call(words, name) is None:
            return Change("unknown", nearest(name, self.new.methods.get(words, ())).strip())
        near = [other for other in self.new.methods.get(words, ()) if self.old.call(words, other) is None]
        likely = _alike(name, near)
        return Change(
            "removed", f"Perhaps `{dotted(words, likely)}` does it." if likely else "Nothing takes its place."
        )

    # Arguments ---------------------------------------------------------------------------------------------------

    def of_argument(self, old: Call | None, new: Call, name: str) -> Change:
        """What became of an argument that the new document does not have."""
        param = old.params.get(name) if old is not None else None
        if old is None or param is None:
            return Change("unknown", nearest(name, new.params).strip() or "Leave it out.")
        came = {key: param for key, param in new.params.items() if key not in old.params}
        if param.location == "path":
            other = self._variable(old, new, param)
            return Change("renamed", f"Write `{other}=`.") if other else Change("removed", "Leave it out.")
        same = [key for key, candidate in came.items() if candidate.annotation == param.annotation]
        return self.of_name(name, same, "{}=")

    def of_name(self, name: str, came: Collection[str], spelled: str) -> Change:
        """What became of a name, by those that came."""
        other = _alike(name, came)
        if other is None:
            return Change("removed", "Leave it out.")
        return Change("renamed", f"Write `{spelled.format(other)}`.")

    def _variable(self, old: Call, new: Call, param: Param) -> str | None:
        """The argument that has the place of a variable of the path."""
        if old.operation is None or new.operation is None:
            return None
        before, after = variables(old.operation.path), variables(new.operation.path)
        index = before.index(param.wire) if param.wire in before else len(after)
        by_wire = {param.wire: param.name for param in new.params.values() if param.location == "path"}
        return by_wire.get(after[index]) if index < len(after) else None

    def of_value(self, value: str, old: Iterable[str] | None, new: Collection[str]) -> Change:
        """What became of a value of an enumeration."""
        before = list(old or ())
        if before and value not in before:
            return Change("unknown", f"It takes {listed(new)}.")
        other = _alike(value, [choice for choice in new if choice not in before]) if before else None
        if other is not None:
            return Change("renamed", f"Write `{other!r}`.")
        return Change("removed", f"It takes {listed(new)}.")


def dotted(words: Words, name: str) -> str:
    return ".".join((*words, name))


def listed(values: Iterable[str]) -> str:
    """A few values, for a sentence."""
    known = list(values)
    shown = ", ".join(f"`{name}`" for name in known[:12])
    return f"{shown} and {len(known) - 12} more" if len(known) > 12 else shown or "nothing"


def _alike(name: str, others: Collection[str]) -> str | None:
    """The one name that is called much the same; None where there is none, or several are as near."""
    scored = sorted(((_likeness(name, other), other) for other in others), reverse=True)
    if not scored or scored[0][0] < ALIKE or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _likeness(name: str, other: str) -> float:
    first, second = name.lower(), other.lower()
    ratio = difflib.SequenceMatcher(None, first, second).ratio()
    shared = set(first.split("_")) & set(second.split("_"))
    return max(ratio, ALIKE) if shared else ratio


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(names))))


def _attributes(side: Side) -> set[str]:
    from goodmem_dyn._upgrade.types import MODELS, T

    return {name for title in side.components for name in side.attributes(T(MODELS + title)) or ()}
