"""Names say the thing: a parameter, a local or a variable of a loop is not called by a word that fits everything.

What it is has a standard term (`param`, `reply`, `header`, `match`, `entry`, `spec`, …). A field of a class is no local: it is
read beside the name of its record.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDERS = ("goodmem_dyn", "tools", "tests/support")

NOWHERE = {"one", "found", "given"}
"""Names of nothing: neither of a parameter nor of a local."""
NO_PARAMETER = NOWHERE | {"it", "made", "told", "said", "what", "got", "kept"}
"""A reader of the signature has nothing else to go by; a local stands beside the call that makes it."""

PUBLIC = {("goodmem_dyn/registry/_complete.py", "complete", "given")}
"""What programs may write as a keyword stays."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def parameters(node: Function) -> Iterator[str]:
    args = node.args
    yield from (arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs))
    yield from (arg.arg for arg in (args.vararg, args.kwarg) if arg is not None)


def vague(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, function and name, of every name that says nothing."""

    def walk(node: ast.AST, where: str, *, is_field: bool) -> Iterator[tuple[int, str, str]]:
        if isinstance(node, Function):
            where = getattr(node, "name", where)
            yield from ((node.lineno, where, name) for name in parameters(node) if name in NO_PARAMETER)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in NOWHERE and not is_field:
            yield node.lineno, where, node.id
        for child in ast.iter_child_nodes(node):
            is_in_class = isinstance(node, ast.ClassDef) or (is_field and isinstance(node, (ast.Assign, ast.AnnAssign)))
            yield from walk(child, where, is_field=is_in_class)

    yield from walk(ast.parse(source), "", is_field=False)


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_say_what_they_are(folder: str) -> None:
    paths = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / folder).rglob("*.py"))}
    assert paths
    named = [(file, line, *rest) for file, path in paths.items() for line, *rest in vague(path.read_text("utf-8"))]
    assert [
        f"{file}:{line}: {name} in {where or 'the module'}"
        for file, line, where, name in named
        if (file, where, name) not in PUBLIC
    ] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(given): ...", ["given"]),
        ("async def f(*, what=1): ...", ["what"]),
        ("def f(**told): ...", ["told"]),
        ("f = lambda found: found", ["found"]),
        ("def f():\n    found = 1", ["found"]),
        ("def f():\n    if (found := g()):\n        return found", ["found"]),
        ("def f():\n    for one, other in g(): ...", ["one"]),
        ("[one for one in g()]", ["one"]),
        ("class A:\n    given: int = 1\n    def f(self):\n        made = self.given\n        return made", []),
        ("class A:\n    def f(self):\n        one: int = 1", ["one"]),
    ],
)
def test_what_says_nothing_is_seen(source: str, names: list[str]) -> None:
    assert [name for _, _, name in vague(source)] == names
