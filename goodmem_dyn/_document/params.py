"""Parameters and members of a body → the arguments of one operation.

Rules: every argument gets a name of its own, which neither hides an option of a call nor another argument. What a
schema says of an argument is found through its references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.annotations import ARGUMENTS, annotation
from goodmem_dyn._document.names import identifier, unique
from goodmem_dyn._document.schema import nullable, strip_null
from goodmem_dyn._document.surface import Param
from goodmem_dyn._wire.not_given import NOT_GIVEN
from goodmem_dyn._wire.targets import UNSENT_HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.schema import Resolver
    from goodmem_dyn._document.surface import Location
    from goodmem_dyn._wire.media import BodyKind

OPTIONS = ("timeout", "max_retries", "deadline", "extra_headers", "extra_query", "extra_body")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization", *UNSENT_HEADERS})
"""What OpenAPI says elsewhere, and what the transport writes: no arguments."""
_WHOLE_BODIES = {"binary": "bytes | str | os.PathLike[str] | BinaryIO", "text": "str"}


class Params:
    """Makes the arguments of one operation."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._taken: set[str] = set(OPTIONS)
        self._exact: frozenset[str] = frozenset()
        self.variables: Mapping[str, str] = {}
        """What the path calls a variable → what its argument is named after."""
        self.own_headers: frozenset[str] = _IGNORED_HEADERS
        """The headers that are no arguments, in lower case."""

    def reserve(self, wires: Iterable[str]) -> None:
        """Keep the names that are spelled on the wire as in Python for those whose own they are."""
        self._exact = frozenset(wire for wire in wires if identifier(wire) == wire)

    def _name(self, wire: str) -> str:
        name = identifier(wire)
        name = unique(name, self._taken if name == wire else self._taken | self._exact)
        self._taken.add(name)
        return name

    def parameters(self, nodes: Iterable[Any]) -> Iterator[Param]:
        """The arguments of path, query, headers and cookies; of two with one name, the later one counts."""
        merged: dict[tuple[str, str], dict[str, Any]] = {}
        for node in nodes:
            parameter = self.resolver.follow(node)
            if parameter.get("name") and parameter.get("in"):
                merged[parameter["in"], parameter["name"]] = parameter
        for (location, wire), parameter in merged.items():
            if location != "header" or wire.lower() not in self.own_headers:
                yield self._parameter(wire, location, parameter)

    def _parameter(self, wire: str, location: Any, parameter: Mapping[str, Any]) -> Param:
        content = parameter.get("content")
        schema = next(iter(content.values())).get("schema", {}) if content else parameter.get("schema", {})
        usual_style = "form" if location in {"query", "cookie"} else "simple"
        style = "json" if content else parameter.get("style", usual_style)
        return self.make(
            wire,
            location,
            schema,
            required=bool(parameter.get("required")) or location == "path",
            description=parameter.get("description", ""),
            style=style,
            explode=parameter.get("explode", style == "form"),
            allow_reserved=bool(parameter.get("allowReserved")),
            is_filter=bool(parameter.get("x-goodmem-filter")),
            deprecated=bool(parameter.get("deprecated")),
        )

    def make(self, wire: str, location: Location, schema: Any, **facts: Any) -> Param:
        """One argument; `facts` are attributes of it that the document states beside the schema."""
        is_schema = isinstance(schema, dict)
        node = self.resolver.follow(strip_null(schema)) if is_schema else {}
        default = schema.get("default", node.get("default", NOT_GIVEN)) if is_schema else NOT_GIVEN
        facts["is_filter"] = facts.get("is_filter") or bool(node.get("x-goodmem-filter"))
        facts["description"] = facts.get("description") or (schema.get("description", "") if is_schema else "")
        facts["deprecated"] = facts.get("deprecated") or bool(node.get("deprecated"))
        return Param(
            name=self._name(self.variables.get(wire, wire) if location == "path" else wire),
            wire=wire,
            location=location,
            schema=schema if is_schema else {},
            annotation=annotation(schema, self.resolver, ARGUMENTS),
            nullable=is_schema and location == "body" and nullable(schema, self.resolver),
            default=NOT_GIVEN if facts.get("required") else default,
            **facts,
        )

    def whole(self, schema: Any, *, required: bool, kind: BodyKind, is_text: bool = False) -> Param:
        """The argument that carries a whole body; `is_text` says that a str is its text."""
        is_schema = isinstance(schema, dict)
        return Param(
            name=self._name("content" if kind == "binary" else "body"),
            wire="",
            location="file" if kind == "binary" else "body",
            schema=schema if is_schema else {},
            required=required,
            annotation=_WHOLE_BODIES.get(kind) or annotation(schema, self.resolver, ARGUMENTS),
            description=schema.get("description", "") if is_schema else "",
            nullable=is_schema and nullable(schema, self.resolver),
        )
