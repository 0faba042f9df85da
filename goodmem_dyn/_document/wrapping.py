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


def unwrapped(schema: dict[str, Any]) -> dict[str, Any]:
    """`allOf` with one part, beside nothing but words, as that part with the words laid over; any other as it is."""
    while "allOf" in schema:
        parts, rest = schema["allOf"], {key: one for key, one in schema.items() if key != "allOf"}
        if len(parts) != 1 or not isinstance(parts[0], dict):
            break
        if not all(key in _WORDS or key.startswith("x-") for key in rest):
            break
        schema = {**parts[0], **rest}
    return schema
