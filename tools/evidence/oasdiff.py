"""oasdiff itself beside our own diff, for every step of the document's history: ``python -m tools.evidence.oasdiff``.

Rules this module keeps:

* oasdiff is the program on the path; where there is none, a Go toolchain builds it, at the version that is mirrored.
* For each step, the ids that fired are compared with their levels. An id of ours that begins with `x-` stands where
  oasdiff has no rule: it is counted, and compared with nothing.
* The exit status is 0 where both say the same, 1 where they differ, 2 where oasdiff could not be asked.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tools import paths
from tools.diff.compare import compare
from tools.diff.rules import MIRRORED
from tools.tracking import locks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MODULE = f"github.com/oasdiff/oasdiff@v{MIRRORED}"
LEVELS = {1: "INFO", 2: "WARN", 3: "ERR"}
LIMIT = 600
"""Seconds for one comparison; the first may build oasdiff."""

Fired = set[tuple[str, str]]
"""Ids, each with the level at which it fired."""


class OasdiffError(RuntimeError):
    """oasdiff is not here, or said something else than changes."""


def main(argv: list[str], root: Path = paths.ROOT) -> int:
    """Compare every step, and print where the two differ."""
    parser = argparse.ArgumentParser(prog="python -m tools.evidence.oasdiff", description=__doc__.splitlines()[0])
    parser.parse_args(argv)
    try:
        oasdiff = command()
        print(f"{_output([*oasdiff, '--version']).strip()}; the rules here are those of {MIRRORED}")
        differing = sum([_step(oasdiff, old, new) for old, new in pairwise(history(root))])
    except OasdiffError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{differing} steps differ" if differing else "every step: the same ids at the same levels")
    return 1 if differing else 0


def command() -> list[str]:
    """What runs oasdiff.

    Raises:
        OasdiffError: Neither the program nor a Go toolchain is on the path.
    """
    if program := shutil.which("oasdiff"):
        return [program]
    if go := shutil.which("go"):
        return [go, "run", MODULE]
    raise OasdiffError(f"Neither oasdiff nor go is on the path. Install Go, or oasdiff {MIRRORED}, and run this again.")


def history(root: Path) -> list[Path]:
    """The documents that were taken, the oldest first."""
    return [root / paths.HISTORY / f"{digits}.json" for digits in locks.read(root).history]


def theirs(oasdiff: list[str], old: Path, new: Path) -> Fired:
    """What oasdiff says of two documents.

    Raises:
        OasdiffError: It failed, or did not answer with a list of changes.
    """
    text = _output([*oasdiff, "changelog", str(old), str(new), "--format", "json", "--level", "INFO"])
    try:
        changes = json.loads(text or "[]")
        return {(change["id"], LEVELS[change["level"]]) for change in changes}
    except (ValueError, LookupError, TypeError) as error:
        raise OasdiffError(f"oasdiff did not answer with changes ({error!r}): {text[:200]}") from error


def ours(old: Path, new: Path) -> Fired:
    """What the diff here says of them: the same, and what has no rule there."""
    comparison = compare(_json(old), _json(new))
    return {(rule.id, rule.level) for finding in comparison.findings for rule in finding.rules}


def difference(there: Fired, here: Fired) -> Iterator[str]:
    """A line for each id on which the two differ: at what level each has it."""
    mirrored = {(rule, level) for rule, level in here if not rule.startswith("x-")}
    for rule in sorted({rule for rule, _ in there ^ mirrored}):
        yield f"  {rule}: oasdiff {_levels(rule, there)}, here {_levels(rule, mirrored)}"


def _step(oasdiff: list[str], old: Path, new: Path) -> bool:
    there, here = theirs(oasdiff, old, new), ours(old, new)
    lines = list(difference(there, here))
    own = sum(rule.startswith("x-") for rule, _ in here)
    print(f"{old.stem} → {new.stem}: {len(there)} ids there, {len(here) - own} here, {own} of our own")
    print("".join(f"{line}\n" for line in lines), end="", flush=True)
    return bool(lines)


def _levels(rule: str, fired: Iterable[tuple[str, str]]) -> str:
    return " and ".join(sorted(level for fired_rule, level in fired if fired_rule == rule)) or "does not fire"


def _output(line: list[str]) -> str:
    try:
        done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OasdiffError(f"oasdiff could not be run: {error}") from error
    if done.returncode:
        raise OasdiffError(f"oasdiff ended with status {done.returncode}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
