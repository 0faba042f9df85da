"""Runs the plan: the stub server, then every workload in interleaved rounds, each measurement in a fresh process.

Rules: a round measures everything once, so that what disturbs the machine for a while disturbs one round of each; the
clients' order turns from round to round; a measurement that fails or does not end in time fails the run, with what its
process said; whatever was started is ended.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tools.bench import meter, peers
from tools.bench.server import write_upload
from tools.bench.workloads import REFERENCE, WORKLOADS, Workload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TIMEOUT_S = 600
FEWEST = 3
"""Rounds without which a median says little."""
BARE_PYTHON = "pass"

Figures = dict[str, float]


class MeasurementError(RuntimeError):
    """A measured process failed, or answered something wrong."""


@dataclass
class Row:
    """The figures of one workload: by client, one entry for each round."""

    workload: Workload
    sizes: dict[str, Any]
    samples: dict[str, list[Figures]]

    @property
    def title(self) -> str:
        """What was measured, with its sizes."""
        return self.workload.title.format(**self.sizes)

    def value(self, client: str, figure: str | None = None) -> float | None:
        """The median of a figure over the rounds; ``None`` where this client has none."""
        values = self.values(client, figure)
        return median(values) if values else None

    def values(self, client: str, figure: str | None = None) -> list[float]:
        """A figure of a client in every round, in order."""
        figure = figure or self.workload.figure
        return [sample[figure] for sample in self.samples.get(client, ()) if figure in sample]

    def ratio(self, client: str = "ours", to: str = REFERENCE) -> float | None:
        """The median over the rounds of a client's figure over another's, taken round by round."""
        pairs = list(zip(self.values(client), self.values(to), strict=False))
        return median(own / other for own, other in pairs) if pairs else None


@contextmanager
def stub() -> Iterator[str]:
    """The base URL of a running stub server."""
    command = [sys.executable, "-m", "tools.bench.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=peers.ROOT) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(10)


def _stats(url: str) -> dict[str, int]:
    from urllib.request import ProxyHandler, build_opener

    with build_opener(ProxyHandler({})).open(f"{url}/stats", timeout=10) as answer:
        stats: dict[str, int] = json.load(answer)
    return stats


def count(kind: str, url: str, sizes: dict[str, Any], measure: str = "calls") -> float:
    """What a workload makes this project's client do, counted in a process of its own: the same under any load.

    Args:
        kind: The function of ``child`` that performs it.
        url: Of a running stub server.
        sizes: How much of it.
        measure: ``calls`` for the number of functions called, ``memory`` for the most kB held at once.
    """
    script = ["-m", "tools.bench.child", kind, "ours", url, json.dumps(sizes), measure]
    return float(_run("embedded", script)[{"calls": "calls", "memory": "peak_kb"}[measure]])


def _run(client: str, arguments: Sequence[str]) -> dict[str, Any]:
    command = [str(peers.interpreter(client)), *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            cwd=peers.ROOT,
            env=peers.environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MeasurementError(f"{client} did not end within {TIMEOUT_S} s: {' '.join(arguments[:4])[:200]}") from error
    if done.returncode:
        raise MeasurementError(f"{client} failed at {' '.join(arguments[:4])[:200]}:\n{done.stderr[-3000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _startup(client: str, url: str, statements: str) -> Figures:
    script = meter.STARTUP.format(statements=statements.replace("URL", repr(url)))
    figures = _run(client, ["-c", script])
    answer = figures.pop("answer")
    if "memory_id" in statements and answer not in statements:
        raise MeasurementError(f"{client} read a memory of id {answer!r}")
    return figures


def _measure(workload: Workload, client: str, url: str, sizes: dict[str, Any]) -> Figures:
    peer = peers.PEERS[client]
    if workload.kind == "startup":
        bare = _startup(client, url, BARE_PYTHON)
        figures = _startup(client, url, peer.snippets[sizes["snippet"]])
        return {key: figures[key] - bare[key] for key in figures} | {"times": figures["cpu_ms"] / bare["cpu_ms"]}
    _stats(url)
    sizes = dict(sizes)
    costly = sizes.pop("costly", None)
    if costly and client != "ours":
        sizes["count"] = costly
    adapter = peer.adapter or client
    figures = _run(client, ["-m", "tools.bench.child", workload.kind, adapter, url, json.dumps(sizes)])
    return {**figures, "connections": _stats(url)["connections"]}


@contextmanager
def _uploads(quick: bool) -> Iterator[Callable[[Workload], dict[str, Any]]]:
    """Sizes of a workload, with the number of megabytes turned into the path of a file of that size."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:

        def sizes(workload: Workload) -> dict[str, Any]:
            chosen = workload.sizes(quick=quick)
            if "megabytes" in chosen:
                megabytes = chosen.pop("megabytes")
                path = Path(folder, f"{megabytes}.bin")
                if not path.exists():
                    write_upload(path, megabytes)
                    write_upload(path.with_suffix(".small"), 1)
                chosen["path"] = str(path)
            return chosen

        yield sizes


def run(
    *,
    quick: bool = False,
    only: Sequence[str] = (),
    clients: Sequence[str] = (),
    rounds: int | None = None,
    minutes: float = math.inf,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Row]:
    """Measure, and return one row for each workload.

    Args:
        quick: Smaller sizes, fewer clients and rounds.
        only: Names of workloads or groups; all when empty.
        clients: Names of clients; each workload's own when empty.
        rounds: How often everything is measured: 5, or 3 in a quick run.
        minutes: When to stop, once everything was measured three times: a slow machine would take all day.
        progress: Told what is being measured.

    Raises:
        PeerUnavailableError: A peer's environment cannot be made.
        MeasurementError: A client failed or answered something wrong.
    """
    chosen = [
        w for w in WORKLOADS if (not only or w.name in only or w.group in only) and not (quick and w.quick is None)
    ]
    everyone = [(w, _names(w, clients, quick=quick)) for w in chosen]
    rows = [Row(w, w.sizes(quick=quick), {name: [] for name in names}) for w, names in everyone if names]
    rounds, end = rounds or (FEWEST if quick else 5), time.monotonic() + minutes * 60
    with stub() as url, _uploads(quick) as sizes:
        for row in rows:
            if row.workload.kind == "startup":
                for name in row.samples:  # what is measured is a client as it is installed, with its bytecode written
                    _measure(row.workload, name, url, sizes(row.workload))
        for turn, row in itertools.product(range(rounds), rows):
            if turn >= FEWEST and time.monotonic() > end:
                break
            if turn >= row.workload.rounds:
                continue
            names = list(row.samples)
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                progress(f"round {turn + 1}: {row.workload.name} {name}")
                row.samples[name].append(_measure(row.workload, name, url, sizes(row.workload)))
    return rows


def _names(workload: Workload, wanted: Sequence[str], *, quick: bool) -> list[str]:
    names = [name for name in wanted or workload.clients if name in workload.clients]
    return [name for name in names if not quick or name in {"ours", REFERENCE}]


def machine() -> dict[str, Any]:
    """What the figures were measured on, without anything that names the machine."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
    }
