"""How many requests at once: additive increase, multiplicative decrease, told by every attempt.

Rules: a refusal (429, 503) or a lost connection halves the window, once for all that were under way together; an answer
that took much longer than usual shrinks it a little; any other answer lets it grow by one in a window's time. While a
server asked for a pause, nothing new is begun. The policy is pure: times are given to it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

START, LEAST = 4.0, 1.0
SLOW = 3.0
"""An answer that takes so many times longer than the usual one says that the server is at its limit."""
DOWN, EASE = 0.5, 0.9
LEARNING = 0.1
"""The weight of the newest answer in what is usual."""


@dataclass
class Pace:
    """The window of requests that may be under way.

    Attributes:
        most: Its upper bound.
        window: Its size now; its whole part counts.
        resume: The time before which nothing new is begun, by the clock whose times it is given.
    """

    most: int
    window: float = START
    resume: float = 0.0
    usual: float = 0.0
    _settled: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self.window = min(self.window, self.most)

    @property
    def size(self) -> int:
        """How many requests may be under way."""
        return max(1, int(self.window))

    def told(self, now: float, seconds: float, *, refused: bool, pause: float = 0.0) -> None:
        """One attempt has ended.

        Args:
            now: The time.
            seconds: How long the attempt took.
            refused: Whether it was answered 429 or 503, or not at all.
            pause: Seconds that the client waits before it tries again.
        """
        with self._lock:
            if refused:
                self.resume = max(self.resume, now + pause)
                self._shrink(now, seconds, DOWN)
            elif self.usual and seconds > SLOW * self.usual:
                self._shrink(now, seconds, EASE)
            else:
                self.window = min(float(self.most), self.window + 1.0 / max(self.window, 1.0))
            if not refused:
                self.usual = seconds if not self.usual else self.usual + LEARNING * (seconds - self.usual)

    def _shrink(self, now: float, seconds: float, factor: float) -> None:
        # What began before the last decrease says nothing about the window that it left.
        if now - seconds < self._settled:
            return
        self.window, self._settled = max(LEAST, self.window * factor), now
