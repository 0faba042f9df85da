"""Lists that come whole: pages without others, which are lists for whatever takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, SupportsIndex, TypeVar, overload

from goodmem_dyn._results.cursor import Cursor
from goodmem_dyn._results.pages import AsyncPage, BasePage, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

T = TypeVar("T")


class _Whole(BasePage[T], list[T]):
    """A page of a list that comes whole. It is that list, for whatever takes one."""

    def __init__(self, data: list[T], next_token: str | None = None, *, response: Any = None) -> None:
        list.__init__(self, data)
        self.next_token = next_token
        self.response = response
        self._cursor, self._more, self._run = Cursor(), None, None

    @property
    def data(self) -> list[T]:  # type: ignore[override]  # the list itself
        return self

    def __len__(self) -> int:
        return list.__len__(self)

    @overload
    def __getitem__(self, index: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T | list[T]:
        return list.__getitem__(self, index)

    def __reversed__(self) -> Iterator[T]:
        return list.__reversed__(self)

    def __eq__(self, other: object) -> bool:
        return list.__eq__(self, other)

    __hash__: ClassVar[None]

    def __bool__(self) -> bool:
        return len(self) > 0


class WholePage(_Whole[T], Page[T]):
    """All of a list that comes whole: a page without others, and a `list`."""

    def __iter__(self) -> Iterator[T]:
        return list.__iter__(self)

    def iter_pages(self) -> Iterator[Page[T]]:
        yield self


class AsyncWholePage(_Whole[T], AsyncPage[T]):
    """All of a list that comes whole: a page without others, and a `list`."""

    def __iter__(self) -> Iterator[T]:
        return list.__iter__(self)

    async def __aiter__(self) -> AsyncIterator[T]:
        for item in list.__iter__(self):
            yield item
