"""Request schemas: the document's own, made as strict and as lenient as the live server is.

Rules this module keeps:

- Every object with declared properties is closed: the live server refuses a field that it does not know, at any depth.
- `null` counts as absent in a request, so it is taken out before validation (`drop_nulls`); free-form objects
  (metadata, configurations) keep theirs.
- Properties that name a resource (`spaceId`, `embedderId`, ...) must be UUIDs even where the document only says string.
- `format: int32` and `int64` bound the number.
- The live server is more lenient than the document in the few places of `_LENIENT`, and only there.
"""

from __future__ import annotations

import copy
import re
from typing import Any

_ID = re.compile(r"(space|memory|embedder|reranker|llm|apiKey|user|owner|policy|target)Id")
_BOUNDS = {"int32": 2**31, "int64": 2**63}

# Ids that are judged item by item, with an error inside a 207, instead of refusing the request.
_PER_ITEM_IDS = {"BatchDeleteMemorySelectorRequest"}

# The server fills these in; a request may leave them out.
_LENIENT = {
    "RecursiveChunkingConfiguration": {"keepStrategy", "lengthMeasurement"},
    "SentenceChunkingConfiguration": {"lengthMeasurement"},
}


def for_requests(schemas: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The document's schemas as request bodies are judged by them."""
    result = {}
    for name, schema in schemas.items():
        tightened = _tighten(copy.deepcopy(schema), ids=name not in _PER_ITEM_IDS)
        if name in _LENIENT and "required" in tightened:
            tightened["required"] = [field for field in tightened["required"] if field not in _LENIENT[name]]
        if name == "PurgeableBackgroundJobStatus":
            short = [value.removeprefix("BACKGROUND_JOB_") for value in tightened["enum"]]
            tightened["enum"] = [*tightened["enum"], *short]
        result[name] = tightened
    return result


def _tighten(schema: dict[str, Any], *, ids: bool = True, name: str = "") -> dict[str, Any]:
    for key in ("anyOf", "oneOf"):
        options = schema.get(key)
        if options and {"type": "null"} in options:
            rest = [option for option in options if option != {"type": "null"}]
            if len(rest) == 1:
                del schema[key]
                schema.update(rest[0])
            else:
                schema[key] = rest
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
        schema["properties"] = {
            field: _tighten(value, ids=ids, name=field) for field, value in schema["properties"].items()
        }
    if isinstance(schema.get("items"), dict):
        schema["items"] = _tighten(schema["items"], ids=ids)
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _tighten(schema["additionalProperties"], ids=ids)
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    bound = _BOUNDS.get(schema.get("format", ""))
    if bound and "integer" in kinds:
        schema["minimum"] = max(schema.get("minimum", -bound), -bound)
        schema["maximum"] = min(schema.get("maximum", bound - 1), bound - 1)
    if ids and "string" in kinds and _ID.fullmatch(name):
        schema["format"] = "uuid"
    return schema


def drop_nulls(value: Any, schema: dict[str, Any] | None, schemas: dict[str, dict[str, Any]]) -> Any:
    """`value` without null members, as far as the schema declares properties; free-form parts are left alone."""
    while schema and "$ref" in schema:
        schema = schemas.get(schema["$ref"].rsplit("/", 1)[-1])
    if schema is None:
        return value
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        return {key: drop_nulls(item, known.get(key), schemas) for key, item in value.items() if item is not None}
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return [drop_nulls(item, schema["items"], schemas) for item in value]
    return value
