"""How arguments are refused: what was wrong, where, what was expected, and the nearest name.

Rules: an argument may be a secret, so an error shows the type of a value and never its text. A name that somebody made
up is shown short.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goodmem_dyn._wire.hints import way_to_id
from goodmem_dyn.errors import InvalidRequestError

Problems = list[str]
Check = Callable[[Any, str, Problems], Any]
"""`check(value, path, problems)` returns the wire value; what is wrong is appended to `problems`.

Where the path is empty, no path is written: see `checker.in_two_passes`.
"""


def shown(value: object) -> str:
    """A value as an error shows it: its type, never its text, because an argument may be a secret."""
    if value is None or isinstance(value, bool):
        return repr(value)
    return f"a value of type {type(value).__name__}"


def shown_for(value: object, path: str) -> str:
    """The same, where a text was wanted: an object whose id was probably meant says so."""
    argument = path.rpartition(".")[2].partition("[")[0]
    wanted = argument[:-1] if argument.endswith("_ids") else argument
    way = way_to_id(value, wanted) if wanted == "id" or wanted.endswith("_id") else None
    return f"{shown(value)}. Pass its {way}" if way else shown(value)


def unfit(value: object, path: str, fields: str) -> str:
    """What is wrong with a model that stands in the place of one of another kind."""
    way = way_to_id(value, "id")
    hint = f" Pass its {way}." if way else ""
    return f"{path} cannot be {shown(value)}.{hint} Fields: {fields}."


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
