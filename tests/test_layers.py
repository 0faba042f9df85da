"""The package keeps to its architecture: which way imports point, who may know HTTP, and that no endpoint is named.

The table in `docs/architecture.md` is what is tested: a folder or module that it does not list, or an import that points
up in it, fails here. Imports inside functions count, and so do those for type checkers alone.
"""

from __future__ import annotations

import ast
import json
import re
import statistics
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
    return [re.findall(r"`([a-z_]+)`", line.split("|")[1]) for line in lines]


OUTSIDE = {"local", "_terminal", "_commands", "_agents", "testing"}
"""Outside the core, on public names only; `_commands` is data that is generated."""

LAYERS = {name: number for number, names in enumerate(rows()) for name in names}


@cache
def core_files() -> dict[str, list[Path]]:
    """The files of every module of the core; a subpackage is one module."""
    found = {path.stem: [path] for path in PACKAGE.glob("*.py")}
    for folder in PACKAGE.iterdir():
        if (folder / "__init__.py").exists() and folder.name not in OUTSIDE:
            found[folder.name] = sorted(folder.rglob("*.py"))
    return found


class Import(NamedTuple):
    """One import: the module, the line, and when it happens: `start`, `late` (inside a function), or `types`."""

    module: str
    line: int
    when: str


def is_for_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


@cache  # several tests ask for all of them
def imports(path: Path) -> tuple[Import, ...]:
    """What a file imports of modules of the package and others."""

    def walk(node: ast.AST, when: str) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(alias.name, child.lineno, when) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                module = child.module or ""
                if child.level:
                    package = path.relative_to(ROOT).parts[: -child.level]
                    module = ".".join([*package, *([module] if module else [])])
                if module == "goodmem_dyn":
                    yield from (Import(f"goodmem_dyn.{alias.name}", child.lineno, when) for alias in child.names)
                else:
                    yield Import(module, child.lineno, when)
            elif is_for_checkers(child):
                yield from walk(child, "types")
            else:
                is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                yield from walk(child, "late" if is_function and when == "start" else when)

    return tuple(walk(ast.parse(path.read_text(encoding="utf-8")), "start"))


def edges() -> Iterator[tuple[str, str, str]]:
    """Who imports whom inside the core, and where."""
    for name, paths in core_files().items():
        for path in paths:
            for found in imports(path):
                head, _, rest = found.module.partition(".")
                target = rest.partition(".")[0]
                if head == "goodmem_dyn" and target and target != name:
                    yield name, target, f"{path.relative_to(ROOT)}:{found.line} ({found.when})"


def test_the_page_lists_every_module_and_no_other() -> None:
    assert sorted(LAYERS) == sorted(core_files())


def test_imports_point_down() -> None:
    wrong = [f"{where}: {name} imports {target}" for name, target, where in edges() if LAYERS[target] <= LAYERS[name]]
    assert wrong == []


def importers(packages: set[str], *whens: str) -> set[str]:
    """Who in the core imports one of these packages at such a time."""
    return {
        name
        for name, paths in core_files().items()
        for path in paths
        for found in imports(path)
        if found.when in whens and found.module.partition(".")[0] in packages
    }


def test_only_the_transport_imports_the_http_library() -> None:
    assert importers({"httpx", "httpcore", "requests", "urllib3", "aiohttp"}, "start", "late") == {"_transport"}


def test_one_module_reaches_into_the_http_library() -> None:
    """What the library keeps under names of its own: any private attribute of an object that is not ours."""
    ours = {"self", "cls", "engine", "steps", "super()"}
    reaching = {
        path.name
        for path in (PACKAGE / "_transport").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr)
        if ast.unparse(node.value) not in ours | {"self._engine", "sys"}
    }
    assert reaching == {"internals.py"}


def test_only_models_import_pydantic_at_module_level() -> None:
    assert importers({"pydantic", "pydantic_core"}, "start") <= {"_models", "models"}


def test_the_core_does_not_know_what_stands_on_it() -> None:
    known = [
        f"{path.name}:{found.line}"
        for paths in core_files().values()
        for path in paths
        for found in imports(path)
        if found.module.startswith((*(f"goodmem_dyn.{name}" for name in OUTSIDE), "tools", "tests"))
    ]
    assert known == []


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_stands_on_the_client_uses_its_public_names_only(name: str) -> None:
    """What it has of the client must be there for anybody, but for five leaves."""
    private = {
        f"{path.name}:{found.line}: {found.module}"
        for path in sorted((PACKAGE / name).rglob("*.py"))
        for found in imports(path)
        if re.match(r"goodmem_dyn\._(?!bounds|cache|version|columns|synonyms|terminal|commands|agents)", found.module)
    }
    assert private == set()


def test_tools_and_tests_are_not_shipped_with_the_core() -> None:
    assert not [path for path in PACKAGE.rglob("*.py") if {"tools", "tests"} & set(path.relative_to(PACKAGE).parts)]


def hand_written() -> Iterator[Path]:
    """The package's modules that people write."""
    for path in PACKAGE.rglob("*.py"):
        generated = path.relative_to(PACKAGE).parts[0] in {"models", "params.py", "_commands"}
        if not generated:
            yield path


def test_no_module_is_longer_than_a_person_reads_in_one_go() -> None:
    """300 lines; the tree of errors is a list, and is read as one."""
    paths = (*hand_written(), *(ROOT / "tools").rglob("*.py"))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in paths}
    assert {name: count for name, count in lengths.items() if count > 300} == {
        "goodmem_dyn/errors.py": lengths["goodmem_dyn/errors.py"]
    }


def test_functions_stay_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in hand_written()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert statistics.median(lengths) < 8


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
        "username",
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
        for name, paths in {**core_files(), "_terminal": list((PACKAGE / "_terminal").glob("*.py"))}.items()
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
