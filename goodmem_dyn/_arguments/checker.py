"""JSON Schema → a compiled checker of arguments: a Python value in, its wire value out, or every problem with its path.

Rules: strict. An unknown name in a nested dict, a value of another type, a value outside an enum or a range, a set of
fields that exclude each other: each is a problem, named by its Python path, with the nearest valid name. Dicts are
taken in snake_case and camelCase, models as they are.

A schema is compiled once; checking is a tree of plain functions, so that it costs little beside the call itself.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.combining import all_of, first, listed, mapped, or_null
from goodmem_dyn._arguments.refusals import quoted, unfit
from goodmem_dyn._arguments.rules import compile_rules
from goodmem_dyn._arguments.scalars import boolean, choice, free, number, string
from goodmem_dyn._arguments.spelling import as_mapping, is_misspelled, names, spellings
from goodmem_dyn._arguments.swift import swift
from goodmem_dyn._document.choices import tag_values
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import nullable, object_view, strip_null, types
from goodmem_dyn._wire.hints import nearest

if TYPE_CHECKING:
    from goodmem_dyn._arguments.refusals import Check, Problems
    from goodmem_dyn._arguments.swift import Swift
    from goodmem_dyn._document.schema import ObjectView, Resolver, Schema


class Checker:
    """Compiles the schemas of one document, each once: recursive ones work, and what is contained often is cheap."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._named: dict[str, Check] = {}
        self._made: dict[int, tuple[Schema, Check]] = {}  # by identity, which is a schema's own while it is kept
        self._open: set[int] = set()

    def compile(self, schema: Schema | bool) -> Check:
        """The checker of a schema."""
        if isinstance(schema, bool):
            return free
        made = self._made.get(id(schema))
        if made is None:
            made = self._made[id(schema)] = schema, self._made_of(schema)
        return made[1]

    def _made_of(self, schema: Schema) -> Check:
        self.resolver.spend()
        name = self.resolver.name(schema)
        if name is None:
            inner = self._inline(schema)
        elif strip_null(schema).keys() == {"$ref"}:
            inner = self._reference(name)
        else:
            inner = self._later(strip_null(schema))
        return or_null(inner) if nullable(schema, self.resolver) else inner

    def _inline(self, schema: Schema) -> Check:
        """The checker of a schema that has no name; one that leads to itself is made when a value gets there."""
        if id(schema) in self._open:
            return self._later(strip_null(schema))
        self._open.add(id(schema))
        try:
            return self._compile(strip_null(schema))
        finally:
            self._open.discard(id(schema))

    def _later(self, schema: Schema) -> Check:
        """The checker of a reference with words beside it, made when a value gets there: it may lead to itself."""
        made: Check | None = None

        def check(value: Any, path: str, problems: Problems) -> Any:
            nonlocal made
            if made is None:
                made = self._compile(schema)
            return made(value, path, problems)

        return check

    def compile_list(self, schema: Schema) -> tuple[Check, Check, Swift]:
        """The checker of a list, of whatever length, whose items are taken as they are; and of one item, and of all."""
        node = self.resolver.follow(strip_null(schema))
        whole = {key: value for key, value in node.items() if key != "maxItems"}
        item = node.get("items", True)
        return listed(whole, lambda value, _path, _problems: value), self.compile(item), swift(item, self.resolver)

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
                check = self._named[name]
                if check is later:  # another thread is still making it: this value is not for it to wait for
                    check = self._compile(strip_null(self.resolver.component(name)))
                return check(value, path, problems)

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
                values = self._values(node[key])
                return self._union(node, key) if values is None else choice(values)
        if node.get("allOf"):
            checks = [self.compile(part) for part in node["allOf"]]
            return all_of(checks)
        kinds = types(node)
        if not kinds:
            return free
        checks_by_kind = [self._kind(kind, node) for kind in kinds]
        return checks_by_kind[0] if len(kinds) == 1 else first(checks_by_kind, " or ".join(kinds))

    def _kind(self, kind: str, node: Schema) -> Check:
        if kind == "array":
            return listed(node, self.compile(node.get("items", True)))
        if kind == "object":
            view = object_view({**node, "type": "object"}, self.resolver)
            return self._object(view) if view is not None else free
        if kind == "string":
            return string(node)
        if kind in {"integer", "number"}:
            return number(node, integer=kind == "integer")
        return boolean if kind == "boolean" else free

    def _values(self, branches: list[Schema]) -> list[Any] | None:
        """The values of a choice between enums; None for any other."""
        values: list[Any] = []
        for branch in branches:
            node = self.resolver.follow(branch)
            if not ("enum" in node or "const" in node):
                return None
            values += node.get("enum", [node.get("const")])
        return values

    def _union(self, node: Schema, key: str) -> Check:
        branches = node[key]
        views = [object_view(branch, self.resolver) if isinstance(branch, dict) else None for branch in branches]
        known = {name for view in views if view is not None for name in view.properties} if key == "oneOf" else set()
        tag = node.get("discriminator", {}).get("propertyName")
        if tag and (chosen := tag_values(tag, node, self.resolver)):
            return self._tagged(tag, node, chosen, known)
        checks = [self._one_of(branch, known) for branch in branches]
        return first(checks, "one of the documented forms")

    def _one_of(self, branch: Schema, known: set[str]) -> Check:
        """The checker of one of several forms: a member that only another form has makes it neither."""
        inner = self.compile(branch)
        view = object_view(branch, self.resolver) if isinstance(branch, dict) else None
        if view is None or view.is_stated or view.extra is False:
            return inner
        others = spellings(known - view.properties.keys()).keys() - spellings(view.properties).keys()

        def check(value: Any, path: str, problems: Problems) -> Any:
            wrong = next((key for key in value if key in others), None) if isinstance(value, Mapping) else None
            if wrong is None:
                return inner(value, path, problems)
            problems.append(f"{path} has no field {quoted(wrong)} in this form. Fields: {names(view.properties)}.")
            return None

        return check if others else inner

    def _tagged(self, wire: str, node: Schema, chosen: Mapping[str, Schema], known: set[str]) -> Check:
        # A branch that does not need the discriminator may come without it.
        optional = [branch for branch in node.get("oneOf") or node.get("anyOf") or () if not self._needs(wire, branch)]
        untagged = first([self.compile(branch) for branch in optional], "a form without one") if optional else None
        by_value = {value: self._one_of(branch, known) for value, branch in chosen.items()}

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            value_of_tag = mapping.get(wire, mapping.get(snake(wire)))
            if value_of_tag is None and untagged is not None:
                return untagged(value, path, problems)
            form = value_of_tag.value if isinstance(value_of_tag, enum.Enum) else value_of_tag
            if not isinstance(form, str) or form not in by_value:
                options, hint = ", ".join(map(repr, by_value)), nearest(str(form), by_value)
                problems.append(f"{path}.{snake(wire)} chooses the form and must be one of {options}.{hint}")
                return None
            return by_value[form](mapping, path, problems)

        return check

    def _needs(self, wire: str, branch: Schema) -> bool:
        view = object_view(branch, self.resolver) if isinstance(branch, dict) else None
        return view is None or wire in view.required

    def _is_answer_only(self, schema: Any) -> bool:
        return isinstance(schema, dict) and bool(self.resolver.follow(strip_null(schema)).get("readOnly"))

    def _inner(self, name: object, view: ObjectView) -> str:
        from goodmem_dyn._arguments.places import inner

        return inner(name, ((snake(wire), schema) for wire, schema in view.properties.items()), self.resolver)

    def _object(self, view: ObjectView) -> Check:
        if view.is_map:
            return mapped(view, self.compile(view.extra) if isinstance(view.extra, dict) else free)
        fields = {wire: self.compile(schema) for wire, schema in view.properties.items()}
        droppable = {wire for wire, schema in view.properties.items() if not nullable(schema, self.resolver)}
        spelled = spellings(fields)
        extra = self.compile(view.extra) if isinstance(view.extra, dict) else free
        rules = [rule for schema in view.rules for rule in compile_rules(schema, exclusive=True)]
        required = sorted(name for name in view.required if not self._is_answer_only(view.properties.get(name)))
        is_open = view.extra is True and not view.is_stated

        def check(value: Any, path: str, problems: Problems) -> Any:
            mapping = as_mapping(value, path, problems)
            if mapping is None:
                return None
            if mapping is not value and view.extra is False and not mapping.keys() <= spelled.keys():
                # A model of another kind: what is wrong is not its fields, one by one.
                problems.append(unfit(value, path, names(fields)))
                return None
            wire: dict[str, Any] = {}
            for key, item in mapping.items():
                target = spelled.get(key) if isinstance(key, str) else None
                if target is None:
                    is_mistaken = view.extra is False or not isinstance(key, str)
                    if is_mistaken or (is_open and is_misspelled(key, spelled, mapping)):
                        hint = nearest(key, map(snake, fields)) or self._inner(key, view)
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
    if hasattr(type(value), "__next__"):
        value = list(value)
    unnamed: Problems = []
    try:
        wire = check(value, "", unnamed)
    except RecursionError:
        problems.append(f"{path} is nested too deep, or contains itself.")
        return None
    if unnamed:
        named: Problems = []
        check(value, path, named)
        # An iterator inside the value is used up by now.
        problems.extend(named or [f"{path}: {problem.strip()}" for problem in unnamed])
    return wire
