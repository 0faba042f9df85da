"""Reading JSON Schema as OpenAPI documents write it: references, nullability in both dialects, merged objects.

Rules: nothing here changes a document; a reference is local to the document; a cycle of references ends.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._bounds import DOCUMENT_PARTS
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Schema = dict[str, Any]

_MERGED = ("properties", "required", "allOf", "$ref", "patternProperties")


class SpecError(InvalidRequestError):
    """A document that cannot be read: names the JSON pointer."""


def escaped(name: str) -> str:
    """A name as one part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def unescaped(part: str) -> str:
    """The name that a part of a JSON pointer stands for."""
    return part.replace("~1", "/").replace("~0", "~")


class Resolver:
    """Follows the local references of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.size = 0
        """Of how many objects and lists a document that is not trusted is made; 0 where that was not counted."""
        self._left: int | None = None

    @contextmanager
    def bounded(self, parts: int | None = None) -> Iterator[None]:
        """Within it, so many schemas may be looked at, or as the document's size allows; of a trusted one, all."""
        outer = self._left
        if (parts or self.size) and outer is None:
            self._left = parts or DOCUMENT_PARTS + 4 * self.size
        try:
            yield
        except RecursionError:
            raise SpecError("Its schemas lead from one to the next further than can be followed.") from None
        finally:
            if outer is None:
                self._left = None

    def spend(self) -> None:
        """Count a schema that is looked at.

        Raises:
            SpecError: There were too many: they contain each other many times over.
        """
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise SpecError("Its schemas contain each other so many times over that they cannot be read.")

    def pointer(self, reference: str) -> Any:
        """The node that a local reference names."""
        if not reference.startswith("#"):
            raise SpecError(f"Reference {reference!r} leaves the document; only local references can be followed.")
        node: Any = self.document
        for part in reference[1:].split("/")[1:]:
            key = unescaped(part)
            try:
                node = node[int(key)] if isinstance(node, list) else node[key]
            except (KeyError, IndexError, ValueError, TypeError):
                raise SpecError(f"Reference {reference!r} leads nowhere.") from None
        return node

    def follow(self, node: Any) -> dict[str, Any]:
        """The node itself, or what its chain of references names, with siblings of a reference laid over it."""
        seen = set()
        over: dict[str, Any] = {}
        while isinstance(node, dict) and "$ref" in node:
            reference = node["$ref"]
            if reference in seen:
                raise SpecError(f"Reference {reference!r} refers to itself.")
            seen.add(reference)
            over = {**{key: value for key, value in node.items() if key != "$ref"}, **over}
            node = self.pointer(reference)
        if isinstance(node, bool) or node is None:
            return dict(over)
        return {**node, **over} if over else node

    def component(self, name: str) -> dict[str, Any]:
        """A named schema."""
        return self.follow({"$ref": f"#/components/schemas/{escaped(name)}"})

    def name(self, schema: Any) -> str | None:
        """The component name of a schema that is one reference, nullable or not; None for an inline schema."""
        schema = strip_null(schema)
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if reference is None and isinstance(schema, dict) and len(schema.get("allOf", ())) == 1:
            return self.name(schema["allOf"][0])
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            return unescaped(reference.rsplit("/", 1)[1])
        return None


def types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The JSON types of a schema, without `null`; guessed from its keywords where it names none."""
    kind = schema.get("type")
    if kind is None:
        if "properties" in schema or "additionalProperties" in schema:
            return ("object",)
        return ("array",) if "items" in schema else ()
    return tuple(t for t in (kind if isinstance(kind, list) else [kind]) if t != "null")


def content_property(properties: Mapping[str, Any], follow: Callable[[Any], Any]) -> str | None:
    """The property of an object that carries its content as base64, with the media type beside it; None without one."""
    contents = [
        wire
        for wire, member in properties.items()
        if isinstance(node := strip_null(follow(strip_null(member))), dict) and node.get("contentEncoding") == "base64"
    ]
    # A property of that name would hide the method that models of content have.
    return contents[0] if len(contents) == 1 and "contentType" in properties and "text" not in properties else None


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and (schema.get("type") == "null" or schema.get("enum") == [None])


def nullable(schema: Mapping[str, Any] | bool, resolver: Resolver, depth: int = 0) -> bool:
    """Whether `null` is a value of the schema: 3.0's `nullable`, a type list, an enum or const, or a branch."""
    if isinstance(schema, bool):
        return schema  # `true` allows anything, `false` nothing
    if schema.get("nullable") is True or None in schema.get("enum", ()) or schema.get("const", 0) is None:
        return True
    kind = schema.get("type")
    if isinstance(kind, list):
        return "null" in kind
    if kind == "null":
        return True
    for key in ("anyOf", "oneOf"):
        if any(_is_null(branch) for branch in schema.get(key, ())):
            return True
    if "$ref" in schema and depth < 8:
        return nullable(resolver.pointer(schema["$ref"]), resolver, depth + 1)
    return False


