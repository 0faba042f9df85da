"""The first hour of somebody new, in an environment that did not exist before: `make first-hour`.

Rules: the package is installed as the README says, and nothing else; every block of the README, the front page and the
quickstart runs as it is pasted, twice, in a folder that is kept between the two. It prints how long each step took, and
fails where a step does. It needs an index of packages, or a cache of one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from tools.paths import ROOT

PAGES = ("README.md", "docs/index.md", "docs/quickstart.md")
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def main() -> int:
    """Walk the path; the exit status is 0 where everything worked."""
    with tempfile.TemporaryDirectory(prefix="goodmem-first-hour-") as folder:
        home, work = Path(folder, "environment"), Path(folder, "work")
        work.mkdir()
        venv.create(home, with_pip=True)
        python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{ROOT}[local]"]
        if not _step("pip install '.[local]'", [str(python), *install], work):
            return 1
        for page in PAGES:
            code = "\n".join(block for block in blocks(ROOT / page) if not block.startswith("def test_"))
            # A page that takes the server as given is told of none: it brings its own, or it fails here.
            for time_of_it in ("", ", again"):
                if not _step(f"{page}{time_of_it}", [str(python), "-W", "error", "-c", code], work):
                    return 1
    return 0


def blocks(page: Path) -> list[str]:
    """The Python blocks of a page, as they are pasted."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


def _step(name: str, command: list[str], folder: Path) -> bool:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GOODMEM", "PYTHON"))}
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, encoding="utf-8", check=False)
    print(f"{time.monotonic() - began:7.1f} s  {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
