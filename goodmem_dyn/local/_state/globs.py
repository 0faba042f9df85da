"""Name filters: `*` any run, `?` one character, everything else literal, in any case."""

from __future__ import annotations

from goodmem_dyn.local._filters.patterns import like

_AS_LIKE = str.maketrans({"*": "%", "?": "_", "%": r"\%", "_": r"\_", "\\": r"\\"})


def matches_glob(pattern: str, text: str) -> bool:
    """SQL function behind `nameFilter`, in time linear in both."""
    return bool(like(text, pattern.translate(_AS_LIKE), 1))