def strip_null(schema: Any) -> Any:
    """The schema without its `null`: a branch of one stands for itself, with its siblings laid over."""
    if not isinstance(schema, dict):
        return schema
    for key in ("anyOf", "oneOf"):
        branches = schema.get(key)
        if branches and any(_is_null(branch) for branch in branches):
            rest = [branch for branch in branches if not _is_null(branch)]
            others = {k: v for k, v in schema.items() if k != key}
            if len(rest) != 1:
                return {**others, key: rest}
            return {**others, **rest[0]} if isinstance(rest[0], dict) else others
    return schema


class ObjectView(NamedTuple):
    """An object schema with its `allOf` parts merged.

    `extra` is the schema of further properties, True for anything, False where they are refused.
    `rules` are the parts that say something about presence or dependence and remain to be checked.
    """

    properties: dict[str, Schema]
    required: frozenset[str]
    extra: Schema | bool
    rules: tuple[Schema, ...]

    @property
    def is_map(self) -> bool:
        return not self.properties


RULE_KEYS = ("oneOf", "anyOf", "not", "if", "dependentRequired", "minProperties", "maxProperties", "dependentSchemas")


def object_view(schema: Schema, resolver: Resolver) -> ObjectView | None:
    """What an object schema allows, or None when it is not (only) an object."""
    properties: dict[str, Schema] = {}
    required: set[str] = set()
    rules: list[Schema] = []
    extra: list[Schema | bool] = []
    is_object = False
    for part in _parts(schema, resolver):
        kinds = types(part)
        if kinds and kinds != ("object",):
            return None
        is_object = is_object or kinds == ("object",)
        properties.update(part.get("properties", {}))
        required.update(part.get("required", ()))
        if "additionalProperties" in part:
            extra.append(part["additionalProperties"])
        rule = {key: part[key] for key in RULE_KEYS if key in part}
        if rule:
            if "if" in part:
                rule.update({key: part[key] for key in ("then", "else") if key in part})
            rules.append(rule)
    if not is_object:
        return None
    # JSON Schema allows what it does not name; a GoodMem server does not. So a typo in a named object is refused unless
    # the schema says itself that it takes more.
    allowed = next((schema for schema in extra if schema is not True), True) if extra else not properties
    return ObjectView(properties, frozenset(required), allowed, tuple(rules))


def fields_of(schema: Any, resolver: Resolver) -> ObjectView | None:
    """The fields of a schema that is an object; None where it is another thing, or a choice between objects alone."""
    if not isinstance(schema, dict):
        return None
    node = strip_null(resolver.follow(strip_null(schema)))
    view = object_view(node, resolver)
    # An object that is only a choice between others has no fields of its own to spread out.
    return None if view is not None and view.is_map and (node.get("oneOf") or node.get("anyOf")) else view


def is_file(schema: Any, resolver: Resolver) -> bool:
    """Whether a schema is that of file content, or of a list of it."""
    node = resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
    if types(node) == ("array",):
        return is_file(node.get("items", {}), resolver)
    return (node.get("format") == "binary" or "contentMediaType" in node) and types(node) in {("string",), ()}


def _parts(schema: Schema, resolver: Resolver, depth: int = 0, seen: set[int] | None = None) -> Iterator[Schema]:
    """The parts that a schema is merged of, each once: what refers to a part a hundred times says no more than once."""
    if depth > 32:
        raise SpecError("A schema is nested in itself by allOf or $ref without end.")
    resolver.spend()
    seen = set() if seen is None else seen
    part = resolver.follow(schema)
    for inner in part.get("allOf", ()):
        # Parts are told apart by what they are in the document, which outlives this walk.
        if id(inner) not in seen:
            yield from _parts(inner, resolver, depth + 1, seen)
            seen.add(id(inner))
    if any(key not in {"allOf", "description", "title"} for key in part):
        yield part
