"""The tree of an expression: what the parser makes, and evaluation and explanation read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CAST_TYPES = ("TEXT", "NUMERIC", "BOOLEAN", "BIGINT", "DATE")
DATE_PARTS = ("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOW", "ISODOW", "DOY")
COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
"""How a comparison may be spelled, and how it is meant."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Attributes:
        kind: What it is: `literal`, `val`, `exists`, `cast`, `compare`, `and`, ….
        type: The type of its value: TEXT, NUMERIC, BOOLEAN, DATE, JSON or NULL.
        start: Where its text starts.
        end: Where its text ends.
        children: Its operands.
        data: What else its kind needs: a value, an operator, steps of a path.
    """

    kind: str
    type: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    data: Any = None
