"""What a type of an answer is, without what stands around it, and by which names its members are known."""

from __future__ import annotations

import typing
from typing import Any

from pydantic import BaseModel

from goodmem_dyn._cache import lru_cache


def is_model(kind: Any) -> bool:
    """Whether a type is a class of members."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def plain(kind: Any) -> Any:
    """A type without the names and later bindings around it."""
    while True:
        if hasattr(kind, "__value__"):  # a type alias
            kind = kind.__value__
            continue
        if typing.get_origin(kind) is not typing.Annotated:
            return kind
        inner, *marks = typing.get_args(kind)
        later = next((mark for mark in marks if hasattr(mark, "made")), None)
        if later is not None:
            kind = later.made()
        elif typing.get_origin(inner) is not None or is_model(inner):
            kind = inner
        else:
            return kind


@lru_cache(maxsize=1024)
def names_by_wire(model: type[BaseModel]) -> dict[str, str]:
    """Wire name → attribute, of every field."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def known_names(kind: Any) -> frozenset[str]:
    """What the members of a model are called, on the wire and as attributes; nothing for any other type."""
    return frozenset(name for pair in names_by_wire(kind).items() for name in pair) if is_model(kind) else frozenset()
