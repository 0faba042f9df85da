"""How arguments are refused: what was wrong, where, what was expected, and the nearest name.

Rules: an argument may be a secret, so an error shows the type of a value and never its text. A name that somebody made
up is shown short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Check = Callable[[Any, str, "Problems"], Any]
    """`check(value, path, problems)` returns the wire value; what is wrong is appended to `problems`.

    Where the path is empty, no path is written: see `checker.in_two_passes`.
    """

Problems = list[str]


def nearest(name: object, known: Iterable[str]) -> str:
    """` Did you mean …?` for the closest known name, or an empty string."""
    import difflib

    if not isinstance(name, str):
        return ""
    matches = difflib.get_close_matches(name[:200], list(known), n=1, cutoff=0.6)
    return f" Did you mean {matches[0]!r}?" if matches else ""


def shown(value: object) -> str:
    """A value as an error shows it: its type, never its text, because an argument may be a secret."""
    if value is None or isinstance(value, bool):
        return repr(value)
    return f"a value of type {type(value).__name__}"


def digits(number: float) -> str:
    """A number as an error shows it: Python writes no int of thousands of digits."""
    return str(number) if abs(number) < 1e40 else "a much longer number"


def quoted(name: object) -> str:
    """A name that somebody gave, as an error shows it: short, and by its type where it is no text."""
    if not isinstance(name, str):
        return shown(name)
    return repr(name if len(name) <= 80 else f"{name[:79]}…")


def fail(problems: Problems, where: str) -> InvalidRequestError:
    """One error for all problems of a call."""
    if len(problems) == 1:
        return InvalidRequestError(f"{where}: {problems[0]}", problems=problems)
    lines = "".join(f"\n  - {problem}" for problem in problems)
    return InvalidRequestError(f"{where}: {len(problems)} problems:{lines}", problems=problems)
