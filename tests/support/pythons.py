"""The Pythons of this machine that the package is for, and environments of them.

Rules:

- Nothing is assumed of where they are: `python3.x` on the path, and pyenv's. The one that runs the tests always is.
- An environment that holds nothing of this project lives on under the ignored folder `.venvs`, for the next run.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.versions import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parents[2] / ".venvs"
# Other settings of pip stay: where packages come from is the machine's business.
CLEAN = {
    key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_", "GOODMEM_", "VIRTUAL_ENV"))
}


def interpreters() -> dict[str, str]:
    """Version → interpreter; shims that name a version which is not installed do not count."""
    folders: list[Path] = []
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False).stdout.strip()
        folders = sorted(Path(root, "versions").glob("*/bin")) if root else []
    interpreters = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in VERSIONS:
        candidates = [str(folder / f"python{version}") for folder in folders if (folder / f"python{version}").exists()]
        candidates += [path] if (path := shutil.which(f"python{version}")) else []
        for candidate in candidates:
            code = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:2])))"
            done = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
            if done.stdout.strip() == version:
                interpreters.setdefault(version, candidate)
    return dict(sorted(interpreters.items()))


INTERPRETERS = interpreters()


def environment(version: str, folder: Path, *packages: str, compiled: bool = True) -> Path:
    """The interpreter of a new environment of a Python, with these packages installed.

    Compiling all modules at once takes longer than the rest; what imports few of them can do without.
    """
    command = [INTERPRETERS[version], "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, env=CLEAN, capture_output=True)
    python = folder / "bin/python"
    install(python, *packages, compiled=compiled)
    return python


def install(python: Path, *packages: str, compiled: bool = True) -> None:
    """Install into an environment from outside of it: one cache for all, and no pip to set up.

    By uv, in a tenth of pip's time. Where it is missing, or does not know how to reach an index, by the pip of the tests.
    """
    for command in _installers(python, compiled=compiled):
        done = subprocess.run(
            [sys.executable, "-m", *command, *packages],
            env=CLEAN, cwd=python.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return
    raise AssertionError(done.stderr)


def _installers(python: Path, *, compiled: bool) -> Iterator[list[str]]:
    if find_spec("uv"):
        yield [
            "uv",
            "pip",
            "install",
            "--quiet",
            "--python",
            str(python),
            *(["--compile-bytecode"] if compiled else []),
        ]
    pip = ["pip", "--python", str(python), "--disable-pip-version-check", "install", "--quiet"]
    yield pip if compiled else [*pip, "--no-compile"]


def lasting_environment(version: str, *packages: str) -> Path:
    """Like `environment`, but made once for these packages: what is installed there is only read."""
    wanted = hashlib.sha256("\n".join([INTERPRETERS[version], *packages]).encode()).hexdigest()[:12]
    folder = HOME / f"tests-{version}-{wanted}"
    HOME.mkdir(exist_ok=True)
    with (HOME / f"{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # another worker may be making it
        whole = folder / "whole"
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a run that broke off left
            environment(version, folder, *packages, compiled=False)
            whole.touch()
    return folder / "bin/python"
