"""JSON Schema → a compiled checker of arguments: a Python value in, its wire value out, or every problem with its path.

Rules: strict. An unknown name in a nested dict, a value of another type, a value outside an enum or a range, a set of
fields that exclude each other: each is a problem, named by its Python path, with the nearest valid name. Dicts are
taken in snake_case and camelCase, models as they are.

A schema is compiled once; checking is a tree of plain functions, so that it costs little beside the call itself.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import nearest, quoted, shown
from goodmem_dyn._arguments.rules import compile_rules
from goodmem_dyn._arguments.scalars import boolean, choice, free, number, string
from goodmem_dyn._arguments.spelling import as_mapping, names, spellings
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import nullable, object_view, strip_null, types
from goodmem_dyn._values import members

if TYPE_CHECKING:
    from goodmem_dyn._arguments.refusals import Check, Problems
    from goodmem_dyn._document.schema import ObjectView, Resolver, Schema


class Checker:
    """Compiles the schemas of one document; a named schema once, so that recursive ones work."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._named: dict[str, Check] = {}

    def compile(self, schema: Schema | bool) -> Check:
        """The checker of a schema."""
        if isinstance(schema, bool):
            return free
        name = self.resolver.name(schema)
        if name is None:
            inner = self._compile(strip_null(schema))
        elif strip_null(schema).keys() == {"$ref"}:
            inner = self._reference(name)
        else:
            inner = self._later(strip_null(schema))
        return _or_null(inner) if nullable(schema, self.resolver) else inner

    def _later(self, schema: Schema) -> Check:
        """The checker of a reference with words beside it, made when a value gets there: it may lead to itself."""
        made: Check | None = None

        def check(value: Any, path: str, problems: Problems) -> Any:
            nonlocal made
            if made is None:
                made = self._compile(schema)
            return made(value, path, problems)

        return check

    def compile_list(self, schema: Schema) -> tuple[Check, Check]:
        """The checker of a list, of whatever length, whose items are taken as they are; and that of one item."""
        node = self.resolver.follow(strip_null(schema))
        whole = {key: value for key, value in node.items() if key != "maxItems"}
        return _array(whole, lambda value, _path, _problems: value), self.compile(node.get("items", True))

    def rules_of(self, schema: Schema) -> Check | None:
        """The rules over the fields of an object schema, alone; None where it has none."""
        view = object_view(strip_null(self.resolver.follow(strip_null(schema))), self.resolver)
        rules = [rule for part in view.rules for rule in compile_rules(part, exclusive=True)] if view else []
        if not rules:
            return None

        def check(value: Any, path: str, problems: Problems) -> Any:
            for rule in rules:
                rule(value, path, problems)
            return value

        return check

    def _reference(self, name: str) -> Check:
        if name not in self._named:

            def later(value: Any, path: str, problems: Problems) -> Any:
                return self._named[name](value, path, problems)

            self._named[name] = later
            self._named[name] = self._compile(strip_null(self.resolver.component(name)))
        return self._named[name]

    def _compile(self, schema: Schema) -> Check:
        node = strip_null(self.resolver.follow(schema))
        if "const" in node or "enum" in node:
            return choice([node["const"]] if "const" in node else node["enum"])
        view = object_view(node, self.resolver)
        if view is not None and (view.properties or not (node.get("oneOf") or node.get("anyOf"))):
            return self._object(view)
        for key in ("oneOf", "anyOf"):
            if node.get(key):
                return self._union(node, key)
        if node.get("allOf"):
            checks = [self.compile(part) for part in node["allOf"]]
            return _all(checks)
        kinds = types(node)
        if not kinds:
            return free
        checks_by_kind = [self._kind(kind, node) for kind in kinds]
        return checks_by_kind[0] if len(kinds) == 1 else _first(checks_by_kind, " or ".join(kinds))

    def _kind(self, kind: str, node: Schema) -> Check:
        if kind == "array":
            return _array(node, self.compile(node.get("items", True)))
        if kind == "object":
            view = object_view({**node, "type": "object"}, self.resolver)
            return self._object(view) if view is not None else free
        if kind == "string":
            return string(node)
        if kind in {"integer", "number"}:
            return number(node, integer=kind == "integer")
        return boolean if kind == "boolean" else free

    def _union(self, node: Schema, key: str) -> Check:
        branches = node[key]
        tag = node.get("discriminator", {})
        if tag.get("propertyName"):
            return self._tagged(tag, branches)
        return _first([self.compile(branch) for branch in branches], "one of the documented forms")

    def _tagged(self, tag: Mapping[str, Any], branches: list[Schema]) -> Check:
        wire = tag["propertyName"]
        by_value: dict[str, Check] = {}
        for branch in branches:
            name = self.resolver.name(branch)
            node = self.resolver.follow(branch)
            fixed = node.get("properties", {}).get(wire, {})
            values = fixed.get("enum") or ([fixed["const"]] if "const" in fixed else [name] if name else [])
            for value in values:
                by_value.setdefault(str(value), self.compile(branch))
        for value, reference in tag.get("mapping", {}).items():
            by_value[value] = self.compile(
                {"$ref": reference if "/" in reference else f"#/components/schemas/{reference}"}
            )

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            value_of_tag = mapping.get(wire, mapping.get(snake(wire)))
            form = value_of_tag.value if isinstance(value_of_tag, enum.Enum) else value_of_tag
            if not isinstance(form, str) or form not in by_value:
                options, hint = ", ".join(map(repr, by_value)), nearest(str(form), by_value)
                problems.append(f"{path}.{snake(wire)} chooses the form and must be one of {options}.{hint}")
                return None
            return by_value[form](mapping, path, problems)

        return check

    def _object(self, view: ObjectView) -> Check:
        if view.is_map:
            return _map(view, self.compile(view.extra) if isinstance(view.extra, dict) else free)
        fields = {wire: self.compile(schema) for wire, schema in view.properties.items()}
        droppable = {wire for wire, schema in view.properties.items() if not nullable(schema, self.resolver)}
        spelled = spellings(fields)
        extra = self.compile(view.extra) if isinstance(view.extra, dict) else free
        rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=True)]
        required = sorted(view.required)

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            wire: dict[str, Any] = {}
            for key, item in mapping.items():
                target = spelled.get(key) if isinstance(key, str) else None
                if target is None:
                    if view.extra is False or not isinstance(key, str):
                        hint = nearest(key, map(snake, fields))
                        problems.append(f"{path} has no field {quoted(key)}.{hint} Fields: {names(fields)}.")
                        continue
                    wire[key] = extra(item, path and f"{path}.{key}", problems)
                elif target in wire:
                    problems.append(f"{path}.{snake(target)} is given twice, as {snake(target)!r} and {target!r}.")
                elif item is not None or target not in droppable or target in view.required:
                    wire[target] = fields[target](item, path and f"{path}.{snake(target)}", problems)
            for name in required:
                if name not in wire:
                    problems.append(f"{path}.{snake(name)} is missing.")
            for rule in rules:
                rule(wire, path, problems)
            return wire

        return check


