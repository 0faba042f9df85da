"""The types of the filter language: their names, and which become, join or compare with which.

Rules kept here:

- Types are PostgreSQL's, because a server compiles a filter to its SQL: metadata is JSON until it is cast, whole
  numbers divide as integers, a date moves by a whole number of days.
- NULL stands wherever a value may.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBERS = frozenset({"INTEGER", "NUMERIC"})
DAYS = frozenset({"DATE", "TIMESTAMP"})

CASTS = {
    "TEXT": "TEXT",
    "VARCHAR": "TEXT",
    "NUMERIC": "NUMERIC",
    "DECIMAL": "NUMERIC",
    "REAL": "NUMERIC",
    "FLOAT": "NUMERIC",
    "DOUBLE PRECISION": "NUMERIC",
    "BIGINT": "INTEGER",
    "INTEGER": "INTEGER",
    "INT": "INTEGER",
    "BOOLEAN": "BOOLEAN",
    "BOOL": "BOOLEAN",
    "DATE": "DATE",
    "TIMESTAMP": "TIMESTAMP",
    "TIMESTAMPTZ": "TIMESTAMP",
    "JSONB": "JSON",
}
"""How a type may be spelled in a CAST, and which it is."""

_DAY_FROM = {"DATE": {"TEXT", "TIMESTAMP"}, "TIMESTAMP": {"TEXT", "DATE"}}
_NAMES = {"NUMERIC": "a number", "INTEGER": "an integer", "NULL": "NULL", "JSON": "a jsonb value"}


def named(type_: str) -> str:
    """A type as a message names it."""
    return _NAMES.get(type_, f"a {type_.lower()}")


def may_become(source: str, target: str) -> bool:
    """Whether a CAST from one type to the other exists. That a value may still fail to convert makes it NULL."""
    if source in {target, "NULL", "JSON"} or target == "JSON":
        return True
    if target in _DAY_FROM:
        return source in _DAY_FROM[target]
    return target == "TEXT" or source not in DAYS


def are_compared(left: str, right: str) -> bool:
    """Whether values of these types compare: with their own, with another number, and with NULL."""
    return left == right or "NULL" in {left, right} or {left, right} <= NUMBERS


def calculated(left: str, sign: str, right: str) -> str | None:
    """The type of a sum, difference, product, quotient or remainder; None where there is none."""
    sides = (left, right)
    if set(sides) <= NUMBERS | {"NULL"}:
        return "NUMERIC" if "NUMERIC" in sides else "INTEGER"
    if sign in "+-" and sides in {("DATE", "INTEGER"), ("DATE", "NULL")}:
        return "DATE"
    if sides == ("INTEGER", "DATE") and sign == "+":
        return "DATE"
    return "INTEGER" if sides == ("DATE", "DATE") and sign == "-" else None


def common(types: Iterable[str]) -> str | None:
    """The one type that values of all these types have; None if there is none."""
    kinds = set(types) - {"NULL"}
    if len(kinds) > 1:
        return "NUMERIC" if kinds <= NUMBERS else None
    return next(iter(kinds), "NULL")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` for a mistyped name, or nothing."""
    near = difflib.get_close_matches(name[:100], list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""
