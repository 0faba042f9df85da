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

ALTERNATIVES, DEEPEST = 40, 4
"""How many alternatives of a value are looked at, and how deep they may be nested."""

Words = tuple[str, ...]


class Place(NamedTuple):
    """Where something stands in a program: the file, the line from 1, the column from 1."""

    file: str
    line: int
    column: int


class Nested:
    """What holds values, so deep and no deeper: what is nested deeper is not known."""

    def __post_init__(self) -> None:
        depth = 1 + max(map(_depth, vars(self).values()), default=0)
        if depth > DEEPEST:
            depth = 1
            for name, value in vars(self).items():
                if isinstance(value, tuple):
                    object.__setattr__(self, name, (OPAQUE,))
        # Once for all: a hash of the parts of the parts would be made anew each time.
        object.__setattr__(self, "_hash", hash((type(self).__name__, *vars(self).values())))
        object.__setattr__(self, "_depth", depth)

    def __hash__(self) -> int:
        made: int = vars(self)["_hash"]
        return made


def _depth(value: object) -> int:
    if isinstance(value, tuple):
        return max(map(_depth, value), default=0)
    return int(vars(value)["_depth"]) if isinstance(value, Nested) else 0


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
class Listed(Nested):
    """Something that gives these when it is iterated or indexed."""

    __hash__ = Nested.__hash__

    items: Value


@dataclass(frozen=True)
class Tupled(Nested):
    """A tuple of known length."""

    __hash__ = Nested.__hash__

    items: tuple[Value, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not all(isinstance(item, tuple) for item in self.items):  # what was nested too deep
            object.__setattr__(self, "items", ((OPAQUE,),))


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
class Method(Nested):
    """A method of a value that is no client: its name, and the value."""

    __hash__ = Nested.__hash__

    of: Value
    name: str


@dataclass(frozen=True)
class Lambda:
    """A lambda, and the scope that it sees."""

    node: ast.Lambda
    scope: object = field(compare=False)


@dataclass(frozen=True)
class Gives(Nested):
    """Something that gives a value when it is called, awaited, or asked for its result."""

    __hash__ = Nested.__hash__

    returns: Value


@dataclass(frozen=True)
class Alias(Nested):
    """A name for a type: what an instance of it is."""

    __hash__ = Nested.__hash__

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
    alternatives = dict.fromkeys(case for value in values for case in value)
    return tuple(alternatives)[:ALTERNATIVES]
