"""`make suites`: the whole suite on every Python that is here, in parts, and a table of what came out.

Rules:

- Every Python has an environment of its own, new, with the packages that `requirements/` pins: for development, and on
  3.10, where not all of those exist, for CI's other Pythons.
- A part is at most twelve files of one folder. What came of it is kept with its log under the ignored folder `.venvs`, for
  this state of the checkout: a run that was stopped goes on where it was, and tries again only what was not green.
- The exit status is 0 where every part is green on every Python, 1 where something failed, 2 where parts are left.

    python -m tests.support.suites [--python 3.12 ...] [--part tests/local ...] [--minutes 5] [--workers 2] [--table]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tests.support.pythons import CLEAN, HOME, INTERPRETERS, environment, install

ROOT = Path(__file__).resolve().parents[2]
FILES = 12
"""Files of tests in a part, at most."""
LIMIT = 1200
"""Seconds that a part may take: more is a failure."""


class Outcome(NamedTuple):
    """What came of one part: how many tests passed, failed and were skipped, the seconds, and the names of what failed."""

    status: int
    passed: int
    failed: int
    skipped: int
    seconds: float
    failures: tuple[str, ...]


def main(argv: list[str]) -> int:
    """Run what is left, all by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.suites", description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="append", choices=sorted(INTERPRETERS), help="only this one")
    parser.add_argument("--part", action="append", help="only what begins so, such as tests/local")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no part after so many (no limit)")
    parser.add_argument("--workers", type=int, default=2, help="processes of each part (2)")
    parser.add_argument("--table", action="store_true", help="run nothing, show what is there")
    arguments = parser.parse_args(argv)
    end = 0.0 if arguments.table else time.monotonic() + 60 * arguments.minutes
    wanted = parts(ROOT, tuple(arguments.part or ["tests/"]))
    kept = HOME / "suites" / state(ROOT)
    pythons = arguments.python or list(INTERPRETERS)
    for python in pythons:
        _run_all(python, wanted, kept / python, end, arguments.workers)
    by_python = {python: [_read(kept / python / f"{name}.json") for name in map(_name, wanted)] for python in pythons}
    print(table(by_python))
    return verdict(by_python)


def parts(root: Path, prefixes: tuple[str, ...]) -> list[list[str]]:
    """The files of tests that begin with one of these, in the order of their names, in pieces of one folder."""
    files = sorted(path.relative_to(root) for path in root.glob("tests/**/test_*.py"))
    files = [path for path in files if path.as_posix().startswith(prefixes)]
    pieces = []
    for _, group in groupby(files, lambda path: path.parent):
        names = [path.as_posix() for path in group]
        pieces += [names[start : start + FILES] for start in range(0, len(names), FILES)]
    return pieces


def state(root: Path) -> str:
    """What the checkout holds, as 12 digits: any change to a file that git does not ignore is another state."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    digest = hashlib.sha256()
    for path in sorted(root / name for name in set(names) if name):
        if path.is_file():
            digest.update(f"{path.relative_to(root)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def table(by_python: dict[str, list[Outcome | None]]) -> str:
    """A row for each Python, and below it what failed there."""
    lines = [f"{'Python':8}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}  parts"]
    for python, outcomes in by_python.items():
        done = [outcome for outcome in outcomes if outcome]
        sums = [sum(outcome[place] for outcome in done) for place in range(1, 5)]
        lines.append(
            f"{python:8}{sums[0]:8}{sums[1]:8}{sums[2]:9}{sums[3]:9.0f}  {len(done)} of {len(outcomes)}"
            f"{', all green' if verdict({python: outcomes}) == 0 else ''}"
        )
        lines += [f"  {failure}" for outcome in done for failure in outcome.failures]
    return "\n".join(lines)


def verdict(by_python: dict[str, list[Outcome | None]]) -> int:
    """The exit status: a failure is one whatever is left."""
    outcomes = [outcome for each in by_python.values() for outcome in each]
    if any(outcome and outcome.status for outcome in outcomes):
        return 1
    return 0 if outcomes and all(outcomes) else 2


def outcome_of(report: Path, status: int, seconds: float, name: str) -> Outcome:
    """What pytest's JUnit report says; where there is none, or no failure in it, the part itself failed."""
    cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = sum(case.find("skipped") is not None for case in cases)
    failures = [f"{case.get('classname')}::{case.get('name')}".removeprefix("::") for case in bad]
    if status and not bad:
        failures = [f"{name}: exit status {status}"]
    return Outcome(status, len(cases) - len(bad) - skipped, len(failures), skipped, seconds, tuple(failures))


def _run_all(python: str, wanted: list[list[str]], folder: Path, end: float, workers: int) -> None:
    before = {_name(part): _read(folder / f"{_name(part)}.json") for part in wanted}
    for part in sorted(wanted, key=lambda part: before[_name(part)] is not None):  # first what was never tried
        had = before[_name(part)]
        if (had and not had.status) or time.monotonic() >= end:
            continue
        outcome = _run(_interpreter(python), part, folder, workers)
        print(
            f"{python:6}{_name(part):32}{outcome.passed:6} passed{outcome.failed:4} failed{outcome.seconds:7.1f} s",
            flush=True,
        )


def _run(interpreter: Path, part: list[str], folder: Path, workers: int) -> Outcome:
    folder.mkdir(parents=True, exist_ok=True)
    log, report = folder / f"{_name(part)}.log", folder / f"{_name(part)}.xml"
    report.unlink(missing_ok=True)
    command = [
        str(interpreter),
        "-m",
        "pytest",
        "-q",
        "-n",
        str(workers),
        "--dist",
        "worksteal",
        "-p",
        "no:cacheprovider",
    ]
    # What mypy keeps is of the packages of one environment: with those of another it broke off.
    environ = {**CLEAN, "MYPY_CACHE_DIR": str(interpreter.parents[1] / "mypy")}
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as file:
        try:
            status = subprocess.run(
                [*command, f"--junitxml={report}", *part], cwd=ROOT, env=environ, stdout=file, stderr=file, timeout=LIMIT, check=False
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            status = -1
    outcome = outcome_of(report, status, round(time.monotonic() - began, 1), _name(part))
    log.with_suffix(".json").write_text(json.dumps(outcome._asdict()), encoding="utf-8")
    return outcome


def _interpreter(python: str) -> Path:
    """Of the environment with all that the tests need: made when it is first asked for, and anew for other pins."""
    lock = ROOT / "requirements" / ("matrix.txt" if python == "3.10" else "dev.txt")
    pins = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    folder = HOME / f"suite-{python}-{pins}"
    whole = folder / "whole"
    own = folder / "bin/python"
    if not whole.exists():
        environment(python, folder, "--require-hashes", "--requirement", str(lock))
        install(own, "pip")  # the published weights come by it
        install(own, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        if tuple(map(int, python.split("."))) >= (3, 14):
            made = subprocess.run(
                [own, "-m", "tools", "weights", "--output", folder], cwd=ROOT, check=True, capture_output=True, text=True
            )  # fmt: skip
            install(own, "--no-deps", made.stdout.strip())
        whole.touch()
    return own


def _name(part: list[str]) -> str:
    """Of a part: its folder, and its first file where the folder has more than one part."""
    return part[0].removesuffix(".py").replace("/", ".")


def _read(path: Path) -> Outcome | None:
    if not path.exists():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return Outcome(**{**values, "failures": tuple(values["failures"])})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
