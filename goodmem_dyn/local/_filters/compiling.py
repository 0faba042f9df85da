"""Metadata filter expressions: text in, a SQLite predicate with bound parameters out.

Rules kept here:

- The text is read by the parser of `goodmem_dyn.filters` and nowhere else; no user text ever reaches SQL except as a
  bound parameter.
- Every refusal is a `FilterSyntaxError` that says what is wrong, what was expected, and at which column.
- Work is bounded before it is done: the length of the text, the depth of its tree, and the number of compiled filters
  that are remembered.
- SQL's three-valued logic holds throughout: a missing path is NULL, NULL compares to unknown, unknown is not selected.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from goodmem_dyn._bounds import FILTER_SECONDS
from goodmem_dyn._cache import lru_cache
from goodmem_dyn.filters.language import FilterSyntaxError, limited, parse
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.filters.language import Node

MAX_LENGTH = 100_000
MAX_DEPTH = 64
#: Beyond either, a filter is tried on SQLite before it is accepted.
_PROBE_DEPTH = 12
_PROBE_LENGTH = 4_000
_INSTRUCTIONS = 2_000
"""Of SQLite, between two looks at the clock: some milliseconds."""


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
        FilterSyntaxError: The text is not a filter expression.

    Example:
        >>> sql, parameters = compile_filter("CAST(val('$.year') AS NUMERIC) >= 2020 AND NOT exists('$.draft')")
        >>> parameters[-2:]
        [2020, '$."draft"']
    """
    sql, parameters = _compile(text, metadata_column, doubled_quotes)
    return sql, list(parameters)


def refusal(error: FilterSyntaxError) -> str:
    """Return what a client is told of a filter that is none: one line, since it has the filter."""
    return f"Invalid filter expression at column {error.column}: {error.reason}"


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


@contextmanager
def in_time(connection: sqlite3.Connection) -> Iterator[None]:
    """Limit what a compiled filter takes over all rows that are selected in this block. Only select in it.

    Raises:
        ApiError: 400, once the time is up, or for a text that is too long.
    """
    with limited(FILTER_SECONDS) as work:
        connection.set_progress_handler(work.is_over, _INSTRUCTIONS)
        try:
            yield
        except sqlite3.OperationalError:
            if not work.refusal and not work.is_over():
                raise
            raise ApiError(400, (work.refusal or work.late()).rstrip(".")) from None
        finally:
            connection.set_progress_handler(None, 0)


@lru_cache(maxsize=256)
def _compile(text: str, column: str, doubled_quotes: bool) -> tuple[str, tuple[object, ...]]:
    from goodmem_dyn.local._filters.sql import Compiler

    if len(text) > MAX_LENGTH:
        reason = f"the filter has {len(text):,} characters, the limit is {MAX_LENGTH:,}"
        raise FilterSyntaxError(reason, column=MAX_LENGTH + 1, expression=text)
    tree = parse(text, doubled_quotes=doubled_quotes)
    depth = _depth(tree, text)
    if depth > _PROBE_DEPTH or len(text) > _PROBE_LENGTH:
        _probe(*Compiler("NULL", text).predicate(tree), text)
    return Compiler(column, text).predicate(tree)


def _probe(sql: str, parameters: tuple[object, ...], text: str) -> None:
    """Refuse what this build of SQLite cannot hold: its limits on nesting differ, and only it knows them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        install(connection)
        try:
            connection.execute(f"EXPLAIN SELECT {sql}", parameters)
        except sqlite3.OperationalError as exc:
            reason = f"the filter is nested too deeply or too long for SQLite ({exc}); split or regroup it"
            raise FilterSyntaxError(reason, column=len(text), expression=text) from None


def _depth(tree: Node, text: str) -> int:
    """Return how deep the SQL of a tree is; refuse what is deeper than any SQLite takes."""
    stack, deepest = [(tree, 1)], 1
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth > MAX_DEPTH:
            reason = f"the filter nests deeper than {MAX_DEPTH} levels"
            raise FilterSyntaxError(reason, column=node.start + 1, expression=text)
        # Arithmetic and subscripts are as deep as they have operators, for those do not regroup; parentheses vanish.
        levels = len(node.children) - 1 if node.kind in {"arithmetic", "element"} else int(node.kind != "group")
        stack.extend((child, depth + levels) for child in node.children)
    return deepest
