"""Programs that must pass, and programs that must fail at their marked lines, under both checkers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.checkers import ENDS, PROGRAMS, VERSIONS, Problems, mypy, pyright

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


def judge(found: Problems, version: str) -> None:
    surprises = {place: message for place, message in found.items() if place not in marked()}
    assert not surprises, f"These lines are right, and were refused for Python {version}."
    missed = sorted(marked() - found.keys())
    assert not missed, f"These lines are wrong, and were accepted for Python {version}."


def test_there_are_programs_of_both_kinds() -> None:
    assert {path.parent.name for path in CHECKED} == {"pass", "fail"}
    assert {name for name, _ in marked()} == {path.name for path in (PROGRAMS / "fail").iterdir()}


@pytest.mark.parametrize("version", ENDS)
def test_mypy(version: str) -> None:
    judge(mypy(CHECKED, version), version)


def test_pyright(tmp_path: Path) -> None:
    new = tmp_path / "new.py"
    new.write_text("import tomllib\n\nprint(tomllib)\n")  # it came with 3.11
    folder = tmp_path / "project"
    folder.mkdir()
    found = pyright(folder, [*CHECKED, new], VERSIONS)
    assert [version for version in VERSIONS if found[version].pop(("new.py", 1), None)] == ["3.10"]
    for version in VERSIONS:
        judge(found[version], version)
