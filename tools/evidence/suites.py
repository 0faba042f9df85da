"""The own test suites of integrations of the official package, run with ours in its place.

    python -m tools.evidence.suites PYTHON FOLDER...

PYTHON is an interpreter of an environment that has the official package, the integrations and what their tests need;
each FOLDER is an unpacked source distribution with its tests. Every suite runs three times: with the official package,
with the alias, and with the names alone. The table says how many tests passed, and which of those that pass with the
official package do not with the alias.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from goodmem_dyn import alias

ROOT = Path(__file__).parents[2]
WAYS = {"official": None, "alias": True, "names alone": False}


def passed(python: str, folder: Path, path: list[Path]) -> set[str]:
    """The tests of a suite that pass with these folders first in the interpreter's path."""
    with tempfile.TemporaryDirectory(prefix="suite-") as kept:
        report = Path(kept) / "report.xml"
        subprocess.run(
            [
                python,
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "--continue-on-collection-errors",
                f"--junitxml={report}",
                "tests",
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
            capture_output=True,
            timeout=900,
            check=False,
        )
        cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - pytest of this machine wrote it
        return {f"{case.get('classname')}::{case.get('name')}" for case in cases if not {child.tag for child in case}}


def main() -> None:
    """Run the suites and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.evidence.suites", description=__doc__)
    parser.add_argument("python")
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aliases-") as kept:
        # Nothing of this checkout but the package: suites have folders of tests of their own.
        package = Path(kept) / "package"
        package.mkdir()
        (package / "goodmem_dyn").symlink_to(ROOT / "goodmem_dyn")
        paths: dict[str, list[Path]] = {}
        for name, switch in WAYS.items():
            if switch is not None:
                alias.write(Path(kept) / name, expectations=switch)
            paths[name] = [] if switch is None else [Path(kept) / name, package]
        totals = dict.fromkeys(WAYS, 0)
        for folder in options.folders:
            outcomes = {name: passed(options.python, folder, path) for name, path in paths.items()}
            totals = {name: totals[name] + len(outcomes["official"] & tests) for name, tests in outcomes.items()}
            counts = ", ".join(f"{name} {len(outcomes['official'] & tests)}" for name, tests in outcomes.items())
            print(f"{folder.name}: {counts}")
            for test in sorted(outcomes["official"] - outcomes["alias"]):
                print(f"  not with the alias: {test}")
    print("all: " + ", ".join(f"{name} {count}" for name, count in totals.items()))


if __name__ == "__main__":
    main()
