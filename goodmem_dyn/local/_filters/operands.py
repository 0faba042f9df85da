"""The operands of a filter: literals, arrays, subscripts, calls and casts.

Rules kept here:

- A path of one plain member is read by SQLite itself, which costs a third of a call into Python; others by function.
- A constant becomes one parameter, however long it is: builds of SQLite differ in how many they take.
- What a literal cannot say (a raw control character, an unknown escape, a number without end) is refused, not mended.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Final, NoReturn

from lark import Token, Tree

from goodmem_dyn.local._filters import paths
from goodmem_dyn.local._filters.compiling import FilterError, nearest
from goodmem_dyn.local._filters.expressions import MOST_ARGUMENTS, NUMBERS, Expr, a_kind, start, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Node = Tree[Token]

_TYPES: Final = {
    "TEXT": "text",
    "VARCHAR": "text",
    "NUMERIC": "numeric",
    "DECIMAL": "numeric",
    "REAL": "numeric",
    "FLOAT": "numeric",
    "DOUBLE PRECISION": "numeric",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "INT": "integer",
    "BOOLEAN": "boolean",
    "BOOL": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMPTZ": "timestamp",
    "JSONB": "jsonb",
}
_FIELDS: Final = [
    "YEAR",
    "QUARTER",
    "MONTH",
    "WEEK",
    "DAY",
    "DOW",
    "ISODOW",
    "DOY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "EPOCH",
]
#: name → SQL function, parameter types, result type; a parameter type of None takes what it gets.
_FUNCTIONS: Final[dict[str, tuple[str, tuple[str, ...], str]]] = {
    "lower": ("gm_lower", ("text",), "text"),
    "upper": ("gm_upper", ("text",), "text"),
    "trim": ("trim", ("text",), "text"),
    "length": ("length", ("text",), "integer"),
    "abs": ("abs", ("numeric",), "numeric"),
    "floor": ("gm_floor", ("numeric",), "numeric"),
    "ceil": ("gm_ceil", ("numeric",), "numeric"),
    "round": ("gm_round", ("numeric", "integer"), "numeric"),
}
_KNOWN: Final = sorted(["val", "exists", "coalesce", *_FUNCTIONS])
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "'": "'", '"': '"', "\\": "\\", "/": "/"}
_ESCAPES_LIKE: Final = {"%": "\\%", "_": "\\_"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Operands:
    """Compiles what operators work on. `metadata_column` is trusted SQL."""

    def __init__(self, metadata_column: str, *, doubled_quotes: bool = False) -> None:
        self._column = metadata_column
        self._doubled = doubled_quotes

    def _visit(self, node: Node) -> Expr:
        method: Callable[[Node], Expr] = getattr(self, f"_{node.data}")
        return method(node)

    def _visit_all(self, children: Iterable[Node | Token]) -> list[Expr]:
        return [self._visit(child) for child in children if isinstance(child, Tree)]

    # -------------------------------------------------------------- operands

    def _subscript(self, node: Node) -> Expr:
        base, index = self._visit_all(node.children)
        self._want(base, {"jsonb", "null"}, "only a jsonb array has elements, as in val('$.tags')[0]")
        self._want(index, {"integer", "null"}, "an index is an integer from 0 on")
        if index.sql.startswith("(-"):
            self._refuse("an index counts from 0 and is not negative", index.at)
        return wrap("gm_item({}, {})", "jsonb", start(node), base, index)

    def _array(self, node: Node) -> Expr:
        elements = self._visit_all(node.children)
        if all(element.literal for element in elements):
            text = json.dumps([element.parameters[0] for element in elements], ensure_ascii=False)
            return Expr("?", (text,), "jsonb", start(node))
        if len(elements) > MOST_ARGUMENTS:
            self._refuse(f"an array of more than {MOST_ARGUMENTS} elements takes literals only", start(node))
        elements = [self._json(element) for element in elements]
        slots = ", ".join("{}" for _ in elements)
        return wrap(f"gm_array({slots})", "jsonb", start(node), *elements)

    def _call(self, node: Node) -> Expr:
        name = str(node.children[0]).lower()
        arguments = node.children[1:]
        if name in {"val", "exists"}:
            return self._path_call(node, name, arguments)
        values = self._visit_all(arguments)
        if name == "coalesce" and 1 < len(values) <= MOST_ARGUMENTS:
            kinds = {value.kind for value in values} - {"null"}
            if len(kinds) > 1 and not kinds <= NUMBERS:
                self._refuse("coalesce() takes values of one type", start(node))
            slots = ", ".join("{}" for _ in values)
            kind = "numeric" if len(kinds) > 1 else next(iter(kinds), "null")
            return wrap(f"coalesce({slots})", kind, start(node), *values)
        if name not in _FUNCTIONS:
            if name == "coalesce":
                self._refuse(f"coalesce() takes 2 to {MOST_ARGUMENTS} values", start(node))
            known = ", ".join(_KNOWN)
            self._refuse(f"there is no function {name}(); there are {known}{nearest(name, _KNOWN)}", start(node))
        sql, wanted, kind = _FUNCTIONS[name]
        if name == "round" and len(values) == 1:
            values.append(Expr("0", (), "integer", start(node)))
        if len(values) != len(wanted):
            self._refuse(
                f"{name}() takes {len(wanted)} argument{'s'[: len(wanted) > 1]}, not {len(values)}", start(node)
            )
        for value, wants in zip(values, wanted, strict=True):
            accepted = {*NUMBERS, "null"} if wants == "numeric" else {wants, "null"}
            self._want(value, accepted, f"{name}() takes {a_kind(wants)}")
        return wrap(f"{sql}({', '.join('{}' for _ in values)})", kind, start(node), *values)

    def _path_call(self, node: Node, name: str, arguments: list[Node | Token]) -> Expr:
        literal = arguments[0] if len(arguments) == 1 else None
        if not isinstance(literal, Tree) or literal.data != "string":
            self._refuse(f"{name}() takes one JSON path in quotes, as in {name}('$.name')", start(node))
        try:
            steps = paths.parse(self._text(literal))
        except paths.PathError as exc:
            raise FilterError(str(exc), start(literal) + 2 + exc.position) from None
        native = paths.native(steps)
        if name == "exists":
            if native:
                return Expr(f"(json_type({self._column}, ?) IS NOT NULL)", (native,), "boolean", start(node))
            return Expr(f"gm_exists({self._column}, ?)", (paths.encode(steps),), "boolean", start(node))
        sql = f"gm_val({self._column}, ?)"
        return Expr(sql, (paths.encode(steps),), "jsonb", start(node), path=native)

    def _cast(self, node: Node) -> Expr:
        value_node, *words = node.children
        name = " ".join(str(word).upper() for word in words)
        if name not in _TYPES:
            known = list(_TYPES)
            self._refuse(
                f"there is no type {name}; there are {', '.join(known)}{nearest(name, known)}",
                _position(words[0]),
            )
        (value,) = self._visit_all([value_node])
        target = _TYPES[name]
        if target == "jsonb":
            return self._json(value)
        if value.path is not None:
            return self._native_cast(value.path, target, start(node))
        if value.kind == "jsonb":
            return wrap(f"gm_cast_json({{}}, '{target}')", target, start(node), value)
        if value.kind in {target, "null"}:
            return Expr(value.sql, value.parameters, target, start(node))
        allowed = {"date": {"text", "timestamp"}, "timestamp": {"text", "date"}}.get(target)
        if (allowed and value.kind not in allowed) or (
            target in {*NUMBERS, "boolean"} and value.kind in {"date", "timestamp"}
        ):
            self._refuse(f"{a_kind(value.kind)} cannot become {a_kind(target)}", start(node))
        return wrap(f"gm_cast({{}}, '{value.kind}', '{target}')", target, start(node), value)

    def _native_cast(self, path: str, target: str, at: int) -> Expr:
        """Cast one plain member: SQLite tells the stored type, and only what needs conversion calls Python."""
        stored = f"json_extract({self._column}, ?)"
        real = f"gm_real({self._column}, ?)"
        branches = {
            "text": f"WHEN 'text' THEN {stored} WHEN 'integer' THEN CAST({stored} AS TEXT) "
            f"WHEN 'real' THEN gm_cast({real}, 'numeric', 'text')",
            "numeric": f"WHEN 'integer' THEN {stored} WHEN 'real' THEN {real} "
            f"WHEN 'text' THEN gm_cast({stored}, 'text', 'numeric')",
            "integer": f"WHEN 'integer' THEN {stored} WHEN 'real' THEN gm_cast({real}, 'numeric', 'integer') "
            f"WHEN 'text' THEN gm_cast({stored}, 'text', 'integer')",
            "boolean": f"WHEN 'true' THEN 1 WHEN 'false' THEN 0 WHEN 'text' THEN gm_cast({stored}, 'text', 'boolean')",
            "date": f"WHEN 'text' THEN gm_cast({stored}, 'text', 'date')",
            "timestamp": f"WHEN 'text' THEN gm_cast({stored}, 'text', 'timestamp')",
        }[target]
        sql = f"(CASE json_type({self._column}, ?) {branches} END)"
        return Expr(sql, (path,) * sql.count("?"), target, at)

    def _extract(self, node: Node) -> Expr:
        field, value_node = node.children
        name = str(field).upper()
        (value,) = self._visit_all([value_node])
        if name not in _FIELDS:
            self._refuse(
                f"there is no field {name}; there are {', '.join(_FIELDS)}{nearest(name, _FIELDS)}",
                _position(field),
            )
        self._want(value, {"date", "timestamp", "null"}, "EXTRACT takes a date, as in CAST(val('$.due') AS DATE)")
        if value.kind == "date" and name in {"HOUR", "MINUTE", "SECOND"}:
            self._refuse(f"a date has no {name}; cast to TIMESTAMP instead", _position(field))
        return wrap(f"gm_extract('{name}', {{}}, '{value.kind}')", "numeric", start(node), value)

    def _json(self, value: Expr) -> Expr:
        if value.kind == "jsonb":
            return Expr(value.sql, value.parameters, "jsonb", value.at)
        return wrap(f"gm_json({{}}, '{value.kind}')", "jsonb", value.at, value)

    # -------------------------------------------------------------- literals

    def _number(self, node: Node) -> Expr:
        text = str(node.children[0])
        value: float = int(text) if text.isdigit() and len(text) < 20 and int(text) < 2**63 else float(text)
        if not math.isfinite(value):
            self._refuse(f"{text[:30]} is larger than any number here (about 1.8e308)", start(node))
        return Expr("?", (value,), "integer" if isinstance(value, int) else "numeric", start(node), literal=True)

    def _string(self, node: Node) -> Expr:
        return Expr("?", (self._text(node),), "text", start(node), literal=True)

    def _text(self, node: Node) -> str:
        """Return what a string literal says."""
        raw, at = str(node.children[0]), start(node)
        body, out, position = raw[1:-1], [], 0
        if control := _CONTROL.search(body):
            shown = ascii(control[0])
            self._refuse(f"a string may not hold the raw control character {shown}", at + 1 + control.start())
        while position < len(body):
            character = body[position]
            position += 1
            if character == "'":
                if not self._doubled:
                    self._refuse(
                        r"a doubled quote does not escape; write \' for a quote inside a string", at + position
                    )
                position += 1
            elif character == "\\":
                character, position = self._escape(body, position, at)
            out.append(character)
        return "".join(out)

    def _escape(self, body: str, position: int, at: int) -> tuple[str, int]:
        mark = body[position]
        if mark in _ESCAPES:
            return _ESCAPES[mark], position + 1
        # A pattern escapes its own wildcards: the backslash is the pattern's, and stays.
        if mark in _ESCAPES_LIKE:
            return _ESCAPES_LIKE[mark], position + 1
        digits = re.compile(r"[0-9a-fA-F]{4}").match(body, position + 1) if mark == "u" else None
        if digits and not 0xD800 <= int(digits[0], 16) <= 0xDFFF and int(digits[0], 16):
            return chr(int(digits[0], 16)), position + 5
        return self._refuse(rf"there is no escape \{mark}; there are \' \" \\ \/ \n \r \t \b \f \uXXXX", at + position)

    def _true(self, node: Node) -> Expr:
        return Expr("1", (), "boolean", start(node))

    def _false(self, node: Node) -> Expr:
        return Expr("0", (), "boolean", start(node))

    def _null(self, node: Node) -> Expr:
        return Expr("NULL", (), "null", start(node))

    def _current_date(self, node: Node) -> Expr:
        return Expr("gm_today()", (), "date", start(node))

    def _current_timestamp(self, node: Node) -> Expr:
        return Expr("gm_now()", (), "timestamp", start(node))

    # -------------------------------------------------------------- refusals

    def _want(self, expression: Expr, kinds: set[str], rule: str) -> None:
        if expression.kind not in kinds and not (expression.kind == "null" and "boolean" in kinds):
            self._refuse(f"{rule}; this is {a_kind(expression.kind)}", expression.at)

    def _refuse(self, message: str, at: int) -> NoReturn:
        raise FilterError(message, at + 1)


def _position(token: Node | Token) -> int:
    return (token.start_pos or 0) if isinstance(token, Token) else start(token)
