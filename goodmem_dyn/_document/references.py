"""References to the schemas of a document: which are reached, which names are said on the wire, and renaming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMAS = "#/components/schemas/"


def named_schemas(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schemas that have a name."""
    schemas: Mapping[str, Any] = (document.get("components") or {}).get("schemas") or {}
    return schemas


def reached(document: Mapping[str, Any]) -> set[str]:
    """The schemas that operations refer to, directly or not."""
    schemas, seen = named_schemas(document), set[str]()
    waiting = [{**document, "components": {**(document.get("components") or {}), "schemas": {}}}]
    while waiting:
        values = [value for node in _dicts(waiting.pop()) for value in node.values() if isinstance(value, str)]
        names = {value[len(SCHEMAS) :].partition("/")[0] for value in values if value.startswith(SCHEMAS)}
        waiting += [schemas[name] for name in (names & schemas.keys()) - seen]
        seen |= names
    return seen


def own_type(node: Mapping[str, Any], beside: Mapping[str, Any]) -> Mapping[str, Any]:
    """The type of what a reference leads to, where one beside it contradicts that: 3.0 ignores what is beside."""
    if "type" not in node or "type" not in beside:
        return {}
    own, other = (set(kind) if isinstance(kind, list) else {kind} for kind in (node["type"], beside["type"]))
    return {} if other & {*own, *(("integer",) if "number" in own else ())} else {"type": node["type"]}


def spoken_names(document: Any) -> set[str]:
    """The schemas whose names a discriminator says on the wire, because no mapping says otherwise."""
    names: set[str] = set()
    bases: set[str] = set()
    for name, schema in named_schemas(document).items():
        for node in _dicts(schema):
            tag = node.get("discriminator")
            if isinstance(tag, dict):
                mapped = set(map(str, (tag.get("mapping") or {}).values()))
                names |= {
                    branch for branch in _branches(node) if SCHEMAS + branch not in mapped and branch not in mapped
                }
                names |= {value for value in mapped if "/" not in value}
                bases |= {name} if node is schema and not mapped else set()
    return names | {name for name, schema in named_schemas(document).items() if bases & set(_branches(schema))}


def refer(document: Any, names: Mapping[str, str]) -> None:
    """Change references, in place: those to a schema, and into one."""
    for node in _dicts(document):
        for key, value in node.items():
            if isinstance(value, str) and value.startswith(SCHEMAS):
                head, slash, rest = value[len(SCHEMAS) :].partition("/")
                node[key] = SCHEMAS + names.get(head, head) + slash + rest


def _branches(node: Any) -> Iterator[str]:
    for key in ("oneOf", "anyOf", "allOf"):
        for branch in node.get(key, ()) if isinstance(node, dict) else ():
            if isinstance(branch, dict) and str(branch.get("$ref", "")).startswith(SCHEMAS):
                yield branch["$ref"][len(SCHEMAS) :]


def _dicts(node: Any) -> Iterator[dict[str, Any]]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            yield current
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
