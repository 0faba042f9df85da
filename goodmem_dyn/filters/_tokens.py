"""The words of a filter expression, and the error that points at one of them.

Rules kept here:

- Strings are single-quoted, with backslash escapes; raw control characters are refused, as servers refuse them, and so
  are doubled quotes, unless they are asked for.
- Positions count characters from 0; an error's column counts from 1.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from goodmem_dyn.errors import InvalidRequestError

_KEYWORDS = frozenset(
    "AND OR NOT LIKE ILIKE IS NULL IN CONTAINS OVERLAPS TRUE FALSE CAST AS EXTRACT FROM".split()  # noqa: SIM905  # a column of 16 strings reads worse
) | {"CURRENT_DATE", "CURRENT_TIMESTAMP"}


class FilterSyntaxError(InvalidRequestError):
    """A text is no expression of the filter language.

    Attributes:
        column: Where in the text, counted in characters from 1.
        expression: The text.
        reason: What is wrong there, without the position.
    """

    def __init__(self, reason: str, *, column: int, expression: str) -> None:
        start = max(0, column - 41)
        shown = "".join(c if c.isprintable() else " " for c in expression[start : column + 38])
        super().__init__(
            f"Not a filter expression, at column {column}: {reason}\n  {shown}\n  {' ' * (column - 1 - start)}^"
        )
        self.column = column
        self.expression = expression
        self.reason = reason


class Token(NamedTuple):
    """A word: `number`, `string`, `keyword` (in upper case), `word`, `sign` or `end`."""

    kind: str
    text: str
    start: int
    end: int


_STRING = r"(?:[^'\\\x00-\x1f\x7f\ud800-\udfff]|\\[^\x00-\x1f\x7f\ud800-\udfff])*"
_IN_STRING = re.compile(_STRING)
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n\f]+|--[^\n]*)
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.]))
      | (?P<string>'{_STRING}')
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<>|<=|>=|\|\||[=<>+\-*/%()\[\],])""",
    re.VERBOSE,
)


def _fail(expression: str, reason: str, position: int) -> NoReturn:
    raise FilterSyntaxError(reason, column=position + 1, expression=expression)


def tokens(expression: str, *, doubled_quotes: bool = False) -> list[Token]:
    """Cut an expression into tokens; the last is of kind `end`."""
    words: list[Token] = []
    position = 0
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if match is None:
            _fail_at_character(expression, position)
        position = match.end()
        kind = str(match.lastgroup)
        if kind == "space":
            continue
        text, start = match[0], match.start()
        if kind == "word" and text.upper() in _KEYWORDS:
            kind, text = "keyword", text.upper()
        if kind == "string" and words and words[-1].kind == "string" and words[-1].end == start:
            if not doubled_quotes:
                _fail(expression, r"a doubled quote does not escape; write \' for a quote inside a string", start)
            before = words.pop()  # both are one string, with two quotes in it: `read_literal` makes them one
            text, start = before.text + text, before.start
        words.append(Token(kind, text, start, position))
    words.append(Token("end", "the end of the filter", len(expression), len(expression)))
    return words


def _fail_at_character(expression: str, position: int) -> NoReturn:
    character = expression[position]
    if character == "'":
        _fail_in_string(expression, position)
    if character == '"':
        _fail(expression, "strings take single quotes", position)
    if character.isdigit() or character == ".":
        _fail(expression, "this is not a number", position)
    if "\ud800" <= character <= "\udfff":
        _fail(expression, "a lone surrogate is not a character", position)
    _fail(expression, f"{character!r} means nothing here", position)


def _fail_in_string(expression: str, position: int) -> NoReturn:
    """Say why the string that starts here is none: what stands where it cannot be read any further."""
    match = _IN_STRING.match(expression, position + 1)
    end = match.end() if match else position + 1
    odd = expression[end : end + 1]
    if odd == "\\":  # it escapes what no string may hold
        end, odd = end + 1, expression[end + 1 : end + 2]
    if not odd:
        _fail(expression, "this string is never closed", position)
    if "\ud800" <= odd <= "\udfff":
        _fail(expression, "a lone surrogate is not a character", end)
    _fail(expression, f"a string may not hold the raw control character {odd!a}; write \\n, \\r or \\t", end)
