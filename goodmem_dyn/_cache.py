"""What is worked out once: results of functions, and patterns that are compiled when they are first used.

Rules: type checkers see through it: a function keeps its arguments and its result, a pattern has the methods of others.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, AnyStr, Generic, TypeVar

__all__ = ["Pattern", "lru_cache", "pattern"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _F = TypeVar("_F", bound=Callable[..., Any])

    def lru_cache(maxsize: int | None = 128, typed: bool = False) -> Callable[[_F], _F]: ...

else:
    from functools import lru_cache


class Pattern(Generic[AnyStr]):
    """A pattern that is compiled when it is first used."""

    def __init__(self, text: AnyStr, flags: int = 0) -> None:
        self.pattern: AnyStr = text
        self._flags = flags

    # What was asked for once stands in the instance, so that a use costs what it does with any pattern.

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return re.compile(self.pattern, self._flags)

    @cached_property
    def match(self) -> Callable[..., re.Match[AnyStr] | None]:
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[AnyStr] | None]:
        return self._compiled.fullmatch

    @cached_property
    def search(self) -> Callable[..., re.Match[AnyStr] | None]:
        return self._compiled.search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[AnyStr]]]:
        return self._compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[Any]]:
        return self._compiled.findall

    @cached_property
    def split(self) -> Callable[..., list[Any]]:
        return self._compiled.split

    @cached_property
    def sub(self) -> Callable[..., AnyStr]:
        return self._compiled.sub


def pattern(text: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """A pattern that is compiled when it is first used.

    It takes longer to compile than the module that it stands in takes to load, and most programs use few.
    """
    return Pattern(text, flags)
