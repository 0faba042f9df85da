"""Run time and types say the same, of everything: no list of exceptions anywhere."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from tests.typing.checkers import ROOT, VERSIONS, pyright, run

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_what_exists() -> None:
    found = run("mypy.stubtest", "goodmem_dyn")
    assert found.startswith("Success"), found


def test_every_public_name_has_a_known_type(tmp_path: Path) -> None:
    command = ("pyright", "--verifytypes", "goodmem_dyn", "--ignoreexternal", "--outputjson")
    # In a folder of its own, so that no settings of a project apply.
    report = json.loads(run(*command, "--pythonpath", sys.executable, cwd=tmp_path))["typeCompleteness"]
    symbols = report["symbols"]
    assert len(symbols) > 1000, "it looked at nothing"
    unknown = [one["name"] for one in symbols if not one["isTypeKnown"]]
    assert (unknown, report["completenessScore"]) == ([], 1.0)


def test_the_package_passes_pyright(tmp_path: Path) -> None:
    assert pyright([ROOT / "goodmem_dyn"], VERSIONS[0], tmp_path, mode="basic") == {}
