"""The names of schemas that stay: a schema that a document calls otherwise than the one before keeps its name.

What a schema is called is seen by nobody on the wire, but its class is called after it. Rules: a schema is the one of
before where it stands at the same places of the same operations, at those alone, and is made of the same things. What
had no name there keeps the name of its class, and what has none any more gets it back, in answers also where something
is added to it (`spelled_out`). One that takes the name of another which is still there takes it only from a newcomer.
What a discriminator says is seen on the wire, so that a name that is its value is never changed.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from goodmem_dyn._cache import pattern
from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.moves import moved
from goodmem_dyn._document.names import place
from goodmem_dyn._document.references import SCHEMAS, named_schemas, reached, refer, spoken_names
from goodmem_dyn._document.schema import Resolver, is_null, strip_null
from goodmem_dyn._document.spelled_out import may_differ, still

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options", "trace"})
_DEEPEST, _MOST = 60, 200_000
_PLAIN = pattern(r"[A-Za-z0-9._-]+")  # what OpenAPI allows; any other name may be written in several ways
Names = dict[str, str]


def keep_schema_names(document: dict[str, Any], before: Mapping[str, Any]) -> Names:
    """Give the schemas of a document, in place, the names that they had in the document before.

    Returns:
        What was renamed: the document's own name → the one that the schema keeps.
    """
    if named_schemas(document).keys() == named_schemas(before).keys() and not may_differ(document, before):
        return {}  # nothing can be called otherwise
    pairs = _Pairs(before, document)
    try:
        pairs.walk()
    except _TooManyError:
        return {}
    for name, places in pairs.written_out().items():
        document["components"]["schemas"][name] = {**places[0]}
        for node in places:
            node.clear()
            node["$ref"] = SCHEMAS + name
    for name, node in [*still(pairs.unnamed, named_schemas(document), pairs.after)]:
        node.clear()
        node["$ref"] = SCHEMAS + name
    names = pairs.renamed()
    doubles = pairs.doubles()
    if names or doubles:
        schemas = document["components"]["schemas"]
        for name, own in doubles.items():
            if name not in names and own not in names:
                del schemas[name]
                names[name] = own
        document["components"]["schemas"] = {names.get(name, name): schema for name, schema in schemas.items()}
        refer(document, names)
    return names


class _TooManyError(Exception):
    """No two documents of a server have so many places in common."""


class _Pairs:
    """Which schema of one document stands where which of another stands."""

    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.before, self.after = Resolver(before), Resolver(after)
        self.old: dict[str, Any] = {**named_schemas(before)}
        self.was: defaultdict[str, set[str]] = defaultdict(set)
        self.now: defaultdict[str, set[str]] = defaultdict(set)
        self.out: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.unnamed: list[tuple[str, dict[str, Any], bool]] = []
        self._is_answer = False
        self._seen: set[tuple[str | None, str | None, int, int]] = set()

    def walk(self) -> None:
        """Look at every place of the operations that both have."""
        known, now = _operations(self.before), _operations(self.after)
        origins = moved((path for _, path in now), (path for _, path in known))
        both = [
            (known[where], there)
            for (method, path), there in now.items()
            if (where := (method, origins.get(path, path))) in known
        ]
        for (old, old_shared), (new, shared) in both:
            self._pair(old_shared, shared, 0)
            for key in (old.keys() & new.keys()) - {"responses"}:
                self._pair_members(key, old[key], new[key], 0, "")
        # Last, so that what answers share with requests is looked at as a part of those.
        self._is_answer = True
        for (old, _), (new, _) in both:
            self._pair(old.get("responses"), new.get("responses"), 0)
        self._walk_unused()

    def _walk_unused(self) -> None:
        """Look at the schemas that no operation needs: they stand nowhere, and are told by what they are made of."""
        gone, come = (
            _by_members(self._unused(mine, theirs))
            for mine, theirs in ((self.before, self.after), (self.after, self.before))
        )
        for members in gone.keys() & come.keys():
            if len(gone[members]) == len(come[members]) == 1:
                self._pair({"$ref": SCHEMAS + gone[members][0]}, {"$ref": SCHEMAS + come[members][0]}, 0)

    @staticmethod
    def _unused(mine: Resolver, theirs: Resolver) -> dict[str, Any]:
        """The schemas that no operation of the one document needs, and that the other has not by their names."""
        others = named_schemas(theirs.document).keys() | reached(mine.document)
        return {name: schema for name, schema in named_schemas(mine.document).items() if name not in others}

    def written_out(self) -> dict[str, list[dict[str, Any]]]:
        """Name in the old document → where the new one has the same without a name, and nowhere with one.

        A schema that is left there under that name, and that nothing refers to any more, is no such place.
        """
        gone = self.out.keys() - self.now.keys() - reached(self.after.document)
        return {
            name: self.out[name]
            for name in sorted(gone)
            if _alike(self.old[name], self.out[name][0])
            and all(schema == self.out[name][0] for schema in self.out[name])
        }

    def renamed(self) -> Names:
        """Name in the new document → name in the old one, of those that are called otherwise."""
        new = named_schemas(self.after.document)
        spoken = spoken_names(self.after.document)
        names: Names = {}
        for name in sorted(new.keys() - named_schemas(self.before.document).keys() - spoken):
            (own,) = self.was[name] if len(self.was[name]) == 1 else ("",)
            is_one = self.now[own] == {name} and _PLAIN.fullmatch(name) is not None
            if own and is_one and own not in spoken and _alike(self.old[own], new[name]):
                names[name] = own
        for own in sorted(names.values()):
            if own in new:  # a newcomer that took the name
                numbered = (f"{own}{number}" for number in itertools.count(2))
                names[own] = next(name for name in numbered if name not in {*self.old, *new, *names.values()})
        return names

    def doubles(self) -> Names:
        """Name in the new document → the schema that it is once more, word for word, and stood alone there before."""
        new = named_schemas(self.after.document)
        fresh = new.keys() - self.old.keys() - spoken_names(self.after.document)
        places = {name: next(iter(self.was[name])) for name in sorted(fresh) if len(self.was[name]) == 1}
        return {
            name: own for name, own in places.items() if own in new and _numbered(name, own) and new[name] == new[own]
        }

    def _pair(self, old: Any, new: Any, depth: int, own: str = "") -> None:
        """Walk two nodes that stand at the same place; `own` is what a class is called that is made there."""
        if isinstance(old, list) and isinstance(new, list):
            for item, twin in self._items(old, new):
                self._pair(item, twin, depth + 1, own)
        if not (isinstance(old, dict) and isinstance(new, dict)) or depth > _DEEPEST:
            return
        if len(self._seen) > _MOST:
            raise _TooManyError
        names = self.before.name(old), self.after.name(new)
        there = _beside_null(new)
        if names[0] is not None and names[1] is None and "$ref" not in there:
            if _is_class(there) and all(node is not there for node in self.out[names[0]]):
                self.out[names[0]].append(there)
            self.unnamed.append((names[0], there, self._is_answer))
        old, new = self._inner(self.before, old), self._inner(self.after, new)
        if names[1] is not None:
            self._note(names[0] or (own if _is_class(old) else ""), names[1], old)
        mark = (*names, id(old), id(new))
        if mark in self._seen:
            return
        self._seen.add(mark)
        own = class_name(names[0]) if names[0] else own
        for key in old.keys() & new.keys():
            self._pair_members(key, old[key], new[key], depth, own)

    def _pair_members(self, key: str, old: Any, new: Any, depth: int, own: str) -> None:
        if key == "properties" and isinstance(old, dict) and isinstance(new, dict):
            for wire in old.keys() & new.keys():
                self._pair(old[wire], new[wire], depth + 1, class_name(f"{own} {wire}") if own else "")
        else:
            # As the generator of models calls what has no name (tools/spec/normalize.py).
            ending = {"items": "Item", "additionalProperties": "Value", "allOf": ""}.get(key)
            self._pair(old, new, depth + 1, f"{own}{ending}" if own and ending is not None else "")

    def _note(self, old: str, new: str, schema: Any) -> None:
        """A schema stands where another one did, or one that had no name but a class."""
        if not old or (old in self.after.document["components"]["schemas"] and old not in self.old):
            return
        self.old.setdefault(old, schema)
        self.was[new].add(old)
        self.now[old].add(new)

    def _items(self, old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
        """The members of two lists that are each other's: by what tells them apart, the others in their order."""
        there, rest = {label: item for item in old if (label := self._label(self.before, item))}, []
        for item in new:
            label = self._label(self.after, item)
            if label in there:
                yield there.pop(label), item
            else:
                rest.append(item)
        left = [item for item in old if (label := self._label(self.before, item)) is None or label in there]
        if len(left) == len(rest):
            yield from zip(left, rest, strict=True)

    def _label(self, resolver: Resolver, node: Any) -> tuple[str, ...] | None:
        """What tells a member of a list from the others: place and name of a parameter, the name of a schema."""
        if not isinstance(node, dict):
            return None
        name = resolver.name(node)
        if name is not None:
            return (name,)
        node = resolver.follow(node)
        return (str(node["in"]), str(node.get("name"))) if isinstance(node.get("in"), str) else None

    @staticmethod
    def _inner(resolver: Resolver, node: dict[str, Any]) -> dict[str, Any]:
        """What a node stands for, without the ways to write that it may be null, or that it is one other."""
        name = resolver.name(node)
        schema: Any = resolver.component(name) if name is not None else resolver.follow(strip_null(node))
        return schema if isinstance(schema, dict) else {}


