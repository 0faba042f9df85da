"""JSON Schema → the type that a result is validated as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.schema import nullable, strip_null, types

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._document.schema import Resolver, Schema

_SCALARS = {"string": str, "integer": int, "number": float, "boolean": bool}


def python_type(schema: Schema | bool, resolver: Resolver, model: Callable[[str], Any], depth: int = 0) -> Any:
    """The type that a result of this schema is validated as."""
    if isinstance(schema, bool) or depth > 12:
        return Any
    resolver.spend()
    component = resolver.name(schema)
    inner: Any
    if component is not None:
        inner = model(component)
    else:
        node = resolver.follow(strip_null(schema))
        kinds = types(node)
        branches = node.get("oneOf") or node.get("anyOf")
        if branches and not node.get("properties"):
            inner = _union([python_type(branch, resolver, model, depth + 1) for branch in branches])
        elif kinds == ("array",):
            inner = list[python_type(node.get("items", True), resolver, model, depth + 1)]  # type: ignore[misc]  # run-time type
        elif kinds == ("object",):
            extra = node.get("additionalProperties", True)
            value = (
                python_type(extra, resolver, model, depth + 1)
                if isinstance(extra, dict) and not node.get("properties")
                else Any
            )
            inner = dict[str, value]  # type: ignore[valid-type]  # a type made at run time
        else:
            inner = _union([_SCALARS.get(kind, Any) for kind in kinds]) if kinds else Any
    return inner | None if nullable(schema, resolver) and inner is not Any else inner


def _union(members: list[Any]) -> Any:
    if Any in members or not members:
        return Any
    union = members[0]
    for member in members[1:]:
        union = union | member
    return union
