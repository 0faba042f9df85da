"""Lists of plain dicts whose content is text: what nearly every batch is, taken without a look at each member of each.

Rules: what is said of one item holds for all with the same keys, and is worked out once. Whatever is not plain text in
a plain dict is left to the way of single items, which knows all kinds of content and what to say of a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn._document.names import snake
from goodmem_dyn._wire.upload import CONTROL

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from goodmem_dyn._conveniences.content import Content

_MAX_SHAPES = 256


class _Shape(NamedTuple):
    """What items with the same keys have in common."""

    names: tuple[str, ...] | None  # the keys in Python's spelling, where another was used
    text: str
    kind: str | None


class Texts:
    """Takes the lists of one operation.

    Args:
        content: The members of an item that carry content.
        known: All its members, in Python's spelling.
    """

    def __init__(self, content: Content, known: AbstractSet[str]) -> None:
        self._content, self._known = content, known
        self._shapes: dict[tuple[Any, ...], _Shape | None] = {}
        self._kinds: set[str] = set()

    def taken(self, items: list[Any]) -> list[dict[str, Any]] | None:
        """Copies of the items by their Python names, each with a content type; None where one is not so plain."""
        copies: list[dict[str, Any]] = []
        shapes, kinds, kind = self._shapes, self._kinds, self._content.type
        for item in items:
            if type(item) is not dict:
                return None
            keys = tuple(item)
            shape = shapes[keys] if keys in shapes else self._look(keys)
            if shape is None:
                return None
            fields = dict(item) if shape.names is None else dict(zip(shape.names, item.values(), strict=True))
            text = fields[shape.text]
            if type(text) is not str or not text:
                return None
            if shape.kind is not None:
                own = fields[shape.kind]
                if type(own) is not str or not (own in kinds or self._is_kind(own)):
                    return None
            elif kind is not None:
                fields[kind] = "text/plain"
            copies.append(fields)
        return copies

    def _is_kind(self, text: str) -> bool:
        if not text or CONTROL.search(text):
            return False
        if len(self._kinds) < _MAX_SHAPES:
            self._kinds.add(text)
        return True

    def _look(self, keys: tuple[Any, ...]) -> _Shape | None:
        if len(self._shapes) >= _MAX_SHAPES:
            self._shapes.clear()
        shape = self._shapes[keys] = self._shape(keys)
        return shape

    def _shape(self, keys: tuple[Any, ...]) -> _Shape | None:
        if not all(type(key) is str for key in keys):
            return None
        names = tuple(key if key in self._known else snake(key) for key in keys)
        sources = [name for name in self._content.sources if name in names]
        if len(set(names)) < len(names) or not self._known >= set(names) or sources != [self._content.text]:
            return None
        kind = self._content.type
        return _Shape(None if names == keys else names, sources[0], kind if kind in names else None)
