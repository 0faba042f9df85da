"""The types of results, read from the text that signatures show: `Page[models.Space]`, `models.Memory | None`.

Rules: what a class of this package gives (the items of a page, the hits of a stream) is read from its own annotations,
so that nothing here repeats them.
"""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any, NamedTuple

import goodmem_dyn
from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Mapping

MODELS = "models."
LITERAL = "Literal"
_LISTS = frozenset(
    {"list", "List", "Sequence", "Iterable", "Iterator", "Generator", "Collection", "set", "Set", "frozenset"}
    | {"AsyncIterator", "AsyncIterable", "AsyncGenerator", "deque", "MutableSequence", "AbstractSet", "Reversible"}
)
_MAPS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"})


class T(NamedTuple):
    """A type: its name and its arguments. A value of a `Literal` is one of the arguments, by its text."""

    name: str
    args: tuple[T, ...] = ()

    @property
    def component(self) -> str | None:
        """The class of a schema that it is; None where it is another type."""
        return self.name.removeprefix(MODELS) if self.name.startswith(MODELS) else None


@lru_cache(maxsize=4096)
def parsed(text: str) -> tuple[T, ...]:
    """The alternatives of a type, without `None`."""
    return tuple(kind for kind in _alternatives(ast.parse(text, mode="eval").body) if kind.name != "None")


def _alternatives(node: ast.expr) -> tuple[T, ...]:
    if isinstance(node, ast.BinOp):
        return (*_alternatives(node.left), *_alternatives(node.right))
    if isinstance(node, ast.Subscript):
        name = ast.unparse(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == LITERAL:
            return (T(LITERAL, tuple(T(str(ast.literal_eval(part))) for part in inner)),)
        # Of an argument that is a union, the first that says something: lists of either are seldom.
        return (T(name, tuple(_alternatives(part)[0] for part in inner)),)
    return (T(ast.unparse(node)),)


@lru_cache(maxsize=1024)
def members(kind: T) -> dict[str, tuple[T, ...]] | None:
    """What a class of this package gives by attribute: name → type; None where it is no class of this package."""
    cls = _class(kind.name)
    if cls is None:
        return None
    names = {variable.__name__: arg for variable, arg in zip(_parameters(cls), kind.args, strict=False)}
    return {name: _filled(text, names) for name, text in _texts(cls).items()}


def items(kind: T) -> tuple[T, ...]:
    """What iterating gives."""
    if kind.name in _LISTS:
        return kind.args[:1]
    if kind.name in _MAPS:
        return (T("str"),)
    attributes = members(kind) or {}
    each = attributes.get("__iter__") or attributes.get("__aiter__") or ()
    if each:
        return tuple(inner for kind in each for inner in kind.args[:1])
    # Those that are lists say it with their bases: the first of their arguments is what they hold.
    own = _class(kind.name)
    return kind.args[:1] if own is not None and issubclass(own, list) else ()


def values(kind: T) -> tuple[T, ...]:
    """What an index or a key gives."""
    return kind.args[1:2] if kind.name in _MAPS else items(kind)


def is_map(kind: T) -> bool:
    return kind.name in _MAPS


def container(name: str) -> str | None:
    """The usual name of a container of Python's own in an annotation; None for any other name."""
    last = name.rpartition(".")[2]
    return "list" if last in _LISTS else "dict" if last in _MAPS else None


def _class(name: str) -> type[Any] | None:
    exported = getattr(goodmem_dyn, name, None) if name.isidentifier() and name[0].isupper() else None
    return exported if isinstance(exported, type) else None


def _parameters(owner: type[Any]) -> tuple[Any, ...]:
    return tuple(getattr(owner, "__parameters__", ()))


def _texts(cls: type[Any]) -> dict[str, str]:
    """Attribute → the text of its type, or of what it returns when it is called."""
    texts: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        if not owner.__module__.startswith("goodmem_dyn"):
            continue
        # What a class is made of, it holds by the same name.
        made_of = getattr(vars(owner).get("__init__"), "__annotations__", {})
        texts |= {name: str(text) for name, text in made_of.items() if name != "return"}
        texts |= {name: str(text) for name, text in vars(owner).get("__annotations__", {}).items()}
        for name, value in vars(owner).items():
            made = getattr(value, "fget", None) or getattr(value, "func", None) or value
            if inspect.isfunction(made):
                texts[name] = str(made.__annotations__.get("return", "object"))
    return texts


def _filled(text: str, names: Mapping[str, T]) -> tuple[T, ...]:
    def filled(variable: T) -> T:
        # The classes of a hierarchy call what they hold differently: a stream's one variable is its events.
        own = names.get(variable.name) or (next(iter(names.values()), None) if variable.name == "T" else None)
        return own or T(variable.name, tuple(map(filled, variable.args)))

    try:
        return tuple(map(filled, parsed(text)))
    except (SyntaxError, ValueError):
        return ()
