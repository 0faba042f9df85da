"""Path and query parameters, judged by the document.

Rules this module keeps:

- Ids in paths must be UUIDs, whatever the document says of them, so that nothing else ever reaches the database.
- Query parameters are accepted under their camelCase and their snake_case name; unknown ones are ignored, the first of
  repeated ones counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.ids import canonical_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodmem_dyn.local._contract.document import Document, Operation

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_RESOURCES = {"llms": "LLM", "apikeys": "API key", "retrieve-memory-log-policies": "policy", "memories": "memory"}


def path_values(operation: Operation, values: dict[str, str]) -> dict[str, Any]:
    """Path variables, checked: ids are canonical UUIDs, integers are integers.

    Raises:
        ApiError: 400.
    """
    result: dict[str, Any] = {}
    for parameter in operation.parameters("path"):
        name, text = parameter["name"], values[parameter["name"]]
        if parameter["schema"].get("type") == "integer":
            result[name] = _number(name, text, int, parameter["schema"])
        elif name == "id" or name.endswith("Id"):
            canonical = canonical_id(text)
            if canonical is None:
                raise ApiError(400, f"Invalid {_resource(operation, name)} ID format: {text}")
            result[name] = canonical
        else:
            result[name] = text
    return result


def _resource(operation: Operation, name: str) -> str:
    """What the id in the path is the id of."""
    segments = operation.path.split("/")
    place = next(number for number, segment in enumerate(segments) if segment.startswith("{" + name + "}"))
    collection = segments[place - 1]
    return _RESOURCES.get(collection, collection.replace("-", " ").removesuffix("s"))


def _snake(name: str) -> str:
    return _HUMP.sub("_", name).lower()


def query_values(
    document: Document, operation: Operation, pairs: Sequence[tuple[str, str]], *, lenient_sizes: bool
) -> tuple[dict[str, Any], frozenset[str]]:
    """Query parameters under the document's names, with defaults, and the names of those that the request has.

    `lenient_sizes`: a `maxResults` that is not a number is ignored instead of refused.

    Raises:
        ApiError: 400, naming the parameter.
    """
    values: dict[str, Any] = {}
    defaults: dict[str, Any] = {}
    for parameter in operation.parameters("query"):
        name, schema = parameter["name"], parameter.get("schema", {})
        resolved = document.resolve(schema)
        if name.endswith(".*"):  # how the oldest documents say that it is a map
            name, resolved = name.removesuffix(".*"), {"type": "object"}
        if "default" in schema or "default" in resolved:
            defaults[name] = schema.get("default", resolved.get("default"))
        if resolved.get("type") == "object":
            labels = _labels(name, pairs)
            if labels:
                values[name] = labels
            continue
        text = next((value for key, value in pairs if key == name), None)
        if text is None:
            text = next((value for key, value in pairs if key == _snake(name)), None)
        if text is None:
            if parameter.get("required"):
                raise ApiError(400, f"Query parameter {name} is required")
            continue
        if "\0" in text:
            raise ApiError(400, f"Query parameter {name} has a NUL character")
        try:
            values[name] = _scalar(name, text, resolved)
        except ApiError:
            if not (lenient_sizes and name == "maxResults"):
                raise
    return {**defaults, **values}, frozenset(values)


def _labels(name: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for key, value in pairs:
        if key.startswith(f"{name}[") and key.endswith("]"):
            labels.setdefault(key[len(name) + 1 : -1], value)
        elif key.startswith(f"{name}."):
            labels.setdefault(key[len(name) + 1 :], value)
    return labels


def _kinds(schema: dict[str, Any]) -> list[str]:
    kinds = schema.get("type", "string")
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _scalar(name: str, text: str, schema: dict[str, Any]) -> Any:
    kinds = _kinds(schema)
    if "boolean" in kinds:
        if text.lower() not in ("true", "false"):
            raise ApiError(400, f"Query parameter {name} must be true or false, not {text!r}")
        return text.lower() == "true"
    if "integer" in kinds:
        return _number(name, text, int, schema)
    if "number" in kinds:
        return _number(name, text, float, schema)
    if "enum" in schema and text not in schema["enum"]:
        raise ApiError(400, f"Query parameter {name} must be one of {', '.join(schema['enum'])}, not {text!r}")
    if len(text) < schema.get("minLength", 0):
        raise ApiError(400, f"Query parameter {name} must not be empty")
    return text


def _number(name: str, text: str, kind: type[int | float], schema: dict[str, Any]) -> int | float:
    bound = 2**31 if schema.get("format") == "int32" else 2**63
    pattern = r"[+-]?[0-9]{1,19}" if kind is int else r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
    if not re.fullmatch(pattern, text, re.ASCII) or not -bound <= (value := kind(text)) < bound:
        expected = "an integer" if kind is int else "a number"
        raise ApiError(400, f"Parameter {name} must be {expected} in range, not {text!r}")
    return value
