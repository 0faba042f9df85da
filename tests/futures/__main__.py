"""`python -m tests.futures`: as many futures as wanted, and a table by kind."""

# ruff: noqa: T201 -- a command prints

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.futures.draft import NotHere
from tests.futures.future import bases, future
from tests.futures.kinds import KINDS
from tests.futures.outcome import Outcome, outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

MIXED = "(several)"


@dataclass
class Row:
    """What became of the futures of one kind."""

    seeds: int = 0
    absent: int = 0
    valid: int = 0
    taken: int = 0
    calls: int = 0
    right: int = 0
    moved: int = 0
    unmade: int = 0
    clean: int = 0
    first: str = ""

    def add(self, one: Outcome) -> None:
        self.seeds += 1
        self.valid += not one.invalid
        self.taken += not one.invalid and not one.refused
        self.calls += one.calls
        self.right += one.right
        self.moved += len(one.moved)
        self.unmade += len(one.unmade)
        self.clean += not one.problems
        if one.problems and not self.first:
            self.first = f"{one.future}\n      {one.problems[0]}"

    def __add__(self, other: Row) -> Row:
        made = Row(*(getattr(self, name) + getattr(other, name) for name in _NUMBERS))
        made.first = self.first or other.first
        return made

    def cells(self) -> tuple[str, ...]:
        return (
            f"{self.seeds}",
            f"{self.valid}",
            f"{self.taken}",
            f"{self.right} of {self.calls}",
            f"{self.moved}",
            f"{self.clean}",
        )


_NUMBERS = ("seeds", "absent", "valid", "taken", "calls", "right", "moved", "unmade", "clean")
HEAD = ("kind", "seeds", "valid", "taken", "calls right", "names moved", "all well")


def main(argv: Sequence[str]) -> int:
    """The command; 0 where nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.futures", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many futures")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the first seed; 0 where not given")
    parser.add_argument("--kinds", default="", help="the kinds to choose from, by commas; all where not given")
    parser.add_argument("--base", action="append", help=f"a document to start from, or its path: {', '.join(bases())}")
    parser.add_argument("--no-models", action="store_true", help="generate no models, which is faster")
    parser.add_argument(
        "--all", action="store_true", help="print every seed and every problem, and not the first of a kind"
    )
    parser.add_argument("--list", action="store_true", help="print the kinds, and do nothing")
    args = parser.parse_args(argv)
    if args.list:
        for one in KINDS.values():
            print(f"{one.touches:13} {one.keeps:6} {one.name:42} {one.sentence}")
        print(f"{len(KINDS)} kinds")
        return 0
    names = [one for one in args.kinds.split(",") if one]
    unknown = [one for one in names if one not in KINDS]
    if unknown:
        parser.error(f"no such kind: {', '.join(unknown)}")
    rows = run(
        range(args.first, args.first + args.seeds), names, args.base or (), models=not args.no_models, every=args.all
    )
    print(table(rows))
    whole = sum(rows.values(), Row())
    return 0 if whole.clean == whole.seeds else 1


def run(
    seeds: Sequence[int], names: Sequence[str], among: Sequence[str], *, models: bool, every: bool = False
) -> dict[str, Row]:
    """Try the futures of some seeds; the table's rows by kind."""
    rows: dict[str, Row] = {}
    start = time.monotonic()
    for seed in seeds:
        try:
            made = future(seed, names, among)
        except NotHere:
            rows.setdefault("(nothing to change)", Row()).absent += 1
            continue
        done = outcome(made, models=models)
        kind = made.kinds[0].name if len(made.kinds) == 1 else MIXED
        rows.setdefault(kind, Row()).add(done)
        print(f"\r{seed}: {time.monotonic() - start:.0f} s ", end="", file=sys.stderr, flush=True)
        if every:
            one = Row()
            one.add(done)
            print(seed, kind, *one.cells(), sep="  ", flush=True)
        if every and done.problems:
            print(f"{made}", *(f"    {one}" for one in [*done.problems, *done.unmade]), sep="\n", flush=True)
    print(file=sys.stderr)
    return rows


def table(rows: dict[str, Row]) -> str:
    """The rows as text, with the first failing example of each kind."""
    whole = sum(rows.values(), Row())
    lines = [HEAD, *((name, *row.cells()) for name, row in sorted(rows.items())), ("all", *whole.cells())]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = []
    for line, row in zip(lines, [None, *(row for _, row in sorted(rows.items())), None], strict=True):
        cells = [
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        text.append("  ".join(cells))
        if row is not None and row.first:
            text.append(f"    {row.first}")
    text.append(
        f"{whole.absent} seeds found nothing to change; {whole.unmade} calls were not tried for want of values."
    )
    return "\n".join(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
