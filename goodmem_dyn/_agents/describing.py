"""An operation in words that a model can call it by: its arguments, the objects in them, and what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodmem_dyn import ParameterInfo
    from goodmem_dyn._agents.operations import Offer

_DETOURS = re.compile(r" \| (None|NotGiven|BinaryIO|os\.PathLike\[str\]|bytes)\b")
_DICTS = re.compile(r"models\.(\w+) \| params\.\1Dict")
_ENUMS = re.compile(r"models\.\w+ \| (Literal\[[^\]]*\])")
_SHOWN = 120
"""Characters of a description of one member."""


def described(offer: Offer, *, allowed: bool, parameters: Sequence[ParameterInfo] | None = None) -> str:
    """All that is needed to call an operation.

    Args:
        offer: The operation.
        allowed: Whether it may be called.
        parameters: The arguments to show; None for those that a model may give.
    """
    info = offer.info
    parameters = offer.parameters if parameters is None else parameters
    lines = [f"{offer.name} ({offer.effect}): {info.summary}".rstrip(": ")]
    if not allowed:
        lines.append(f"NOT ALLOWED HERE: it needs --allow {','.join(sorted(offer.needs))}, or --allow {offer.name}.")
    if info.description:
        lines.append(info.description)
    lines.append("Arguments (* required):" if parameters else "It takes no arguments.")
    lines += [f"- {line}" for line in map(_argument, parameters)]
    lines += _objects(offer)
    returned = "the content: text, or an image" if offer.is_binary else _type(info.response_type)
    lines.append(f"Returns {returned}.{_members(offer)}")
    return "\n".join(lines)


def brief(offer: Offer, *, allowed: bool) -> str:
    """An operation in a line."""
    needed = [param.name for param in offer.parameters if param.required]
    more = len(offer.parameters) - len(needed)
    arguments = ", ".join([*needed, *([f"{more} optional"] if more else [])])
    note = "" if allowed else ", not allowed here"
    return f"{offer.name}({arguments}) [{offer.effect}{note}] {offer.info.summary}"


def _argument(parameter: ParameterInfo) -> str:
    star = "*" if parameter.required else ""
    return f"{parameter.name}{star}: {_type(parameter.type)} {parameter.description}".rstrip()


def _type(text: str) -> str:
    """A type of Python as a model reads it: what else a program may give is left out."""
    text = _ENUMS.sub(r"\1", _DICTS.sub(r"\1", text))
    text = _DETOURS.sub("", text).replace("models.", "").replace("filters.Expression", "").rstrip(" |")
    text = text.replace("datetime.datetime", "date and time in ISO 8601")
    return text.replace("Mapping[str, object]", "object").replace("Sequence[", "list[").replace("Mapping[", "dict[")


def _objects(offer: Offer) -> Iterator[str]:
    """The objects that an argument may be made of, each with its members."""
    known: dict[str, Mapping[str, Any]] = {}
    for parameter in offer.parameters:
        if parameter.location == "body":
            try:
                definitions = offer.info.schema(parameter.name).get("$defs", {})
            except InvalidRequestError:
                continue  # made by a convenience: the document has no schema for it
            known.update(definitions)
    for name, schema in known.items():
        if not schema.get("properties"):
            continue  # its values stand where it is used
        required = set(schema.get("required", ()))
        members = (
            f"{wire}{'*' if wire in required else ''}: {_kind(member, known)}{_note(member)}"
            for wire, member in schema["properties"].items()
        )
        yield f"{name} = {{{'; '.join(members)}}}"


def _note(schema: Mapping[str, Any]) -> str:
    text = str(schema.get("description", "")).partition(". ")[0]
    return f" ({text[:_SHOWN].rstrip('.')})" if text else ""


def _kind(schema: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> str:
    """The type of a member in a word or two; the values of an enumeration."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return _kind(known[name], known) if "enum" in known.get(name, {}) else name
    if "enum" in schema:
        return "|".join(str(value) for value in schema["enum"] if value is not None)
    for group in ("anyOf", "oneOf", "allOf"):
        if group in schema:
            kinds = [_kind(branch, known) for branch in schema[group] if branch.get("type") != "null"]
            return "|".join(dict.fromkeys(kinds))
    kind = schema.get("type", "any")
    kinds = [type_name for type_name in (kind if isinstance(kind, list) else [kind]) if type_name != "null"]
    if kinds == ["array"]:
        return f"list of {_kind(schema.get('items', {}), known)}"
    return "|".join(map(str, kinds))


def _members(offer: Offer) -> str:
    """The names of what comes back."""
    schema = offer.info.schema("response")
    properties = schema.get("properties", {})
    items = [member for member in properties.values() if member.get("type") == "array" and len(properties) <= 2]
    if items:
        name = str(items[0].get("items", {}).get("$ref", "")).rpartition("/")[2]
        properties = schema.get("$defs", {}).get(name, {}).get("properties", {}) or properties
    return f" Members: {', '.join(properties)}." if properties else ""
