"""How far a run is, shown while it runs.

Rules: a terminal or a notebook gets a bar where rich is installed; anything else gets a line in the log now and then,
on the logger `goodmem_dyn.bulk`; who asks for quiet gets nothing. Showing never fails a run, and costs no request.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.effects import Tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._bulk.effects import Run

log = logging.getLogger("goodmem_dyn.bulk")
TOLD = 0.2
"""Seconds between two updates."""
LOGGED = 30.0
"""Seconds between two lines of the log."""


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        phase: `reconcile`, `send`, `wait`, `delete`, `export`, or `done`.
        done: Items that are dealt with.
        total: All items; None where the source does not tell before it is read.
        failed: Items that failed so far.
        waiting: Items that are waited for.
        bytes: Bytes of content that were sent or received.
        seconds: Since the run began.
    """

    phase: str
    done: int = 0
    total: int | None = None
    failed: int = 0
    waiting: int = 0
    bytes: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Items a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that are probably left; None where nobody can tell."""
        return None if self.total is None or not self.rate else max(0, self.total - self.done) / self.rate

    def __str__(self) -> str:
        of = f" of {self.total:,}" if self.total is not None else ""
        parts = [f"{self.phase}: {self.done:,}{of} items, {self.rate:,.0f}/s, {self.bytes / 1e6:,.1f} MB"]
        parts += [f"{self.failed:,} failed"] if self.failed else []
        parts += [f"{self.waiting:,} waiting"] if self.waiting else []
        parts += [f"{self.left:,.0f} s left"] if self.left else []
        return ", ".join(parts)


class Reporter:
    """Shows a run.

    Args:
        callback: A function of the caller, told a `Progress`.
        shown: True to show a bar, False for quiet; None for a bar where somebody looks, and lines in the log elsewhere.
    """

    def __init__(self, callback: Callable[[Progress], object] | None, shown: bool | None) -> None:
        self.callback, self.shown = callback, shown
        self._told = self._logged = self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    @property
    def wants_total(self) -> bool:
        """Whether somebody would see how much there is."""
        return self.callback is not None or self._bar is not None

    def open(self) -> None:
        """The run begins."""
        if self.shown is not False:
            with contextlib.suppress(ImportError):
                self._bar = _bar(forced=bool(self.shown))
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=None, size="")

    def tell(self, make: Callable[[float], Progress], *, last: bool = False) -> Run:
        """Show how far the run is, where it is time to.

        Args:
            make: Gives the state, by the seconds since the run began.
            last: Whether this is the end, which is always told.
        """
        now = time.monotonic()
        if now - self._told < TOLD and not last:
            return
        self._told = now
        progress = make(now - self._began)
        self._show(progress, now)
        if self.callback is not None:
            yield Tell(self.callback, (progress,))

    def _show(self, progress: Progress, now: float) -> None:
        """What people see."""
        if self._bar is not None:
            text = f"{progress.phase}" + (f", [red]{progress.failed:,} failed[/red]" if progress.failed else "")
            size = f"{progress.bytes / 1e6:,.1f} MB"
            self._bar.update(self._task, completed=progress.done, total=progress.total, description=text, size=size)
        elif self.shown is not False and (now - self._logged >= LOGGED or progress.phase == "done"):
            self._logged = now
            log.info("%s", progress)

    def close(self) -> None:
        """The run is over."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar(*, forced: bool) -> Any:
    """A bar of rich, where it would be seen."""
    if not forced and not sys.stderr.isatty() and "ipykernel" not in sys.modules:
        return None
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    console = Console(stderr="ipykernel" not in sys.modules)
    if not forced and not (console.is_terminal or console.is_jupyter):
        return None
    size = TextColumn("{task.fields[size]}")
    return Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        size,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=False,
    )
