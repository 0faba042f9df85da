"""`python -m tests.matrix`: the whole matrix; `--write` makes `docs/compatibility.md` of it.

Rules: cells that `--results` has are taken from it, and those that are made are put there, so that a run can be gone on
with. The exit code is 1 where a cell has something unsaid or unnamed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from itertools import product
from pathlib import Path

from tests.matrix.cells import HISTORY, NAMED, ROOT, UNNAMED, UNSAID, WORKS, Cell, Outcome, Servers, cell
from tests.matrix.table import PAGE, page


def main() -> int:
    """Make the cells, tell of each, and write the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    parser.add_argument("--results", type=Path, metavar="FILE", help="where cells are kept from run to run")
    parser.add_argument(
        "--client", action="append", choices=HISTORY, help="clients of this document alone; may be repeated"
    )
    parser.add_argument("--most", type=int, metavar="N", help="make no more than so many cells")
    given = parser.parse_args()
    found = _kept(given.results)
    missing = [pair for pair in product(given.client or HISTORY, HISTORY) if pair not in found]
    if missing:
        with Servers() as servers:
            for pair in missing[: given.most]:
                found[pair] = cell(servers, *pair)
                _tell(found[pair])
                if given.results:
                    given.results.write_text(json.dumps([asdict(one) for one in found.values()]), encoding="utf-8")
    if given.write and len(found) == len(HISTORY) ** 2:
        (ROOT / PAGE).write_text(page(list(found.values())), encoding="utf-8")
    return 1 if any(one.of(UNSAID) or one.of(UNNAMED) for one in found.values()) else 0


def _kept(file: Path | None) -> dict[tuple[str, str], Cell]:
    if file is None or not file.is_file():
        return {}
    cells = [
        Cell(one["client"], one["server"], [Outcome(**each) for each in one["outcomes"]])
        for one in json.loads(file.read_text())
    ]
    return {(one.client, one.server): one for one in cells}


def _tell(made: Cell) -> None:
    counts = ", ".join(f"{len(made.of(kind))} {kind}" for kind in (WORKS, NAMED, UNSAID, UNNAMED))
    sys.stdout.write(f"client {made.client}, server {made.server}: {counts}\n")
    for one in (*made.of(UNNAMED), *made.of(UNSAID)):
        sys.stdout.write(f"    {one.kind}: {one.method}: {one.said[:300]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
