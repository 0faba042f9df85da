"""What an expression of a program may be, as far as it matters here.

Rules: a value is a tuple of alternatives. An empty one is unknown: it may be a client. What certainly is none of ours
is `FOREIGN`, and what comes from a module that was not read is `OPAQUE`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

    from goodmem_dyn._upgrade.project import ClassInfo, FuncInfo, Module
    from goodmem_dyn._upgrade.types import T

ALTERNATIVES = 40
"""How many alternatives of a value are looked at."""

Words = tuple[str, ...]


class Place(NamedTuple):
    """Where something stands in a program: the file, the line from 1, the column from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Client:
    """A client."""


@dataclass(frozen=True)
class ClientClass:
    """The class of clients, sync or async."""


@dataclass(frozen=True)
class Namespace:
    """A namespace of a client."""

    words: Words
    raw: bool = False


@dataclass(frozen=True)
class Bound:
    """A method of a client, that may have been given some arguments already."""

    words: Words
    name: str
    raw: bool = False
    given: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True)
class Typed:
    """What a call gave: its type by the old document and by the new; None where one does not tell."""

    old: T | None
    new: T | None


@dataclass(frozen=True)
class Dumped:
    """The plain values of a result: what `model_dump()` gives."""

    of: Typed
    by_alias: bool


@dataclass(frozen=True)
class ModelClass:
    """A class of a schema, or of an enumeration."""

    name: str


@dataclass(frozen=True)
class Package:
    """A module of this package, or of the official one."""

    name: str


@dataclass(frozen=True)
class Imported:
    """A module of the program."""

    module: Module


@dataclass(frozen=True)
class Func:
    """A function of the program, perhaps bound to an object."""

    info: FuncInfo
    owner: Value = ()


@dataclass(frozen=True)
class Class:
    """A class of the program."""

    info: ClassInfo


@dataclass(frozen=True)
class Obj:
    """An instance of a class of the program."""

    info: ClassInfo


@dataclass(eq=False)
class Mapped:
    """A dict: the values of its known keys, each with where it is given, and whether it may have others."""

    entries: dict[str, tuple[Value, Place]] = field(default_factory=dict)
    others: Value = ()
    is_open: bool = False


@dataclass(frozen=True)
class Listed:
    """Something that gives these when it is iterated or indexed."""

    items: Value


@dataclass(frozen=True)
class Tupled:
    """A tuple of known length."""

    items: tuple[Value, ...]


@dataclass(frozen=True)
class Text:
    """A text that stands in the program, or a member of an enumeration."""

    text: str
    place: Place


@dataclass(frozen=True)
class Builtin:
    """A function of Python's own, or of a module that is known by name, such as `functools.partial`."""

    name: str


@dataclass(frozen=True)
class Method:
    """A method of a value that is no client: its name, and the value."""

    of: Value
    name: str


@dataclass(frozen=True)
class Lambda:
    """A lambda, and the scope that it sees."""

    node: ast.Lambda
    scope: object = field(compare=False)


@dataclass(frozen=True)
class Gives:
    """Something that gives a value when it is called, awaited, or asked for its result."""

    returns: Value


@dataclass(frozen=True)
class Alias:
    """A name for a type: what an instance of it is."""

    instance: Value


@dataclass(frozen=True)
class Other:
    """Anything else.

    Attributes:
        is_known: Whether it certainly is none of ours.
    """

    is_known: bool


FOREIGN, OPAQUE = Other(is_known=True), Other(is_known=False)

Alternative = (
    Client | ClientClass | Namespace | Bound | Typed | Dumped | ModelClass | Package | Imported | Func | Class | Obj
    | Mapped | Listed | Tupled | Text | Builtin | Method | Lambda | Gives | Alias | Other
)  # fmt: skip
Value = tuple[Alternative, ...]


def joined(*values: Value) -> Value:
    """All alternatives of several values, each once."""
    if len(values) == 2 and (values[0] == values[1] or not values[1]):
        return values[0]
    found = dict.fromkeys(one for value in values for one in value)
    return tuple(found)[:ALTERNATIVES]
