"""The pages for who changes this project name files, targets and commands that exist.

A name in backticks that has a slash is a path, from the root of the checkout or from the package's folder; `name.py`
alone is a module of the package. A `<name>` or a `*` in a path stands for any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "goodmem_dyn"
PAGES = ("docs/architecture.md", "CONTRIBUTING.md", "README.md")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
CHANGES = ARCHITECTURE.partition("## Where to change what")[2].partition("\n## ")[0]
WANTED = (
    "paging style, convenience, authentication scheme, stream format, retry rule, naming rule, error body, content type, "
    "embedded server, tolerated difference, filter function, rule of the diff"
)
"""Changes that the table answers at least."""
PATH = re.compile(r"`((?:\.?[\w.-]+/)+[\w.*<>-]*|[a-z_]+\.py)(?:::\w+)?`")


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def exists(path: str) -> bool:
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return any(next(base.glob(pattern), None) for base in (ROOT, PACKAGE))


def is_media_type(path: str) -> bool:
    return path.partition("/")[0] in {"application", "text", "image", "multipart"}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_exists(page: str) -> None:
    paths = {path for path in PATH.findall(text(page)) if not is_media_type(path)}
    assert paths
    assert sorted(path for path in paths if not exists(path)) == []


def test_typical_changes_are_in_the_table_each_with_its_files() -> None:
    rows = [line.split("|")[1:3] for line in CHANGES.splitlines() if line.startswith("| ")][1:]
    assert [change for change in WANTED.split(", ") if not any(change in name for name, _ in rows)] == []
    assert [name for name, files in rows if not PATH.search(files)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^|, )make ([a-z][a-z-]*)", text(page), re.MULTILINE))
    assert named - targets == set()


def test_every_command_of_the_tools_exists() -> None:
    named = {verb for page in PAGES for verb in re.findall(r"python -m tools ([a-z-]+)", text(page))}
    assert len(named) > 2
    command = [sys.executable, "-m", "tools", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert {verb for verb in named if not re.search(rf"\b{verb}\b", told.stdout + told.stderr)} == set()
