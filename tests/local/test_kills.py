"""`tests.local.kills`, small enough for every run."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.local.kills import prove

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_no_kill_leaves_a_state_that_the_rules_forbid(tmp_path: Path) -> None:
    run = prove(tmp_path, kills=2, seed=7)
    assert run.problems == []
    assert run.answers > 0


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_a_state_that_the_rules_forbid_is_found(tmp_path: Path) -> None:
    run = prove(tmp_path, kills=0, seed=7)
    with closing(sqlite3.connect(run.data)) as database:
        database.execute("UPDATE instance SET owner_id = ?", (run.fixed["other"],))
        database.execute("DELETE FROM api_keys WHERE subject_id = ?", (run.fixed["other"],))
        database.commit()
    run.answered.rows.append(("grants", "grant_id", "lost"))
    run.look()
    found = "\n".join(run.problems)
    for problem in ("ROOT somewhere else", "without its key", "grants lost was answered and is lost"):
        assert problem in found
