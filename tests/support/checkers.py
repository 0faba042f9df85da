"""Running type checkers as people run them: in a process of their own, with this interpreter's packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.versions import VERSIONS

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "tests/typing/programs"
ENDS = VERSIONS if "GOODMEM_ALL_PYTHONS" in os.environ else (VERSIONS[0], VERSIONS[-1])
"""Those that are tried where each costs as much as the first: what both ends take, those between take too."""


def run(*command: str, cwd: Path = ROOT, ok: tuple[int, ...] = (0, 1), python: str = sys.executable) -> str:
    """The standard output of a module of an interpreter; anything but its verdict is a failure of the test."""
    # Packages are found by path, because some checkers do not follow the .pth file of an editable installation.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    if python != sys.executable:  # what mypy keeps is of the packages of one environment
        environment["MYPY_CACHE_DIR"] = str(Path(python).parents[1] / "mypy")
    done = subprocess.run(
        [python, "-m", *command],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode in ok, f"{command[0]} broke off:\n{done.stdout}\n{done.stderr}"
    return done.stdout


Problems = dict[tuple[str, int], str]
"""File name and line → what is wrong there."""


def mypy(paths: list[Path], version: str) -> Problems:
    """mypy, as strict as with the package itself: so it finds in its cache what `make lint` put there."""
    output = run("mypy", f"--python-version={version}", "--output=json", *map(str, paths))
    reports = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return {
        (Path(report["file"]).name, report["line"]): report["message"]
        for report in reports
        if report.get("severity") == "error"
    }


def pyright(folder: Path, paths: list[Path], versions: tuple[str, ...], mode: str = "strict") -> dict[str, Problems]:
    """pyright for several Pythons in one run: what it knows of the package and its needs, it finds out once.

    Args:
        folder: An empty one, for its settings, and for a copy of what is checked for each Python.
        paths: Files and folders.
        versions: The Pythons.
        mode: How strict it is.
    """
    for version in versions:
        for path in paths:
            copy = shutil.copytree if path.is_dir() else shutil.copy
            (folder / version).mkdir(exist_ok=True)
            copy(path, folder / version / path.name)
    settings: dict[str, Any] = {
        "typeCheckingMode": mode,
        # These programs show an expression's type, or that it has none: they need no use for it.
        "reportUnusedExpression": False,
        "executionEnvironments": [
            {"root": version, "pythonVersion": version, "extraPaths": [str(ROOT)]} for version in versions
        ],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    report = json.loads(run("pyright", "--project", str(folder), "--outputjson", "--pythonpath", sys.executable))
    assert report["summary"]["filesAnalyzed"] >= len(versions) * len(paths), "pyright did not look at everything"
    problems: dict[str, Problems] = {version: {} for version in versions}
    for diagnostic in report["generalDiagnostics"]:
        if diagnostic["severity"] == "error":
            path = Path(diagnostic["file"])
            version = path.relative_to(folder).parts[0]
            problems[version][path.name, diagnostic["range"]["start"]["line"] + 1] = diagnostic["message"]
    return problems
