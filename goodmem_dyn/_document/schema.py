"""Reading JSON Schema as OpenAPI documents write it: references, nullability in both dialects, merged objects.

Rules: nothing here changes a document; a reference is local to the document; a cycle of references ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from goodmem_dyn._document.budget import Budget, SpecError
from goodmem_dyn._document.references import own_type
from goodmem_dyn._document.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Schema = dict[str, Any]

_SCHEMAS = "#/components/schemas/"


def escaped(name: str) -> str:
    """A name as one part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def unescaped(part: str) -> str:
    """The name that a part of a JSON pointer stands for."""
    return part.replace("~1", "/").replace("~0", "~")


class Resolver(Budget):
    """Follows the local references of one document.

    Attributes:
        is_closed: Whether its objects take the members that they name and no others, as GoodMem's servers have it.
            JSON Schema takes any, unless a schema says otherwise.
    """

    def __init__(self, document: Mapping[str, Any], *, is_closed: bool = True) -> None:
        self.document = document
        self.is_closed = is_closed

    def pointer(self, reference: str) -> Any:
        """The node that a local reference names."""
        if not reference.startswith("#"):
            rest = "only local references can be followed. Bundle the document into one file."
            raise SpecError(f"Reference {reference!r} leaves the document; {rest}")
        if reference[1:2] not in {"", "/"}:
            raise SpecError(f"Reference {reference!r} is the name of an anchor that no schema has.")
        node: Any = self.document
        for part in reference[1:].split("/")[1:]:
            try:
                node = _step(node, part)
            except (KeyError, IndexError, ValueError, TypeError):
                raise SpecError(f"Reference {reference!r} leads nowhere.") from None
        return node

    def follow(self, node: Any) -> dict[str, Any]:
        """The node itself, or what its chain of references names, with siblings of a reference laid over it."""
        seen = set()
        over: dict[str, Any] = {}
        while isinstance(node, dict) and "$ref" in node:
            reference = node["$ref"]
            if not isinstance(reference, str) or reference in seen:
                raise SpecError(f"Reference {reference!r} is no text, or refers to itself.")
            seen.add(reference)
            over = {**{key: value for key, value in node.items() if key != "$ref"}, **over}
            node = self.pointer(reference)
        if not isinstance(node, dict):
            return dict(over)  # `true`, or what a reference leads to that is no schema
        return {**node, **over, **own_type(node, over)} if over else node

    def component(self, name: str) -> dict[str, Any]:
        """A named schema."""
        return self.follow({"$ref": f"#/components/schemas/{escaped(name)}"})

    def name(self, schema: Any) -> str | None:
        """The component name of a schema that is one reference, nullable or not; None for an inline schema."""
        schema = strip_null(schema)
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if reference is None and isinstance(schema, dict) and len(schema.get("allOf", ())) == 1:
            return self.name(schema["allOf"][0])
        if isinstance(reference, str) and reference.startswith(_SCHEMAS):
            part = reference[len(_SCHEMAS) :]
            if "/" not in part:  # else it is something inside of a component
                return unescaped(unquote(part) if "%" in part and not self._has(part) else part)
        return None

    def _has(self, part: str) -> bool:
        return unescaped(part) in self.document.get("components", {}).get("schemas", {})


def _step(node: Any, part: str) -> Any:
    """One part of a pointer further; in a reference, which is a URL, it may be percent-encoded."""
    if isinstance(node, list):
        return node[int(part)]
    key = unescaped(part)
    return node[key] if key in node else node[unescaped(unquote(part))]


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


def is_null(schema: Any) -> bool:
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
        if any(is_null(branch) for branch in schema.get(key, ())):
            return True
    if "$ref" in schema and depth < 8:
        return nullable(resolver.pointer(schema["$ref"]), resolver, depth + 1)
    return False


