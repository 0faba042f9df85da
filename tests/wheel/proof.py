"""`make pythons`: from an empty folder, on every Python that is here, the wheel with each extra, and the README twice.

Rules: each environment is new, has the wheel and one extra, and nothing of this checkout. The package must hold together
in it (`verify`, with warnings as errors); then the embedded server comes in, and the README's quickstart runs as it is
pasted, twice, in one folder. Where a Python has no wheel of `wordllama`, the weights come from the wheel that is made here.

    python -m tests.wheel.proof [--python 3.12 ...] [--extra local ...]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.pythons import CLEAN, INTERPRETERS
from tools.evidence.first_hour import blocks
from tools.release import weights

ROOT = Path(__file__).parents[2]
BUILD = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"


def main(argv: list[str]) -> int:
    """Try what is asked for, all by default; the exit status is 0 where everything worked."""
    parser = argparse.ArgumentParser(prog="python -m tests.wheel.proof", description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="append", choices=sorted(INTERPRETERS), help="only this one")
    parser.add_argument("--extra", action="append", help="only this one; '' is the package alone")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="goodmem-pythons-") as folder:
        made = subprocess.run(
            [sys.executable, "-c", BUILD, folder], cwd=ROOT, check=True, capture_output=True, text=True
        )
        wheel = Path(folder, made.stdout.split()[-1])
        failed = [
            f"{python} [{extra}]"
            for python in arguments.python or INTERPRETERS
            for extra in arguments.extra or extras()
            if not tried(python, extra, wheel)
        ]
    print(f"failed: {', '.join(failed)}" if failed else "all of them work")
    return bool(failed)


def extras() -> list[str]:
    """The extras as pyproject.toml has them, and none."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (section,) = re.findall(r"^\[project.optional-dependencies\]\n(.*?)^\[", text, re.DOTALL | re.MULTILINE)
    return ["", *re.findall(r"^([a-z]+) = \[", section, re.MULTILINE)]


def tried(python: str, extra: str, wheel: Path) -> bool:
    """Whether an environment of its own works, from installing to the second run."""
    began, quickstart = time.monotonic(), blocks(ROOT / "README.md")[0]
    with tempfile.TemporaryDirectory(prefix="goodmem-python-") as folder:
        home = Path(folder, "environment")
        own = str(home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        with_server = ",".join(filter(None, dict.fromkeys([extra, "local"])))
        install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", own]
        steps = [
            [INTERPRETERS[python], "-m", "venv", "--without-pip", str(home)],
            [*install, f"{wheel}[{extra}]" if extra else str(wheel)],
            [own, "-W", "error", "-m", "goodmem_dyn", "verify"],
            [*install, f"{wheel}[{with_server}]"],
            *([[*install, str(_weights(wheel.parent))]] if tuple(map(int, python.split("."))) >= (3, 14) else []),
            *[[own, "-W", "error", "-c", quickstart]] * 2,
        ]
        problem = next((found for step in steps if (found := _problem(step, folder))), "")
    print(f"{time.monotonic() - began:7.1f} s  {python} [{extra}]{problem and ' FAILED'}", flush=True)
    print(problem, end="", file=sys.stderr)
    return not problem


def _weights(folder: Path) -> Path:
    made = sorted(folder.glob("goodmem_dyn_wordllama-*.whl"))
    if made:
        return made[0]
    with tempfile.TemporaryDirectory(dir=folder) as taken:  # a folder of its own: it finds what it took by its ending
        return weights.build(weights.download(Path(taken)), folder)


def _problem(command: list[str], folder: str) -> str:
    done = subprocess.run(command, cwd=folder, env=CLEAN, capture_output=True, text=True, encoding="utf-8", check=False)
    return f"{command[0]} … {command[-1][:60]!r}\n{done.stdout}{done.stderr}" if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
