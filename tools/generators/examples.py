"""The examples of the reference: for each method a call with values that a person could have written.

Rules: the client accepts the call, or it is not shown; values follow the schema and the name, never the method.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.schema import object_view, strip_null, types
from goodmem_dyn._namespaces.introspection import describe
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from goodmem_dyn._document.reading import Surface
    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._methods.method import Method

WIDTH = 80
UUID = "0198c0de-7a4b-7000-8000-000000000001"
_DRAWN = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")


def call(name: str, arguments: dict[str, Any]) -> str:
    """A call as Python, with a line for each argument where one line is too long to read."""
    shown = [f"{argument}={_literal(value)}" for argument, value in arguments.items()]
    line = f"{name}({', '.join(shown)})"
    return line if len(line) <= WIDTH else "\n    ".join((f"{name}(", *(f"{text}," for text in shown))) + "\n)"


def _literal(value: Any) -> str:
    """A value as Python, its texts in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(value)}" for key, value in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def example(catalog: Catalog, method: Method) -> tuple[dict[str, Any], str] | None:
    """The arguments of a call that the client accepts, as few as it needs, and its curl line; None for none found."""
    info = describe(catalog, method)
    params = [param for param in method.params if param.location != "option" and not param.deprecated]
    required = [param for param in params if param.required]
    needed = {param.name for param in method.operation.params if param.required}
    whole = [param for param in params if param.required or param.name in needed]
    optional = [param for param in params if param.name not in {param.name for param in whole}]
    for base in (required, whole):
        for extra in ([], *([param] for param in [*whole, *optional] if param not in base)):
            arguments = {param.name: _value(method, param) for param in [*base, *extra]}
            try:
                line = info.curl(**arguments)
            except (InvalidRequestError, OSError):
                continue
            # Ids that the client draws are others each time.
            return arguments, _DRAWN.sub(UUID, line)
    return None


def _value(method: Method, param: Param) -> Any:
    if param.location == "local":
        return [UUID] if param.annotation.startswith(("Sequence", "Iterable")) else _text(param.name)
    return _of_schema(method.exchange.surface, dict(param.schema), param.name)


def _of_schema(surface: Surface, schema: Any, name: str, depth: int = 0) -> Any:
    node = strip_null(surface.resolver.follow(strip_null(schema))) if isinstance(schema, dict) else {}
    for key in ("example", "const", "default"):
        if node.get(key) is not None:
            return node[key]
    values = [value for value in node.get("enum", ()) if value is not None]
    if values:
        return next((value for value in values if "UNSPECIFIED" not in str(value)), values[0])
    view = object_view(node, surface.resolver)
    if view is not None and depth < 6:
        chosen = set(view.required)
        for rule in view.rules:
            branches = rule.get("oneOf") or rule.get("anyOf") or ()
            groups = [branch.get("required", ()) for branch in branches if isinstance(branch, dict)]
            chosen |= set(groups[0]) if groups and not chosen.intersection(*groups) else set()
        return {
            identifier(wire): _of_schema(surface, schema, identifier(wire), depth + 1)
            for wire, schema in view.properties.items()
            if wire in chosen
        }
    kinds = types(node)
    if "array" in kinds:
        return [_of_schema(surface, node.get("items", {}), re.sub(r"s$", "", name), depth + 1)]
    if "integer" in kinds or "number" in kinds:
        least = node.get("minimum", 1)
        return least if "integer" in kinds else float(least)
    if "boolean" in kinds:
        return True
    if node.get("format") == "uuid":
        return UUID
    if node.get("format") == "date-time":
        return "2026-01-02T03:04:05Z"
    if node.get("contentEncoding") == "base64" or node.get("format") == "byte":
        return "aGVsbG8="
    return _text(name)


@cache
def _text(name: str) -> str:
    if name == "id" or name.endswith("_id"):
        return UUID
    if name.endswith("url"):
        return "https://models.example.com/v1"
    if name == "content_type":
        return "text/plain"
    if "email" in name:
        return "someone@example.com"
    return name.replace("_", " ")
