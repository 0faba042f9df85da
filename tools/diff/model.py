"""The records of a comparison of two documents, and how a document is walked.

Rules: nothing here changes a document; every value is carried with its JSON pointer, so that each finding can name the
exact places that it explains; a reference that leaves the document or leads nowhere is an opaque value, never an error.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Direction = Literal["request", "response"]
Role = tuple[Direction, str] | Literal["same", "inside"]
"""How one thing uses another: in a direction and place, as the same value, or somewhere inside it."""


class Severity(enum.IntEnum):
    """What a change means for somebody who calls the API. Greater is worse."""

    COMPATIBLE = 0
    RISKY = 1
    BREAKING = 2

    def __str__(self) -> str:
        return self.name.lower()


class Rule(NamedTuple):
    """One rule that fired: oasdiff's id and level, or an id of our own that begins with `x-`."""

    id: str
    level: Literal["ERR", "WARN", "INFO"]
    direction: Direction | None

    @property
    def severity(self) -> Severity:
        return {"ERR": Severity.BREAKING, "WARN": Severity.RISKY, "INFO": Severity.COMPATIBLE}[self.level]


@dataclass(frozen=True)
class Finding:
    """One change.

    Attributes:
        kind: What changed and how, such as `property.removed`: stable, for programs.
        subject: Where, in the document's own names, such as `Space.labels`.
        headline: What happened, in a few words.
        namespace: The namespace whose callers are touched; `(several)`, `(schemas)` or `(document)` otherwise.
        operations: The methods that are touched, as `namespace.method`.
        rules: The wire rules that fired.
        wire: The wire verdict: what the change means to any HTTP client.
        python: The verdict on the Python surface: what it means to code that calls this package.
        old: The JSON pointers in the old document that this explains.
        new: The JSON pointers in the new document that this explains.
    """

    kind: str
    subject: str
    headline: str
    namespace: str
    operations: tuple[str, ...]
    rules: tuple[Rule, ...]
    wire: Severity
    python: Severity
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def join(pointer: str, *keys: object) -> str:
    """A JSON pointer, some keys deeper."""
    return pointer + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def split(pointer: str) -> list[str]:
    """The keys of a JSON pointer."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


@dataclass(frozen=True)
class Node:
    """A value and where it stands."""

    value: Any
    at: str

    def get(self, key: str) -> Node | None:
        """The member of that name; None where there is none."""
        if isinstance(self.value, dict) and key in self.value:
            return Node(self.value[key], join(self.at, key))
        return None

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object; nothing for any other value."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(value, join(self.at, key))

    def elements(self) -> list[Node]:
        """The elements of an array; nothing for any other value."""
        values = self.value if isinstance(self.value, list) else []
        return [Node(value, join(self.at, index)) for index, value in enumerate(values)]

    @property
    def ref(self) -> str | None:
        """The pointer of a local reference."""
        target = self.value.get("$ref") if isinstance(self.value, dict) else None
        return target[1:] if isinstance(target, str) and target.startswith("#/") else None


class Doc:
    """One of the two documents."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.root = Node(document, "")

    def find(self, pointer: str) -> Node | None:
        """What stands at a pointer."""
        value: Any = self.root.value
        for key in split(pointer):
            try:
                value = value[int(key)] if isinstance(value, list) else value[key]
            except (KeyError, IndexError, ValueError, TypeError):
                return None
        return Node(value, pointer)

    def follow(self, node: Node) -> Node:
        """The node, or what its chain of local references names."""
        seen: set[str] = set()
        while node.ref is not None and node.ref not in seen:
            seen.add(node.ref)
            target = self.find(node.ref)
            if target is None:
                break
            node = target
        return node


@dataclass
class Unit:
    """A pair of nodes that is compared once, however many places refer to it.

    Attributes:
        label: What to call it.
        kind: `schema`, or the kind of carrier (`operation`, `parameter`, `response`, …).
        cause: The places outside that made the two a pair, such as a `$ref` that points elsewhere now.
        parents: What refers to it, and how.
        operation: The method it belongs to, where it belongs to one.
    """

    label: str
    kind: str
    old_cause: tuple[str, ...] = ()
    new_cause: tuple[str, ...] = ()
    parents: list[tuple[Unit, Role]] = field(default_factory=list, repr=False)
    operation: str | None = None


@dataclass(frozen=True)
class Event:
    """A difference that a walker met, before it is judged."""

    kind: str
    unit: Unit
    where: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    access: Literal["", "read-only", "write-only"] = ""
