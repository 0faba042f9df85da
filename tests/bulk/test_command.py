"""The commands `ingest` and `export`, as a command line would call them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from goodmem_dyn.bulk.command import export, ingest

if TYPE_CHECKING:
    from pathlib import Path

    from goodmem_dyn import Goodmem
    from goodmem_dyn.local import Server


@pytest.fixture
def space(fresh_goodmem_server: Server, goodmem_client: Goodmem, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GOODMEM_BASE_URL", fresh_goodmem_server.url)
    monkeypatch.setenv("GOODMEM_API_KEY", str(fresh_goodmem_server.api_key))
    embedder = fresh_goodmem_server.create_default_embedder()
    return goodmem_client.spaces.create(name="bulk", space_embedders=[embedder]).space_id


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.md").write_text(f"# Page {number}")
    return folder


def test_a_folder_goes_in_and_comes_out(space: str, docs: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(ingest, [str(docs), "--space", space, "--json", "--wait", "--metadata", "team=docs"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["stored"] == 12
    again = CliRunner().invoke(ingest, [str(docs), "--space", space, "--metadata", "team=docs"])
    assert "unchanged            12" in again.stdout
    out = CliRunner().invoke(export, [str(tmp_path / "out.jsonl"), "--space", space, "--json"])
    assert json.loads(out.stdout)["items"] == 12
    row = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert row["metadata"]["team"] == "docs"


def test_deleting_is_shown_and_asked_for(space: str, docs: Path, goodmem_client: Goodmem) -> None:
    command = [str(docs), "--space", space, "--sync"]
    CliRunner().invoke(ingest, command)
    (docs / "3.md").unlink()
    plan = CliRunner().invoke(ingest, [*command, "--dry-run"])
    assert plan.exit_code == 0
    assert "0 to create, 0 to replace, 11 to keep, 1 of 12 to delete" in plan.stderr
    assert "delete 3.md" in plan.stderr
    asked = CliRunner().invoke(ingest, command)
    assert (asked.exit_code, "give --yes" in asked.stderr) == (1, True)
    assert len(list(goodmem_client.memories.list(space_id=space))) == 12
    assert CliRunner().invoke(ingest, [*command, "--yes"]).exit_code == 0
    assert len(list(goodmem_client.memories.list(space_id=space))) == 11
    for path in docs.iterdir():
        path.unlink()
    held = CliRunner().invoke(ingest, [*command, "--yes", "--delete-limit", "10"])
    assert (held.exit_code, "delete_limit allows 10" in held.stdout) == (1, True)
    assert CliRunner().invoke(ingest, [*command, "--yes", "--delete-limit", "100%"]).exit_code == 0


def test_the_exit_code_is_that_of_the_result(space: str, docs: Path, fresh_goodmem_server: Server) -> None:
    (docs / "empty.md").write_text("")
    failed = CliRunner().invoke(ingest, [str(docs), "--space", space])
    assert (failed.exit_code, "empty.md: read: it is empty" in failed.stdout) == (1, True)
    fresh_goodmem_server.faults.add("status", operation="batchCreateMemory", status=401, times=None)
    (docs / "new.md").write_text("new")
    stopped = CliRunner().invoke(ingest, [str(docs), "--space", space])
    assert (stopped.exit_code, "could not go on" in stopped.stderr) == (2, True)
    assert "not tried" in stopped.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--space", "x", "--delete-limit", "some"], "neither a number nor a share"),
        (["--space", "x", "--metadata", "team"], "is no NAME=TEXT"),
        ([], "Missing option"),
    ],
)
def test_what_is_wrong_is_told(docs: Path, arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(ingest, [str(docs), *arguments])
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_error_is_a_line_and_no_trace(space: str, docs: Path) -> None:
    done = CliRunner().invoke(ingest, [str(docs / "missing"), "--space", space])
    assert (done.exit_code, done.stderr.splitlines()[0].startswith("Error: There is no file or folder")) == (1, True)
    assert "Traceback" not in done.output
