"""A bar for uploads and downloads, where somebody looks at standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = ("file_path", "file", "to")


@contextmanager
def progress(command: dict[str, Any], arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The arguments that have a call tell of its progress; none where nobody would see it."""
    if "progress" not in command or not sys.stderr.isatty() or not any(name in arguments for name in _FILES):
        yield {}
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    bar = Progress(BarColumn(), DownloadColumn(), TransferSpeedColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("")

    def report(done: int, total: int | None) -> None:
        bar.update(task, completed=done, total=total)

    with bar:
        yield {command["progress"]: report}
