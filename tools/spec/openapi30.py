"""OpenAPI 3.0 → 3.1, so that the rest of the pipeline reads one dialect.

Rules:

- The input is never changed; a document that is 3.1 or newer comes back as an equal copy.
- Only positions that hold a schema are rewritten: a *property* called `nullable` or `example` is left alone, and so is
  everything inside `example`, `default`, `enum` and `x-…`.
- Intent wins over the letter where 3.0 gives a word no effect: `nullable` beside a `$ref`, beside an `allOf`, or beside
  an `enum` that lacks null does allow null, because that is what its author meant. Other siblings of a `$ref`, which a
  3.0 reader ignores, are dropped, so that a 3.1 reader does not begin to enforce them; prose and `deprecated` stay.
- `format: binary` stays as it is: 3.1 reads it as a note, and GoodMem's own 3.1 documents mark file parts with it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Node = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_SCHEMA = ("additionalProperties", "items", "not", "propertyNames", "contains", "if", "then", "else", "contentSchema")
_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_BESIDE_REF = ("description", "summary", "deprecated", "nullable", "x-nullable")
_ANNOTATIONS = ("title", "description", "deprecated", "readOnly", "writeOnly", "default", "examples", "externalDocs")


def is_30(document: Mapping[str, Any]) -> bool:
    """Whether the document says that it is OpenAPI 3.0."""
    return str(document.get("openapi", "")).startswith("3.0")


def upgrade(document: Mapping[str, Any]) -> Node:
    """The document as OpenAPI 3.1.

    Args:
        document: An OpenAPI 3.0 or 3.1 document, as parsed JSON.

    Returns:
        A new document of OpenAPI 3.1 that means the same.

    Example:
        >>> upgrade({"openapi": "3.0.3", "components": {"schemas": {"A": {"type": "string", "nullable": True}}}})
        {'openapi': '3.1.0', 'components': {'schemas': {'A': {'type': ['string', 'null']}}}}
    """
    # Not deepcopy: YAML anchors make one object stand in two places, and each place is rewritten by itself.
    result: Node = json.loads(json.dumps(document))
    if not is_30(result):
        walk_schemas(result, _plain_type)
        return result
    result["openapi"] = "3.1.0"
    walk_schemas(result, _upgrade_schema)
    return result


def _plain_type(schema: Node) -> Node:
    """A list of one type as that type: it means the same, and is what everything else looks for."""
    kinds = schema.get("type")
    return {**schema, "type": kinds[0]} if isinstance(kinds, list) and len(kinds) == 1 else schema


def walk_schemas(document: Node, rewrite: Callable[[Node], Node]) -> None:
    """Replace every schema of a document, innermost first, by what `rewrite` makes of it."""
    _Walk(rewrite).document(document)


class _Walk:
    """Knows where OpenAPI puts schemas; everything that is not an object where one belongs is left as it is."""

    def __init__(self, rewrite: Callable[[Node], Node]) -> None:
        self.rewrite = rewrite

    def document(self, node: Node) -> None:
        for path in _objects(node.get("paths")):
            self.path(path)
        for path in _objects(node.get("webhooks")):
            self.path(path)
        components = node.get("components")
        if not isinstance(components, dict):
            return
        self.replace(components, "schemas", each=True)
        for response in _objects(components.get("responses")):
            self.response(response)
        for key in ("parameters", "headers", "requestBodies"):
            for carrier in _objects(components.get(key)):
                self.carrier(carrier)
        for path in _objects(components.get("pathItems")):
            self.path(path)
        for callback in _objects(components.get("callbacks")):
            self.callback(callback)

    def path(self, node: Node) -> None:
        for parameter in _objects(node.get("parameters")):
            self.carrier(parameter)
        for method in METHODS:
            operation = node.get(method)
            if isinstance(operation, dict):
                self.operation(operation)

    def operation(self, node: Node) -> None:
        for parameter in _objects(node.get("parameters")):
            self.carrier(parameter)
        body = node.get("requestBody")
        if isinstance(body, dict):
            self.carrier(body)
        for response in _objects(node.get("responses")):
            self.response(response)
        for callback in _objects(node.get("callbacks")):
            self.callback(callback)

    def callback(self, node: Node) -> None:
        for path in _objects(node):
            self.path(path)

    def response(self, node: Node) -> None:
        for header in _objects(node.get("headers")):
            self.carrier(header)
        self.carrier(node)

    def carrier(self, node: Node) -> None:
        """A parameter, header, request body, response or media type: whatever has `schema` or `content`."""
        self.replace(node, "schema")
        for media in _objects(node.get("content")):
            self.replace(media, "schema")
            self.replace(media, "itemSchema")
            for encoding in _objects(media.get("encoding")):
                for header in _objects(encoding.get("headers")):
                    self.carrier(header)

    def replace(self, holder: Node, key: str, *, each: bool = False) -> None:
        value = holder.get(key)
        if each and isinstance(value, dict):
            holder[key] = {name: self.schema(schema) for name, schema in value.items()}
        elif each and isinstance(value, list):
            holder[key] = [self.schema(schema) for schema in value]
        elif key in holder:
            holder[key] = self.schema(value)

    def schema(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        for key in _SCHEMA:
            self.replace(node, key)
        for key in (*_SCHEMAS, *_SCHEMA_MAPS):
            self.replace(node, key, each=True)
        return self.rewrite(node)


def _objects(holder: Any) -> list[Node]:
    values = holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list) else ()
    return [value for value in values if isinstance(value, dict)]


def _upgrade_schema(schema: Node) -> Node:
    if "$ref" in schema:
        schema = {key: value for key, value in schema.items() if key == "$ref" or key in _BESIDE_REF}
    nullable = _pop_true(schema, "nullable") | _pop_true(schema, "x-nullable")
    for bound, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        _exclusive(schema, bound, plain)
    if "example" in schema:
        example = schema.pop("example")
        schema.setdefault("examples", [example])
    _content(schema)
    return _allow_null(schema) if nullable else schema


def _pop_true(schema: Node, key: str) -> bool:
    """Take the keyword away; whether it said yes. Some generators write it as text."""
    return schema.pop(key, False) in (True, "true")


def _exclusive(schema: Node, bound: str, plain: str) -> None:
    if isinstance(schema.get(bound), bool):
        exclusive = schema.pop(bound)
        if exclusive and plain in schema:
            schema[bound] = schema.pop(plain)


def _content(schema: Node) -> None:
    if schema.get("type") == "string" and schema.get("format") in ("byte", "base64"):
        del schema["format"]
        schema.setdefault("contentEncoding", "base64")


def _allow_null(schema: Node) -> Node:
    composed = any(key in schema for key in ("$ref", "allOf", "anyOf", "oneOf"))
    if not composed:
        if None not in schema.get("enum", [None]):
            schema["enum"] = [*schema["enum"], None]
        kinds = schema.get("type")
        if isinstance(kinds, str) and kinds != "null":
            schema["type"] = [kinds, "null"]
        return schema
    notes = {key: value for key, value in schema.items() if key in _ANNOTATIONS or key.startswith("x-")}
    inner = {key: value for key, value in schema.items() if key not in notes}
    branches = [inner]
    if set(inner) == {"anyOf"}:
        branches = inner["anyOf"]
    elif set(inner) == {"allOf"} and len(inner["allOf"]) == 1:
        # `nullable` beside an `allOf` of one is how 3.0 says "this reference, or null".
        branches = inner["allOf"]
    return {"anyOf": [*branches, {"type": "null"}], **notes}
