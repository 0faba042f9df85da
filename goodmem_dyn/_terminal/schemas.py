"""Reading the JSON Schemas that introspection gives, as far as a command line needs: what kind of value is wanted.

Rules: a schema is whole, its references stand in its `$defs`; a nullable schema reads as the schema itself.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
_DEFS = "#/$defs/"


def follow(schema: Any, defs: Schema) -> Schema:
    """A schema without references at its top, without its null, and with the parts of `allOf` in it."""
    node: Schema = schema if isinstance(schema, dict) else {}
    for _ in range(16):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_DEFS):
            over = {key: value for key, value in node.items() if key != "$ref"}
            node = {**defs.get(reference.removeprefix(_DEFS), {}), **over}
            continue
        choices = [branch for key in ("anyOf", "oneOf") for branch in node.get(key, ()) if not _is_null(branch)]
        parts = [part for part in node.get("allOf", ()) if "if" not in part]
        alone = choices if len(choices) == 1 else parts if len(parts) == 1 and "properties" not in node else []
        if not alone or set(alone[0]) <= {"required"}:
            break
        over = {key: value for key, value in node.items() if key not in {"anyOf", "oneOf", "allOf"}}
        node = {**alone[0], **over}
    return node


def kinds(schema: Schema) -> list[str]:
    """The JSON types of a followed schema, without null."""
    kind = schema.get("type")
    listed = kind if isinstance(kind, list) else [kind] if isinstance(kind, str) else []
    if not listed and "properties" in schema:
        listed = ["object"]
    if not listed and "enum" in schema:
        listed = ["string"]
    return [kind for kind in listed if kind != "null"]


def alternatives(schema: Schema, defs: Schema) -> list[Schema]:
    """The schemas that a followed schema leaves the choice of; the schema itself where there is none."""
    choices = [branch for key in ("anyOf", "oneOf") for branch in schema.get(key, ()) if not _is_null(branch)]
    if not choices or all(set(branch) <= {"required"} for branch in choices):
        return [schema]
    return [follow(branch, defs) for branch in choices]


def properties(schema: Schema, defs: Schema) -> dict[str, Any]:
    """The members of an object schema, those of its parts included."""
    members: dict[str, Any] = {}
    for part in schema.get("allOf", ()):
        members.update(follow(part, defs).get("properties", {}))
    return {**members, **schema.get("properties", {})}


def choices(schema: Schema) -> list[str]:
    """The values of an enumeration of strings."""
    return [value for value in schema.get("enum", ()) if isinstance(value, str)]


def item_schema(schema: Schema) -> tuple[str, Schema] | None:
    """Of the reply of a list: the member that has the items, and the followed schema of one."""
    defs = schema.get("$defs", {})
    for name, part in properties(follow(schema, defs), defs).items():
        node = follow(part, defs)
        if kinds(node) == ["array"]:
            item = follow(node.get("items"), defs)
            if properties(item, defs):
                return name, {**item, "$defs": defs}
    return None


def holds_secret(schema: Schema) -> bool:
    """Whether any member of a whole schema is marked as secret."""
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("x-goodmem-secret"):
                return True
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return False


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and (schema.get("type") == "null" or schema.get("enum") == [None])
