"""An operation in words that a model can call it by: its arguments, the objects in them, and what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodmem_dyn import ParameterInfo
    from goodmem_dyn._agents.operations import Offer

_DETOURS = re.compile(r" \| (None|NotGiven|BinaryIO|os\.PathLike\[str\]|bytes)\b")
_DICTS = re.compile(r"models\.(\w+) \| params\.\1Dict")
_ENUMS = re.compile(r"models\.\w+ \| (Literal\[[^\]]*\])")
_SHOWN = 120
"""Characters of a description of one member."""


def described(offer: Offer, *, allowed: bool) -> str:
    """All that a model needs to call an operation."""
    info = offer.info
    lines = [f"{offer.name} ({offer.effect}): {info.summary}".rstrip(": ")]
    if not allowed:
        lines.append(f"NOT ALLOWED HERE: it needs --allow {','.join(sorted(offer.needs))}, or --allow {offer.name}.")
    if info.description:
        lines.append(info.description)
    lines.append("Arguments (* required):" if offer.parameters else "It takes no arguments.")
    lines += [f"- {line}" for line in map(_argument, offer.parameters)]
    lines += _objects(offer)
    returned = "the content: text, or an image" if offer.is_binary else _type(info.response_type)
    lines.append(f"Returns {returned}.{_members(offer)}")
    return "\n".join(lines)


def brief(offer: Offer, *, allowed: bool) -> str:
    """An operation in a line."""
    needed = [one.name for one in offer.parameters if one.required]
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
    seen: dict[str, Mapping[str, Any]] = {}
    for parameter in offer.parameters:
        if parameter.location == "body":
            try:
                definitions = offer.info.schema(parameter.name).get("$defs", {})
            except InvalidRequestError:
                continue  # made by a convenience: the document has no schema for it
            seen.update({name: one for name, one in definitions.items() if one.get("properties")})
    for name, schema in seen.items():
        required = set(schema.get("required", ()))
        members = (
            f"{wire}{'*' if wire in required else ''}: {_kind(one)}{_note(one)}"
            for wire, one in schema["properties"].items()
        )
        yield f"{name} = {{{'; '.join(members)}}}"


def _note(schema: Mapping[str, Any]) -> str:
    text = str(schema.get("description", "")).partition(". ")[0]
    return f" ({text[:_SHOWN].rstrip('.')})" if text else ""


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a member in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "|".join(str(value) for value in schema["enum"] if value is not None)
    for group in ("anyOf", "oneOf", "allOf"):
        if group in schema:
            kinds = [_kind(one) for one in schema[group] if one.get("type") != "null"]
            return "|".join(dict.fromkeys(kinds))
    kind = schema.get("type", "any")
    kinds = [one for one in (kind if isinstance(kind, list) else [kind]) if one != "null"]
    if kinds == ["array"]:
        return f"list of {_kind(schema.get('items', {}))}"
    return "|".join(map(str, kinds))


def _members(offer: Offer) -> str:
    """The names of what comes back."""
    schema = offer.info.schema("response")
    properties = schema.get("properties", {})
    items = [one for one in properties.values() if one.get("type") == "array" and len(properties) <= 2]
    if items:
        name = str(items[0].get("items", {}).get("$ref", "")).rpartition("/")[2]
        properties = schema.get("$defs", {}).get(name, {}).get("properties", {}) or properties
    return f" Members: {', '.join(properties)}." if properties else ""
