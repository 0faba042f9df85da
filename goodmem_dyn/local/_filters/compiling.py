"""Metadata filter expressions: text in, a SQLite predicate with bound parameters out.

Rules kept here:

- The text is parsed by the grammar in ``filter.lark`` and nowhere else; no user text ever reaches SQL except as a bound
  parameter.
- Every refusal is a `FilterError` that says what is wrong, what was expected, and at which column.
- Work is bounded before it is done: the length of the text, the depth of its tree, and the number of compiled filters
  that are remembered.
- SQL's three-valued logic holds throughout: a missing path is NULL, NULL compares to unknown, unknown is not selected.
"""

from __future__ import annotations

import difflib
import sqlite3
from contextlib import closing
from importlib import resources
from typing import TYPE_CHECKING, NoReturn

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

MAX_LENGTH = 100_000
MAX_DEPTH = 64
#: Beyond either, a filter is tried on SQLite before it is accepted.
_PROBE_DEPTH = 12
_PROBE_LENGTH = 4_000

#: How a terminal of the grammar is called in a message; the others are keywords and are called by their name.
_NAMES = {
    "$END": "the end of the filter",
    "COMPARE": "a comparison",
    "LIKE_OP": "LIKE",
    "SUM_OP": "+ or -",
    "PRODUCT_OP": "*, / or %",
    "NAME": "a name",
    "LPAR": "'('",
    "RPAR": "')'",
    "LSQB": "'['",
    "RSQB": "']'",
    "COMMA": "','",
    "__ANON_0": "||",
}
#: Terminals that may start a value: where one of them is expected all are, and one word says so.
_VALUES = {"NUMBER", "STRING", "_TRUE", "_FALSE", "_NULL", "NAME", "LPAR", "LSQB", "_CAST", "_EXTRACT", "SUM_OP"}
_VALUES |= {"_CURRENT_DATE", "_CURRENT_TIMESTAMP"}


_OPERATORS = {"COMPARE", "LIKE_OP", "SUM_OP", "PRODUCT_OP", "__ANON_0", "_AND", "_OR", "_IS", "_IN", "_CONTAINS"}
_OPERATORS |= {"_OVERLAPS", "LSQB"}


class FilterError(ValueError):
    """A filter that the language does not allow.

    Attributes:
        column: Where in the text, counted in characters from 1 over the whole text, line breaks included.
        reason: What is wrong there, without the position.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"Invalid filter expression at column {column}: {message}")
        self.reason = message
        self.column = column

    def __reduce__(self) -> tuple[type[FilterError], tuple[str, int]]:
        return type(self), (self.reason, self.column)


def compile_filter(
    text: str, metadata_column: str = "memories.metadata", *, doubled_quotes: bool = False
) -> tuple[str, list[object]]:
    r"""Compile a filter expression to a SQLite predicate.

    Args:
        text: The expression, at most 100,000 characters and 64 levels deep. It must be boolean as a whole.
        metadata_column: The SQL column that holds the metadata as JSON text. Trusted: it is put into the SQL as it is.
        doubled_quotes: Read ``''`` inside a string as one quote. Off, because the live server refuses it although its
            documentation describes it; ``\'`` always works.

    Returns:
        The predicate, in parentheses, with ``?`` placeholders, and the parameters in their order. It needs a connection
        that `install` was called on.

    Raises:
        FilterError: The text is not a filter expression.

    Example:
        >>> sql, parameters = compile_filter("CAST(val('$.year') AS NUMERIC) >= 2020 AND NOT exists('$.draft')")
        >>> parameters[-2:]
        [2020, '$."draft"']
    """
    sql, parameters = _compile(text, metadata_column, doubled_quotes)
    return sql, list(parameters)


def install(connection: sqlite3.Connection) -> None:
    """Register the SQL functions that compiled filters call. Needed once per connection.

    Example:
        >>> import sqlite3
        >>> connection = sqlite3.connect(":memory:")
        >>> install(connection)
        >>> connection.execute("SELECT gm_like('GoodMem', 'good%', 1)").fetchone()
        (1,)
    """
    from goodmem_dyn.local._filters import functions

    functions.install(connection)


@lru_cache(maxsize=256)
def _compile(text: str, column: str, doubled_quotes: bool) -> tuple[str, tuple[object, ...]]:
    from goodmem_dyn.local._filters.sql import Compiler

    tree = _parse(text)
    depth = _depth(tree)
    if depth > _PROBE_DEPTH or len(text) > _PROBE_LENGTH:
        _probe(*Compiler("NULL", doubled_quotes=doubled_quotes).predicate(tree), text)
    return Compiler(column, doubled_quotes=doubled_quotes).predicate(tree)


def _probe(sql: str, parameters: tuple[object, ...], text: str) -> None:
    """Refuse what this build of SQLite cannot hold: its limits on nesting differ, and only it knows them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        install(connection)
        try:
            connection.execute(f"EXPLAIN SELECT {sql}", parameters)
        except sqlite3.OperationalError as exc:
            reason = f"the filter is nested too deeply or too long for SQLite ({exc}); split or regroup it"
            raise FilterError(reason, len(text)) from None


