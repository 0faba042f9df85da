"""Where a name stands that was given one level too high: `chunk_size` for `chunking_config.recursive.chunk_size`.

Rule: it is looked for in the document, nearest first, and only when something was refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn._document.schema import Resolver

_DEEPEST = 3


def inner(name: object, outer: Iterable[tuple[str, Any]], resolver: Resolver) -> str:
    """` It stands in …` for a name that an argument, or a field, has further in; empty where none does.

    Args:
        name: What was given.
        outer: Names as callers write them, with their schemas.
        resolver: The document's.
    """
    level: list[tuple[tuple[str, ...], Any]] = [((outermost,), schema) for outermost, schema in outer]
    for _ in range(_DEEPEST):
        level = [
            ((*path, snake(wire)), part)
            for path, schema in level
            if (view := fields_of(schema, resolver)) is not None
            for wire, part in view.properties.items()
        ]
        for path, _schema in level:
            if path[-1] == name:
                first, *rest = path
                nested = "".join(f"{{{part!r}: " for part in rest)
                return f" It stands further in: {first}={nested}…{'}' * len(rest)}."
    return ""
