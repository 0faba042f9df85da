"""The examples in the guide and in the docstrings run as they are written."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs/guides/filters.md"
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_the_guide() -> None:
    outcome = doctest.testfile(str(GUIDE), module_relative=False, optionflags=OPTIONS, encoding="utf-8")
    assert outcome.attempted > 8
    assert outcome.failed == 0


@pytest.mark.parametrize(
    "name",
    [
        "filters._build",
        "filters._conditions",
        "filters._text",
        "filters._explain",
        "registry._table",
        "registry._complete",
    ],
)
def test_docstrings(name: str) -> None:
    module = importlib.import_module(f"goodmem_dyn.{name}")
    names = vars(importlib.import_module("goodmem_dyn.filters"))
    outcome = doctest.testmod(module, extraglobs={"F": names["F"]}, optionflags=OPTIONS)
    assert outcome.attempted
    assert outcome.failed == 0