@lru_cache(maxsize=None)
def _parser() -> Lark:
    from lark import Lark

    grammar = resources.files("goodmem_dyn.local._filters").joinpath("filter.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _parse(text: str) -> Tree[Token]:
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    if len(text) > MAX_LENGTH:
        raise FilterError(f"the filter has {len(text):,} characters, the limit is {MAX_LENGTH:,}", MAX_LENGTH + 1)
    if not text.strip():
        raise FilterError("the filter is empty; leave it out to select everything", 1)
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise FilterError("a lone surrogate is not a character", exc.start + 1) from None
    try:
        return _parser().parse(text)
    except UnexpectedCharacters as exc:
        _refuse_character(text, exc.pos_in_stream or 0)
    except UnexpectedToken as exc:
        # Lark's own end-of-input token carries the position of the last real token.
        at_end = exc.token.type == "$END"
        position = len(text.rstrip()) if at_end else exc.token.start_pos or 0
        expected = exc.accepts or exc.expected
        if expected == {"LPAR"}:
            hint = "a name stands before '(' only; a metadata field is read as val('$.name')"
            raise FilterError(hint, position + 1) from None
        found = "the end of the filter" if at_end else f"{str(exc.token)[:40]!r}"
        raise FilterError(f"found {found}, expected {_expected(expected)}", position + 1) from None
    except UnexpectedEOF:
        raise FilterError("the filter ends too early", len(text) + 1) from None


def _refuse_character(text: str, position: int) -> NoReturn:
    character = text[position]
    if character == "'":
        raise FilterError("this string is never closed", position + 1) from None
    if character == '"':
        raise FilterError("strings take single quotes", position + 1) from None
    if character.isdigit() or character == ".":
        raise FilterError("this is not a number", position + 1) from None
    raise FilterError(f"{character!r} means nothing here", position + 1) from None


def _expected(terminals: set[str]) -> str:
    rest, names = terminals, set[str]()
    if "STRING" in terminals:
        rest, names = rest - _VALUES - {"_NOT"}, names | {"a value"}
    if "COMPARE" in terminals:
        rest, names = rest - _OPERATORS - {"_NOT"}, names | {"an operator"}
    names |= {_NAMES.get(name, name.lstrip("_")) for name in rest}
    ordered = sorted(names, key=lambda name: (name.isupper(), name))
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} or {ordered[-1]}"


def _depth(tree: Tree[Token]) -> int:
    """Return how deep a tree is; refuse one whose depth would make recursion unbounded."""
    from lark import Tree

    stack, deepest = [(tree, 1)], 1
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth > MAX_DEPTH:
            raise FilterError(
                f"the filter nests deeper than {MAX_DEPTH} levels", (getattr(node.meta, "start_pos", 0) or 0) + 1
            )
        # A sum or a product is as deep as it has operators: those do not regroup.
        levels = len(node.children) // 2 if node.data in {"sum", "product"} else 1
        stack.extend((child, depth + levels) for child in node.children if isinstance(child, Tree))
    return deepest


def nearest(name: str, known: list[str]) -> str:
    """Return ``; did you mean …?`` for a mistyped name, or an empty string."""
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {found[0]}?" if found else ""
