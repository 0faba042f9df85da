"""The words of a filter expression, and the error that points at one of them.

Rules kept here:

- Strings are single-quoted, with backslash escapes; doubled quotes and raw control characters are refused, as servers
  refuse them.
- Positions count characters from 0; an error's column counts from 1.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from goodmem_dyn.errors import InvalidRequestError

_KEYWORDS = frozenset(
    "AND OR NOT LIKE ILIKE IS NULL IN CONTAINS OVERLAPS TRUE FALSE CAST AS EXTRACT FROM CURRENT_DATE".split()  # noqa: SIM905  # a column of 16 strings reads worse
)


class FilterSyntaxError(InvalidRequestError):
    """A text is no expression of the documented filter language.

    Attributes:
        column: Where in the text, counted in characters from 1.
        expression: The text.
    """

    def __init__(self, reason: str, *, column: int, expression: str) -> None:
        start = max(0, column - 41)
        shown = "".join(c if c.isprintable() else " " for c in expression[start : column + 38])
        super().__init__(
            f"Not a filter expression, at column {column}: {reason}\n  {shown}\n  {' ' * (column - 1 - start)}^"
        )
        self.column = column
        self.expression = expression


class Token(NamedTuple):
    """A word: `number`, `string`, `keyword` (in upper case), `word`, `sign` or `end`."""

    kind: str
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\f]+|--[^\n]*)
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.]))
      | (?P<string>'(?:[^'\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*')
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<>|<=|>=|\|\||[=<>+\-*/%()\[\],])""",
    re.VERBOSE,
)


def _fail(expression: str, reason: str, position: int) -> NoReturn:
    raise FilterSyntaxError(reason, column=position + 1, expression=expression)


def tokens(expression: str) -> list[Token]:
    """Cut an expression into tokens; the last is of kind `end`."""
    found: list[Token] = []
    position = 0
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if match is None:
            _fail_at_character(expression, position)
        position = match.end()
        kind = str(match.lastgroup)
        if kind == "space":
            continue
        text = match[0]
        if kind == "word" and text.upper() in _KEYWORDS:
            kind, text = "keyword", text.upper()
        if kind == "string" and found and found[-1].kind == "string" and found[-1].end == match.start():
            _fail(expression, r"a quote inside a string is written \', not doubled", match.start())
        found.append(Token(kind, text, match.start(), position))
    found.append(Token("end", "the end", len(expression), len(expression)))
    return found


def _fail_at_character(expression: str, position: int) -> NoReturn:
    character = expression[position]
    if character == '"':
        _fail(expression, "strings stand in single quotes", position)
    if character == "'":
        control = re.compile(r"'[^'\x00-\x1f\x7f]*([\x00-\x1f\x7f])").match(expression, position)
        if control:
            _fail(expression, r"a control character cannot stand in a string; write \n, \r or \t", control.start(1))
        _fail(expression, "this string is never closed", position)
    _fail(expression, f"{character!r} means nothing here", position)
