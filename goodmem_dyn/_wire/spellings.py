"""A text in whatever way others may write it down: in JSON, in JSON in JSON, in URLs, in HTML, in capitals.

Rules: letters and digits are written as they are everywhere; every other character has a handful of forms, however deep
it is wrapped. So one expression finds them all, and its work is the text's length.
"""

from __future__ import annotations

import re

from goodmem_dyn._cache import lru_cache

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")
_LETTERS = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_NAMES = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos"}
_SLASHES = r"\\{0,8}"
"""In front of what JSON escapes, twice as many each time that it is wrapped."""


@lru_cache(maxsize=64)
def spellings(value: str) -> re.Pattern[str]:
    """The expression that finds a text in all its spellings."""
    return re.compile("".join(c if c in _PLAIN else f"(?:{'|'.join(_forms(c))})" for c in value), re.IGNORECASE)


def _forms(char: str) -> list[str]:
    code = ord(char)
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    percents = char.encode("utf-8", "replace")
    forms = [
        _SLASHES + re.escape(char),
        "".join(f"{_SLASHES}u{unit}" for unit in units),
        "".join(f"%(?:25){{0,3}}{byte:02x}" for byte in percents),
        f"&(?:amp;){{0,3}}#(?:0{{0,6}}{code}|x0{{0,6}}{code:x});",
    ]
    if char in _NAMES:
        forms.append(f"&(?:amp;){{0,3}}{_NAMES[char]};")
    if char in _LETTERS:
        forms.append(_SLASHES + _LETTERS[char])
    if char == " ":
        forms.append(r"\+")
    if code < 256:
        forms.append(f"{_SLASHES}x{code:02x}")
    return forms
