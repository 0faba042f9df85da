"""Time limits of one request, that hold whatever a server does.

httpcore asks for a limit when a phase begins: connecting, sending, the head of the answer, its body. A plain number
starts anew with every packet, so that a server which sends a byte now and then is never out of time. A `Countdown` is a
number too, and knows besides when its time is over; `network` looks at that before it waits.

Rules: connecting and the head of an answer end within their limit as a whole. A body may take as long as data keeps
coming, but for a deadline, which ends everything.
"""

from __future__ import annotations

import math
import time
from typing import Any

from goodmem_dyn.errors import InvalidRequestError

LEAST = 0.001
_PHASES = ("connect", "read", "write", "pool")

_DEFAULT = object()
DEFAULT_TIMEOUT = _DEFAULT
"""Stands for the timeout of the connection, because None means no limit."""


def timeouts(timeout: Any) -> dict[str, float | None]:
    """The four limits in seconds, out of a number, None, or an `httpx.Timeout`.

    Raises:
        InvalidRequestError: It is something else, or a limit is not above 0.
    """
    if timeout is None:
        return dict.fromkeys(_PHASES)
    if isinstance(timeout, (int, float)) and not isinstance(timeout, bool):
        return dict.fromkeys(_PHASES, _seconds(timeout))
    if not isinstance(timeout, bool) and hasattr(timeout, "as_dict"):
        return {phase: None if value is None else _seconds(value) for phase, value in timeout.as_dict().items()}
    raise InvalidRequestError("timeout must be a number of seconds, None, or an httpx.Timeout.")


def _seconds(value: float) -> float | None:
    if not value > 0:  # nan is not, either
        raise InvalidRequestError("timeout must be above 0 seconds, or None for no limit.")
    try:
        return None if value == math.inf else float(value)
    except OverflowError:
        return None  # an int that is longer than any wait


class Countdown(float):
    """Seconds that also end at a certain time.

    Attributes:
        each: Seconds to wait for one packet; None for no limit of its own.
        end: The end of it all, by the monotonic clock.
    """

    each: float | None
    end: float

    @classmethod
    def until(cls, end: float, each: float | None = None) -> Countdown:
        """A countdown to a time, with a limit for each packet besides."""
        made = cls(_left(end, each))
        made.each, made.end = each, end
        return made

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.end

    def left(self) -> float:
        """The seconds to wait for the next packet."""
        return _left(self.end, self.each)


def _left(end: float, each: float | None) -> float:
    left = max(end - time.monotonic(), LEAST)
    return left if each is None else min(left, each)


class Limits(dict[str, "float | None"]):
    """The timeout extension of one request.

    Attributes:
        end: When everything must have ended; None without a deadline.
        head_only: The deadline does not hold for the body, which is a stream.
    """

    __slots__ = ("_heads", "end", "head_only")

    def __init__(self, limits: dict[str, float | None], remaining: float | None, *, head_only: bool) -> None:
        super().__init__(limits)
        self.end = None if remaining is None else time.monotonic() + remaining
        self.head_only = head_only
        self._heads = 0

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return self.end is not None and not self.head_only and time.monotonic() >= self.end

    def get(self, key: str, default: Any = None) -> Any:
        limit, end = super().get(key, default), self.end
        if key == "read":
            self._heads += 1
            if self._heads > 1:
                return limit if end is None or self.head_only else Countdown.until(end, limit)
        elif end is None and key != "connect":
            return limit
        if limit is None:
            return None if end is None else Countdown.until(end)
        own = time.monotonic() + limit
        return Countdown.until(own if end is None or own < end else end)
