"""Counts what a section of work does: functions called, and the most memory that it holds at once.

Rules: what is counted is the same on every machine and under any load, so that a test can hold it; time is measured
elsewhere. Functions of Python and of C count alike, in every thread that the section starts.
"""

from __future__ import annotations

import gc
import sys
import threading
import tracemalloc
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTS = frozenset({"call", "c_call"})


@contextmanager
def counted(figures: dict[str, float]) -> Iterator[None]:
    """Put the number of functions that the body calls into the figures, as ``calls``."""
    numbers = count()

    def seen(_frame: Any, event: str, _argument: Any) -> None:
        if event in _STARTS:
            next(numbers)  # not an addition, which two threads could do at once

    gc.collect()
    threading.setprofile(seen)
    sys.setprofile(seen)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(cast("Any", None))  # not every typeshed has the value that ends it
        figures["calls"] = next(numbers)


@contextmanager
def traced(figures: dict[str, float]) -> Iterator[None]:
    """Put the most memory that the body holds at once into the figures, as ``peak_kb``."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield
    finally:
        figures["peak_kb"] = (tracemalloc.get_traced_memory()[1] - before) / 1024
        tracemalloc.stop()


WAYS = {"calls": counted, "memory": traced}
"""How a section is counted, by what is counted."""
