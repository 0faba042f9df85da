"""What the operators of a filter work on, as SQL: literals, arrays, paths, calls and casts.

Rules kept here:

- A path of one plain member is read by SQLite itself, which costs a third of a call into Python; others by function.
- A constant becomes one parameter, however long it is: builds of SQLite differ in how many they take.
- What the database cannot hold (a number beyond its doubles, too many arguments) is refused, not mended.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NoReturn

from goodmem_dyn.filters.language import FUNCTIONS, FilterSyntaxError
from goodmem_dyn.local._filters import paths
from goodmem_dyn.local._filters.pieces import MOST_ARGUMENTS, Piece, slots, wrap

if TYPE_CHECKING:
    from goodmem_dyn.filters.language import Node

_INT64 = 2**63
_INT64_DIGITS = 19

# Each reads its path once for each `{}`; SQLite has told the stored type, and only what needs conversion calls Python.
_NATIVE_CASTS = {
    "TEXT": "WHEN 'text' THEN {} WHEN 'integer' THEN CAST({} AS TEXT) WHEN 'real' THEN gm_cast([], 'NUMERIC', 'TEXT')",
    "NUMERIC": "WHEN 'integer' THEN {} WHEN 'real' THEN [] WHEN 'text' THEN gm_cast({}, 'TEXT', 'NUMERIC')",
    "INTEGER": "WHEN 'integer' THEN {} WHEN 'real' THEN gm_cast([], 'NUMERIC', 'INTEGER') "
    "WHEN 'text' THEN gm_cast({}, 'TEXT', 'INTEGER')",
    "BOOLEAN": "WHEN 'true' THEN 1 WHEN 'false' THEN 0 WHEN 'text' THEN gm_cast({}, 'TEXT', 'BOOLEAN')",
    "DATE": "WHEN 'text' THEN gm_cast({}, 'TEXT', 'DATE')",
    "TIMESTAMP": "WHEN 'text' THEN gm_cast({}, 'TEXT', 'TIMESTAMP')",
}


class Operands:
    """Compiles operands.

    Args:
        metadata_column: Trusted SQL.
        text: The filter, for errors.
    """

    def __init__(self, metadata_column: str, text: str) -> None:
        self._column = metadata_column
        self._source = text

    def piece(self, node: Node) -> Piece:
        """The SQL of any part of the tree."""
        raise NotImplementedError

    def pieces(self, node: Node) -> list[Piece]:
        return [self.piece(child) for child in node.children]

    def refuse(self, reason: str, at: int) -> NoReturn:
        raise FilterSyntaxError(reason, column=at + 1, expression=self._source)

    # -------------------------------------------------------------- constants

    def constant(self, node: Node) -> str | float | None:
        """The value of a literal text or number; None for all else."""
        if node.kind != "literal" or node.type not in {"TEXT", "INTEGER", "NUMERIC"}:
            return None
        if node.type != "NUMERIC":
            return str(node.data) if node.type == "TEXT" else int(node.data)
        # Of a number with millions of digits nothing is calculated.
        if node.data.adjusted() <= _INT64_DIGITS and -_INT64 < node.data < _INT64 and node.data == int(node.data):
            return int(node.data)
        number = float(node.data)
        if not math.isfinite(number):
            written = self._source[node.start : node.end][:30]
            self.refuse(f"{written} is larger than any number here (about 1.8e308)", node.start)
        return number

    def _literal(self, node: Node) -> Piece:
        if node.type == "BOOLEAN":
            return Piece("1" if node.data else "0")
        return Piece("NULL") if node.type == "NULL" else Piece("?", (self.constant(node),))

    def _today(self, _node: Node) -> Piece:
        return Piece("gm_today()")

    def _now(self, _node: Node) -> Piece:
        return Piece("gm_now()")

    # -------------------------------------------------------------- metadata

    def _val(self, node: Node) -> Piece:
        return Piece(f"gm_val({self._column}, ?)", (paths.encode(node.data),))

    def _exists(self, node: Node) -> Piece:
        if native := paths.native(node.data):
            return Piece(f"(json_type({self._column}, ?) IS NOT NULL)", (native,))
        return Piece(f"gm_exists({self._column}, ?)", (paths.encode(node.data),))

    def _element(self, node: Node) -> Piece:
        array, *indexes = self.pieces(node)
        for index in indexes:
            array = wrap("gm_item({}, {})", array, index)
        return array

    def _array(self, node: Node) -> Piece:
        values = [self.constant(child) for child in node.children]
        if None not in values:
            return Piece("?", (json.dumps(values, ensure_ascii=False),))
        if len(values) > MOST_ARGUMENTS:
            self.refuse(f"an array of more than {MOST_ARGUMENTS} elements takes numbers and texts only", node.start)
        elements = [self.json(child) for child in node.children]
        return wrap(f"gm_array({slots(elements)})", *elements)

    def json(self, node: Node) -> Piece:
        """The SQL of a value as JSON."""
        if node.type == "JSON":
            return self.piece(node)
        return wrap(f"gm_json({{}}, '{node.type}')", self.piece(node))

    # -------------------------------------------------------------- conversions

    def _cast(self, node: Node) -> Piece:
        (child,) = node.children
        if node.type == "JSON":
            return self.json(child)
        source = child
        while source.kind == "group":
            source = source.children[0]
        native = paths.native(source.data) if source.kind == "val" else None
        if native:
            return self._native_cast(native, node.type)
        if child.type == "JSON":
            return wrap(f"gm_cast_json({{}}, '{node.type}')", self.piece(child))
        if child.type in {node.type, "NULL"}:
            return self.piece(child)
        return wrap(f"gm_cast({{}}, '{child.type}', '{node.type}')", self.piece(child))

    def _native_cast(self, path: str, target: str) -> Piece:
        stored = f"json_extract({self._column}, ?)"
        branches = _NATIVE_CASTS[target].replace("{}", stored).replace("[]", f"gm_real({self._column}, ?)")
        sql = f"(CASE json_type({self._column}, ?) {branches} END)"
        return Piece(sql, (path,) * sql.count("?"))

    def _extract(self, node: Node) -> Piece:
        (child,) = node.children
        return wrap(f"gm_extract('{node.data}', {{}}, '{child.type}')", self.piece(child))

    def _call(self, node: Node) -> Piece:
        function, arguments = FUNCTIONS[node.data], self.pieces(node)
        # One that takes any type is told which it gets.
        own_type = f"'{node.type}', " if function.many else ""
        return wrap(f"gm_{node.data}({own_type}{slots(arguments)})", *arguments)
