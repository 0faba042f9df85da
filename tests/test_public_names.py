"""Every name that the stubs and `__all__` promise is there at run time, in every public module, the embedded server's too."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import goodmem_dyn

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(goodmem_dyn.__file__).parent


def public_modules() -> dict[str, Path]:
    """Every module without an underscore in its name, with the file that describes it: the stub, where there is one."""
    found = {}
    for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyi")]:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if not any(one.startswith("_") for one in parts):
            found[".".join(parts)] = path  # stubs come later, and hide the module as they do for type checkers
    return found


MODULES = public_modules()


def promised(body: list[ast.stmt]) -> Iterator[str]:
    """The names that a module defines or passes on, as a type checker reads them."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.ImportFrom):
            yield from (one.asname for one in node.names if one.asname == one.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
            if ast.unparse(node.targets[0]) == "__all__":
                yield from ast.literal_eval(node.value)
        elif isinstance(node, ast.If):
            yield from promised(node.body)
            yield from promised(node.orelse)


def test_all_public_modules_are_looked_at() -> None:
    names = {"", ".errors", ".filters", ".registry", ".namespaces", ".models", ".params", ".local"}
    assert {f"goodmem_dyn{name}" for name in names} <= MODULES.keys()
    assert {"FormPart", "Goodmem", "errors"} <= set(promised(ast.parse(MODULES["goodmem_dyn"].read_text("utf-8")).body))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_is_promised_is_there(name: str) -> None:
    module = importlib.import_module(name)
    names = set(promised(ast.parse(MODULES[name].read_text(encoding="utf-8")).body))
    wanted = {one for one in names if not one.startswith("_") or one.startswith("__")}
    assert wanted, "a public module without a public name"
    assert [one for one in sorted(wanted) if not hasattr(module, one)] == []
