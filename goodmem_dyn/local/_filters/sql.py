"""From the tree of a filter to SQL with bound parameters: conditions and operators.

Rules kept here:

- The parser has checked the types, so that each operator has the form for those it gets.
- Three-valued logic is SQLite's own: nothing here turns NULL into false.
- Of many conditions, some look at the clock: SQLite itself asks how late it is once a row, and each condition may read
  all of a large document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from goodmem_dyn.filters.language import NUMBERS
from goodmem_dyn.local._filters.operands import Operands
from goodmem_dyn.local._filters.pieces import MOST_ARGUMENTS, Piece, balance, slots, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.filters.language import Node


_CONDITIONS: Final = frozenset({"compare", "like", "is null", "in", "exists"})
_UNTIMED: Final = 32
"""Conditions between two looks at the clock."""


class Compiler(Operands):
    """Compiles one tree; `predicate` is the way in."""

    _conditions = 0

    def predicate(self, tree: Node) -> tuple[str, tuple[object, ...]]:
        """Return the SQL predicate and its parameters."""
        piece = self.piece(tree)
        return f"({piece.sql})", piece.parameters

    def piece(self, node: Node) -> Piece:
        piece = _KINDS[node.kind](self, node)
        if node.kind not in _CONDITIONS:
            return piece
        self._conditions += 1
        return piece if self._conditions % _UNTIMED else wrap("(gm_in_time() AND {})", piece)

    # -------------------------------------------------------------- logic

    def _group(self, node: Node) -> Piece:
        return self.piece(node.children[0])

    def _or(self, node: Node) -> Piece:
        return balance(self.pieces(node), " OR ")

    def _and(self, node: Node) -> Piece:
        return balance(self.pieces(node), " AND ")

    def _not(self, node: Node) -> Piece:
        return wrap("(NOT {})", *self.pieces(node))

    # -------------------------------------------------------------- tests

    def _compare(self, node: Node) -> Piece:
        left, right = self.pieces(node)
        if "JSON" in {child.type for child in node.children}:
            return wrap(f"(gm_compare({{}}, {{}}) {node.data} 0)", left, right)
        return wrap(f"({{}} {node.data} {{}})", left, right)

    def _like(self, node: Node) -> Piece:
        word, negated = node.data
        return _negated(wrap(f"gm_like({{}}, {{}}, {int(word == 'ILIKE')})", *self.pieces(node)), negated)

    def _is_null(self, node: Node) -> Piece:
        return wrap("({} IS NOT NULL)" if node.data else "({} IS NULL)", *self.pieces(node))

    def _in(self, node: Node) -> Piece:
        return _negated(self._in_list(node), node.data)

    def _in_list(self, node: Node) -> Piece:
        value, *elements = self.pieces(node)
        if node.children[0].type == "JSON":
            return balance([wrap("(gm_compare({}, {}) = 0)", value, element) for element in elements], " OR ")
        values = [self.constant(child) for child in node.children[1:]]
        if None not in values:
            # One parameter however long the list is: builds of SQLite differ in how many they take.
            return wrap("({} IN {})", value, Piece("(SELECT value FROM json_each(?))", (json.dumps(values),)))
        if len(elements) > MOST_ARGUMENTS:
            self.refuse(
                f"a list of more than {MOST_ARGUMENTS} values takes numbers and texts only", node.children[1].start
            )
        return wrap(f"({{}} IN ({slots(elements)}))", value, *elements)

    def _in_array(self, node: Node) -> Piece:
        value, array = node.children
        return _negated(wrap("gm_member({}, {})", self.json(value), self.piece(array)), node.data)

    def _contains(self, node: Node) -> Piece:
        whole, part = node.children
        return wrap("gm_contains({}, {})", self.piece(whole), self.json(part))

    def _overlaps(self, node: Node) -> Piece:
        return wrap("gm_overlaps({}, {})", *self.pieces(node))

    # -------------------------------------------------------------- arithmetic and text

    def _concatenation(self, node: Node) -> Piece:
        return balance([self._text(child) for child in node.children], ", ", "gm_concat")

    def _text(self, node: Node) -> Piece:
        if node.type in NUMBERS:
            return wrap(f"gm_cast({{}}, '{node.type}', 'TEXT')", self.piece(node))
        return self.piece(node)

    def _arithmetic(self, node: Node) -> Piece:
        result, *operands = self.pieces(node)
        for (sign, type_), operand in zip(node.data, operands, strict=True):
            form = f"({{}} {sign} {{}})"
            if type_ == "NUMERIC" and sign in "/%":  # SQLite's own are for integers
                form = "gm_mod({}, {})" if sign == "%" else "(CAST({} AS REAL) / {})"
            result = wrap(form, result, operand)
        return result

    def _sign(self, node: Node) -> Piece:
        return wrap("(-{})" if node.data else "{}", *self.pieces(node))


def _negated(piece: Piece, negated: bool) -> Piece:
    return wrap("(NOT {})", piece) if negated else piece


_KINDS: Final[dict[str, Callable[[Compiler, Node], Piece]]] = {
    name: getattr(Compiler, "_" + name.replace(" ", "_"))
    for name in (
        "literal", "group", "today", "now", "val", "exists", "array", "element", "cast", "extract", "call",
        "concatenation", "sign", "arithmetic", "and", "or", "not", "compare", "like", "is null", "in", "in array",
        "contains", "overlaps",
    )
}  # fmt: skip
