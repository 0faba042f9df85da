"""Pieces of SQL with their parameters, and how they are put together.

Rules kept here:

- A piece carries its parameters in the order of their placeholders, and every way to join pieces keeps that order.
- Chains of an associative operator become balanced trees: SQLite limits the depth of an expression, not its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: SQLite takes 127 arguments; the rest is for what wraps them.
MOST_ARGUMENTS: Final = 100
_RUN: Final = 32


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of SQL and its parameters."""

    sql: str
    parameters: tuple[object, ...] = ()


def wrap(template: str, *operands: Piece) -> Piece:
    """Fill a template's ``{}`` with the operands, in order."""
    texts = template.split("{}")
    sql = texts[0] + "".join(operand.sql + text for operand, text in zip(operands, texts[1:], strict=True))
    return Piece(sql, tuple(value for operand in operands for value in operand.parameters))


def slots(operands: list[Piece]) -> str:
    """As many ``{}`` as there are operands, with commas between them."""
    return ", ".join("{}" for _ in operands)


def balance(terms: list[Piece], operator: str, function: str = "") -> Piece:
    """Join terms by what is associative: as a flat run it costs depth and as a nested one stack, both by half."""
    while len(terms) > 1:
        groups = [terms[i : i + _RUN] for i in range(0, len(terms), _RUN)]
        terms = [
            wrap(f"{function}({operator.join('{}' for _ in group)})", *group) if len(group) > 1 else group[0]
            for group in groups
        ]
    return terms[0]
