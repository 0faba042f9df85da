"""Programs that must pass, and programs that must fail at their marked lines, under both checkers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.checkers import PROGRAMS, VERSIONS, Problems, mypy, pyright

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = sorted(PROGRAMS.rglob("*.py"))


def marked() -> set[tuple[str, int]]:
    """The lines that say `# E:` of themselves."""
    return {
        (path.name, number)
        for path in CHECKED
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "# E:" in line
    }


def judge(found: Problems) -> None:
    surprises = {place: message for place, message in found.items() if place not in marked()}
    assert not surprises, "These lines are right, and were refused."
    missed = sorted(marked() - found.keys())
    assert not missed, "These lines are wrong, and were accepted."


def test_there_are_programs_of_both_kinds() -> None:
    assert {path.parent.name for path in CHECKED} == {"pass", "fail"}
    assert {name for name, _ in marked()} == {path.name for path in (PROGRAMS / "fail").iterdir()}


@pytest.mark.parametrize("version", VERSIONS)
def test_mypy(version: str) -> None:
    judge(mypy(CHECKED, version))


@pytest.mark.parametrize("version", VERSIONS)
def test_pyright(version: str, tmp_path: Path) -> None:
    judge(pyright(CHECKED, version, tmp_path))
