"""Lists: the pages that people hold.

Rules: a page is fetched when the list is called, the next ones when iteration gets there. Who asks for a page gets the
next one, within its deadline; who asks for an item gets the next page that has one, all within one deadline.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from goodmem_dyn._columns import Table, Tabular, count
from goodmem_dyn._results.cursor import Cursor
from goodmem_dyn._results.hinting import Hinting
from goodmem_dyn.errors import ClientStateError
from goodmem_dyn.expectations import expected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from goodmem_dyn._wire.effects import Flow

T = TypeVar("T")
_log = logging.getLogger("goodmem_dyn")


class BasePage(Tabular, Hinting, Generic[T]):
    """What both kinds of page share: the data of this page, which reads like a list."""

    def __init__(
        self,
        data: list[T],
        next_token: str | None,
        *,
        response: Any = None,
        cursor: Cursor | None = None,
        more: Callable[..., Flow] | None = None,
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

    def _next_flow(self, since: float | None = None) -> Flow:
        assert self.next_token is not None
        assert self._more is not None
        return self._more(self._cursor.advance(self.next_token, len(self.data)), since)

    def _filled_flow(self) -> Flow:
        """The flow of the next page that has an item, or of the last one."""
        page, since = self, time.monotonic()
        while page is self or (page.has_next_page and not page.data):
            page = yield from page._next_flow(since)
        return page

    def __len__(self) -> int:
        # `list(page)` asks for the iterator first, and then for a hint of how long it will be.
        walked, self._walked = self._walked, True
        if not walked and self.has_next_page:
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
        return self._items()

    def _items(self) -> Iterator[T]:
        page = self
        yield from page.data
        while page.has_next_page and page._run is not None:
            page = page._run(page._filled_flow())
            yield from page.data

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
        page = self
        for item in page.data:
            yield item
        while page.has_next_page and page._run is not None:
            page = await page._run(page._filled_flow())
            for item in page.data:
                yield item

    def __iter__(self) -> Iterator[T]:
        if self.has_next_page:
            raise ClientStateError("More pages follow: use `async for`, or iterate over `.data` for this page alone.")
        return iter(self.data)

    async def iter_pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow, each fetched when it is reached."""
        page = self
        yield page
        while page.has_next_page:
            page = await page.get_next_page()
            yield page

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
