"""One document as programs see it: methods with their arguments, the members of results, the values of enumerations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.annotations import RESULTS, annotation
from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.names import identifier, place
from goodmem_dyn._document.schema import fields_of, object_view, strip_null, types
from goodmem_dyn._methods.method import Method
from goodmem_dyn._models.runtime import attribute_names
from goodmem_dyn._namespaces.members import member
from goodmem_dyn._namespaces.naming import class_titles, method_names
from goodmem_dyn._upgrade.types import LITERAL, T, members, parsed

if TYPE_CHECKING:
    from goodmem_dyn._document.surface import Operation, Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.members import Member
    from goodmem_dyn._upgrade.values import Words


class Field(NamedTuple):
    """A member of an object: its name on the wire, its schema, and what is said of it."""

    wire: str
    schema: Any
    required: bool
    deprecated: bool


class Call(NamedTuple):
    """A method as a program calls it.

    Attributes:
        params: Its arguments by name.
        returns: The alternatives of its result.
        raw: Those of its result in `with_raw_response`.
        operation: The operation that it is; None where it is made of several.
        stands_for: The method whose old name this is, where it is one.
    """

    params: dict[str, Param]
    returns: tuple[T, ...]
    raw: tuple[T, ...]
    operation: Operation | None
    stands_for: str | None


class Side:
    """What a document offers.

    Args:
        catalog: Its methods.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.surface, self.resolver = catalog, catalog.surface, catalog.surface.resolver
        self._calls: dict[tuple[Words, str], Call | None] = {}
        self._fields: dict[int, tuple[Any, dict[str, Field] | None]] = {}
        self._members: dict[T, dict[str, tuple[tuple[T, ...], bool]] | None] = {}

    @cached_property
    def methods(self) -> dict[Words, list[str]]:
        """The names of the methods of every namespace, and those of namespaces that only hold others."""
        methods = {words: method_names(self.catalog, words) for words in self.surface.namespaces}
        for words in list(methods):
            for depth in range(1, len(words)):
                methods.setdefault(words[:depth], [])
        return methods

    @cached_property
    def titles(self) -> dict[str, tuple[Words, bool]]:
        """The class of a namespace → the namespace, and whether it is that of raw answers."""
        return {
            title: (words, "WithRawResponse" in kind)
            for words, titles in class_titles(self.catalog).items()
            for title in titles
            for kind in [title.removeprefix("Async")]
        }

    def call(self, words: Words, name: str) -> Call | None:
        """A method; None where the document has none of that name."""
        key = (words, name)
        if key not in self._calls:
            known = name in self.methods.get(words, ())
            self._calls[key] = self._call(member(self.catalog, words, name)) if known else None
        return self._calls[key]

    def _call(self, member: Member) -> Call:
        operation = member.source.operation if isinstance(member.source, Method) else None
        raw = f"RawResponse[{member.source.result}]" if isinstance(member.source, Method) else "object"
        params = {param.name: param for param in member.params}
        return Call(params, parsed(member.returns), parsed(raw), operation, member.stands_for)

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[Words, str]]:
        """Verb and path of an operation → its name."""
        return {
            place(operation.http_method.lower(), operation.path): (operation.name.namespace, operation.name.method)
            for operation in self.surface.operations
        }

    @cached_property
    def operation_ids(self) -> dict[str, tuple[Words, str]]:
        """The document's own id of an operation → its name."""
        return {
            operation.operation_id: operation.name for operation in self.surface.operations if operation.operation_id
        }

    # Schemas -----------------------------------------------------------------------------------------------------

    @cached_property
    def components(self) -> dict[str, Any]:
        """The class of a schema → the schema; also of enumerations that have a class because they are a member's."""
        schemas = self.surface.document.get("components", {}).get("schemas", {})
        schemas_by_class = {
            class_name(name): {"$ref": f"#/components/schemas/{name}"} for name in reversed(list(schemas))
        }
        inner = {}
        for title, schema in schemas_by_class.items():
            for wire, own in (self._plain_fields(schema) or {}).items():
                node = self.node(own)
                enum = node if node.get("enum") else self.node(node.get("items"))
                inner[title + wire[:1].upper() + wire[1:]] = enum if enum.get("enum") else None
        return {**{title: enum for title, enum in inner.items() if enum}, **schemas_by_class}

    def _plain_fields(self, schema: Any) -> dict[str, Any] | None:
        try:
            view = object_view(self.node(schema), self.resolver)
        except SpecError:
            return None
        return view.properties if view is not None else None

    def node(self, schema: Any) -> dict[str, Any]:
        """A schema, its references followed and its null taken out."""
        if not isinstance(schema, dict):
            return {}
        followed = strip_null(self.resolver.follow(strip_null(schema)))
        inner: list[Any] = list(followed.get("allOf", ())) if isinstance(followed, dict) else []
        if len(inner) == 1 and not followed.get("properties"):
            return {**self.node(inner[0]), **{key: member for key, member in followed.items() if key != "allOf"}}
        return followed if isinstance(followed, dict) else {}

    def fields(self, schema: Any) -> dict[str, Field] | None:
        """The members of an object by their Python names; None for what takes any, and for anything else."""
        if not isinstance(schema, dict):
            return None
        # The schema is kept beside the answer: an id is that of one thing only while the thing is there.
        known = self._fields.get(id(schema))
        if known is None:
            known = self._fields[id(schema)] = (schema, self._read_fields(schema))
        return known[1]

    def _read_fields(self, schema: dict[str, Any]) -> dict[str, Field] | None:
        try:
            view = fields_of(schema, self.resolver)
        except SpecError:
            return None
        if view is None:
            node = self.node(schema)
            branches = [self.fields(branch) for branch in (*node.get("oneOf", ()), *node.get("anyOf", ()))]
            if not branches or None in branches:
                return None
            return {
                name: field._replace(required=all(name in other for other in branches if other) and field.required)
                for branch in branches
                for name, field in (branch or {}).items()
            }
        if view.is_map or view.extra is not False:
            return None
        return {
            identifier(wire): Field(
                wire, schema, wire in view.required, bool(isinstance(schema, dict) and schema.get("deprecated"))
            )
            for wire, schema in view.properties.items()
        }

    def enum(self, schema: Any) -> tuple[str, ...] | None:
        """The texts that a schema takes; None where it takes others as well."""
        node = self.node(schema)
        values = node.get("enum", [node["const"]] if "const" in node else None)
        if values is None or types(node) not in {("string",), ()}:
            return None
        return tuple(value for value in values if isinstance(value, str))

    def items(self, schema: Any) -> Any:
        """The schema of what an array holds; None for anything else."""
        return self.node(schema).get("items")

    def values_of_map(self, schema: Any) -> Any:
        """The schema of the values of an object with names of the caller's; None for anything else."""
        values = self.node(schema).get("additionalProperties")
        return values if isinstance(values, dict) else None

    # Results -----------------------------------------------------------------------------------------------------

    def attributes(self, kind: T) -> dict[str, tuple[tuple[T, ...], bool]] | None:
        """Attribute of a result → its type, and whether it is deprecated; None where the type is not known."""
        if kind not in self._members:
            self._members[kind] = self._attributes(kind)
        return self._members[kind]

    def _attributes(self, kind: T) -> dict[str, tuple[tuple[T, ...], bool]] | None:
        component = kind.component
        if component is None:
            own = members(kind)
            return None if own is None else {name: (types, False) for name, types in own.items()}
        schema = self.components.get(component)
        properties = self._plain_fields(schema) if schema is not None else None
        if not properties:
            return None
        names = attribute_names(properties, self.resolver)
        return {
            names[wire]: (
                parsed(annotation(own, self.resolver, RESULTS)),
                bool(isinstance(own, dict) and own.get("deprecated")),
            )
            for wire, own in properties.items()
        }

    def wires(self, kind: T) -> dict[str, str]:
        """Attribute of a result → its name on the wire."""
        schema = self.components.get(kind.component or "")
        properties = self._plain_fields(schema) if schema is not None else None
        return (
            {python: wire for wire, python in attribute_names(properties, self.resolver).items()} if properties else {}
        )

    def values(self, kind: T) -> tuple[str, ...] | None:
        """The texts that a result of an enumeration may be; None where it is none."""
        if kind.name == LITERAL:
            return tuple(arg.name for arg in kind.args)
        return self.enum(self.components[kind.component]) if kind.component in self.components else None
