"""Where a walk over the pages of a list stands, without any I/O.

Rules: a token that comes twice, in a cycle of any length, is an error, and so are empty pages without end. Resuming
from `next_token` neither skips nor repeats an item: with `max_items` the last request asks for no more than what is
still wanted, and where a server sends more all the same, the token says how much of its page was read already.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import Any

from goodmem_dyn._bounds import MAX_EMPTY_PAGES
from goodmem_dyn._cache import pattern
from goodmem_dyn._records import record
from goodmem_dyn.errors import InvalidRequestError, PaginationError

_WITHIN = pattern(r"skip=(\d{1,18})(?:;(.*))?\Z", re.DOTALL)


@record(frozen=True)
class Cursor:
    """Where a walk over pages stands.

    Attributes:
        token: The token of the page to fetch; None for the first.
        remaining: How many items are still wanted; None for all.
        page_size: Items a page, as the caller asked; None for the server's choice.
        seen: The tokens used so far.
        skip: How many items of the coming page were read already.
        empty: How many pages in a row had nothing.
    """

    token: str | None = None
    remaining: int | None = None
    page_size: int | None = None
    seen: frozenset[str] = field(default_factory=frozenset)
    skip: int = 0
    empty: int = 0

    @classmethod
    def at(cls, token: Any, remaining: int | None, page_size: int | None) -> Cursor:
        """The cursor for a token as a page shows it: the server's own, or one of ours that leads into its page."""
        within = _WITHIN.match(token) if isinstance(token, str) else None
        if within is None:
            return cls(token or None, remaining, page_size)
        return cls(within[2] or None, remaining, page_size, skip=int(within[1]))

    @property
    def size(self) -> int | None:
        """The page size to ask for."""
        if self.remaining is None:
            return self.page_size
        wanted = max(self.remaining, 1) + self.skip
        return wanted if self.page_size is None else min(self.page_size, wanted)

    def cut(self, items: list[Any], next_token: str | None) -> tuple[list[Any], str | None]:
        """The items that are wanted, and the token to resume from."""
        items = items[self.skip :]
        if self.remaining is None or len(items) <= self.remaining:
            return items, next_token or None
        # The server sent more than it was asked for, and has no token for the middle of a page.
        read = f"skip={self.skip + self.remaining}"
        return items[: self.remaining], read if self.token is None else f"{read};{self.token}"

    def advance(self, next_token: str, count: int, skip: int = 0) -> Cursor:
        """The cursor of the next page.

        Args:
            next_token: Its token.
            count: How many wanted items this page had.
            skip: How many of the next page were read already.

        Raises:
            PaginationError: The token was used before, or is none; or there are only empty pages.
        """
        if isinstance(next_token, bool) or not isinstance(next_token, (str, int)):
            raise PaginationError(
                "The server's page token is neither text nor a number: it cannot be sent back. What was read so far is "
                "valid."
            )
        if next_token == self.token or next_token in self.seen:
            raise PaginationError(
                "The server repeats a page token: following it would never end. What was read so far is valid."
            )
        empty = 0 if count else self.empty + 1
        if empty >= MAX_EMPTY_PAGES:
            raise PaginationError(
                f"The server sent {empty:,} empty pages in a row, and says that more follow. What was read so far is "
                "valid."
            )
        seen = self.seen | {self.token} if self.token is not None else self.seen
        remaining = None if self.remaining is None else self.remaining - count
        return replace(self, token=next_token, seen=seen, remaining=remaining, skip=skip, empty=empty)


def check_max_items(value: Any, where: str) -> int | None:
    """`max_items`, checked."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRequestError(f"{where}: max_items must be an int of 0 or more, or None for all.")
    return value
