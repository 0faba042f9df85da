"""The one place that spells names: wire names to Python names, and paths to `namespace.method`.

The naming rule looks at method and path only, and at which other paths the document has. Tags and operation ids decide
nothing, except that an operation id names the loser of a clash. The same document always gives the same names, and an
operation that had a name in a document before keeps it, whatever comes beside it.
"""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._cache import lru_cache, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_ACRONYM = pattern(r"([A-Z]+)([A-Z][a-z])")
_HUMP = pattern(r"([a-z\d])([A-Z])")
_OTHER = pattern(r"[^0-9A-Za-z]+")
_VARIABLE = pattern(r"\{[^}]*\}")
_VERSION = pattern(r"v\d+\w*\Z")

ITEM_VERBS = {"get": "get", "put": "update", "patch": "update", "delete": "delete"}
"""What a method on one item is called. A PUT and a PATCH on the same path clash, and the clash rule decides."""

COLLECTION_VERBS = {"get": "list", "post": "create", "put": "update", "patch": "update", "delete": "delete"}


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """`originalContentB64` → `original_content_b64`; `background-jobs` → `background_jobs`; `If-Match` → `if_match`."""
    text = _OTHER.sub("_", name)
    text = _HUMP.sub(r"\1_\2", _ACRONYM.sub(r"\1_\2", text))
    return re.sub(r"__+", "_", text).strip("_").lower()


def identifier(name: str) -> str:
    """A Python identifier for a wire name: snake case, never a keyword, never empty, never starting with a digit."""
    text = snake(name) or "value"
    if text[0].isdigit():
        text = f"n{text}"
    return f"{text}_" if keyword.iskeyword(text) or text in {"self", "cls"} else text


