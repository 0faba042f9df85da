"""`python -m tests.wild DIR`: every document in a folder, and a table of how many operations are called right."""

# ruff: noqa: T201 -- a command prints

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from goodmem_dyn import InvalidRequestError
from goodmem_dyn._catalogs.sources import load_document
from tests.wild.judge.measure import Outcome, measured


def main() -> int:
    """Measure; the exit code says whether the share of right operations is reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.wild", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of OpenAPI documents, JSON or YAML, or one of them")
    parser.add_argument("--examples", type=int, default=1, help="how many causes of a document to show with an example")
    parser.add_argument("--least", type=float, default=99.5, help="per cent that must be right")
    args = parser.parse_args()
    files = sorted(one for one in args.folder.rglob("*") if one.suffix in {".json", ".yaml", ".yml"}) or [args.folder]
    total, causes, unmade = [0, 0], Counter[str](), 0
    print(f"{'document':44} {'operations':>10} {'right':>6} {'%':>6} {'s':>6}  causes")
    for file in files:
        began = time.perf_counter()
        try:
            outcome = measured(load_document(file))
        except InvalidRequestError as error:
            outcome = Outcome(refused=str(error))
        _show(file, outcome, time.perf_counter() - began, args.examples)
        total[0] += outcome.operations
        total[1] += outcome.right
        causes += outcome.causes
        unmade += outcome.unmade
    share = 100 * total[1] / total[0] if total[0] else 0.0
    print(
        f"\n{total[1]} of {total[0]} operations are called right: {share:.2f} %. For {unmade} of {2 * total[0]} calls no"
    )
    print("valid arguments or answer were found; they count as right where the other call is.")
    for cause, count in causes.most_common():
        print(f"  {count:5}  {cause}")
    return 0 if share >= args.least else 1


def _show(file: Path, outcome: Outcome, seconds: float, examples: int) -> None:
    name = file.name if len(file.name) <= 44 else f"…{file.name[-43:]}"
    if outcome.refused:
        print(f"{name:44} refused: {outcome.refused[:150]}", flush=True)
        return
    share = 100 * outcome.right / outcome.operations if outcome.operations else 100.0
    listed = "; ".join(f"{count} {cause}" for cause, count in outcome.causes.most_common(3))
    print(f"{name:44} {outcome.operations:10} {outcome.right:6} {share:6.1f} {seconds:6.1f}  {listed}", flush=True)
    for cause, _ in outcome.causes.most_common(examples):
        print(f"{'':12}{outcome.examples[cause][:400]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
