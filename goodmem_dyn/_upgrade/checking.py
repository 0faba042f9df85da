"""The whole check: two documents and some paths in, a report out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodmem_dyn._catalogs import bundled
from goodmem_dyn._catalogs.foreign import foreign_catalog
from goodmem_dyn._upgrade import files
from goodmem_dyn._upgrade.changes import Pair
from goodmem_dyn._upgrade.checks import Judge
from goodmem_dyn._upgrade.executing import Executor
from goodmem_dyn._upgrade.findings import Finding, Report, Undecided, ordered
from goodmem_dyn._upgrade.project import Project, imports
from goodmem_dyn._upgrade.sides import Side
from goodmem_dyn._wire.telling import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodmem_dyn._upgrade.files import Program

ROUNDS = 8
"""How often the programs are read, at most, for what functions learn from their callers."""
FEWER_ROUNDS, MANY = 4, 500
"""The same, of more programs than that."""


def check(new: Any, paths: Iterable[str], *, old: Any = None) -> Report:
    """What a new document breaks in programs.

    Args:
        new: The new document, as `Goodmem(document=…)` takes it.
        paths: Files and folders.
        old: The document that the programs were written for; the bundled one where it is left out.

    Raises:
        InvalidRequestError: A document cannot be read or used.
        FileNotFoundError: A path is not there.
    """
    before = bundled.catalog() if old is None else foreign_catalog(old)
    after = foreign_catalog(new, before.surface.kept)
    pair = Pair(Side(before), Side(after))
    programs, unread, count = _programs(list(paths), pair)
    project = Project(programs)
    judge = _judged(project, pair)
    cells = {program.file: program.cells for program in programs if program.cells}
    decided = {(finding.file, finding.line, finding.column) for finding in judge.findings}
    doubts = {doubt for doubt in judge.undecided if (doubt.file, doubt.line, doubt.column) not in decided}
    return Report(
        short(before.surface.commit),
        short(after.surface.commit),
        count,
        ordered(_in_cell(finding, cells) for finding in judge.findings),
        ordered((*unread, *(_in_cell(doubt, cells) for doubt in doubts))),
    )


def _judged(project: Project, pair: Pair) -> Judge:
    """Read the programs until nothing new is learnt; the judge of the last time."""
    judge = Judge(pair)
    executor = Executor(project, pair, judge)
    for _ in range(ROUNDS if len(project.modules) <= MANY else FEWER_ROUNDS):
        project.changed = False
        judge.findings.clear()
        judge.undecided.clear()
        for module in project.modules:
            executor.module(module)
        if not project.changed:
            break
    return judge


def _programs(paths: Sequence[str], pair: Pair) -> tuple[list[Program], list[Undecided], int]:
    """The programs in which something can be found, with what they import; what cannot be read; how many there are."""
    unread: list[Undecided] = []
    kept: dict[str, Program] = {}
    others: list[str] = []
    count = 0
    for file in files.found(paths):
        count += 1
        try:
            data = files.content(file)
            if pair.pattern.search(data) or b"\0" in data[:4096]:
                kept[file] = files.parsed(file, data)
            else:
                others.append(file)
        except files.Unread as error:
            unread.append(Undecided(file, error.line, 1, "the file", str(error)))
    _add_imported(kept, others)
    return list(kept.values()), unread, count


def _add_imported(programs: dict[str, Program], others: list[str]) -> None:
    """Read also what hands clients and results on without naming them: modules that those import."""
    by_name: dict[str, list[str]] = {}
    for file in others:
        path = re.sub(r"(/__init__)?\.\w+$", "", file.replace("\\", "/"))
        by_name.setdefault(path.rpartition("/")[2], []).append(file)
    waiting = list(programs.values())
    while waiting and by_name:
        for _, name in imports(waiting.pop().tree):
            for file in by_name.pop(name.rpartition(".")[2], ()):
                try:
                    programs[file] = files.parsed(file, files.content(file))
                except files.Unread:
                    continue  # none of its words is one that anything is found by
                waiting.append(programs[file])


def _in_cell(finding: Any, cells: dict[str, Sequence[tuple[int, int]]]) -> Any:
    """A finding in a notebook, by its cell and the line in it."""
    places = cells.get(finding.file)
    if not places or not isinstance(finding, (Finding, Undecided)):
        return finding
    cell, first = places[min(finding.line, len(places)) - 1]
    return replace(finding, cell=cell, line=finding.line - first)
