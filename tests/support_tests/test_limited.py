"""What is told of a case is the case's own, whatever the process has become that runs the tests."""

from __future__ import annotations

import pytest

from tests.support.limited import limited

HELD = 400 << 20


def test_the_memory_of_the_tests_is_not_that_of_a_case() -> None:
    held = b"\1" * HELD
    assert float(limited("print(peak())").output) < 100
    assert len(held) == HELD


def test_what_a_case_takes_and_gives_back_is_counted() -> None:
    held = b"\1" * HELD
    ended = limited("before = peak()\nx = b'1' * (200 << 20)\ndel x\nprint(peak() - before)")
    assert float(ended.output) == pytest.approx(200, abs=10)
    assert len(held) == HELD


def test_a_case_that_takes_too_much_fails() -> None:
    with pytest.raises(AssertionError, match="MemoryError"):
        limited("b'1' * (200 << 20)", mebibytes=150)
