"""Typed pieces of SQL, and how they are put together.

Rules kept here:

- A piece carries its parameters in the order of their placeholders, and every way to join pieces keeps that order.
- Chains of an associative operator become balanced trees: SQLite limits the depth of an expression, not its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lark import Token, Tree

NUMBERS: Final = {"integer", "numeric"}
#: SQLite takes 127 arguments; the rest is for what wraps them.
MOST_ARGUMENTS: Final = 100
_RUN: Final = 32


@dataclass(frozen=True, slots=True)
class Expr:
    """A piece of SQL, its parameters, its static type, and where its text begins (characters, from 0)."""

    sql: str
    parameters: tuple[object, ...]
    kind: str
    at: int
    path: str | None = None
    """The native path, for a bare ``val()`` that SQLite can read itself."""
    literal: bool = False
    """Whether this is a constant, whose value is the only parameter."""


def a_kind(kind: str) -> str:
    named = {"numeric": "a number", "integer": "an integer", "null": "NULL", "jsonb": "a jsonb value"}
    return named.get(kind, f"a {kind}")


def start(node: Tree[Token]) -> int:
    return getattr(node.meta, "start_pos", 0) or 0


def wrap(template: str, kind: str, at: int, *operands: Expr) -> Expr:
    """Fill a template's ``{}`` with the operands, in order."""
    pieces = template.split("{}")
    sql = pieces[0] + "".join(operand.sql + piece for operand, piece in zip(operands, pieces[1:], strict=True))
    return Expr(sql, tuple(value for operand in operands for value in operand.parameters), kind, at)


def balance(terms: list[Expr], operator: str, kind: str) -> Expr:
    """Join terms by an associative operator: as a flat run costs depth and a nested one stack, both by half."""
    while len(terms) > 1:
        groups = [terms[i : i + _RUN] for i in range(0, len(terms), _RUN)]
        terms = [
            wrap(f"({operator.join('{}' for _ in group)})", kind, group[0].at, *group) if len(group) > 1 else group[0]
            for group in groups
        ]
    return terms[0]
