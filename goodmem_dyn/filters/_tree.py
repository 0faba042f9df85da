"""The tree of an expression: what the parser makes, and what evaluates, explains and translates it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
"""How a comparison may be spelled, and how it is meant."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Attributes:
        kind: What it is, as listed below.
        type: The type of its value: TEXT, INTEGER, NUMERIC, BOOLEAN, DATE, TIMESTAMP, JSON or NULL.
        start: Where its text starts, in characters from 0.
        end: Where its text ends.
        children: Its operands, in order.
        data: What else its kind needs, in parentheses below.

    The kinds are `literal` (the value: str, Decimal, bool, or None for NULL), `today`, `now`, `val` and `exists` (the
    steps of the path), `array`, `element` (of an array, by one or more indexes), `cast` (the type as it was written),
    `extract` (the part), `call` (the function's name), `group` (parentheses, or a NOT that another one undoes),
    `concatenation`, `sign` (whether it is negative), `arithmetic` (for each operator its sign and the type of the chain
    up to there), `and`, `or`, `not`, `compare` (the sign), `like` (LIKE or ILIKE, and whether negated), `is null`, `in`
    and `in array` (whether negated), `contains`, `overlaps`.
    """

    kind: str
    type: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    data: Any = None
