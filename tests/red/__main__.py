"""Break the code once for each row, and watch its test fail: `python -m tests.red [ROW …]`.

Rules: the tree is copied once, and never changed where it stands. First the tests of all rows must pass in the copy as
it is; then each fault is planted alone, and the tests of its row must fail, by a failure of a test and by nothing else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.red.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.red.rows import Row

ROOT = Path(__file__).parents[2]
_FAILED = 1
"""How pytest ends when tests ran, and some of them failed."""
_SECONDS = 280


def copied(place: Path) -> Path:
    """A copy of the tree as it stands, with what is not committed yet."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def tested(place: Path, tests: Iterable[str]) -> tuple[int, str]:
    """How pytest ended, and the last of what it printed."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-x",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "--timeout=60",
        *tests,
    ]
    environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return _FAILED, "it did not end in time"
    return done.returncode, "\n".join(done.stdout.splitlines()[-15:])


def is_red(place: Path, row: Row) -> tuple[bool, str]:
    """Whether the tests of a row fail while its fault is planted."""
    file = place / row.file
    right = file.read_bytes()
    file.write_bytes(right.replace(row.right.encode(), row.wrong.encode(), 1))
    try:
        status, output = tested(place, row.tests)
    finally:
        file.write_bytes(right)
    return status == _FAILED, output


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.red", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help="rows by name, such as R3 or H1; all where none is given"
    )
    parser.add_argument("--skip-green", action="store_true", help="do not run the tests without a fault first")
    given = parser.parse_args()
    chosen = [row for row in ROWS if not given.rows or row.name in given.rows]
    survived = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = copied(Path(folder))
        if not given.skip_green:
            every = dict.fromkeys(test for row in chosen for test in row.tests)
            status, output = tested(place, every)
            if status:
                print(output)
                print("The tests do not pass as they are: nothing can be said of the faults.")
                return 2
        for row in chosen:
            started = time.monotonic()
            red, output = is_red(place, row)
            said = "red" if red else "STILL GREEN"
            print(f"{row.name:4} {said:11} {time.monotonic() - started:5.1f} s  {row.file}", flush=True)
            if not red:
                print(output, flush=True)
                survived.append(row.name)
    count = len({row.name for row in chosen})
    print(f"{len(chosen)} faults for {count} rows in {time.monotonic() - began:.0f} s; unseen: {survived or 'none'}")
    return bool(survived)


if __name__ == "__main__":
    sys.exit(main())
