"""Name filters: `*` any run, `?` one character, everything else literal, in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def matches_glob(pattern: Sequence[str], text: Sequence[str]) -> bool:
    """SQL function behind `nameFilter`.

    It goes back to the latest `*` alone, so that its cost is at most pattern times text.
    """
    # Each for itself: the lower case of some letters is two.
    pattern, text = [char.lower() for char in pattern], [char.lower() for char in text]
    at = place = 0
    star, resumed = -1, 0
    while place < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, resumed = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", text[place]):
            at += 1
            place += 1
        elif star >= 0:
            resumed += 1
            at, place = star + 1, resumed
        else:
            return False
    return all(char == "*" for char in pattern[at:])
