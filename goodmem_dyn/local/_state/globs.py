"""Name filters: `*` any run, `?` one character, everything else literal, in any case."""

from __future__ import annotations

import re


def glob(pattern: str) -> str:
    """A name filter (`*` any run, `?` one character, everything else literal, any case) as a regular expression."""
    return "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)


def matches_glob(pattern: str, text: str) -> bool:
    """SQL function behind `nameFilter`."""
    return re.fullmatch(glob(pattern), text, re.IGNORECASE | re.DOTALL) is not None
