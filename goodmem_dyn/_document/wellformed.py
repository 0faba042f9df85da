"""Keywords of schemas whose value is of no use: left out of a document that was given, as if nobody had written them.

Rules: documents of others have `required: true` on a property, `items` as a list, `null` for an empty list. What such a
keyword would have said is not known, so that anything is allowed there; whoever reads a schema after this finds each
keyword of the type that JSON Schema gives it, or does not find it. A document is changed in place: it is a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._document.validity import DATA, NAMED

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES: Final = NAMED | {
    "dependentSchemas", "paths", "webhooks", "content", "encoding", "links", "callbacks", "mapping", "scopes",
    "variables", "securitySchemes", "requestBodies", "pathItems",
}  # fmt: skip


def _schema(value: Any) -> Any:
    return value if isinstance(value, (dict, bool)) else None


def _several(value: Any) -> Any:
    """A list of schemas, without what is none; an empty one says nothing."""
    schemas = [schema for schema in value if isinstance(schema, (dict, bool))] if isinstance(value, list) else []
    return schemas or None


def _by_name(value: Any) -> Any:
    if not isinstance(value, dict):
        return None
    return {name: schema if isinstance(schema, (dict, bool)) else {} for name, schema in value.items()}


def _texts(value: Any) -> Any:
    if isinstance(value, bool):
        return value  # of a parameter or a body; a schema has no such, see `_made`
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else None


def _type(value: Any) -> Any:
    return value if isinstance(value, str) else _texts(value) or None


def _number(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else None


def _of(kind: type) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, kind) else None


def _discriminator(value: Any) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("propertyName"), str):
        return None
    mapping = value.get("mapping", {})
    is_right = isinstance(mapping, dict) and all(isinstance(target, str) for target in mapping.values())
    return value if is_right else {"propertyName": value["propertyName"]}


_RULES: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(
        ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "schema"), _schema
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _several),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), _by_name),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _number),
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _number
    ),
    **dict.fromkeys(("$ref", "format", "pattern", "description", "contentEncoding", "contentMediaType"), _of(str)),
    "enum": _of(list),
    "dependentRequired": _of(dict),
    "required": _texts,
    "type": _type,
    "discriminator": _discriminator,
}  # fmt: skip


def leave_out_what_says_nothing(document: dict[str, Any]) -> None:
    """Take such keywords out of a document, wherever schemas may stand."""
    waiting: list[tuple[Any, bool]] = [(document, False)]
    while waiting:
        node, is_named = waiting.pop()
        if isinstance(node, list):
            waiting += [(child, False) for child in node if isinstance(child, (dict, list))]
            continue
        if not is_named:
            _mend(node)
        for key, child in node.items():
            if isinstance(child, (dict, list)) and (is_named or not (key in DATA or key.startswith("x-"))):
                waiting.append((child, not is_named and key in _NAMES))
        if is_named and any(child is None for child in node.values()):
            for key in [key for key, child in node.items() if child is None]:
                node[key] = {}


def _mend(node: dict[str, Any]) -> None:
    for key in node.keys() & _RULES.keys():
        mended = _RULES[key](node[key])
        if mended is None or (isinstance(mended, bool) and key == "required" and not node.keys() & {"in", "content"}):
            del node[key]
        else:
            node[key] = mended
