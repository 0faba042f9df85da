"""Schemas that are written out where a name stood, or have something added to them.

Rules: what is written out word for word is the schema that it was; words that describe, and references, are no
difference. What an answer adds to a schema is taken as an answer is that says more than is known.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._document.schema import Resolver

_WORDS = frozenset({"description", "title", "example", "examples"})
_REFERENCE = re.compile(r'"\$ref": "([^"]*)"')
_DEEPEST = 12


def may_differ(document: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a document may write out what the one before referred to, or add to it."""
    new, old = (json.dumps([source.get("paths"), source.get("components")]) for source in (document, before))
    now, then = (Counter(_REFERENCE.findall(text)) for text in (new, old))
    return any(now[key] < count for key, count in then.items()) or new.count('"allOf"') > old.count('"allOf"')


def still(
    unnamed: Iterable[tuple[str, Any, bool]], schemas: Mapping[str, Any], resolver: Resolver
) -> Iterator[tuple[str, Any]]:
    """Of the places where schemas stood by name: those that still are it, with its name.

    Args:
        unnamed: What a schema was called at a place, what is there now, and whether that is in answers alone.
        schemas: The schemas that have names now.
        resolver: Of the document.
    """
    for name, node, is_answer in unnamed:
        if name not in schemas:
            continue
        if (is_answer and _adds_to(name, node, resolver)) or _same(node, schemas[name], resolver, 0):
            yield name, node


def _adds_to(name: str, node: Any, resolver: Resolver) -> bool:
    parts = node.get("allOf")
    return isinstance(parts, list) and [target for part in parts if (target := resolver.name(part))] == [name]


def _same(left: Any, right: Any, resolver: Resolver, depth: int, *, named: bool = False) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            _same(part, twin, resolver, depth + 1) for part, twin in zip(left, right, strict=True)
        )
    if not (isinstance(left, dict) and isinstance(right, dict)):
        return bool(left == right)
    if depth > _DEEPEST or left == right:
        return True
    left, right = (_bare(resolver.follow(node), named=named) for node in (left, right))
    return left.keys() == right.keys() and all(
        _same(part, right[key], resolver, depth + 1, named=not named and key == "properties")
        for key, part in left.items()
    )


def _bare(node: dict[str, Any], *, named: bool) -> dict[str, Any]:
    return node if named else {key: value for key, value in node.items() if key not in _WORDS}
