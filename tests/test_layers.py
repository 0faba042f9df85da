"""The package keeps to its architecture: which way imports point, who may know HTTP, and that no endpoint is named.

The table in `docs/architecture.md` is what is tested: a module that it does not list, or an import that points up in it,
fails here. Imports for type checkers alone do not count.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "goodmem_dyn"
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The modules of the page's table, topmost first; modules of one row are equals."""
    section = PAGE.partition("imports point down this list only")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [re.findall(r"`([a-z_]+)/?`", line.split("|")[1]) for line in lines]


OUTSIDE = {"local", "_terminal", "_commands"}
"""Outside the core, on public names only; `_commands` is data that is generated."""

LAYERS = {name: number for number, names in enumerate(rows()) for name in names}


@cache
def core_files() -> dict[str, list[Path]]:
    """The files of every module of the core; a subpackage is one module. The embedded server is outside the core."""
    found = {path.stem: [path] for path in PACKAGE.glob("*.py")}
    for folder in PACKAGE.iterdir():
        if (folder / "__init__.py").exists() and folder.name not in OUTSIDE:
            found[folder.name] = sorted(folder.rglob("*.py"))
    return found


def is_for_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(path: Path, *, late: bool) -> Iterator[tuple[str, int]]:
    """Modules that a file imports at run time, with the line; `late` for those inside functions, else the others."""

    def walk(node: ast.AST, inside: bool) -> Iterator[tuple[str, int]]:
        for child in ast.iter_child_nodes(node):
            if is_for_checkers(child):
                continue
            if inside == late and isinstance(child, ast.Import):
                yield from ((one.name, child.lineno) for one in child.names)
            elif inside == late and isinstance(child, ast.ImportFrom):
                assert child.level == 0 or path.parent != PACKAGE, f"{path.name}:{child.lineno}: a relative import"
                module = child.module or ""
                if child.level:
                    module = f"goodmem_dyn.{path.parent.name}"
                if module == "goodmem_dyn":
                    yield from ((f"goodmem_dyn.{one.name}", child.lineno) for one in child.names)
                else:
                    yield module, child.lineno
            yield from walk(child, inside or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)))

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), False)


def edges(*, late: bool) -> Iterator[tuple[str, str, str]]:
    """Who imports whom inside the core, and where."""
    for name, paths in core_files().items():
        for path in paths:
            for module, line in imports(path, late=late):
                head, _, rest = module.partition(".")
                target = rest.partition(".")[0]
                if head == "goodmem_dyn" and target and target != name:
                    yield name, target, f"{path.relative_to(ROOT)}:{line}"


def test_the_page_lists_every_module_and_no_other() -> None:
    assert sorted(LAYERS) == sorted(core_files())


def test_imports_point_down() -> None:
    wrong = [
        f"{where}: {name} imports {target}"
        for name, target, where in edges(late=False)
        if LAYERS[target] <= LAYERS[name]
    ]
    assert wrong == []


def test_late_imports_that_point_up_are_the_ones_that_the_page_names() -> None:
    """An import inside a function may point up where the page says why; nothing else may."""
    listed = PAGE.partition("### Late imports that point up")[2].partition("\n## ")[0]
    allowed = set(re.findall(r"`([a-z_]+)` → `([a-z_]+)`", listed))
    found = {(name, target) for name, target, _ in edges(late=True) if LAYERS[target] <= LAYERS[name]}
    assert found == allowed


def test_only_the_transport_imports_the_http_library() -> None:
    found = {
        name
        for name, paths in core_files().items()
        for path in paths
        for late in (False, True)
        for module, _ in imports(path, late=late)
        if module.partition(".")[0] in {"httpx", "httpcore", "requests", "urllib3", "aiohttp"}
    }
    assert found == {"_transport"}


def test_only_models_import_pydantic_at_module_level() -> None:
    found = {
        name
        for name, paths in core_files().items()
        for path in paths
        for module, _ in imports(path, late=False)
        if module.partition(".")[0] in {"pydantic", "pydantic_core"}
    }
    assert found <= {"_model", "_decode", "_runtime_models", "models"}


def test_the_core_does_not_know_the_embedded_server_or_the_tools() -> None:
    for paths in core_files().values():
        for path in paths:
            for late in (False, True):
                for module, line in imports(path, late=late):
                    assert not module.startswith(("goodmem_dyn.local", "goodmem_dyn._terminal", "tools", "tests")), (
                        f"{path.name}:{line}"
                    )


@pytest.mark.parametrize("name", ["local", "_terminal"])
def test_what_is_outside_the_core_uses_public_names_of_the_client_only(name: str) -> None:
    """What it has of the client must be there for anybody, but for two leaves."""
    private = {
        f"{path.name}:{line}: {module}"
        for path in sorted((PACKAGE / name).rglob("*.py"))
        for late in (False, True)
        for module, line in imports(path, late=late)
        if re.match(r"goodmem_dyn\._(?!cache|version|terminal|commands)", module)
    }
    assert private == set()


def test_tools_and_tests_are_not_shipped_with_the_core() -> None:
    assert not [path for path in PACKAGE.rglob("*.py") if {"tools", "tests"} & set(path.relative_to(PACKAGE).parts)]


# Names of endpoints ----------------------------------------------------------------------------------------------------


def endpoint_names() -> set[str]:
    """Segments of paths, and the operation ids, as they could stand in code."""
    words: set[str] = set()
    for path, item in document()["paths"].items():
        for segment in re.split(r"[/:]", path):
            if segment and not segment.startswith("{") and not re.fullmatch(r"v\d+", segment):
                words |= {segment, segment.replace("-", "_")}
        words |= {one["operationId"] for one in item.values() if isinstance(one, dict) and "operationId" in one}
    # Words that also mean something else: a method's verb, a member, a word of Python.
    return words - {
        "content",
        "pages",
        "image",
        "document",
        "stream",
        "once",
        "info",
        "init",
        "email",
        "me",
        "license",
        "retrieve",
        "admin",
    }


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """The string literals of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value, node.lineno


def test_no_endpoint_is_named_in_the_client() -> None:
    names = endpoint_names()
    assert {"memories", "embedders", "batchCreate", "createSpace"} <= names
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for name, paths in {**core_files(), "_terminal": sorted((PACKAGE / "_terminal").glob("*.py"))}.items()
        if name not in {"models", "registry", "params"}
        for path in paths
        for text, line in strings(path)
        if text in names or re.search(r"/v1/|:batch|:retrieve", text)
    ]
    assert found == []


# What importing costs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "import goodmem_dyn",
        "from goodmem_dyn import errors, filters, NotFoundError",
        "import goodmem_dyn; dir(goodmem_dyn); goodmem_dyn.__version__",
    ],
)
def test_importing_the_package_imports_neither_pydantic_nor_httpx(statement: str) -> None:
    code = f"import sys; {statement}; import json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert "goodmem_dyn" in loaded
    assert not loaded & {"pydantic", "pydantic_core", "httpx", "httpcore", "anyio", "ssl", "asyncio"}
