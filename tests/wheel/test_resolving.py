"""Every extra can be installed on every Python: each set of requirements is resolved, out of wheels alone.

Nothing is installed. All extras at once are resolved: where they fit together, each of them fits alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.pythons import CLEAN

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")


def resolved(python: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml", "--all-extras", "--no-header"]
    command += ["--python-version", python, "--python-platform", "x86_64-manylinux_2_28", "--only-binary", ":all:"]
    return subprocess.run(command, cwd=ROOT, env=CLEAN, capture_output=True, text=True, check=False)


@pytest.mark.timeout(240)
def test_every_extra_resolves_for_every_python() -> None:
    with ThreadPoolExecutor(len(PYTHONS)) as pool:
        outcomes = dict(zip(PYTHONS, pool.map(resolved, PYTHONS), strict=True))
    assert {python: done.stderr for python, done in outcomes.items() if done.returncode} == {}
    chosen = {python: set(re.findall(r"^([\w.-]+)==", done.stdout, re.MULTILINE)) for python, done in outcomes.items()}
    # What reads the weights is there on all of them; what brings them, where it has a wheel.
    assert {python for python, names in chosen.items() if {"tokenizers", "safetensors"} <= names} == set(PYTHONS)
    assert {python for python, names in chosen.items() if "wordllama" in names} == set(PYTHONS) - {"3.14"}


def test_what_the_classifiers_say_is_what_is_tried() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert tuple(re.findall(r"Programming Language :: Python :: (3\.\d+)", text)) == PYTHONS
