"""Time limits of one request, that hold whatever a server does.

httpcore passes a limit as a plain number, which starts anew with every packet, so that a server which sends a byte now
and then is never out of time. So our network streams do not look at that number: a connection serves one request at a
time, and its `Line` says which limits hold.

Rules: connecting and the head of an answer end within their limit as a whole. A body may take as long as data keeps
coming, but for a deadline, which ends everything.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PHASES = ("connect", "read", "write", "pool")

DEFAULT_TIMEOUT = object()
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


class Limits:
    """The time limits of one request, and how far they are used up.

    Attributes:
        phases: The limits as plain numbers, for transports that are not ours.
        end: When everything must have ended, by the monotonic clock; None without a deadline.
        head_only: The deadline does not hold for the body, which is a stream.
        in_body: Whether the head of the answer is there.
    """

    __slots__ = ("_connect", "_phase", "_phase_end", "_read", "_write", "end", "head_only", "in_body", "phases")

    def __init__(
        self, phases: Mapping[str, float | None], remaining: float | None = None, *, head_only: bool = False
    ) -> None:
        self._connect, self._read, self._write = phases["connect"], phases["read"], phases["write"]
        self.end = None if remaining is None else time.monotonic() + remaining
        self.head_only, self.in_body = head_only, False
        self.phases = phases
        if remaining is not None:
            self.phases = {name: _least(limit, remaining) for name, limit in phases.items()}
        self._phase = ""
        self._phase_end = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return self.end is not None and not self.head_only and time.monotonic() >= self.end

    def connecting(self) -> float | None:
        """Seconds that are left to connect, all packets together."""
        return self._whole("connect", self._connect)

    def writing(self) -> float | None:
        """Seconds to wait until the next packet is sent."""
        self._phase = "write"
        return self._write if self.end is None else _least(self._write, self.end - time.monotonic())

    def reading(self) -> float | None:
        """Seconds to wait for the next packet: of a head, all that are left for it."""
        if not self.in_body:
            return self._whole("head", self._read)
        if self.end is None or self.head_only:
            return self._read
        return _least(self._read, self.end - time.monotonic())

    def _whole(self, phase: str, limit: float | None) -> float | None:
        """What is left of a phase that ends as a whole; through a proxy, each phase comes once more."""
        if limit is None and self.end is None:
            return None
        now = time.monotonic()
        if self._phase != phase:
            end = math.inf if self.end is None else self.end
            self._phase, self._phase_end = phase, end if limit is None else min(now + limit, end)
        return self._phase_end - now


def _least(limit: float | None, left: float) -> float:
    return left if limit is None else min(limit, left)


class Line:
    """What one connection is used for at the moment: the request that has it, by its limits."""

    __slots__ = ("limits",)

    def __init__(self) -> None:
        self.limits = _UNLIMITED


_UNLIMITED = Limits(timeouts(None))
