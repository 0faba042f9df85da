"""The programs as one: modules that import each other, functions and what they are given, classes and what they hold.

Rules: what is learnt about a function or a class is kept from round to round, and only grows, until nothing new is
learnt.
"""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodmem_dyn._upgrade.values import Mapped, Value, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._upgrade.files import Program

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(eq=False)
class Scope:
    """The names of a module, a function or a class, and the scope around it."""

    module: Module
    around: Scope | None = None
    names: dict[str, Value] = field(default_factory=dict)
    is_class: bool = False
    owner: ClassInfo | None = None
    function: FuncInfo | None = None
    globals: set[str] = field(default_factory=set)

    def look(self, name: str) -> Value | None:
        """What a name is; None where it is not known here."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                return scope.names[name]
            scope = scope.around
        return None


@dataclass(eq=False)
class Module:
    """A module of the program.

    Attributes:
        parts: Its dotted name from the folder that was given, by parts.
        uses: Whether it imports this package or the official one.
    """

    program: Program
    parts: tuple[str, ...]
    uses: bool = False
    scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self.scope = Scope(self)


@dataclass(eq=False)
class FuncInfo:
    """A function of the program, and what is known of it."""

    node: Function | ast.Lambda
    scope: Scope
    owner: ClassInfo | None = None
    params: dict[str, Value] = field(default_factory=dict)
    gives: dict[str, Value] = field(default_factory=dict)
    decorators: frozenset[str] = frozenset()
    keywords: Mapped | None = None


@dataclass(eq=False)
class ClassInfo:
    """A class of the program, and what is known of it."""

    node: ast.ClassDef
    scope: Scope
    bases: Value = ()
    methods: dict[str, FuncInfo] = field(default_factory=dict)
    attributes: dict[str, Value] = field(default_factory=dict)
    annotated: list[str] = field(default_factory=list)


class Project:
    """All modules.

    Attributes:
        changed: Whether something was learnt since it was last set to False.
        loose: What was put into objects of modules that were not read, by attribute or key: `app.state.client`.
    """

    def __init__(self, programs: list[Program]) -> None:
        self.modules = [Module(program, _parts(program.file)) for program in programs]
        self.changed = False
        self.functions: dict[ast.AST, FuncInfo] = {}
        self.classes: dict[ast.AST, ClassInfo] = {}
        self.fixtures: dict[str, FuncInfo] = {}
        self.loose: dict[str, Value] = {}
        self._by_last: dict[str, list[Module]] = {}
        for module in self.modules:
            self._by_last.setdefault(module.parts[-1] if module.parts else "", []).append(module)

    def grow(self, table: dict[str, Value], key: str, value: Value) -> None:
        """Add alternatives to what is known."""
        before = table.get(key, ())
        after = joined(before, value)
        if key not in table or after != before:
            table[key] = after
            self.changed = True

    def module(self, dotted: tuple[str, ...], near: Module | None = None) -> Module | None:
        """The module that an import names: the one whose path ends so, the nearest to the importing one."""
        modules = [module for module in self._by_last.get(dotted[-1], ()) if module.parts[-len(dotted) :] == dotted]
        if len(modules) > 1 and near is not None:
            modules.sort(key=lambda module: (-_shared(module.parts, near.parts), len(module.parts)))
        return modules[0] if modules else None

    def relative(self, module: Module, level: int, dotted: tuple[str, ...]) -> tuple[str, ...]:
        """The full name of a module that is imported relative to another."""
        is_package = os.path.basename(module.program.file) == "__init__.py"
        base = module.parts[: len(module.parts) - level + is_package]
        return (*base, *dotted)


def _shared(parts: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for mine, theirs in zip(parts, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _parts(file: str) -> tuple[str, ...]:
    path = os.path.splitext(os.path.abspath(file))[0]
    parts = tuple(part for part in path.split(os.sep) if part)
    return parts[:-1] if parts and parts[-1] == "__init__" else parts


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that a program imports: how many folders up, and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""
            yield from ((node.level, f"{node.module or ''}.{alias.name}".strip(".")) for alias in node.names)
