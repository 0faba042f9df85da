"""The proof of `tests.bulk.proof`, small enough for every run: kills, faults, a lost journal, lost memories, changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.bulk.proof import QUICK, prove

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="what a process had of memory is read from /proc")
def test_whatever_is_killed_server_and_source_come_to_be_equal(tmp_path: Path) -> None:
    proof = prove(QUICK, tmp_path)
    assert proof.problems == []
    assert proof.kills >= 1
    assert proof.writes == 0
    assert proof.peak_mb <= 150
