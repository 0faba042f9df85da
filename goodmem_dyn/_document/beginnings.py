"""The names of a document whose paths begin with words that say nothing, such as a gateway's, or `api`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from goodmem_dyn._document.names import Rule, is_variable, segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodmem_dyn._document.names import Place

_NEARLY_ALL = 0.9


class RuleAfterBeginning(Rule):
    """The natural names of such a document."""

    def __init__(self, operations: Iterable[Place]) -> None:
        operations = list(operations)
        self._prefix = _shared([segments(path)[0] for _, path in operations])
        super().__init__(operations)

    def segments(self, path: str) -> tuple[list[str], str]:
        """The segments of a path without what nearly all have, and its custom verb."""
        parts, verb = segments(path)
        for word in self._prefix:
            if not _can_drop(parts, word):
                break
            parts = _without(parts)
        return parts, verb


def _shared(paths: list[list[str]]) -> list[str]:
    """The words that nearly all paths begin with, as far as something is left of them."""
    prefix: list[str] = []
    if len({tuple(parts) for parts in paths}) < 2:
        return prefix
    while True:
        heads = Counter(parts[0] for parts in paths if parts and _can_drop(parts, parts[0]))
        word, count = heads.most_common(1)[0] if heads else ("", 0)
        if count < _NEARLY_ALL * len(paths):
            return prefix
        prefix.append(word)
        paths = [_without(parts) if _can_drop(parts, word) else parts for parts in paths]


def _can_drop(parts: list[str], word: str) -> bool:
    """Whether a path begins with a word, and with another after it."""
    return bool(parts) and parts[0] == word and not is_variable(word) and _begins(_without(parts))


def _begins(parts: list[str]) -> bool:
    return bool(parts) and not is_variable(parts[0])


def _without(parts: list[str]) -> list[str]:
    """A path without its first word, and without the version after that."""
    return segments("/".join(parts[1:]))[0] if len(parts) > 1 else []