def _numbered(name: str, own: str) -> bool:
    """Whether a name is another with a number, as generators tell apart what has one name."""
    return name.startswith(own) and name[len(own) :].removeprefix("_").isdigit()


def _beside_null(node: dict[str, Any]) -> dict[str, Any]:
    """The one part of a choice that is not null, as it stands in the document; else the node itself."""
    for key in ("anyOf", "oneOf"):
        parts = [part for part in node.get(key) or () if not is_null(part)]
        if len(parts) == 1 and isinstance(parts[0], dict):
            return parts[0]
    return node


def _is_class(schema: Mapping[str, Any]) -> bool:
    """Whether a class is made of a schema without a name."""
    return "properties" in schema or any(isinstance(value, str) for value in schema.get("enum") or ())


def _operations(resolver: Resolver) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Every operation, by its place, with the parameters that its path has for all."""
    operations = {}
    for path, node in (resolver.document.get("paths") or {}).items():
        item = resolver.follow(node) if isinstance(node, dict) else {}
        for method in _METHODS & item.keys():
            operations[place(method, path)] = item[method], item.get("parameters", [])
    return operations


def _by_members(schemas: Mapping[str, Any]) -> dict[tuple[str, ...], list[str]]:
    """The names of schemas by what those are made of: members and values, or else all that they say."""
    names: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, schema in schemas.items():
        parts = [*schema.get("properties", ()), *schema.get("enum", ())] if isinstance(schema, dict) else []
        names[tuple(sorted(map(str, parts))) or (json.dumps(schema, sort_keys=True),)].append(name)
    return names


def _alike(old: Any, new: Any) -> bool:
    """Whether two schemas are made of the same things: at least half of what the smaller one has is in both."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return bool(old == new)
    if old.get("type") != new.get("type"):
        return False
    for key in ("properties", "enum"):
        before, after = ({str(part) for part in schema.get(key) or ()} for schema in (old, new))
        if before or after:
            return 2 * len(before & after) >= max(min(len(before), len(after)), 1)
    return True
