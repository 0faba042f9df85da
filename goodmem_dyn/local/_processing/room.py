"""Memory that a large job took, given back to the machine.

Rule: the allocator of glibc keeps what was freed in the arena of the thread that took it, hundreds of megabytes after a
large document; it gives it back when it is told to. Others do so by themselves.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGE: Final = 2000
"""Chunks from which on a job is large: about a megabyte of text."""


def give_back(chunks: int) -> None:
    """Give back what a job of so many chunks took, where that was much."""
    if chunks >= _LARGE and (trim := _trim()) is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    import ctypes

    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
