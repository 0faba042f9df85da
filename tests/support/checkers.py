"""Running type checkers as people run them: in a process of their own, with this interpreter's packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "tests/typing/programs"
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
"""The Pythons that the package is for."""


def run(*command: str, cwd: Path = ROOT, ok: tuple[int, ...] = (0, 1), python: str = sys.executable) -> str:
    """The standard output of a module of an interpreter; anything but its verdict is a failure of the test."""
    # Packages are found by path, because some checkers do not follow the .pth file of an editable installation.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        [python, "-m", *command],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in ok, f"{command[0]} broke off:\n{done.stdout}\n{done.stderr}"
    return done.stdout


Problems = dict[tuple[str, int], str]
"""File name and line → what is wrong there."""


def mypy(paths: list[Path], version: str) -> Problems:
    """mypy --strict."""
    found = run(
        "mypy", "--strict", "--config-file=", f"--python-version={version}", "--output=json",
        "--follow-imports=silent", *map(str, paths),
    )  # fmt: skip
    reports = [json.loads(line) for line in found.splitlines() if line.startswith("{")]
    return {(Path(one["file"]).name, one["line"]): one["message"] for one in reports if one.get("severity") == "error"}


def pyright(paths: list[Path], version: str, folder: Path, mode: str = "strict") -> Problems:
    """pyright; its settings go into `folder`."""
    settings: dict[str, Any] = {
        "typeCheckingMode": mode,
        "pythonVersion": version,
        "extraPaths": [str(ROOT)],
        # These programs show an expression's type, or that it has none: they need no use for it.
        "reportUnusedExpression": False,
        "include": [os.path.relpath(path, folder) for path in paths],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    found = run("pyright", "--project", str(folder), "--outputjson", "--pythonpath", sys.executable)
    report = json.loads(found)
    assert report["summary"]["filesAnalyzed"] > 0, "pyright looked at nothing"
    return {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1): one["message"]
        for one in report["generalDiagnostics"]
        if one["severity"] == "error"
    }
