"""Tokens, one after the other: what a parser takes, and what it says where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from goodmem_dyn.filters._tokens import FilterSyntaxError, tokens

if TYPE_CHECKING:
    from goodmem_dyn.filters._tokens import Token


class Reading:
    """A text on its way through a parser.

    Attributes:
        depth: How deep the parser is nested.
        at: The number of the next token.
    """

    def __init__(self, text: str, *, doubled_quotes: bool = False) -> None:
        self.text = text
        self.depth = 0
        self.at = 0
        self.tokens = tokens(text, doubled_quotes=doubled_quotes)

    def fail(self, reason: str, position: int) -> NoReturn:
        raise FilterSyntaxError(reason, column=position + 1, expression=self.text)

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> Token | None:
        """Take the next token if it is one of these keywords or signs."""
        token = self.token
        if token.kind in {"keyword", "sign"} and token.text in texts:
            self.at += 1
            return token
        return None

    def need(self, text: str) -> Token:
        return self.take(text) or self.unexpected(f"'{text}'" if text in "()[]," else text)

    def need_word(self) -> Token:
        """Take the next token, which names a type or a part of a date, whatever it is."""
        if self.token.kind != "word":
            self.unexpected("a name")
        self.at += 1
        return self.tokens[self.at - 1]

    def unexpected(self, expected: str) -> NoReturn:
        token = self.token
        shown = token.text if token.kind == "end" else f"{token.text[:40]!r}"
        self.fail(f"found {shown}, expected {expected}", token.start)
