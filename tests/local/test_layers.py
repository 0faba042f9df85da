"""The embedded server keeps to its rows: a folder imports only those below it, late and for types too."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LOCAL = ROOT / "goodmem_dyn/local"
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The table of the page, topmost first."""
    section = PAGE.partition("## The embedded server")[2].partition("\n## ")[0]
    return [re.findall(r"`([a-z_]+)`", line.split("|")[1]) for line in section.splitlines() if line.startswith("| `")]


LAYERS = {name: number for number, names in enumerate(rows()) for name in names}


def edges() -> Iterator[tuple[str, str, str]]:
    for path in LOCAL.rglob("*.py"):
        name = path.relative_to(LOCAL).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goodmem_dyn.local."):
                target = (node.module or "").split(".")[2]
                if target != name:
                    yield name, target, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_the_page_lists_every_folder_and_no_other() -> None:
    found = {path.stem for path in LOCAL.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(LAYERS) == sorted(found)


def test_imports_point_down() -> None:
    wrong = [f"{where}: {name} imports {target}" for name, target, where in edges() if LAYERS[target] <= LAYERS[name]]
    assert wrong == []


def test_statements_number_no_placeholder() -> None:
    """`?1` with a tuple is a warning from Python 3.12 on and an error from 3.14 on: `?`, or names with a dict."""
    package = Path(__file__).parents[2] / "goodmem_dyn/local"
    found = [
        f"{path.name}:{number}"
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"[\s(=]\?\d", line)
    ]
    assert found == []
