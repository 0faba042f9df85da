"""A limit on the time that a filter may take, whatever it compares.

Rules kept here: what takes more steps than its operands are long says so by `spend`, as it goes; nothing is counted
where nobody set a limit.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NoReturn

from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = 10_000
"""Steps between two looks at the clock: some milliseconds."""

_current: ContextVar[Work | None] = ContextVar("work", default=None)


class TooMuchWorkError(InvalidRequestError):
    """A filter takes longer than it may."""


class Work:
    """What one filter may still take; `refusal` says why it was refused, if it was.

    Args:
        seconds: Wall-clock time, from now on.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.refusal = ""
        self._until = time.monotonic() + seconds
        self._steps = _STEPS

    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self._until

    def spend(self, steps: int) -> None:
        """Count steps; refuse the filter once the time is up."""
        self._steps -= steps
        if self._steps < 0:
            self._steps = _STEPS
            if self.is_over():
                refuse(self.late())

    def late(self) -> str:
        """What is said once the time is up."""
        return (
            f"The filter was stopped after {self.seconds:g} seconds: it compares too many values with too many others. "
            "Compare fewer, or plain ones instead of objects."
        )


@contextmanager
def limited(seconds: float) -> Iterator[Work]:
    """Limit what is evaluated in this block, and in this thread."""
    work = Work(seconds)
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)


def spend(steps: int = 1) -> None:
    """Say that work was done."""
    work = _current.get()
    if work is not None:
        work.spend(steps)


def look() -> None:
    """Look at the clock, whatever was counted."""
    spend(_STEPS + 1)


def refuse(reason: str) -> NoReturn:
    """Raise `TooMuchWorkError`; whoever set the limit finds the reason there, where errors do not pass."""
    work = _current.get()
    if work is not None:
        work.refusal = reason
    raise TooMuchWorkError(reason)
