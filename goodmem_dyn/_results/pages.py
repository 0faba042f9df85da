"""Lists: one page after the other, as a cursor that knows no I/O, and the pages that people hold.

Rules: a page is fetched when the list is called, the next ones when iteration gets there. A token that comes twice,
in a cycle of any length, is an error, and so are empty pages without end. Resuming from `next_token` neither skips nor
repeats an item: with `max_items` the last request asks for no more than what is still wanted, and where a server sends
more all the same, the token says how much of its page was read already.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from goodmem_dyn._bounds import MAX_EMPTY_PAGES
from goodmem_dyn._columns import Table, Tabular, count
from goodmem_dyn._results.hinting import Hinting
from goodmem_dyn.errors import ClientStateError, InvalidRequestError, PaginationError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from goodmem_dyn._wire.effects import Flow

T = TypeVar("T")
_log = logging.getLogger("goodmem_dyn")


_WITHIN = re.compile(r"skip=(\d{1,18})(?:;(.*))?\Z", re.DOTALL)


@dataclass(frozen=True)
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
            PaginationError: The token was used before, or there are only empty pages.
        """
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


class BasePage(Tabular, Hinting, Generic[T]):
    """What both kinds of page share: the data of this page, which reads like a list."""

    def __init__(
        self,
        data: list[T],
        next_token: str | None,
        *,
        response: Any = None,
        cursor: Cursor | None = None,
        more: Callable[[Cursor], Flow] | None = None,
        run: Callable[[Flow], Any] | None = None,
    ) -> None:
        self.data = data
        self.next_token = next_token
        self.response = response
        self._cursor = cursor or Cursor()
        self._more, self._run = more, run
        self._walked = False

    @property
    def has_next_page(self) -> bool:
        """Whether another page follows, within `max_items`."""
        done = self._cursor.remaining is not None and self._cursor.remaining <= len(self.data)
        return self.next_token is not None and self._more is not None and not done

    def _next_flow(self) -> Flow:
        assert self.next_token is not None
        assert self._more is not None
        return self._more(self._cursor.advance(self.next_token, len(self.data)))

    def __len__(self) -> int:
        # `list(page)` asks for the iterator first, and then for a hint of how long it will be.
        told, self._walked = self._walked, True
        if not told and self.has_next_page:
            _log.warning("len() counts the %d items of this page; len(list(page)) counts those of all", len(self.data))
        return len(self.data)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.data[index]

    if not TYPE_CHECKING:  # checkers are to refuse such names, not to take them for anything

        def __getattr__(self, name: str) -> object:
            sent = getattr(self.__dict__.get("response"), name, None) if not name.startswith("_") else None
            if sent is not None and expected().replies_as_sent:
                return sent
            if not isinstance(sent, list):
                return super().__getattr__(name)
            raise AttributeError(
                f"A page has no {name!r}: its items are in .data, iterating over it gives those of all pages, and the "
                "reply as the server sent it is in .response.",
                name=name,
                obj=None,
            )

    def __bool__(self) -> bool:
        return bool(self.data) or self.next_token is not None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, list):
            return self.data == other
        if isinstance(other, BasePage):
            return (self.data, self.next_token) == (other.data, other.next_token)
        return NotImplemented

    __hash__: ClassVar[None]  # type: ignore[assignment]  # equal to a list, and like one not hashable

    def __reversed__(self) -> Iterator[T]:
        return reversed(self.data)

    def __reduce__(self) -> tuple[Any, ...]:
        # The way to the other pages holds connections and a key, so it stays behind.
        return _rebuild, (type(self), list(self.data), self.next_token, self.response)

    def __repr__(self) -> str:
        shown = ", ".join(_brief(item) for item in self.data[:3])
        more = f", … {len(self.data) - 3} more" if len(self.data) > 3 else ""
        following = ", more pages follow" if self.has_next_page else ""
        return f"<{type(self).__name__} of {len(self.data)}: [{shown}{more}]{following}>"

    def _tables(self) -> list[Table]:
        more = ", more pages follow" if self.has_next_page else ""
        return [Table(f"{count(len(self.data), 'item')}{more}", self.data)]


def _rebuild(kind: type[BasePage[T]], data: list[T], next_token: str | None, response: Any) -> BasePage[T]:
    return kind(data, next_token, response=response)


class Page(BasePage[T]):
    """A page of a list, and the way to all the others.

    Iterating, and `in`, go through the items of all pages, fetching them on demand; `len`, indexing and `==` look at
    this page only.

    Attributes:
        data: The items of this page.
        next_token: Pass it as `next_token` to resume after this page; None on the last one.
        response: The whole reply of this page, for members beside the items.

    Example:
        >>> for space in client.spaces.list():  # doctest: +SKIP
        ...     print(space.name)
    """

    def __iter__(self) -> Iterator[T]:
        self._walked = True
        return (item for page in self.iter_pages() for item in page.data)

    def iter_pages(self) -> Iterator[Page[T]]:
        """This page and all that follow, each fetched when it is reached."""
        page = self
        while True:
            yield page
            if not page.has_next_page:
                return
            page = page.get_next_page()

    def get_next_page(self) -> Page[T]:
        """The page after this one.

        Raises:
            ClientStateError: There is none: look at `has_next_page` first.
        """
        if not self.has_next_page or self._run is None:
            raise ClientStateError("This is the last page.")
        page: Page[T] = self._run(self._next_flow())
        return page


class AsyncPage(BasePage[T]):
    """A page of a list, and the way to all the others.

    `async for` yields the items of all pages, fetching them on demand; `len`, indexing and `==` look at this page only.
    A list that came whole can be iterated with a plain `for` as well.

    Attributes:
        data: The items of this page.
        next_token: Pass it as `next_token` to resume after this page; None on the last one.
        response: The whole reply of this page, for members beside the items.

    Example:
        >>> async for space in await client.spaces.list():  # doctest: +SKIP
        ...     print(space.name)
    """

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.data:
                yield item

    def __iter__(self) -> Iterator[T]:
        if self.has_next_page:
            raise ClientStateError("More pages follow: use `async for`, or iterate over `.data` for this page alone.")
        return iter(self.data)

    async def iter_pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow, each fetched when it is reached."""
        page = self
        while True:
            yield page
            if not page.has_next_page:
                return
            page = await page.get_next_page()

    async def get_next_page(self) -> AsyncPage[T]:
        """The page after this one.

        Raises:
            ClientStateError: There is none: look at `has_next_page` first.
        """
        if not self.has_next_page or self._run is None:
            raise ClientStateError("This is the last page.")
        page: AsyncPage[T] = await self._run(self._next_flow())
        return page


def _brief(item: Any) -> str:
    text = repr(item)
    return text if len(text) <= 120 else f"{text[:117]}…"
