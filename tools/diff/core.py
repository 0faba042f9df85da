"""A schema taken apart for comparison: its `null` taken out, its wrappings taken off, its branches matched.

Rules: meaning before spelling. `null` in a type list, in a union, in an enum, and 3.0's `nullable` are one thing;
`anyOf: [X, null]` and an annotated `allOf: [X]` are X. Every keyword keeps the pointer where it really stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools.diff.model import Doc, Node, join

if TYPE_CHECKING:
    from collections.abc import Iterator

UNIONS = {"anyOf": "any-of", "oneOf": "one-of"}
DOCS = frozenset(
    {
        "title",
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
        "$comment",
        "x-goodmem-errors",
        "x-goodmem-name",
        "x-goodmem-variables",
    }
)
FLAGS = {"readOnly": "read-only", "writeOnly": "write-only", "deprecated": "deprecated", "uniqueItems": "unique-items"}
NULL_KEYS = ("type", "enum", "const", "nullable")
ANNOTATIONS = DOCS | {"default", "deprecated", "readOnly", "writeOnly", "nullable"}


@dataclass
class Core:
    """A schema taken apart.

    Attributes:
        node: The schema as written.
        keys: Its keywords but `allOf`, `anyOf`, `oneOf`, each with where it stands.
        null: Whether it allows null; None where it says nothing about types at all.
        wrap: Which wrappings were taken off: two schemas with different ones are written differently.
        branches: Its compositions, without null branches.
        branch_at: Where each composition stands.
        null_at: Where the branches and wrappings stand that allow null.
    """

    node: Node
    keys: dict[str, Node]
    null: bool | None
    wrap: tuple[str, ...] = ()
    branches: dict[str, list[Node]] = field(default_factory=dict)
    branch_at: dict[str, str] = field(default_factory=dict)
    null_at: tuple[str, ...] = ()

    @property
    def ref(self) -> str | None:
        """The pointer that it refers to."""
        ref = self.keys.get("$ref")
        return Node({"$ref": ref.value}, "").ref if ref else None

    @property
    def access(self) -> str:
        """`read-only`, `write-only` or nothing."""
        return next(
            (FLAGS[key] for key in ("readOnly", "writeOnly") if key in self.keys and self.keys[key].value is True), ""
        )

    def at(self, key: str) -> tuple[str, ...]:
        """Where a keyword stands; nowhere if there is none."""
        return (self.keys[key].at,) if key in self.keys else ()

    def members(self, key: str) -> dict[str, Node]:
        """The members of a keyword that holds a map of schemas."""
        return dict(self.keys[key].items()) if key in self.keys else {}


def is_null(value: Any) -> bool:
    """Whether a schema allows null and nothing else."""
    return isinstance(value, dict) and (value.get("type") in ("null", ["null"]) or value.get("enum") == [None])


def core(node: Node) -> Core:
    """Take a schema apart."""
    if isinstance(node.value, bool):
        # `false` refuses everything, as `not: {}` does.
        return Core(node, {} if node.value else {"not": Node({}, node.at)}, None)
    result = Core(node, dict(node.items()), _own_null(node.value))
    while len(result.wrap) < 4 and _unwrap(result):
        pass
    for key in (*UNIONS, "allOf"):
        if key in result.keys and isinstance(result.keys[key].value, list):
            result.branch_at[key] = result.keys[key].at
            members = result.keys.pop(key).elements()
            nulls = tuple(member.at for member in members if key in UNIONS and is_null(member.value))
            result.branches[key] = [member for member in members if member.at not in nulls]
            if nulls:
                result.null, result.null_at = True, (*result.null_at, *nulls)
    if result.null is None and ("type" in result.keys or "$ref" in result.keys):
        result.null = False
    return result


def _own_null(value: Any) -> bool | None:
    if not isinstance(value, dict):
        return None
    enum, kind = value.get("enum"), value.get("type")
    if value.get("nullable") is True:
        return True
    closed = (isinstance(enum, list) and None not in enum) or value.get("const") is not None
    if kind is not None:
        return ("null" in kind if isinstance(kind, list) else kind == "null") and not closed
    return (None if "const" not in value else value["const"] is None) if enum is None else not closed


def _unwrap(schema: Core) -> bool:
    """Take one wrapping off, if there is one."""
    keys = schema.keys
    for key in UNIONS:
        members = keys[key].elements() if key in keys else []
        rest = [member for member in members if not is_null(member.value)]
        if len(rest) == 1 and len(rest) < len(members) and isinstance(rest[0].value, dict):
            schema.null, schema.null_at = True, (keys[key].at,)
            return _take_off(schema, key, rest[0])
    members = keys["allOf"].elements() if "allOf" in keys else []
    plain = all(key in ANNOTATIONS or key.startswith("x-") or key == "allOf" for key in keys)
    if len(members) == 1 and plain and isinstance(members[0].value, dict):
        schema.null = schema.null or _own_null(members[0].value)
        return _take_off(schema, "allOf", members[0])
    return False


def _take_off(schema: Core, key: str, inner: Node) -> bool:
    schema.wrap = (*schema.wrap, key)
    schema.keys = {**dict(inner.items()), **{name: value for name, value in schema.keys.items() if name != key}}
    return True


def expand(schema: Core, doc: Doc) -> Core:
    """What a reference names, with the siblings of the reference laid over it."""
    seen: set[str] = set()
    while schema.ref and schema.ref not in seen:
        seen.add(schema.ref)
        target = doc.find(schema.ref)
        if target is None:
            break
        inner = core(target)
        siblings = {key: value for key, value in schema.keys.items() if key != "$ref"}
        null = True if schema.null else inner.null
        branches = {**inner.branches, **schema.branches}
        schema = Core(
            schema.node, {**inner.keys, **siblings}, null, (), branches, {**inner.branch_at, **schema.branch_at}
        )
    return schema


def differing(left: Node, right: Node) -> tuple[str, ...]:
    """The keywords of the one that the other does not have alike."""
    if not isinstance(left.value, dict) or not isinstance(right.value, dict):
        return (left.at,) if left.value != right.value else ()
    missing = object()
    return tuple(
        join(left.at, key) for key, value in left.value.items() if not same(right.value.get(key, missing), value)
    )


def same(left: Any, right: Any) -> bool:
    """Equality as JSON has it: `true` is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def match_branches(old: list[Node], new: list[Node]) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Which branch became which: the same text, the same reference, the same title; then, if unambiguous, by order."""
    pairs: list[tuple[Node, Node]] = []
    gone, come = list(old), list(new)
    for identity in (_text, _reference, _title):
        for branch in list(gone):
            mine = identity(branch)
            other = next((two for two in come if mine is not None and identity(two) == mine), None)
            if other is not None:
                pairs.append((branch, other))
                gone.remove(branch)
                come.remove(other)
    if len(gone) == len(come) and all(map(_substantial, (*gone, *come))):
        pairs += zip(gone, come, strict=True)
        gone, come = [], []
    return pairs, gone, come


def _text(node: Node) -> str | None:
    return json.dumps(node.value, sort_keys=True)


def _reference(node: Node) -> str | None:
    return core(node).ref


def _title(node: Node) -> str | None:
    title = node.value.get("title") if isinstance(node.value, dict) else None
    return title if isinstance(title, str) else None


def _substantial(node: Node) -> bool:
    return isinstance(node.value, dict) and any(key in node.value for key in ("type", "properties", "enum", "const"))


def label(node: Node) -> str:
    """What to call a branch: the name that it refers to, or its index."""
    ref = core(node).ref
    return (ref or node.at).rsplit("/", 1)[1]


def references(value: Any) -> Iterator[str]:
    """Every local reference inside a value."""
    if isinstance(value, dict):
        ref = Node(value, "").ref
        if ref:
            yield ref
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)
