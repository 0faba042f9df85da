"""Compares the keywords of two schemas that stand for themselves: types, formats, values, bounds.

Rules: each comparison emits an event for everything that means something else now, and nothing for another spelling of
the same; what it leaves unsaid the caller reports as notation.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tools.diff.core import same
from tools.diff.rules import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.diff.model import Node

    Emit = Callable[..., None]
    Compare = Callable[[Node | None, Node | None, Emit], None]

_WIDER_FORMATS = (("int32", "int64"), ("float", "double"))
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def say(value: Any, limit: int = 80) -> str:
    """A value in a report: one line of JSON, cut where it gets long; a reference by its name; text as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        if set(value) == {"$ref"}:
            return f"`{str(value['$ref']).rsplit('/', 1)[1]}`"
        if set(value) == {"required"} and isinstance(value["required"], list):
            return "an object with " + " and ".join(f"`{name}`" for name in value["required"])
        if set(value) == {"type"} and isinstance(value["type"], str):
            return f"`{value['type']}`"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text if len(text) <= limit else text[: limit - 1] + '…'}`"


def kinds(keys: Mapping[str, Node]) -> frozenset[str] | None:
    """The JSON types of a schema, without null; guessed where it names none; None for any."""
    if "type" in keys:
        kind = keys["type"].value
        # A type that is no text is nonsense, and nonsense too must be compared, not crashed on.
        return frozenset(str(name) for name in (kind if isinstance(kind, list) else [kind]) if name != "null")
    enum = keys["enum"].value if "enum" in keys else [keys["const"].value] if "const" in keys else None
    if isinstance(enum, list):
        return frozenset(_JSON_TYPES.get(type(value), "object") for value in enum if value is not None)
    if "properties" in keys or "additionalProperties" in keys:
        return frozenset({"object"})
    return frozenset({"array"}) if "items" in keys else None


def compare_types(old: Mapping[str, Node], new: Mapping[str, Node]) -> tuple[str, str, str] | None:
    """What happened to the type: the kind of event, and both sides as text; None where nothing did."""
    a, b = kinds(old), kinds(new)
    if a == b:
        return None
    texts = _type_text(a, old), _type_text(b, new)
    if a is None or b is None:
        return ("type.narrowed" if a is None else "type.widened", *texts)
    if _covers(b, a):
        return ("type.widened" if len(a) == len(b) == 1 else "types.widened", *texts)
    if _covers(a, b):
        return ("type.narrowed" if len(a) == len(b) == 1 else "types.narrowed", *texts)
    return ("type.changed", *texts)


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return all(kind in wide or (kind == "integer" and "number" in wide) for kind in narrow)


def _type_text(kind: frozenset[str] | None, keys: Mapping[str, Node]) -> str:
    if kind is None:
        return "anything"
    form = f" ({keys['format'].value})" if "format" in keys else ""
    return f"`{' or '.join(sorted(kind)) or 'null'}{form}`"


def compare_format(old: Node | None, new: Node | None, emit: Emit) -> None:
    """What happened to the format."""
    texts = {"old": f"`{old.value}`" if old else "", "new": f"`{new.value}`" if new else ""}
    if not old or not new:
        emit("format.set" if new else "format.unset", old, new, **texts)
        return
    pair = (old.value, new.value)
    if pair[0] != pair[1]:
        wider, narrower = pair in _WIDER_FORMATS, pair[::-1] in _WIDER_FORMATS
        emit("format.widened" if wider else "format.narrowed" if narrower else "format.changed", old, new, **texts)


def _values(node: Node | None) -> dict[str, Any]:
    values = node.value if node and isinstance(node.value, list) else []
    return {json.dumps(value, sort_keys=True): value for value in values if value is not None}


def _enum(old: Node | None, new: Node | None, emit: Emit) -> None:
    a, b = _values(old), _values(new)
    if not old or not new:
        if a or b:
            emit("enum.set" if new else "enum.unset", old, new, old=_list(a), new=_list(b))
        return
    for key in a:
        if key not in b:
            emit("enum-value.removed", old, new, old=f"`{_plain(a[key])}`")
    for key in b:
        if key not in a:
            emit("enum-value.added", old, new, new=f"`{_plain(b[key])}`")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _list(values: Mapping[str, Any]) -> str:
    return ", ".join(f"`{_plain(value)}`" for value in values.values())


def _const(old: Node | None, new: Node | None, emit: Emit) -> None:
    if (old is None or old.value is None) and (new is None or new.value is None):
        return
    _set_or_changed("const", old, new, emit)


def _set_or_changed(name: str, old: Node | None, new: Node | None, emit: Emit) -> None:
    if not old or not new:
        emit(f"{name}.set" if new else f"{name}.unset", old, new, old=_shown(old), new=_shown(new))
    elif not same(old.value, new.value):
        emit(f"{name}.changed", old, new, old=_shown(old), new=_shown(new))


def _shown(node: Node | None) -> str:
    """A value as JSON, so that the text `"1"` and the number `1` look different."""
    return f"`{json.dumps(node.value, ensure_ascii=False)}`" if node else ""


def _default(old: Node | None, new: Node | None, emit: Emit) -> None:
    _set_or_changed("default", old, new, emit)


def _pattern(old: Node | None, new: Node | None, emit: Emit) -> None:
    _set_or_changed("pattern", old, new, emit)


def _content_encoding(old: Node | None, new: Node | None, emit: Emit) -> None:
    _always_changed("content-encoding", old, new, emit)


def _content_media_type(old: Node | None, new: Node | None, emit: Emit) -> None:
    _always_changed("content-media-type", old, new, emit)


def _always_changed(name: str, old: Node | None, new: Node | None, emit: Emit) -> None:
    if (old and old.value) != (new and new.value):
        emit(f"{name}.changed", old, new, old=_shown(old) or "none", new=_shown(new) or "none")


def _number(node: Node | None) -> float | None:
    return node.value if node and isinstance(node.value, (int, float)) and not isinstance(node.value, bool) else None


def _bound(keyword: str, name: str) -> Compare:
    def compare(old: Node | None, new: Node | None, emit: Emit) -> None:
        a, b = _number(old), _number(new)
        if (old and a is None) or (new and b is None):
            if not (old and new and same(old.value, new.value)):
                emit("keyword.changed", old, new, keyword=keyword)
        elif a is None or b is None:
            emit(f"{name}.set" if new else f"{name}.unset", old, new)
        elif a != b:
            emit(f"{name}.increased" if b > a else f"{name}.decreased", old, new)

    return compare


def _multiple_of(old: Node | None, new: Node | None, emit: Emit) -> None:
    a, b = _number(old), _number(new)
    if not a or not b:
        if (old is None) != (new is None) or (old and new and not same(old.value, new.value)):
            kind = "keyword.changed" if old and new else "multiple-of.set" if new else "multiple-of.unset"
            emit(kind, old, new, keyword="multipleOf")
    elif a != b:
        kind = "widened" if (a / b).is_integer() else "narrowed" if (b / a).is_integer() else "changed"
        emit(f"multiple-of.{kind}", old, new)


LEAVES: dict[str, Compare] = {
    "enum": _enum,
    "const": _const,
    "default": _default,
    "pattern": _pattern,
    "multipleOf": _multiple_of,
    "contentEncoding": _content_encoding,
    "contentMediaType": _content_media_type,
    **{keyword: _bound(keyword, name) for keyword, name in (*UPPER.items(), *LOWER.items())},
}
