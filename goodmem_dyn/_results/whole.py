"""Lists that come whole: pages without others, which are lists for whatever takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from goodmem_dyn._results.cursor import Cursor
from goodmem_dyn._results.pages import AsyncPage, BasePage, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

T = TypeVar("T")


class _Whole(BasePage[T], list[T]):
    """A page of a list that comes whole. It is that list, for whatever takes one."""

    def __init__(self, data: list[T], next_token: str | None = None, *, response: Any = None) -> None:
        list.__init__(self, data)
        self.next_token, self.response = next_token, response
        self._cursor, self._more, self._run = Cursor(), None, None

    @property
    def data(self) -> list[T]:  # type: ignore[override]  # the list itself
        return self

    __len__ = list.__len__
    __getitem__ = list.__getitem__  # type: ignore[assignment,unused-ignore]  # by the Python that is checked for
    __reversed__ = list.__reversed__
    __eq__ = list.__eq__  # type: ignore[assignment,unused-ignore]  # likewise
    __hash__ = None

    def __bool__(self) -> bool:
        return len(self) > 0


class WholePage(_Whole[T], Page[T]):
    """All of a list that comes whole: a page without others, and a `list`."""

    __iter__ = list.__iter__

    def iter_pages(self) -> Iterator[Page[T]]:
        yield self


class AsyncWholePage(_Whole[T], AsyncPage[T]):
    """All of a list that comes whole: a page without others, and a `list`."""

    __iter__ = list.__iter__

    async def __aiter__(self) -> AsyncIterator[T]:
        for item in list.__iter__(self):
            yield item
