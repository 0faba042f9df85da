"""``python -m tools.bench``: measure, print the table, and on a whole run write the page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.bench import peers, report, run
from tools.bench.workloads import GROUPS, WORKLOADS


def main() -> int:
    """Parse the arguments, run, report; 1 where something could not be measured, or a goal was missed with --strict."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    names = [workload.name for workload in WORKLOADS]
    parser.add_argument("--quick", action="store_true", help="smaller sizes and two clients")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help=f"one of {', '.join([*GROUPS, *names])}"
    )
    parser.add_argument("--client", action="append", default=[], choices=list(peers.PEERS), help="measure these only")
    parser.add_argument("--rounds", type=int, help="how often (5, or 3 when quick)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to a file")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its plots")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal or a limit is missed")
    chosen = parser.parse_args()
    if unknown := set(chosen.only) - {*names, *GROUPS}:
        parser.error(f"--only knows nothing of {', '.join(sorted(unknown))}; it takes {', '.join([*GROUPS, *names])}")
    if chosen.write and (chosen.quick or chosen.only or chosen.client):
        parser.error("--write takes a whole run: leave --quick, --only and --client out")

    def progress(words: str) -> None:
        print(f"\r\033[K{words}" if words else "\r\033[K", end="", file=sys.stderr, flush=True)

    try:
        rows = run.run(
            quick=chosen.quick,
            only=chosen.only,
            clients=chosen.client,
            rounds=chosen.rounds,
            progress=progress if sys.stderr.isatty() else lambda _: None,
        )
    except (peers.PeerUnavailableError, run.MeasurementError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    if sys.stderr.isatty():
        progress("")
    print(report.text(rows))
    if chosen.json:
        report.dump(rows, run.machine(), chosen.json)
    if chosen.write:
        report.write(rows, run.machine())
    missed = [row for row in rows if report.met(row) is False] + [
        row for row, *_, kept in report.limits(rows) if not kept
    ]
    return 1 if chosen.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
