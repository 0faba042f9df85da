"""The rows are all there, each with a place to plant its fault and tests to see it; `python -m tests.red` plants them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.red.rows import ROWS, Row

ROOT = Path(__file__).parents[2]
_REPORTED = {
    *(f"R{number}" for number in range(1, 22)),
    *(f"F{number}" for number in (1, 2, 3, 4, 5, 10, 12, 13, 15)),
    *(f"H{number}" for number in range(1, 8)),
    *(f"M{number}" for number in range(1, 12)),
    *(f"L{number}" for number in range(1, 18)),
}


def test_every_row_is_there() -> None:
    assert {row.name for row in ROWS} == _REPORTED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_fault_has_its_place_and_its_tests(row: Row) -> None:
    text = (ROOT / row.file).read_text(encoding="utf-8")
    assert text.count(row.right) == 1
    if row.file.endswith(".py"):
        ast.parse(text.replace(row.right, row.wrong))
    assert row.tests
    for test in row.tests:
        path, *names = test.split("::")
        body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        for name in names:
            found = [one for one in body if isinstance(one, (ast.FunctionDef, ast.ClassDef)) and one.name == name]
            assert found, test
            body = found[0].body
