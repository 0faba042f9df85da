"""From the syntax tree of a filter to SQL with bound parameters: the operators.

Rules kept here:

- Every expression has a static type, as in PostgreSQL, and an operator that does not take its operands' types is
  refused with its column: ``val()`` is jsonb, so comparing it to a text is an error and not an empty result.
- Three-valued logic is SQLite's own: nothing here turns NULL into false.
"""

from __future__ import annotations

import json
from typing import Final

from lark import Token

from goodmem_dyn.local._filters.expressions import MOST_ARGUMENTS, NUMBERS, Expr, a_kind, balance, start, wrap
from goodmem_dyn.local._filters.operands import Node, Operands

_ORDERED: Final = {"text", "date", "timestamp", "boolean", "jsonb"}


class Compiler(Operands):
    """Compiles one tree; `predicate` is the way in."""

    def predicate(self, tree: Node) -> tuple[str, tuple[object, ...]]:
        """Return the SQL predicate and its parameters; raise `FilterError` if the whole is not boolean."""
        result = self._visit(tree)
        self._want(result, {"boolean"}, "a filter must be true or false as a whole")
        return f"({result.sql})", result.parameters

    # -------------------------------------------------------------- logic

    def _or_expr(self, node: Node) -> Expr:
        return self._logic(node, "OR")

    def _and_expr(self, node: Node) -> Expr:
        return self._logic(node, "AND")

    def _logic(self, node: Node, operator: str) -> Expr:
        terms = self._visit_all(node.children)
        for term in terms:
            self._want(term, {"boolean"}, f"{operator} joins conditions")
        return balance(terms, f" {operator} ", "boolean")

    def _negation(self, node: Node) -> Expr:
        (operand,) = self._visit_all(node.children)
        self._want(operand, {"boolean"}, "NOT negates a condition")
        return wrap("(NOT {})", "boolean", start(node), operand)

    # -------------------------------------------------------------- comparisons

    def _compare(self, node: Node) -> Expr:
        left, right = self._visit_all(node.children)
        operator = {"==": "=", "<>": "!="}.get(str(node.children[1]), str(node.children[1]))
        kind = self._comparable(left, right)
        if kind == "jsonb":
            return wrap(f"(gm_compare({{}}, {{}}) {operator} 0)", "boolean", start(node), left, right)
        return wrap(f"({{}} {operator} {{}})", "boolean", start(node), left, right)

    def _comparable(self, left: Expr, right: Expr) -> str:
        """Return the type that two operands are compared in, or refuse them at the one to change."""
        kinds = {left.kind, right.kind}
        if "null" in kinds or kinds <= NUMBERS or (left.kind == right.kind and left.kind in _ORDERED):
            return next(iter(kinds - {"null"}), "null")
        if kinds == {"date", "timestamp"}:
            return self._refuse("a date is compared to a date: cast one side, as in CAST(… AS DATE)", right.at)
        if "jsonb" in kinds:
            json_side, other = (left, right) if left.kind == "jsonb" else (right, left)
            wanted = {"integer": "NUMERIC"}.get(other.kind, other.kind.upper())
            return self._refuse(
                f"val() and other jsonb values are not compared to {a_kind(other.kind)}; "
                f"cast the value first, as in CAST(val('$.name') AS {wanted})",
                json_side.at,
            )
        return self._refuse(f"{a_kind(left.kind)} is not compared to {a_kind(right.kind)}; cast one of them", right.at)

    def _like(self, node: Node) -> Expr:
        text, pattern = self._visit_all(node.children)
        operator = next(str(token).upper() for token in node.children if isinstance(token, Token))
        for side in (text, pattern):
            self._want(
                side, {"text", "null"}, f"{operator} takes text on both sides, as in CAST(val('$.name') AS TEXT)"
            )
        return wrap(f"gm_like({{}}, {{}}, {int(operator == 'ILIKE')})", "boolean", start(node), text, pattern)

    def _not_like(self, node: Node) -> Expr:
        return wrap("(NOT {})", "boolean", start(node), self._like(node))

    def _is_null(self, node: Node) -> Expr:
        return wrap("({} IS NULL)", "boolean", start(node), self._visit_all(node.children)[0])

    def _is_not_null(self, node: Node) -> Expr:
        return wrap("({} IS NOT NULL)", "boolean", start(node), self._visit_all(node.children)[0])

    def _in_list(self, node: Node) -> Expr:
        value, *elements = self._visit_all(node.children)
        for element in elements:
            self._comparable(value, element)
        if value.kind == "jsonb":
            tests = [wrap("(gm_compare({}, {}) = 0)", "boolean", start(node), value, element) for element in elements]
            return balance(tests, " OR ", "boolean")
        if all(element.literal for element in elements):
            # One parameter however long the list is: builds of SQLite differ in how many they take.
            values = json.dumps([element.parameters[0] for element in elements])
            list_ = Expr("(SELECT value FROM json_each(?))", (values,), "list", start(node))
            return wrap("({} IN {})", "boolean", start(node), value, list_)
        if len(elements) > MOST_ARGUMENTS:
            self._refuse(f"a list of more than {MOST_ARGUMENTS} values takes literals only", elements[0].at)
        slots = ", ".join("{}" for _ in elements)
        return wrap(f"({{}} IN ({slots}))", "boolean", start(node), value, *elements)

    def _not_in_list(self, node: Node) -> Expr:
        return wrap("(NOT {})", "boolean", start(node), self._in_list(node))

    def _in_array(self, node: Node) -> Expr:
        value, array = self._visit_all(node.children)
        self._want(array, {"jsonb", "null"}, "IN takes a list in parentheses or a jsonb array")
        return wrap("gm_member({}, {})", "boolean", start(node), self._json(value), array)

    def _not_in_array(self, node: Node) -> Expr:
        return wrap("(NOT {})", "boolean", start(node), self._in_array(node))

    def _contains(self, node: Node) -> Expr:
        whole, part = self._visit_all(node.children)
        self._want(
            whole, {"jsonb", "null"}, "CONTAINS looks into a jsonb value; to search inside a text use LIKE '%…%'"
        )
        return wrap("gm_contains({}, {})", "boolean", start(node), whole, self._json(part))

    def _overlaps(self, node: Node) -> Expr:
        left, right = self._visit_all(node.children)
        for side in (left, right):
            self._want(side, {"jsonb", "null"}, "OVERLAPS takes jsonb arrays, as in val('$.tags') OVERLAPS ['a', 'b']")
        return wrap("gm_overlaps({}, {})", "boolean", start(node), left, right)

    # -------------------------------------------------------------- arithmetic and text

    def _concat(self, node: Node) -> Expr:
        parts = self._visit_all(node.children)
        for part in parts:
            self._want(part, {"text", "null", *NUMBERS}, "|| joins texts; cast the value, as in CAST(… AS TEXT)")
        return balance([self._as_text(part) for part in parts], " || ", "text")

    def _as_text(self, part: Expr) -> Expr:
        if part.kind in NUMBERS:
            return wrap(f"gm_cast({{}}, '{part.kind}', 'text')", "text", part.at, part)
        return part

    def _sum(self, node: Node) -> Expr:
        return self._arithmetic(node)

    def _product(self, node: Node) -> Expr:
        return self._arithmetic(node)

    def _arithmetic(self, node: Node) -> Expr:
        result, *operands = self._visit_all(node.children)
        operators = [str(child) for child in node.children if isinstance(child, Token)]
        for operator, operand in zip(operators, operands, strict=True):
            result = self._operate(result, operator, operand)
        return result

    def _operate(self, left: Expr, operator: str, right: Expr) -> Expr:
        kinds = (left.kind, right.kind)
        if kinds in {("date", "integer"), ("date", "null")} and operator in "+-":
            return wrap(f"({{}} {operator} {{}})", "date", left.at, left, right)
        if kinds == ("integer", "date") and operator == "+":
            return wrap("({} + {})", "date", left.at, left, right)
        if kinds == ("date", "date") and operator == "-":
            return wrap("({} - {})", "integer", left.at, left, right)
        for side in (left, right):
            self._want(side, {*NUMBERS, "null"}, f"{operator} takes numbers, or a date and a number of days")
        kind = "integer" if set(kinds) <= {"integer", "null"} else "numeric"
        if operator == "%" and kind == "numeric":
            return wrap("gm_mod({}, {})", kind, left.at, left, right)
        if operator == "/" and kind == "numeric":
            return wrap("(CAST({} AS REAL) / {})", kind, left.at, left, right)
        return wrap(f"({{}} {operator} {{}})", kind, left.at, left, right)

    def _sign(self, node: Node) -> Expr:
        (operand,) = self._visit_all(node.children)
        self._want(operand, {*NUMBERS, "null"}, "a sign stands before a number")
        return wrap(f"({node.children[0]}{{}})", operand.kind, start(node), operand)
