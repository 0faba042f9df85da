"""Answers that do not fit their types, taken as far as they go.

Rules: what fits is read as always, down to the last member; a required member that is missing reads as None and is not
dumped; a member of another type keeps the value that came; one object where a list was promised is a list of one.
Unknown members stay as they are. Nothing is read twice, so that the time is that of the answer's size; what is told is
bounded, what is taken is not. It is the slow way, for answers that the fast one refused.
"""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from goodmem_dyn._bounds import MAX_MISFITS
from goodmem_dyn._cache import lru_cache
from goodmem_dyn._models.apart import one_reading
from goodmem_dyn._models.kinds import is_model, known_names, names_by_wire, plain
from goodmem_dyn._models.stopping import Stopping
from goodmem_dyn._models.strings import is_base64
from goodmem_dyn._models.wrappings import unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TOLD = 20
"""So many differences of one answer are told; a list of many items says the same thing many times."""


class Misfit(NamedTuple):
    """One difference between an answer and its type.

    Attributes:
        place: The member, without the numbers of list items, such as `spaces[].publicRead`.
        what: What is different, such as `is missing`.
    """

    place: str
    what: str


class Another(ValueError):  # noqa: N818 - never raised to a caller: it says that an answer is another thing altogether
    """The answer is not a worse version of what was promised, but something else."""


def tolerant(kind: Any, content: bytes, *, is_promised: bool = True) -> tuple[Any, list[Misfit]]:
    """A JSON answer as a value of a type, as far as it goes, and what is different.

    Args:
        kind: The type that was promised.
        content: The body.
        is_promised: Whether an object has to have a member that is known.

    Raises:
        ValueError: It is no JSON, or another thing altogether: an object without any member that is known, a list in
            the place of an object, text in the place of either. What only is wrapped otherwise is none.
    """
    value = from_json(content)
    reading = _Reading()
    if value is None:
        return None, [Misfit("", "it is null, so that there is nothing to return")]
    try:
        _check_likeness(kind, value)
    except Another:
        inner = unwrapped(_only(kind), value)
        if inner is None and (is_promised or not isinstance(value, dict)):
            raise
        if inner is not None:
            value, what = inner
            reading.tell("", f"it {what}")
    with one_reading():
        return reading.take(kind, value, ""), list(reading.misfits)


def taken(kind: Any, value: Any) -> Any:
    """A value as one of a type, as far as it goes: what of an answer was not read before, because it lay inside."""
    with one_reading():
        return _Reading().take(kind, value, "")


def _check_likeness(kind: Any, value: Any) -> None:
    kinds = [part for part in _alternatives(kind) if part is not type(None)]
    models = [part for part in kinds if is_model(part)]
    if models and len(models) == len(kinds):
        known = set().union(*map(known_names, models))
        if not isinstance(value, dict) or (value and known and not known & value.keys()):
            raise Another("it has none of the members that are known")
    elif kinds and all(typing.get_origin(part) is list for part in kinds):
        # One object in place of a list is a list of one, unless it is the wrapping of a list.
        if not isinstance(value, (list, dict)) or (isinstance(value, dict) and not _is_item(kinds, value)):
            raise Another("it is no list")
    elif not models and kinds and all(part in {str, int, float, bool} for part in kinds):
        raise Another("it is another value")


def _is_item(kinds: list[Any], value: dict[str, Any]) -> bool:
    """Whether an object has a member that the items of a list have, as far as those have known ones."""
    known = set().union(*(known_names(plain(typing.get_args(part)[0])) for part in kinds))
    return not known or bool(known & value.keys())


def _only(kind: Any) -> Any:
    """A type that may be null besides, as what it is otherwise."""
    kinds = [part for part in _alternatives(kind) if part is not type(None)]
    return kinds[0] if len(kinds) == 1 else kind


