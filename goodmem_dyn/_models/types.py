"""JSON Schema → the type that a result is validated as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from goodmem_dyn._document.choices import tag_values
from goodmem_dyn._document.schema import nullable, strip_null, types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
            tag = node.get("discriminator", {}).get("propertyName")
            known = tag_values(tag, node, resolver) if tag and inner is not Any else {}
            if known:
                by_value = {value: python_type(branch, resolver, model, depth + 1) for value, branch in known.items()}
                inner = Annotated[inner, _Chosen(tag, by_value)]
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


class _Chosen:
    """Marks a choice by discriminator: its value decides; an object whose value is unknown stays as it came."""

    def __init__(self, tag: str, kinds: Mapping[str, Any]) -> None:
        self._tag, self._kinds = tag, kinds

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        choices = {value: handler.generate_schema(kind) for value, kind in self._kinds.items()}
        chosen = core_schema.tagged_union_schema(choices, self._tag)
        return core_schema.no_info_wrap_validator_function(self._validate, chosen)

    def _validate(self, value: Any, inner: Callable[[Any], Any]) -> Any:
        tag = value.get(self._tag) if isinstance(value, dict) else None
        return value if isinstance(tag, str) and tag not in self._kinds else inner(value)


def _union(members: list[Any]) -> Any:
    if Any in members or not members:
        return Any
    union = members[0]
    for member in members[1:]:
        union = union | member
    return union
