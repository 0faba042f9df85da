"""Help and completion are felt: they import next to nothing, and the benchmark holds what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodmem_dyn._terminal import COMPLETE
from tools.bench import peers

ROOT = Path(__file__).parents[2]
HEAVY = {
    "click",
    "rich",
    "httpx",
    "pydantic",
    "json",
    "re",
    "typing",
    "platformdirs",
    "asyncio",
    "ssl",
    "goodmem_dyn.client",
}


def modules(code: str, **environment: str) -> set[str]:
    # Without `site`, which imports what it likes.
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}\nprint('\\n', *sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, **environment}, timeout=60,
    )  # fmt: skip
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--help"], {}),
        (["memories", "create", "--help"], {}),
        (["--version"], {}),
        (["memories", "create", "--"], {COMPLETE: "zsh"}),
        (["admin", ""], {COMPLETE: "bash"}),
    ],
)
def test_help_and_completion_import_next_to_nothing(words: list[str], environment: dict[str, str]) -> None:
    loaded = modules(f"from goodmem_dyn._terminal import main\nmain({words!r})", **environment)
    assert "goodmem_dyn._terminal" in loaded
    assert not loaded & HEAVY


COUNTED = """
calls = 0
def count(frame, event, arg):
    global calls
    calls += event in ("call", "c_call")
before = len(sys.modules)
sys.setprofile(count)
try:
    exec({snippet!r})
finally:
    sys.setprofile(None)
    print(calls, len(sys.modules) - before, file=sys.stderr)
"""


@pytest.mark.parametrize("snippet", ["help", "tab"])
def test_they_do_little_beyond_bare_python(snippet: str) -> None:
    """What a person waits for, counted: a clock says as much of what else the machine does. `make bench` has the times."""
    code = "import sys\n" + COUNTED.format(snippet=peers.PEERS["ours"].snippets[snippet])
    environment = {key: value for key, value in os.environ.items() if key != COMPLETE}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}"],
        capture_output=True, text=True, check=True, cwd=ROOT, env=environment, timeout=60,
    )  # fmt: skip
    calls, modules = map(int, done.stderr.splitlines()[-1].split())
    assert 1000 < calls < 8000, "to import argparse alone takes 10,000"
    assert modules < 30


def test_without_its_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['click'] = None; from goodmem_dyn._terminal import main; sys.exit(main(['spaces', 'list']))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install 'goodmem-dyn[cli]'" in done.stderr
