"""Schemas whose bases changed, as what they are with their bases: what nobody sees of a document is no change.

Rules: where an `allOf` of plain objects is written otherwise, both sides are compared as the one object that it makes.
Only what certainly adds up is laid out: no member twice in two ways, no closed part, no other rule in two parts. What
was nothing but a base of those is left as it was; one that is gone is said so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tools.diff.core import DOCS, references

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
SCHEMAS = "/components/schemas/"
_MERGED = frozenset({"type", "properties", "required", "allOf"})
_TELLING = frozenset({"discriminator", "unevaluatedProperties", "nullable"})
_DEEPEST = 16


class LaidOut(NamedTuple):
    """Two documents to be compared.

    Attributes:
        old: The document so far.
        new: The document to come.
        names: The schemas that are laid out, or left as they were, in them.
        bases: Those of them that were bases alone, and are gone.
    """

    old: Json
    new: Json
    names: tuple[str, ...] = ()
    bases: frozenset[str] = frozenset()


class _UnsureError(Exception):
    """What the parts of a schema are together is not certain."""


def laid_out(old: Mapping[str, Any], new: Mapping[str, Any]) -> LaidOut:
    """Two documents, in which the schemas are laid out whose bases are written otherwise."""
    before, after = _schemas(old), _schemas(new)
    whole: tuple[Json, Json] = ({}, {})
    for name in sorted(before.keys() & after.keys()):
        pair = before[name], after[name]
        if pair[0] != pair[1] and any(isinstance(schema, dict) and "allOf" in schema for schema in pair):
            try:
                was, now = _flat(pair[0], before, 0), _flat(pair[1], after, 0)
            except _UnsureError:
                continue
            whole[0][name], whole[1][name] = was, now
    if not whole[0]:
        return LaidOut(dict(old), dict(new))
    bases = {_name(ref) for schemas in (before, after) for name in whole[0] for ref in references(schemas[name])}
    mine, other = _with(old, {**before, **whole[0]}), _with(new, {**after, **whole[1]})
    idle = bases - _used(mine) - _used(other)
    stays = {name: before[name] for name in idle & before.keys() & after.keys() if before[name] != after[name]}
    other = _with(other, {**_schemas(other), **stays})
    return LaidOut(mine, other, tuple(sorted({*whole[0], *stays})), frozenset(idle & before.keys() - after.keys()))


def _schemas(document: Mapping[str, Any]) -> Json:
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    return schemas if isinstance(schemas, dict) else {}


def _with(document: Mapping[str, Any], schemas: Json) -> Json:
    return {**document, "components": {**document["components"], "schemas": schemas}}


def _name(ref: str) -> str:
    return ref.removeprefix(SCHEMAS)


def _used(document: Json) -> set[str]:
    return {_name(ref) for ref in references(document)}


def _flat(schema: Any, schemas: Json, depth: int) -> Json:
    """The one object that a schema and all its bases are together.

    Raises:
        _UnsureError: It is no plain object, or two of its parts say different things of one member.
    """
    if not isinstance(schema, dict) or depth > _DEEPEST or _TELLING & schema.keys() or not _is_open(schema):
        raise _UnsureError
    if "$ref" in schema:
        if schema.keys() - DOCS != {"$ref"} or (name := _name(str(schema["$ref"])[1:])) not in schemas:
            raise _UnsureError
        return _flat(schemas[name], schemas, depth + 1)
    if schema.get("type", "object") != "object":
        raise _UnsureError
    parts = [_flat(part, schemas, depth + 1) for part in schema.get("allOf", ())]
    parts.append({key: value for key, value in schema.items() if key != "allOf"})
    flat: Json = {}
    for part in parts:
        for key, value in part.items():
            if key not in _MERGED and key not in DOCS and flat.get(key, value) != value:
                raise _UnsureError
        for wire, member in part.get("properties", {}).items():
            if flat.setdefault("properties", {}).setdefault(wire, member) != member:
                raise _UnsureError
        flat |= {key: value for key, value in part.items() if key not in _MERGED}
    return flat | _together(parts)


def _together(parts: list[Json]) -> Json:
    required = sorted({name for part in parts for name in part.get("required", ())})
    is_object = any(part.get("type") == "object" for part in parts)
    return {**({"type": "object"} if is_object else {}), **({"required": required} if required else {})}


def _is_open(schema: Json) -> bool:
    return schema.get("additionalProperties", True) in (True, {})
