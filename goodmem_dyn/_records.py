"""Records: dataclasses that cost an import little.

A frozen dataclass compiles six texts to make its methods, which takes up to half a millisecond; forty of them are a
quarter of what this package costs to import. A record compiles one, its initialiser, when the first record is made or
its signature asked for; the rest is inherited and written once. To everything else it is a dataclass: `fields`,
`replace`, `asdict` and type checkers see one.

Rules: a record has no slots and no ordering, and its fields are all arguments. It inherits from records alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["record"]

if TYPE_CHECKING:
    from collections.abc import Callable

    # To type checkers it is the decorator that they know.
    from dataclasses import dataclass as record
else:

    def record(made: type[Any] | None = None, /, *, frozen: bool = False) -> Any:
        """Make a class a record; instances of a frozen one are equal and hashed by their fields, and do not change."""
        if made is None:
            return lambda made: _made(made, frozen=frozen)
        return _made(made, frozen=frozen)


def _made(kind: type[Any], *, frozen: bool) -> type[Any]:
    kind = dataclasses.dataclass(init=False, repr=False, eq=False)(kind)
    own, stated = vars(kind), kind.__dataclass_params__
    stated.init = stated.repr = stated.eq = True
    stated.frozen = frozen
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
    return kind


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
    given: dict[str, Any] = {}
    params: list[str] = []
    lines: list[str] = []
    for field in fields(kind):
        name, value = field.name, field.name
        if field.default is not MISSING:
            given[f"_default_{name}"] = field.default
            params.append(f"{name}=_default_{name}")
        elif field.default_factory is not MISSING:
            given[f"_factory_{name}"] = field.default_factory
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
    exec(f"def __init__(self, {', '.join(params)}):\n" + "\n".join(lines), given)  # noqa: S102 - names of fields, from our own classes
    made: Callable[..., None] = given["__init__"]
    made.__qualname__, made.__module__ = f"{kind.__qualname__}.__init__", kind.__module__
    made.__annotations__ = {field.name: field.type for field in fields(kind)} | {"return": None}
    return made


def _values(record: Any, *, hashed: bool) -> tuple[Any, ...]:
    wanted = (field for field in fields(record) if (field.compare if not hashed or field.hash is None else field.hash))
    return tuple([getattr(record, field.name) for field in wanted])


def _shown(record: Any) -> str:
    shown = (f"{field.name}={getattr(record, field.name)!r}" for field in fields(record) if field.repr)
    return f"{type(record).__qualname__}({', '.join(shown)})"


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