def unique(name: str, taken: Iterable[str]) -> str:
    """`name`, or `name_1`, `name_2`, … — the first that is not taken."""
    taken = set(taken)
    candidate, number = name, 0
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def singular(word: str) -> str:
    """The singular of an English resource word: `policies` → `policy`, `enrollments` → `enrollment`."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class Name(NamedTuple):
    """Where an operation lives: the namespace as a tuple of words, and the method."""

    namespace: tuple[str, ...]
    method: str

    def __str__(self) -> str:
        return ".".join((*self.namespace, self.method))


Place = tuple[str, str]
"""Verb and path of an operation, its variables without names."""


class Kept(NamedTuple):
    """What an operation is known by, and keeps in later documents.

    Attributes:
        name: Its name.
        variables: What its path calls its variables, in their order: they name arguments, and are nothing on the wire.
    """

    name: Name
    variables: tuple[str, ...]


class NameClash(NamedTuple):
    """Two operations that the rule gives one name: the second one takes its operation id."""

    name: Name
    kept: str
    renamed: str
    to: Name


def segments(path: str) -> tuple[list[str], str]:
    """The segments of a path without its version, and the custom verb that ends it, if any."""
    parts = [part for part in path.split("/") if part]
    if parts and _VERSION.match(parts[0]):
        parts = parts[1:]
    verb = ""
    if parts and ":" in parts[-1]:
        last, _, verb = parts[-1].rpartition(":")
        parts[-1] = last
        if not last:
            parts.pop()
    return parts, verb


def is_variable(segment: str) -> bool:
    return "}" in segment.partition("{")[2]


def _shape(segments: Iterable[str]) -> tuple[str, ...]:
    return tuple("{}" if is_variable(segment) else segment for segment in segments)


class Rule:
    """The natural name of every operation of one document, and who has it where two want it."""

    def __init__(self, operations: Iterable[Place]) -> None:
        split = [self.segments(path) for _, path in operations]
        self.roots = {parts[0] for parts, _ in split if parts and not is_variable(parts[0])}
        self.shapes = {_shape(self.adopt(parts)) for parts, verb in split if not verb}

    def segments(self, path: str) -> tuple[list[str], str]:
        """The segments of a path that say what it is about, and its custom verb."""
        return segments(path)

    def rank(self, method: str, path: str, *, has_body: bool) -> tuple[Any, ...]:
        """Who of several has a name: the smallest."""
        return (not has_body, deletes_all(method, path), path, method)

    def other(self, method: str, path: str, operation_id: str, name: Name) -> str:
        """What an operation is called that cannot have its natural name."""
        return operation_id or f"{method}_{singular(name.namespace[-1]) if name.method == method else name.method}"

    def adopt(self, parts: list[str]) -> list[str]:
        """`spaces/{id}/memories` is `memories` where the document has memories of its own."""
        for index in range(len(parts) - 1, 1, -1):
            if not is_variable(parts[index]) and is_variable(parts[index - 1]) and parts[index] in self.roots:
                return parts[index:]
        return parts

    def name(self, method: str, path: str) -> Name:
        parts, verb = self.segments(path)
        parts = self.adopt(parts)
        if not parts or is_variable(parts[0]):
            statics = [snake(part) for part in parts if not is_variable(part)]
            return Name(("api",), "_".join([*statics, snake(verb)] if verb else statics) or method)
        namespace, rest = [snake(parts[0])], parts[1:]
        if verb:
            namespace += [snake(part) for part in rest if not is_variable(part)]
            return Name(tuple(namespace), snake(verb))
        prefix = [parts[0]]
        while rest and not is_variable(rest[0]) and self.is_collection([*prefix, rest[0]]):
            namespace.append(snake(rest[0]))
            prefix.append(rest[0])
            rest = rest[1:]
        return Name(tuple(namespace), self.method(method, prefix, rest) if rest else self.whole(method, prefix))

    def is_collection(self, prefix: list[str]) -> bool:
        return _shape(prefix) in self.shapes and (*_shape(prefix), "{}") in self.shapes

    def whole(self, method: str, prefix: list[str]) -> str:
        if method == "get" and (*_shape(prefix), "{}") not in self.shapes:
            return "get"
        return COLLECTION_VERBS.get(method, method)

    def method(self, method: str, prefix: list[str], rest: list[str]) -> str:
        words = [snake(part) for part in rest if not is_variable(part)]
        if len(rest) == 1:
            return ITEM_VERBS.get(method, method) if is_variable(rest[0]) else words[0]
        if not is_variable(rest[0]):
            if len(rest) == 2 and method in ITEM_VERBS:
                return f"{ITEM_VERBS[method]}_by_{words[0]}"
            return "_".join(words)
        if not words:
            return ITEM_VERBS.get(method, method)
        if is_variable(rest[-1]):
            return f"{ITEM_VERBS.get(method, method)}_{singular('_'.join(words))}"
        if len(words) == 1 and (*_shape([*prefix, *rest]), "{}") in self.shapes:
            if method == "get":
                return f"list_{words[0]}"
            if method == "post":
                return f"create_{singular(words[0])}"
        return "_".join(words)


CLIENT_OWN = frozenset({"aclose", "base_url", "close", "with_options"})
"""What a client has itself, and a namespace must not hide."""

_NAMESPACE_OWN = frozenset({"with_raw_response"})


def _free(name: str, taken: frozenset[str]) -> str:
    return f"{name}_" if name in taken else name


def place(method: str, path: str) -> Place:
    """Verb and path of an operation, whatever the path calls its variables: the same from document to document."""
    return method, _VARIABLE.sub("{}", path)


def variables(path: str) -> tuple[str, ...]:
    """What a path calls its variables, in their order."""
    return tuple(variable[1:-1] for variable in _VARIABLE.findall(path))


MADE = frozenset({"ensure", "replace", "wait"})
"""Methods that the client makes of several operations: a newcomer takes none of their names."""


def name_operations(
    operations: Mapping[tuple[str, str], tuple[str, bool]],
    known: Mapping[Place, Name] | None = None,
    make_rule: Callable[[Iterable[Place]], Rule] = Rule,
) -> tuple[dict[tuple[str, str], Name], list[NameClash]]:
    """Name every operation of a document.

    Args:
        operations: `(method, path)` → `(operation id or "", whether it has a request body)`, methods in lower case.
        known: The names that operations had in documents before, by their places. They keep them, and a newcomer whose
            natural name is taken gets another.
        make_rule: The rule that gives natural names.

    Returns:
        The name of each, and the clashes: where the rule gives two operations one name, the one with a request body
        keeps it (with none or several, the one about an item before the one about all, then the first by path), and
        the others take their operation ids.
    """
    known = known or {}
    named = {key: known[place(*key)] for key in operations if place(*key) in known}
    # Where there are operations already, what is made of them may have these names.
    taken = {*named.values(), *(Name(name.namespace, word) for name in named.values() for word in MADE)}
    rule = make_rule(operations)
    wanted: dict[Name, list[tuple[str, str]]] = {}
    for key in operations:
        if key not in named:
            wanted.setdefault(_pythonic(rule.name(*key)), []).append(key)
    # A sub-namespace and a method of one name cannot both be attributes: what was there first keeps it, else the
    # namespace.
    methods = {(*name.namespace, name.method) for name in taken}
    wanted = _outside_of_methods(wanted, methods)
    spaces = {name.namespace[:depth] for name in (*taken, *wanted) for depth in range(1, len(name.namespace) + 1)}
    retired = {name for (verb, path), name in known.items() if verb == "delete" and "{" in path}
    clashes: list[NameClash] = []
    free = {name for name in wanted if name not in taken and (*name.namespace, name.method) not in spaces}
    holders = {name: key for key, name in named.items()}
    taken |= free
    for name, keys in sorted(wanted.items()):  # so that the order of a document's paths decides nothing
        keys.sort(key=lambda key: rule.rank(*key, has_body=operations[key][1]))
        keeper = keys[0] if name in free and not (name in retired and deletes_all(*keys[0])) else None
        for key in keys:
            if key == keeper:
                named[key] = name
                continue
            own = identifier(rule.other(*key, operations[key][0], name))
            blocked = {other.method for other in taken if other.namespace == name.namespace}
            blocked |= {space[-1] for space in spaces if space[:-1] == name.namespace}
            renamed = Name(name.namespace, unique(own, blocked))
            taken.add(renamed)
            named[key] = renamed
            first = keeper or holders.get(name)
            holder = " ".join(first).upper() if first else "the namespace"
            clashes.append(NameClash(name, holder, f"{key[0].upper()} {key[1]}", renamed))
    return named, clashes


def _pythonic(name: Name) -> Name:
    words = (
        _free(identifier(word), _NAMESPACE_OWN if depth else CLIENT_OWN) for depth, word in enumerate(name.namespace)
    )
    return Name(tuple(words), _free(identifier(name.method), _NAMESPACE_OWN))


def deletes_all(method: str, path: str) -> bool:
    """Whether it deletes without saying what: it must never be called by a name that had an id."""
    return method == "delete" and "{" not in path


def _outside_of_methods(
    wanted: dict[Name, list[tuple[str, str]]], methods: set[tuple[str, ...]]
) -> dict[Name, list[tuple[str, str]]]:
    """The names that are wanted, moved out of namespaces that cannot be, because they are methods."""
    moved: dict[Name, list[tuple[str, str]]] = {}
    for name, keys in wanted.items():
        depth = next((n for n in range(2, len(name.namespace) + 1) if name.namespace[:n] in methods), None)
        if depth is not None:
            rest = "_".join((*name.namespace[depth - 1 :], name.method))
            name = Name(name.namespace[: depth - 1], rest)  # noqa: PLW2901 - the same operation, elsewhere
        moved.setdefault(name, []).extend(keys)
    return moved
