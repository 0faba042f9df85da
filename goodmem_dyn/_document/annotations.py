"""JSON Schema → the type of an argument or a result, as Python text.

The same text is the annotation at run time, in the stubs and on the reference pages; only how a named schema is spelled
in an argument and in a result differs, which is the caller's `Spelling`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.schema import nullable, object_view, strip_null, types

if TYPE_CHECKING:
    from goodmem_dyn._document.schema import Resolver, Schema

_FORMATS = {
    "date-time": "str | datetime.datetime",
    "date": "str | datetime.date",
    "byte": "str | bytes",
    "binary": "bytes",
    "uuid": "str",
}
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


class Spelling(Protocol):
    """How named schemas are written."""

    def component(self, name: str, alternative: str) -> str:
        """The type of a named schema; `alternative` is what stands for its class: a TypedDict, or an enum's values."""
        ...


class Arguments:
    """Arguments: a model or a dict of its keys; an enum class or its values."""

    def component(self, name: str, alternative: str) -> str:
        return f"models.{class_name(name)} | {alternative}"


class Results:
    """Results: always the model or the enum class."""

    def component(self, name: str, alternative: str) -> str:
        return f"models.{class_name(name)}"


ARGUMENTS, RESULTS = Arguments(), Results()


def annotation(schema: Schema | bool, resolver: Resolver, spelling: Spelling, *, depth: int = 0) -> str:
    """The Python type of a schema, with `| None` where it is nullable."""
    if not isinstance(schema, dict) or depth > 12:
        return "object"
    resolver.spend()
    text = _plain(strip_null(schema), resolver, spelling, depth)
    if nullable(schema, resolver) and "None" not in text.split(" | "):
        text += " | None"
    return text


def _plain(schema: Schema, resolver: Resolver, spelling: Spelling, depth: int) -> str:
    name = resolver.name(schema)
    node = resolver.follow(schema)
    kinds = types(node)
    values = [value for value in node.get("enum", [node["const"]] if "const" in node else ()) if value is not None]
    literal = f"Literal[{', '.join(map(repr, values))}]" if values else ""
    if name is not None and (values or kinds in {("object",), ()}):
        return spelling.component(name, literal or _dict(name, node, resolver))
    if values:
        return literal if all(isinstance(value, (str, int, bool)) for value in values) else "object"
    branches = node.get("oneOf") or node.get("anyOf") or ()
    if branches and not node.get("properties"):
        texts = [annotation(branch, resolver, spelling, depth=depth + 1) for branch in branches]
        parts = list(dict.fromkeys(part for text in texts for part in _split(text)))
        return " | ".join(sorted(parts, key=lambda part: part == "None")) if "object" not in parts else "object"
    if len(kinds) > 1:
        return " | ".join(dict.fromkeys(_kind(kind, node, resolver, spelling, depth) for kind in kinds))
    return _kind(kinds[0], node, resolver, spelling, depth) if kinds else "object"


def dict_name(component: str) -> str:
    """The name of the TypedDict for a schema, in `goodmem_dyn.params`."""
    return f"{class_name(component)}Dict"


def _dict(name: str, node: Schema, resolver: Resolver) -> str:
    view = object_view(node, resolver)
    return "Mapping[str, object]" if view is None or view.is_map else f"params.{dict_name(name)}"


def _kind(kind: str, node: Schema, resolver: Resolver, spelling: Spelling, depth: int) -> str:
    if kind == "array":
        item = annotation(node.get("items", True), resolver, spelling, depth=depth + 1)
        return f"list[{item}]" if spelling is RESULTS else f"Sequence[{item}]"
    if kind == "object":
        extra = node.get("additionalProperties", True)
        value = annotation(extra, resolver, spelling, depth=depth + 1) if isinstance(extra, dict) else "object"
        return f"dict[str, {value}]" if spelling is RESULTS else f"Mapping[str, {value}]"
    if kind == "string":
        if node.get("contentEncoding") == "base64":
            return "bytes" if spelling is RESULTS else "str | bytes"
        if node.get("x-goodmem-filter") and spelling is not RESULTS:
            return "str | filters.Expression"
        formatted = _FORMATS.get(node.get("format", ""), "str")
        return formatted if spelling is not RESULTS or formatted == "bytes" else "str"
    return _SCALARS.get(kind, "object")


def _split(text: str) -> list[str]:
    """The members of a union, not looking into brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in "[(") - (char in "])")
        if char == "|" and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    return [*parts, text[start:].strip()]
