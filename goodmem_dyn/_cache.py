"""`functools.lru_cache`, which a type checker sees through: the function keeps its arguments and its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["lru_cache"]

if TYPE_CHECKING:
    from collections.abc import Callable

    _F = TypeVar("_F", bound=Callable[..., Any])

    def lru_cache(maxsize: int | None = 128, typed: bool = False) -> Callable[[_F], _F]: ...

else:
    from functools import lru_cache
