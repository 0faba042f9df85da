"""What is worked out once: results of functions, and patterns that are compiled when they are first used.

Rules: type checkers see through it: a function keeps its arguments and its result, a pattern is an `re.Pattern`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, TypeVar

__all__ = ["lru_cache", "pattern"]

if TYPE_CHECKING:
    from collections.abc import Callable

    _F = TypeVar("_F", bound=Callable[..., Any])

    def lru_cache(maxsize: int | None = 128, typed: bool = False) -> Callable[[_F], _F]: ...

else:
    from functools import lru_cache


class _Pattern:
    def __init__(self, text: Any, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        # What was asked for once stands here from then on, so that a use costs what it does with any pattern.
        if name.startswith("__"):
            raise AttributeError(name)
        value = self.__dict__[name] = getattr(re.compile(self.pattern, self._flags), name)
        return value


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled when it is first used.

    It takes longer to compile than the module that it stands in takes to load, and most programs use few.
    """
    made: Any = _Pattern(text, flags)
    found: re.Pattern[AnyStr] = made
    return found
