"""Answers that are what was promised, in another wrapping: an envelope, a bare list, a list of one.

Rules: a wrapping is taken off only where what lies inside is certainly what was promised: an object has every member
that is required of it, a list has nothing but objects. Of several candidates none is taken.
"""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from goodmem_dyn._models.kinds import is_model, known_names, plain

if TYPE_CHECKING:
    from pydantic import BaseModel


def unwrapped(kind: Any, value: Any) -> tuple[Any, str] | None:
    """A value as it would be in the wrapping of its type, and what is different; None where it cannot be told.

    Args:
        kind: The type that was promised.
        value: The value, which is not of that type.
    """
    if typing.get_origin(kind) is list:
        items = _only_list(value, plain(typing.get_args(kind)[0]))
        return None if items is None else (items[1], f"is in `{items[0]}` in place of a list")
    if not is_model(kind):
        return None
    if isinstance(value, list) and len(value) == 1 and _is(kind, value[0]):
        return value[0], "is a list of one in place of an object"
    inner = [(key, member) for key, member in value.items() if _is(kind, member)] if isinstance(value, dict) else []
    if inner:
        return (inner[0][1], f"is wrapped in `{inner[0][0]}`") if len(inner) == 1 else None
    listed = _only_required_list(kind)
    if listed is None:
        return None
    wire, item = listed
    if _are(item, value):
        return {wire: value}, f"is a list in place of an object with `{wire}`"
    if not isinstance(value, dict) or (items := _only_list(value, item)) is None:
        return None
    return ({**value, wire: items[1]}, f"has `{items[0]}` in place of `{wire}`")


def _is(model: type[BaseModel], value: Any) -> bool:
    """Whether an object has all that is required of it."""
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return isinstance(value, dict) and bool(required) and all(wire in value for wire in required)


def _are(kind: Any, value: Any) -> bool:
    """Whether a value is a list of objects that have members which are known of a type, as far as it has known ones."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return False
    known = known_names(kind)
    return not known or all(known & item.keys() for item in value)


def _only_required_list(model: type[BaseModel]) -> tuple[str, Any] | None:
    """The wire name of the one member that a model requires, and the type of its items, where it is a list."""
    required = [(field.alias or name, field) for name, field in model.model_fields.items() if field.is_required()]
    kind = plain(required[0][1].annotation) if len(required) == 1 else None
    return (required[0][0], plain(typing.get_args(kind)[0])) if typing.get_origin(kind) is list else None


def _only_list(value: Any, item: Any) -> tuple[str, list[Any]] | None:
    """The one list of objects in an object that may be the items, and its name."""
    lists = (
        [(key, member) for key, member in value.items() if isinstance(member, list)] if isinstance(value, dict) else []
    )
    return lists[0] if len(lists) == 1 and _are(item, lists[0][1]) else None
