"""The safety net of the comparison: every raw difference between two documents that no event explains.

Rules: this knows nothing of OpenAPI but which lists are sets; a difference is explained by an event that names its
place or one above it; what is not explained is reported, as an unknown change that is risky.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tools.diff.core import same
from tools.diff.model import Node, join

if TYPE_CHECKING:
    from collections.abc import Iterator

Difference = tuple[Node | None, Node | None, bool]
"""Where the old value stands, where the new one does, and whether only the order of a list differs."""

SETS = frozenset({"parameters", "allOf", "anyOf", "oneOf", "tags", "security", "servers", "required", "enum", "type"})
"""Lists whose order says nothing."""


def differences(old: Node, new: Node) -> Iterator[Difference]:
    """Every place where two trees differ, as deep as both have it."""
    a, b = old.value, new.value
    if isinstance(a, dict) and isinstance(b, dict):
        for key in {**a, **b}:
            was, now = old.get(key), new.get(key)
            if was and now:
                yield from differences(was, now)
            else:
                yield was, now, False
    elif isinstance(a, list) and isinstance(b, list):
        yield from _lists(old, new)
    elif not same(a, b):
        yield old, new, False


def _lists(old: Node, new: Node) -> Iterator[Difference]:
    if same(old.value, new.value):
        return
    if not any(isinstance(item, (dict, list)) for item in (*old.value, *new.value)):
        texts = [sorted(json.dumps(item) for item in side.value) for side in (old, new)]
        yield old, new, texts[0] == texts[1]
        return
    gone, come = old.elements(), new.elements()
    pairs: list[tuple[Node, Node]] = []
    for identity in (_text, _identity, _anything):
        for item in list(gone):
            other = next((two for two in come if _alike(identity(item.value), identity(two.value))), None)
            if other is not None:
                pairs.append((item, other))
                gone.remove(item)
                come.remove(other)
    for item, other in pairs:
        yield from differences(item, other)
    for item in gone:
        yield item, None, False
    for item in come:
        yield None, item, False
    places = [
        int(other.at.rsplit("/", 1)[1])
        for _, other in sorted(pairs, key=lambda pair: len(pair[0].at) * 10**6 + _index(pair[0]))
    ]
    if places != sorted(places):
        yield old, new, True


def _index(node: Node) -> int:
    return int(node.at.rsplit("/", 1)[1])


def _alike(left: Any, right: Any) -> bool:
    return left is not None and left == right


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _identity(value: Any) -> tuple[Any, ...] | None:
    """What an object in a list is known by."""
    if not isinstance(value, dict):
        return None
    for keys in (("name", "in"), ("$ref",), ("title",), ("url",), ("name",)):
        if all(key in value for key in keys):
            return tuple(str(value[key]) for key in keys)
    return None


def _anything(value: Any) -> str:
    return type(value).__name__


def explained(place: Node | None, claims: set[str]) -> bool:
    """Whether an event names this place, or one above it."""
    if place is None:
        return False
    at = place.at
    while at:
        if at in claims:
            return True
        at = at.rsplit("/", 1)[0]
    return False


def unexplained(old: Node, new: Node, old_claims: set[str], new_claims: set[str]) -> Iterator[Difference]:
    """The differences that no event explains."""
    for was, now, order in differences(old, new):
        if not explained(was, old_claims) and not explained(now, new_claims):
            yield was, now, order


def is_set(place: Node) -> bool:
    """Whether the order of this list says nothing."""
    return place.at.rsplit("/", 1)[1] in SETS


__all__ = ["Difference", "differences", "explained", "is_set", "join", "unexplained"]
