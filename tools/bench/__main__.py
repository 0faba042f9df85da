"""``python -m tools.bench``: measure, print the table, and on a whole run write the page."""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from pathlib import Path

from tools.bench import growth, peers, report, run
from tools.bench.workloads import GROUPS, WORKLOADS


def main() -> int:
    """Parse the arguments, run, report; 1 where something could not be measured, or a goal was missed with --strict."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    names = [workload.name for workload in WORKLOADS]
    known = [*GROUPS, "growth", *names]
    parser.add_argument("--quick", action="store_true", help="smaller sizes and two clients")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help=f"one of {', '.join(known)}")
    parser.add_argument("--client", action="append", default=[], choices=list(peers.PEERS), help="measure these only")
    parser.add_argument("--rounds", type=int, help="how often (5, or 3 when quick)")
    parser.add_argument(
        "--minutes", type=float, default=15, help="begin nothing more after this, but for the first three rounds (15)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to a file")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its plots")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal or a limit is missed")
    chosen = parser.parse_args()
    if unknown := set(chosen.only) - {*known}:
        parser.error(f"--only knows nothing of {', '.join(sorted(unknown))}; it takes {', '.join(known)}")
    if chosen.write and (chosen.quick or chosen.only or chosen.client):
        parser.error("--write takes a whole run: leave --quick, --only and --client out")

    def progress(words: str) -> None:
        print(f"\r\033[K{words}" if words else "\r\033[K", end="", file=sys.stderr, flush=True)

    on_progress = progress if sys.stderr.isatty() else lambda _: None
    try:
        rows = run.run(
            quick=chosen.quick,
            only=chosen.only,
            clients=chosen.client,
            rounds=chosen.rounds,
            minutes=math.inf if chosen.rounds else chosen.minutes,
            progress=on_progress,
        )
        grown = []
        if "growth" in chosen.only or not (chosen.only or chosen.quick or chosen.client):
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                grown = growth.measure(Path(folder), on_progress)
    except (peers.PeerUnavailableError, run.MeasurementError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    if sys.stderr.isatty():
        progress("")
    print(report.text(rows, grown))
    if chosen.json:
        report.dump(rows, run.machine(), chosen.json)
    if chosen.write:
        report.write(rows, run.machine(), grown)
    missed = [row for row in rows if not all(report.judged(row).values())]
    broken = [row for row, *_, kept in report.limits(rows) if not kept]
    return 1 if chosen.strict and (missed or broken or any(not growth.kept for growth in grown)) else 0


if __name__ == "__main__":
    sys.exit(main())