def strip_null(schema: Any) -> Any:
    """The schema without its `null`: a branch of one stands for itself, with its siblings laid over."""
    if not isinstance(schema, dict):
        return schema
    schema = unwrapped(schema)
    for key in ("anyOf", "oneOf"):
        branches = schema.get(key)
        if branches and any(is_null(branch) for branch in branches):
            rest = [branch for branch in branches if not is_null(branch)]
            others = {k: v for k, v in schema.items() if k != key}
            if len(rest) != 1:
                return {**others, key: rest}
            return {**others, **rest[0]} if isinstance(rest[0], dict) else others
    return schema


class ObjectView(NamedTuple):
    """An object schema with its `allOf` parts merged.

    `extra` is the schema of further properties, True for anything, False where they are refused.
    `is_stated` is False where the schema says nothing of them.
    `rules` are the parts that say something about presence or dependence and remain to be checked.
    """

    properties: dict[str, Schema]
    required: frozenset[str]
    extra: Schema | bool
    rules: tuple[Schema, ...]
    is_stated: bool = True

    @property
    def is_map(self) -> bool:
        return not self.properties


RULE_KEYS = ("oneOf", "anyOf", "not", "if", "dependentRequired", "minProperties", "maxProperties", "dependentSchemas")


def object_view(schema: Schema, resolver: Resolver, seen: frozenset[str] = frozenset()) -> ObjectView | None:
    """What an object schema allows, or None when it is not (only) an object.

    Args:
        schema: The schema.
        resolver: Of the document.
        seen: The references that led here: a branch may be made of what it is a branch of.
    """
    seen |= {schema["$ref"]} if isinstance(schema.get("$ref"), str) else frozenset()
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
    if properties:
        rules = [_with_branches(rule, properties, resolver, seen) for rule in rules]
        if False not in extra:
            for name in sorted(required - properties.keys()):
                properties[name] = {}
    # JSON Schema allows what it does not name; a GoodMem server does not. So its named objects are closed unless the
    # schema says itself that it takes more.
    usual = not (properties and resolver.is_closed)
    allowed = next((schema for schema in extra if schema is not True), True) if extra else usual
    return ObjectView(properties, frozenset(required), allowed, tuple(rules), bool(extra))


def _with_branches(rule: Schema, properties: dict[str, Schema], resolver: Resolver, seen: frozenset[str]) -> Schema:
    """A rule whose branches have members of their own: those are members of the object, too.

    What a branch requires, and the values that tell it apart, remain to be checked.
    """
    rewritten = dict(rule)
    for key in ("oneOf", "anyOf"):
        branches = [branch for branch in rule.get(key, ()) if isinstance(branch, dict)]
        if any(branch.get("$ref") in seen for branch in branches):
            del rewritten[key]  # what is looked at is one of the branches itself
            continue
        views = [_branch_view(branch, resolver, seen) for branch in branches]
        by_name: dict[str, list[Schema]] = {}
        for view in views:
            for name, member in view.properties.items() if view is not None else ():
                by_name.setdefault(name, []).append(member)
        if not any(view is not None and view.properties for view in views):
            continue
        for name, members in by_name.items():
            properties.setdefault(name, members[0] if len(members) == 1 else {"anyOf": members})
        rewritten[key] = [
            {"properties": view.properties, "required": sorted(view.required)} if view is not None else branch
            for branch, view in zip(branches, views, strict=True)
        ]
    for key in ("then", "else"):
        view = _branch_view(rule[key], resolver, seen) if isinstance(rule.get(key), dict) else None
        for name, member in view.properties.items() if view is not None else ():
            properties.setdefault(name, member)
    return rewritten


def _branch_view(branch: Schema, resolver: Resolver, seen: frozenset[str]) -> ObjectView | None:
    """What a branch allows, which need not say that it is an object."""
    reference = branch.get("$ref")
    seen |= {reference} if isinstance(reference, str) else frozenset()
    return object_view({"type": "object", **resolver.follow(branch)}, resolver, seen)


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
    branches = node.get("oneOf") or node.get("anyOf")
    if branches and not types(node):
        return all(is_file(branch, resolver) for branch in branches)
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
