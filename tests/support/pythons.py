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
from pathlib import Path

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
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
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in VERSIONS:
        candidates = [str(folder / f"python{version}") for folder in folders if (folder / f"python{version}").exists()]
        candidates += [path] if (path := shutil.which(f"python{version}")) else []
        for candidate in candidates:
            code = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:2])))"
            done = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
            if done.stdout.strip() == version:
                found.setdefault(version, candidate)
    return dict(sorted(found.items()))


INTERPRETERS = interpreters()


def environment(version: str, folder: Path, *packages: str, compiled: bool = True) -> Path:
    """The interpreter of a new environment of a Python, with these packages installed.

    The pip of the tests installs into it: one cache, and no pip to set up. Compiling all modules at once, as pip does,
    takes longer than the rest; what imports few of them can do without.
    """
    command = [INTERPRETERS[version], "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, env=CLEAN, capture_output=True)
    python = folder / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install", "--quiet"]
    pip += [] if compiled else ["--no-compile"]
    done = subprocess.run([*pip, *packages], env=CLEAN, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return python


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
