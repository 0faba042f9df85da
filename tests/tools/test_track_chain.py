"""The reason this project exists: from the oldest document to the newest by one command each, with no edit between."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.versions import needs_311
from tools.tracking import locks
from tools.tracking.checkout import NOT_COPIED, files
from tools.tracking.track import SNAPSHOT_TESTS

ROOT = Path(__file__).parents[2]


def run(root: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def track(root: Path, document: Path, *options: str) -> str:
    return run(root, "-m", "tools", "track", str(document), *options)


def renew(root: Path, *tests: str) -> None:
    """Write snapshots anew; a test that fails in another way than by its snapshot fails here."""
    run(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "--snapshot-update")


def known_commit(document: Path) -> list[str]:
    """The option for a document that does not say its commit, where it is known: by its name in the history."""
    data = document.read_bytes()
    said = json.loads(data)["info"].get("x-goodmem-commit")
    hashed = hashlib.sha256(data).hexdigest().startswith(document.stem)
    return [] if said or hashed else ["--commit", document.stem]


def behind(root: Path, history: tuple[str, ...]) -> None:
    """Make a checkout that has only ever seen these documents."""
    for path in (root / "spec/history").glob("*.json"):
        if path.stem not in history:
            path.unlink()
    data = (root / f"spec/history/{history[-1]}.json").read_bytes()
    (root / "spec/upstream/openapi.json").write_bytes(data)
    lock = locks.Lock(history[-1], hashlib.sha256(data).hexdigest(), history=history)
    (root / "spec/upstream/LOCK.json").write_bytes(lock.data())


@pytest.mark.timeout(900)
@needs_311("generator")
def test_from_an_older_document_to_the_committed_tree(tmp_path: Path) -> None:
    """The last two steps; with `GOODMEM_WHOLE_HISTORY`, which `make chain` sets, all of them."""
    root, documents = tmp_path / "checkout", tmp_path / "documents"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    committed = files(root)
    shutil.copytree(root / "spec/history", documents)
    history = locks.read(root).history
    whole = "GOODMEM_WHOLE_HISTORY" in os.environ
    seen, later = (history[:1], history[1:]) if whole else (history[:-2], history[-2:])
    assert seen
    behind(root, seen)
    before = seen[-1]
    if whole:
        (root / "spec/upstream/LOCK.json").unlink()
        track(root, documents / f"{before}.json", *known_commit(documents / f"{before}.json"), "--no-tests")
        renew(root, "tests/surface", "tests/terminal/test_help.py")
        assert not (root / "spec/CHANGES.md").exists(), "there is nothing to compare the first document with"
        assert json.loads((root / "goodmem_dyn/data/SOURCE.json").read_bytes())["commit"].startswith(before)
        assert files(root).keys() != committed.keys()

    for commit in later:
        # What the gate would test of the last, this run tests of the same files; of a new one, `test_track` runs it.
        said = track(root, documents / f"{commit}.json", *known_commit(documents / f"{commit}.json"), "--no-tests")
        assert "1. **Version bump: " in said
        assert said.startswith(f"# {before} → ")
        assert locks.read(root).history[-2:] == (before, commit)
        before = commit

    renew(root, *SNAPSHOT_TESTS)
    final = files(root)
    assert [name for name in final.keys() | committed.keys() if final.get(name) != committed.get(name)] == []

    if whole:  # one document that comes again, a worse one, is taken twice by `test_track`
        commit_known = known_commit(documents / f"{commit}.json")
        assert "Nothing to change" in track(root, documents / f"{commit}.json", *commit_known, "--no-tests")
        assert files(root) == final