class _Reading:
    """One answer on its way; `misfits` is an ordered set."""

    def __init__(self) -> None:
        self.misfits: dict[Misfit, None] = {}
        self.count = 0

    def tell(self, place: str, difference: str) -> None:
        self.count += 1
        if self.count > MAX_MISFITS:
            raise Another(f"more than {MAX_MISFITS:,} members are not as promised")
        if len(self.misfits) < MAX_TOLD:
            self.misfits[Misfit(place.lstrip("."), difference)] = None

    def take(self, kind: Any, value: Any, place: str) -> Any:
        """A value as one of a type."""
        kind = plain(kind)
        if kind is Any:
            return value
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in {typing.Union, types.UnionType}:
            return self.any_of(kind, value, place)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel):
            return self.model(kind, value, place)
        if origin is list:
            return self.items(inner[0], value, place)
        if origin is dict and isinstance(value, dict):
            return {key: self.take(inner[1], item, f"{place}.*") for key, item in value.items()}
        return self.leaf(kind, value, place)

    def model(self, model: type[BaseModel], value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            self.tell(place, f"is {_spoken(value)} in place of an object")
            return value
        wires, fields = names_by_wire(model), model.model_fields
        known: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, item in value.items():
            name = wires.get(key, key if key in fields else None)
            if name is None:
                extra[key] = item
            else:
                known[name] = self.take(_field_kind(model, name), item, f"{place}.{key}")
        instance = model.model_construct(set(known), **known)
        if instance.__pydantic_extra__ is not None:
            instance.__pydantic_extra__.update(extra)
        for wire, name in wires.items():
            if name not in known and fields[name].is_required():
                self.tell(f"{place}.{wire}", "is missing")
        return instance

    def items(self, kind: Any, value: Any, place: str) -> Any:
        if isinstance(value, dict):
            self.tell(place, "is one object in place of a list")
            value = [value]
        if not isinstance(value, list):
            self.tell(place, f"is {_spoken(value)} in place of a list")
            return value
        return [self.take(kind, item, f"{place}[]") for item in value]

    def any_of(self, kind: Any, value: Any, place: str) -> Any:
        kinds = [part for part in _alternatives(kind) if part is not type(None)]
        if value is None and type(None) in _alternatives(kind):
            return None
        if len(kinds) == 1:
            return self.take(kinds[0], value, place)
        try:
            # As Python: what lies inside is judged once, and not once more from each level above it.
            return _adapter(kind).validate_python(value)
        except ValueError:
            for part in kinds:
                if _is_shaped_like(part, value):
                    return self.take(part, value, place)
        self.tell(place, f"is {_spoken(value)}, which was not promised")
        return value

    def leaf(self, kind: Any, value: Any, place: str) -> Any:
        try:
            if is_base64((kind,)):  # outside of its model, JSON has no word of how bytes are written
                return _adapter(kind).validate_python(value)
            return _adapter(kind).validate_json(to_json(value))
        except (ValidationError, ValueError):
            self.tell(place, f"is {_spoken(value)}, which was not promised")
            return value


def _is_shaped_like(kind: Any, value: Any) -> bool:
    """Whether a value has the outer shape of a type: an object for a model, a list for a list."""
    origin = typing.get_origin(kind) or kind
    if isinstance(value, dict):
        return isinstance(origin, type) and issubclass(origin, BaseModel)
    return isinstance(value, list) and origin is list


def _alternatives(kind: Any) -> tuple[Any, ...]:
    kind = plain(kind)
    is_union = typing.get_origin(kind) in {typing.Union, types.UnionType}
    return tuple(plain(part) for part in typing.get_args(kind)) if is_union else (kind,)


@lru_cache(maxsize=4096)
def _field_kind(model: type[BaseModel], name: str) -> Any:
    field = model.model_fields[name]
    marks = tuple(mark for mark in field.metadata if mark is not None)
    parts = (field.annotation, *marks)
    return typing.Annotated[parts] if marks else field.annotation


_adapters: dict[Any, TypeAdapter[Any]] = {}
_KEPT_ADAPTERS = 4096


def _adapter(kind: Any) -> TypeAdapter[Any]:
    adapter = _adapters.get(kind)
    if adapter is None:
        if len(_adapters) >= _KEPT_ADAPTERS:
            _adapters.clear()
        stopping: Any = typing.Annotated[kind, Stopping()]
        adapter = _adapters[kind] = TypeAdapter(stopping)
    return adapter


_NAMES: Mapping[type, str] = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
}


def _spoken(value: Any) -> str:
    """What a value is, never the value: it may be a secret."""
    return _NAMES.get(type(value), "a value")
