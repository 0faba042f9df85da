"""Records: dataclasses that cost an import little.

A frozen dataclass reads the annotations of its fields with patterns and compiles six texts to make its methods, which
takes up to half a millisecond; forty of them are a quarter of what this package costs to import. A record notes what
stands in its class. Its initialiser is compiled when the first record is made or its signature asked for, and what the
standard library knows of a dataclass is worked out when somebody asks for that; the rest is inherited and written once.
To everything else it is a dataclass: `fields`, `replace`, `asdict` and type checkers see one.

Rules: a record has no slots and no ordering, and its fields are all arguments. It inherits from records alone.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["record", "replace", "types_of"]

T = TypeVar("T")

if TYPE_CHECKING:
    from collections.abc import Callable

    # To type checkers it is the decorator that they know.
    from dataclasses import dataclass as record
else:

    def record(kind: type[Any] | None = None, /, *, frozen: bool = False) -> Any:
        """Make a class a record; instances of a frozen one are equal and hashed by their fields, and do not change."""
        if kind is None:
            return lambda kind: _made(kind, frozen=frozen)
        return _made(kind, frozen=frozen)


def types_of(kind: type[Any]) -> dict[str, str]:
    """The fields of a record and their types, as text."""
    return {name: type_ for name, (type_, _) in kind._record_fields.items()}


def replace(record: T, /, **changes: Any) -> T:
    """The record with other values for some fields: `dataclasses.replace` at a fraction of its cost."""
    kind: Any = type(record)
    kept = {name: getattr(record, name) for name in kind._record_fields if name not in changes}
    made: T = kind(**kept, **changes)
    return made


def _made(kind: type[Any], *, frozen: bool) -> type[Any]:
    own = vars(kind)
    types: dict[str, Any] = {
        name: type_ for name, type_ in kind.__annotations__.items() if not type_.startswith("ClassVar")
    }
    inherited = (getattr(base, "_record_fields", {}) for base in reversed(kind.__bases__))
    written = {name: (type_, own.get(name, MISSING)) for name, type_ in types.items()}
    kind._record_fields = {name: spec for fields in (*inherited, written) for name, spec in fields.items()}
    for name, (_, spec) in written.items():
        if isinstance(spec, Field):
            if spec.default is MISSING:
                delattr(kind, name)
            else:
                setattr(kind, name, spec.default)
    methods: dict[str, Any] = {
        "__init__": _Initialiser(kind, frozen=frozen),
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": None,
    }
    if frozen:
        methods |= {"__hash__": _hash, "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    for name, method in methods.items():
        if name not in own:
            setattr(kind, name, method)
    for name in _KNOWN_OF_DATACLASSES:
        setattr(kind, name, _Known(kind, name, written, frozen=frozen))
    return kind


_KNOWN_OF_DATACLASSES: tuple[str, ...] = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
if sys.version_info >= (3, 13):
    _KNOWN_OF_DATACLASSES += ("__replace__",)


class _Known:
    """Stands in the place of something that the standard library knows of a dataclass, until somebody asks for it."""

    def __init__(self, kind: type[Any], name: str, own: dict[str, Any], *, frozen: bool) -> None:
        self._kind, self._name, self._own, self._frozen = kind, name, own, frozen

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        kind = self._kind
        # Worked out on a class beside it, so that another thread never sees half of it.
        body = {name: spec for name, (_, spec) in self._own.items() if spec is not MISSING}
        copied = ("__module__", "__doc__", "__orig_bases__")
        body |= {name: vars(kind)[name] for name in copied if name in vars(kind)}
        body["__annotations__"] = kind.__annotations__
        twin: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(kind.__name__, kind.__bases__, body))
        stated = twin.__dataclass_params__
        stated.init = stated.repr = stated.eq = True
        stated.frozen = self._frozen
        for name in _KNOWN_OF_DATACLASSES:
            setattr(kind, name, getattr(twin, name))
        return getattr(kind if instance is None else instance, self._name)


class _Initialiser:
    """Stands in the place of a record's `__init__`, and puts the function there when it is first wanted."""

    def __init__(self, kind: type[Any], *, frozen: bool) -> None:
        self._kind, self._frozen = kind, frozen

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        # Two threads may both write it: then one of two equal functions stays.
        made = _initialiser(self._kind, frozen=self._frozen)
        type.__setattr__(self._kind, "__init__", made)
        return made if instance is None else made.__get__(instance, owner)


def _initialiser(kind: type[Any], *, frozen: bool) -> Callable[..., None]:
    """A function that takes the fields as arguments and writes them into the instance."""
    # Through the instance's dict where it is frozen, which costs less than `object.__setattr__` for each field.
    namespace: dict[str, Any] = {}
    params: list[str] = []
    lines: list[str] = []
    for name, (_, spec) in kind._record_fields.items():
        default, factory = (spec.default, spec.default_factory) if isinstance(spec, Field) else (spec, MISSING)
        value = name
        if default is not MISSING:
            namespace[f"_default_{name}"] = default
            params.append(f"{name}=_default_{name}")
        elif factory is not MISSING:
            namespace[f"_factory_{name}"] = factory
            # An ellipsis stands in the signature for what is made anew for each record, as it does in stubs.
            params.append(f"{name}=...")
            value = f"_factory_{name}() if {name} is ... else {name}"
        else:
            params.append(name)
        lines.append(f" _own[{name!r}] = {value}" if frozen else f" self.{name} = {value}")
    if frozen:
        lines.insert(0, " _own = self.__dict__")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__(self, {', '.join(params)}):\n" + "\n".join(lines), namespace)  # noqa: S102 - names of fields, from our own classes
    made: Callable[..., None] = namespace["__init__"]
    made.__qualname__, made.__module__ = f"{kind.__qualname__}.__init__", kind.__module__
    made.__annotations__ = {**types_of(kind), "return": None}
    return made


def _values(record: Any, *, hashed: bool) -> tuple[Any, ...]:
    specs = type(record)._record_fields.items()
    return tuple([getattr(record, name) for name, (_, spec) in specs if _counts(spec, hashed=hashed)])


def _counts(spec: Any, *, hashed: bool) -> bool:
    if not isinstance(spec, Field):
        return True
    return spec.compare if not hashed or spec.hash is None else spec.hash


def _shown(record: Any) -> str:
    specs = type(record)._record_fields.items()
    shown = [name for name, (_, spec) in specs if not isinstance(spec, Field) or spec.repr]
    texts = (f"{name}={getattr(record, name)!r}" for name in shown)
    return f"{type(record).__qualname__}({', '.join(texts)})"


_shown_once = recursive_repr()(_shown)


def _repr(self: Any) -> str:
    return _shown_once(self)


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _values(self, hashed=False) == _values(other, hashed=False)


def _hash(self: Any) -> int:
    return hash(_values(self, hashed=True))


def _refuse_to_set(_self: Any, name: str, _value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
