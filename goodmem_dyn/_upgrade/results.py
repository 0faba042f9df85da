"""The judge of results: which attributes and values of them the new document does not have any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._models.base import ContentModel
from goodmem_dyn._models.times import SUFFIX
from goodmem_dyn._upgrade.findings import Finding, Undecided
from goodmem_dyn._upgrade.types import MODELS, T
from goodmem_dyn._upgrade.values import FOREIGN, Dumped, Method, Typed

if TYPE_CHECKING:
    from goodmem_dyn._upgrade.changes import Change, Pair
    from goodmem_dyn._upgrade.findings import What
    from goodmem_dyn._upgrade.values import Place, Text, Value

_SAID = {
    "removed": "{} is not there any more.",
    "renamed": "{} has another name now.",
    "unknown": "{} is in neither document.",
    "deprecated": "{} is deprecated now.",
    "required": "{} has to be given now.",
}


class Results:
    """Judges results, and writes down what it finds.

    Args:
        pair: The two documents.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair, self.old, self.new = pair, pair.old, pair.new
        self.findings: list[Finding] = []
        self.undecided: list[Undecided] = []

    def tell(self, change: Change | tuple[Any, str], subject_kind: What, subject: str, at: Place) -> None:
        kind, instead = change
        message = _SAID[kind].format(f"`{subject}`")
        self.findings.append(Finding(*at, kind, subject_kind, subject, message, instead))

    def doubt(self, subject: str, why: str, at: Place) -> None:
        self.undecided.append(Undecided(*at, subject, why))

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
            came = [name for name, (kind, _) in new.items() if name not in old and kind == before[0]]
            change = self.pair.of_name(name, came, ".{}")
            gone = ("removed", "The server does not tell it.") if change.kind == "removed" else change
            self.tell(gone, "attribute", subject, at)
        elif new is not None and of.new is not None and of.new.component is not None:
            self.doubt(subject, "neither document has this member", at)
        return paired(before[0] if before else (), after[0] if after else ())

    def key(self, of: Dumped, key: str, at: Place) -> Value:
        """Judge a key of the plain values of a result."""
        if of.by_alias:
            back = {
                wire: name
                for side, kind in ((self.old, of.of.old), (self.new, of.of.new))
                if kind
                for name, wire in side.wires(kind).items()
            }
            key = back.get(key, key)
        member = self.attribute(of.of, key, at)
        return tuple(Dumped(case, of.by_alias) if isinstance(case, Typed) else case for case in member)

    def compared(self, of: Typed, text: Text) -> None:
        """Judge a text that a result is compared with."""
        new = self.new.values(of.new) if of.new is not None else None
        old = self.old.values(of.old) if of.old is not None else None
        if old is not None and new is not None and text.text in old and text.text not in new:
            name = (of.new or T("")).component or "the value"
            self.tell(self.pair.of_value(text.text, old, new), "value", f"{name} {text.text!r}", text.place)


@lru_cache(maxsize=8192)
def paired(old: tuple[T, ...], new: tuple[T, ...]) -> Value:
    """The alternatives of a result in both documents, each with the other's of its name."""
    if not old or not new:
        return tuple(Typed(kind, None) for kind in old) or tuple(Typed(None, kind) for kind in new)
    by_name = {kind.name: kind for kind in new}
    rest = [kind for kind in new if kind.name not in {other.name for other in old}]
    results: list[Typed] = []
    for alternative in old:
        other = by_name.pop(alternative.name, None) or (rest.pop(0) if rest else None)
        results.append(Typed(alternative, other))
    return (*results, *(Typed(None, kind) for kind in rest))


def newly_deprecated(old: Any, new: Any) -> bool:
    return bool(new is not None and new.deprecated and old is not None and not old.deprecated)
