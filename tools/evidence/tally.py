"""What a soak found: figures over time, what went wrong, and the table of both.

Rules: growth is judged between the middle third and the last third of the run, by medians: caches fill up before that.
"""

from __future__ import annotations

import contextlib
import os
import platform
import statistics
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

from goodmem_dyn import GoodMemError

RSS_GROWTH_MIB, FD_GROWTH = 6.0, 4


@dataclass(frozen=True)
class Sample:
    """The process at one time: seconds since the start, calls and errors so far, resident MiB, open descriptors."""

    seconds: float
    calls: int
    errors: int
    rss: float
    descriptors: int


class Tally:
    """What happened so far; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.calls = 0
        self.errors: Counter[str] = Counter()
        self.strange: list[str] = []

    def call(self, error: BaseException | None = None) -> None:
        """Count one call and how it ended."""
        with self._lock:
            self.calls += 1
            if isinstance(error, GoodMemError):
                self.errors[type(error).__name__] += 1
            elif error is not None:
                self.strange.append(f"{type(error).__name__}: {error}")

    @contextlib.contextmanager
    def counted(self, expected: type[GoodMemError] | None = None) -> Any:
        """Around one call: an error of ours is counted, `expected` is none, any other speaks against the client."""
        try:
            yield
        except Exception as error:
            self.call(None if expected is not None and isinstance(error, expected) else error)
        else:
            self.call()


def verdict(samples: list[Sample], tally: Tally, wanted: list[str], stored: list[str]) -> list[str]:
    """What went wrong; empty where nothing did."""
    wrong = [f"no error of this package: {name}" for name in sorted(set(tally.strange))]
    lost, doubled = set(wanted) - set(stored), len(stored) - len(set(stored))
    if lost:
        wrong.append(f"{len(lost)} memories were lost")
    if doubled:
        wrong.append(f"{doubled} memories are listed twice")
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[-third:]
    if third:
        rss = _median(last, "rss") - _median(middle, "rss")
        descriptors = _median(last, "descriptors") - _median(middle, "descriptors")
        if rss > RSS_GROWTH_MIB:
            wrong.append(f"memory grew by {rss:.1f} MiB from the middle third to the last")
        if descriptors > FD_GROWTH:
            wrong.append(f"open descriptors grew by {descriptors:.0f} from the middle third to the last")
    return wrong


def _median(samples: list[Sample], name: str) -> float:
    return float(statistics.median(getattr(sample, name) for sample in samples))


def table(samples: list[Sample], tally: Tally) -> str:
    """The figures for the page."""
    chosen = samples[:: max(1, len(samples) // 8)]
    if chosen[-1] is not samples[-1]:
        chosen.append(samples[-1])
    lines = ["| seconds | calls | errors | memory, MiB | descriptors |", "|---:|---:|---:|---:|---:|"]
    lines += [f"| {s.seconds:.0f} | {s.calls:,} | {s.errors:,} | {s.rss:.1f} | {s.descriptors} |" for s in chosen]
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(tally.errors.items())) or "none"
    return "\n".join(
        [
            *lines,
            "",
            f"Errors: {kinds}. Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.",
        ]
    )