def is_nested(schema: Mapping[str, Any] | None, resolver: Resolver) -> bool:
    """Whether values of a schema may have others inside, so that their problems need a path."""
    kinds = types(resolver.follow(strip_null(dict(schema)))) if schema else ()
    return not kinds or bool({"array", "object"} & set(kinds))


def in_two_passes(check: Check, value: Any, path: str, problems: Problems) -> Any:
    """Check without paths, which cost more to write than values to check, and once more with them what is wrong."""
    # What can be read only once is read here, for both passes.
    if hasattr(value, "__next__"):
        value = list(value)
    unnamed: Problems = []
    wire = check(value, "", unnamed)
    if unnamed:
        named: Problems = []
        check(value, path, named)
        # An iterator inside the value is used up by now.
        problems.extend(named or [f"{path}: {problem.strip()}" for problem in unnamed])
    return wire


def _or_null(inner: Check) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        return None if value is None else inner(value, path, problems)

    return check


def _all(checks: list[Check]) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        for part in checks:
            value = part(value, path, problems)
        return value

    return check


def _first(checks: list[Check], wanted: str) -> Check:
    def check(value: Any, path: str, problems: Problems) -> Any:
        best: Problems | None = None
        for branch in checks:
            refusals: Problems = []
            wire = branch(value, path, refusals)
            if not refusals:
                return wire
            # The branch that got furthest explains best: its problems name a nested field.
            if best is None or max(map(len, refusals)) > max(map(len, best)):
                best = refusals
        if len(checks) == 1 and best:
            problems.extend(best)
        else:
            problems.append(f"{path} does not fit {wanted}: {(best or ['it takes nothing'])[0]}")
        return None

    return check


def _array(node: Schema, item: Check) -> Check:
    least, most, distinct = node.get("minItems"), node.get("maxItems"), node.get("uniqueItems")

    def check(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, (str, bytes, bytearray, Mapping)) or not isinstance(value, Iterable):
            problems.append(f"{path} must be a list, not {shown(value)}.")
            return None
        items = [item(member, path and f"{path}[{index}]", problems) for index, member in enumerate(value)]
        if least is not None and len(items) < least:
            problems.append(f"{path} must have at least {least} item{'s' if least > 1 else ''}, not {len(items)}.")
        if most is not None and len(items) > most:
            problems.append(f"{path} must have at most {most} items, not {len(items)}.")
        if distinct and any(member in items[:index] for index, member in enumerate(items)):
            problems.append(f"{path} must not repeat an item.")
        return items

    return check


def _map(view: ObjectView, item: Check) -> Check:
    rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=False)]

    def check(value: Any, path: str, problems: Problems) -> Any:
        mapping = as_mapping(value, path, problems)
        if mapping is None:
            return None
        wire = members(mapping, path, problems, lambda member, where: item(member, where, problems), "[{!r}]")
        for rule in rules:
            rule(wire, path, problems)
        return wire

    return check
