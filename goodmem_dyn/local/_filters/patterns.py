"""SQL's LIKE, in time linear in pattern and text.

Rules kept here: no user text becomes a regular expression with a quantifier; a pattern is cut at its ``%``, and the
pieces have a fixed length.
"""

from __future__ import annotations

import re

from goodmem_dyn._cache import lru_cache


def _fold(text: str) -> str:
    """Fold case one character at a time: a pattern and its subject are cut at different places."""
    return text.lower().replace("\N{GREEK SMALL LETTER FINAL SIGMA}", "\N{GREEK SMALL LETTER SIGMA}")


@lru_cache(maxsize=256)
def _pattern(pattern: str, fold: bool) -> tuple[bool, bool, tuple[re.Pattern[str], ...]] | None:
    """Split a LIKE pattern at its ``%``: whether both ends are anchored, and the pieces, which hold no quantifier."""
    pieces = [""]
    anchored_start = not pattern.startswith("%")
    characters = iter(pattern)
    last_is_star = False
    for character in characters:
        last_is_star = character == "%"
        if character == "%":
            pieces.append("")
        elif character == "_":
            pieces[-1] += "."
        elif character == "\\":
            escaped = next(characters, None)
            if escaped is None:
                return None
            pieces[-1] += re.escape(_fold(escaped) if fold else escaped)
        else:
            pieces[-1] += re.escape(_fold(character) if fold else character)
    compiled = tuple(re.compile(piece, re.DOTALL) for piece in pieces if piece)
    return anchored_start, not last_is_star, compiled


def like(text: str | None, pattern: str | None, fold: int) -> int | None:
    r"""Match SQL's LIKE: ``%`` any run, ``_`` one character, ``\`` takes the next one literally."""
    if text is None or pattern is None:
        return None
    parts = _pattern(pattern, bool(fold))
    if parts is None:
        return None
    anchored_start, anchored_end, pieces = parts
    subject = _fold(text) if fold else text
    if not pieces:
        return int(not (anchored_start and anchored_end) or not subject)
    position = 0
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        if last and anchored_end:
            return int(_ends(piece, subject, position, whole=number == 0 and anchored_start))
        match = piece.match(subject) if number == 0 and anchored_start else piece.search(subject, position)
        if match is None:
            return 0
        position = match.end()
    return 1


def _ends(piece: re.Pattern[str], subject: str, position: int, *, whole: bool) -> bool:
    """Return whether the piece, whose length is fixed, matches the very end of the subject, from `position` on."""
    if whole:
        return piece.fullmatch(subject) is not None
    start = len(subject) - _width(piece.pattern)
    return start >= position and piece.fullmatch(subject, start) is not None


@lru_cache(maxsize=256)
def _width(pattern: str) -> int:
    return len(re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL))
