"""Schemas that are one other with words beside it: how a reference is described in OpenAPI 3.0, and often still is."""

from __future__ import annotations

from typing import Any

_WORDS = frozenset(
    {
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "nullable",
        "readOnly",
        "summary",
        "title",
        "writeOnly",
        "xml",
    }
)


_WRAPPERS = ("allOf", "oneOf", "anyOf")


def unwrapped(schema: dict[str, Any]) -> dict[str, Any]:
    """A choice or an `allOf` of one part, beside nothing but words, as that part with the words laid over.

    That null is a value is no part of it; a schema without such words is given back as it is.
    """
    while (key := next((wrapper for wrapper in _WRAPPERS if wrapper in schema), None)) is not None:
        parts, rest = schema[key], {name: value for name, value in schema.items() if name != key}
        if not isinstance(parts, list) or len(parts) != 1 or not isinstance(parts[0], dict):
            break
        if not all(name in _WORDS or name.startswith("x-") for name in rest):
            break
        schema = {**parts[0], **rest}
    if schema.get("nullable") is True:
        return {name: value for name, value in schema.items() if name != "nullable"}
    return schema
