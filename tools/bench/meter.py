"""How CPU time, wall time and memory are read, of a section or of a whole start-up.

Rules: memory is the highest resident size inside the section over the size before it, where the system tells it;
start-up is measured by a script that imports nothing before its clock has stopped.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from tools.bench.counting import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

Figures = dict[str, float]

STARTUP = """
{statements}
import time
cpu = time.process_time()
import json, sys
status = dict(line.split(':', 1) for line in open('/proc/self/status')) if sys.platform == 'linux' else {{}}
print(json.dumps({{
    'cpu_ms': cpu * 1e3,
    'rss_mb': int(status.get('VmHWM', '0 kB').split()[0]) / 1024,
    'modules': len(sys.modules),
    'answer': globals().get('answer'),
}}))
"""


def resident_mb(field: str = "VmRSS") -> float:
    """A size of this process in MB, from Linux's own account of it; 0 elsewhere."""
    if sys.platform != "linux":
        return 0.0
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


class Meter:
    """CPU and wall time and the rise of memory between two moments of this process; or what it does, counted."""

    counts: ClassVar[str] = ""
    """What of a section is counted instead of timing it: both at once would be wrong."""

    def __init__(self) -> None:
        self.figures: Figures = {}
        self._slices: list[float] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        if self.counts:
            with WAYS[self.counts](self.figures):
                yield
            return
        gc.collect()
        linux = sys.platform == "linux"
        if linux:
            Path("/proc/self/clear_refs").write_text("5")  # from here on, VmHWM is the peak of the section
        before = resident_mb()
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.figures["cpu_ms"] = (time.process_time() - cpu) * 1e3
        self.figures["wall_ms"] = (time.perf_counter() - wall) * 1e3
        if linux:
            self.figures["rise_mb"] = max(0.0, resident_mb("VmHWM") - before)

    @contextmanager
    def slice(self, count: int) -> Iterator[None]:
        """A part of a section with ``count`` calls; what disturbs one part then does not show in the figure."""
        cpu = time.process_time()
        yield
        self._slices.append((time.process_time() - cpu) * 1e6 / count)

    def per(self, count: int) -> Figures:
        """The figures, with the CPU time of each of ``count`` calls in microseconds: the median of the slices."""
        if self.counts:
            return self.figures
        whole = self.figures["cpu_ms"] * 1e3 / count
        return {**self.figures, "cpu_us": median(self._slices) if self._slices else whole}


def slices(count: int) -> list[int]:
    """A number of calls in ten parts."""
    return [count // 10] * 9 + [count - count // 10 * 9]
