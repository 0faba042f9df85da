"""JSON Schema → a validator of pydantic-core for many values at once: the swift way of what is right as it is.

Rules: what it takes, it writes as the checker would; whatever else it refuses, and the checker then says what is wrong
or writes it in its own way. So it knows plain values only, and leaves out members that it cannot judge: an object with
such a member goes the checker's way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.plain import is_plain
from goodmem_dyn._arguments.rules import compile_rules
from goodmem_dyn._arguments.scalars import INTEGER_RANGES, UUID
from goodmem_dyn._arguments.spelling import spellings
from goodmem_dyn._document.schema import nullable, object_view, strip_null, types

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

    from goodmem_dyn._document.schema import ObjectView, Resolver, Schema

Swift = Callable[[list[Any]], list[Any] | None]
"""Values → how they are written, or None where one of them is the checker's to judge."""

_DEPTH = 6
"""How deep objects may lie in objects; what lies deeper goes the checker's way."""
_TEXT = frozenset({"type", "minLength", "maxLength", "format", "contentEncoding"})
_LIST = frozenset({"type", "items", "minItems", "maxItems"})
_INTEGER = frozenset({"type", "format", "minimum", "maximum"})


def swift(item: Schema | bool, resolver: Resolver) -> Swift:
    """The swift way of the values of a schema."""
    from pydantic_core import SchemaValidator, ValidationError, core_schema

    node = _Translator(resolver).node(item, 0)
    if node is None:
        return lambda _values: None
    validate = SchemaValidator(core_schema.list_schema(node, strict=True)).validate_python

    def written(values: list[Any]) -> list[Any] | None:
        try:
            written: list[Any] = validate(values)
        except ValidationError:
            return None
        return written

    return written


class _Translator:
    """Translates schemas of one document; None stands for one that only the checker knows."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def node(self, schema: Schema | bool, depth: int) -> CoreSchema | None:
        if depth > _DEPTH:
            return None
        if isinstance(schema, bool):
            return _free() if schema else None
        node = self._without_null(schema, depth)
        if node is None or not nullable(schema, self.resolver):
            return node
        from pydantic_core import core_schema

        return core_schema.nullable_schema(node)

    def _without_null(self, schema: Schema, depth: int) -> CoreSchema | None:
        from pydantic_core import core_schema

        self.resolver.spend()
        node = strip_null(self.resolver.follow(strip_null(schema)))

        if "const" in node or "enum" in node:
            values = [node["const"]] if "const" in node else [value for value in node["enum"] if value is not None]
            is_text = bool(values) and all(type(value) is str for value in values)
            return core_schema.literal_schema(values) if is_text else None
        view = object_view(node, self.resolver)
        if view is not None and (view.properties or not (node.get("oneOf") or node.get("anyOf"))):
            return _map(view) if view.is_map else self._object(view, depth)
        keywords = {key for key in node if not key.startswith("x-")} - {"description", "title", "examples", "example"}
        keywords -= {"default", "readOnly", "writeOnly", "deprecated"}
        kinds = types(node)
        if not kinds and not keywords:
            return _free()
        if kinds == ("boolean",) and keywords == {"type"}:
            return core_schema.bool_schema(strict=True)
        if kinds == ("string",) and keywords <= _TEXT:
            return _text(node)
        if kinds == ("integer",) and keywords <= _INTEGER:
            return _integer(node)
        if kinds == ("array",) and keywords <= _LIST:
            inner = self.node(node.get("items", True), depth + 1)
            least, most = node.get("minItems"), node.get("maxItems")
            return inner and core_schema.list_schema(inner, strict=True, min_length=least, max_length=most)
        return None

    def _object(self, view: ObjectView, depth: int) -> CoreSchema | None:
        from pydantic_core import core_schema

        if view.extra is not False:
            return None
        spelled: dict[str, list[list[str | int]]] = {}
        for name, wire in spellings(view.properties).items():
            spelled.setdefault(wire, []).append([name])
        fields = {}
        for wire, schema in view.properties.items():
            # Rules take a null away that is beside a value: with them, null is the checker's.
            inner = (self._without_null if view.rules else self.node)(schema, depth + 1)
            if inner is not None:
                needed = wire in view.required
                fields[wire] = core_schema.typed_dict_field(inner, required=needed, validation_alias=spelled[wire])
        if not fields:
            return None
        fields_schema = core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid")
        if not view.rules:
            return fields_schema
        return core_schema.no_info_after_validator_function(_ruled(view), fields_schema)


def _ruled(view: ObjectView) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The rules over the fields of an object, none of which is null."""
    rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=True)]
    by_presence = not any(
        "if" in schema or any("properties" in branch for key in ("oneOf", "anyOf") for branch in schema.get(key, ()))
        for schema in view.rules
    )
    passed: set[tuple[str, ...]] = set()

    def check(wire: dict[str, Any]) -> dict[str, Any]:
        shape = tuple(wire)
        if shape not in passed:
            problems: list[str] = []
            for rule in rules:
                rule(wire, "", problems)
            if problems:
                raise ValueError
            if by_presence:  # fields are in one order, so that there are as many shapes as sets of fields
                passed.add(shape)
        return wire

    return check


def _text(node: Schema) -> CoreSchema | None:
    from pydantic_core import core_schema

    form = node.get("format")
    if form in {"date", "date-time"}:
        return None
    least, most = node.get("minLength"), node.get("maxLength")
    pattern = rf"\A{UUID}\z" if form == "uuid" else None  # as Rust writes it
    return core_schema.str_schema(strict=True, min_length=least, max_length=most, pattern=pattern)


def _integer(node: Schema) -> CoreSchema | None:
    from pydantic_core import core_schema

    low, high = INTEGER_RANGES.get(str(node.get("format")), (None, None))
    lows = [limit for limit in (low, node.get("minimum")) if limit is not None]
    highs = [limit for limit in (high, node.get("maximum")) if limit is not None]
    if not all(type(limit) is int for limit in (*lows, *highs)):
        return None
    return core_schema.int_schema(strict=True, ge=max(lows) if lows else None, le=min(highs) if highs else None)


def _map(view: ObjectView) -> CoreSchema | None:
    """An object of any members."""
    from pydantic_core import core_schema

    if view.rules or isinstance(view.extra, dict):
        return None
    return core_schema.no_info_plain_validator_function(_plain_object)


def _free() -> CoreSchema:
    """JSON without a schema."""
    from pydantic_core import core_schema

    # A float of pydantic's would take whatever has one, and a text of it halves of surrogate pairs.
    return core_schema.no_info_plain_validator_function(_plain)


def _plain_object(value: Any) -> Any:
    if type(value) is not dict:
        raise ValueError
    return _plain(value)


def _plain(value: Any) -> Any:
    if not is_plain(value):
        raise ValueError
    return value
