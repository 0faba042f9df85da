r"""SQL's LIKE: `%` any run, `_` one character, `\` the next one as it is.

Rules kept here: no pattern becomes a regular expression. It is cut at its `%` into pieces of a fixed length; a piece is
found by the longest text in it, and what could take pattern times text is counted as work.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.filters._work import spend


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two `%`: its length, and its texts with their offsets, the longest first."""

    length: int
    texts: tuple[tuple[int, str], ...]

    def is_at(self, subject: str, place: int) -> bool:
        for offset, text in self.texts:
            spend(1 + (len(text) >> 6))
            if not subject.startswith(text, place + offset):
                return False
        return True

    def find(self, subject: str, start: int, end: int) -> int:
        """Where it stands first between the two; -1 for nowhere."""
        if end - start < self.length:
            return -1
        if not self.texts:
            return start
        offset, text = self.texts[0]
        last = end - self.length + offset + len(text)
        place = subject.find(text, start + offset, last)
        while place >= 0 and not self.is_at(subject, place - offset):
            spend(1 + (len(text) >> 4))  # finding a long text begins with reading it
            place = subject.find(text, place + 1, last)
        return place - offset if place >= 0 else -1


def like(text: str, pattern: str, *, fold: bool = False) -> bool | None:
    """Match a pattern; None if it ends in the middle of an escape. `fold` takes upper and lower case as one."""
    pieces = _pieces(_folded(pattern) if fold else pattern)
    if pieces is None:
        return None
    subject = _folded(text) if fold else text
    first, *middle = pieces
    if not middle:
        return len(subject) == first.length and first.is_at(subject, 0)
    last = middle.pop()
    place, end = first.length, len(subject) - last.length
    if end < place or not first.is_at(subject, 0) or not last.is_at(subject, end):
        return False
    for piece in middle:
        start = piece.find(subject, place, end)
        if start < 0:
            return False
        place = start + piece.length
    return True


def _folded(text: str) -> str:
    # What `lower` makes of a sigma depends on what stands beside it, and a pattern is cut elsewhere than its subject.
    return text.lower().replace("\N{GREEK SMALL LETTER FINAL SIGMA}", "\N{GREEK SMALL LETTER SIGMA}")


@lru_cache(maxsize=256)
def _pieces(pattern: str) -> tuple[_Piece, ...] | None:
    pieces = []
    length, runs = 0, dict[int, list[str]]()
    is_text = False
    characters = iter(pattern)
    for character in characters:
        if character == "%":
            pieces.append(_piece(length, runs))
            length, runs, is_text = 0, {}, False
            continue
        wanted = next(characters, None) if character == "\\" else character
        if wanted is None:
            return None
        if character == "_":
            is_text = False
        else:
            start = next(reversed(runs)) if is_text else length
            runs.setdefault(start, []).append(wanted)
            is_text = True
        length += 1
    return (*pieces, _piece(length, runs))


def _piece(length: int, runs: dict[int, list[str]]) -> _Piece:
    texts = ((offset, "".join(characters)) for offset, characters in runs.items())
    return _Piece(length, tuple(sorted(texts, key=lambda text: -len(text[1]))))
