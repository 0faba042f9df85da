"""All snapshots lie in one folder, and one that nothing uses fails, however the tests were chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.versions import needs_311

ROOT = Path(__file__).parents[2]
OPTIONS = "--snapshot-dirname=trials/__snapshots__ --snapshot-default-extension=tests.support.snapshots.ByArea"
TESTS = {
    "trials/birds/test_owl.py": "def test_wing(snapshot):\n    assert 'w' == snapshot\n"
    "def test_beak(snapshot):\n    assert 'b' == snapshot\n",
    "trials/birds/test_plain.py": "def test_it():\n    pass\n",
    "trials/fish/test_owl.py": "def test_fin(snapshot):\n    assert 'f' == snapshot\n",
    "trials/test_top.py": "def test_top(snapshot):\n    assert 't' == snapshot\n",
}
FILES = {"birds/test_owl.ambr", "fish/test_owl.ambr", "test_top/test_top.ambr"}


class Project:
    """A small project with the extension, whose snapshots are written."""

    def __init__(self, root: Path) -> None:
        self.root, self.home = root, root / "trials/__snapshots__"
        for name, text in TESTS.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        (root / "pytest.ini").write_text(f"[pytest]\naddopts = {OPTIONS} --import-mode=importlib\ntestpaths = trials\n")
        status, said = self.run("--snapshot-update")
        assert (status, self.files()) == (0, FILES), said

    def files(self) -> set[str]:
        return {path.relative_to(self.home).as_posix() for path in self.home.rglob("*.ambr")}

    def run(self, *arguments: str) -> tuple[int, str]:
        """pytest's status, and what it said."""
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        environment = {key: one for key, one in os.environ.items() if not key.startswith("PYTEST")}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "syrupy,xdist.plugin"}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


def test_what_is_used_passes(project: Project) -> None:
    assert project.run()[0] == 0


def test_one_test_alone_makes_no_other_one_unused(project: Project) -> None:
    status, said = project.run("trials/birds/test_owl.py::test_wing")
    assert (status, "unused" in said) == (0, False), said


@pytest.mark.parametrize("chosen", [(), ("trials/birds",), ("trials/birds/test_owl.py",), ("-n", "2")], ids=" ".join)
def test_a_snapshot_that_nothing_uses_fails(project: Project, chosen: tuple[str, ...]) -> None:
    path = project.root / "trials/birds/test_owl.py"
    path.write_text("def test_wing(snapshot):\n    assert 'w' == snapshot\n")
    try:
        status, said = project.run("--snapshot-details", *chosen)
        assert status == 1, said
        assert "1 snapshot unused." in said
        assert "test_beak" in said
    finally:
        path.write_text(TESTS["trials/birds/test_owl.py"])


@needs_311("snapshots")
def test_updating_a_folder_deletes_what_it_no_longer_uses_and_nothing_else(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for name in ("birds", "fish"):
        (tmp_path / f"trials/{name}/test_owl.py").write_text("def test_none():\n    pass\n")
    assert project.run("trials/birds", "--snapshot-update")[0] == 0
    assert project.files() == FILES - {"birds/test_owl.ambr"}


def test_every_folder_of_snapshots_has_tests() -> None:
    home = ROOT / "tests/__snapshots__"
    assert [
        one.name for one in home.iterdir() if one.is_dir() and not any((home.parent / one.name).glob("test_*.py"))
    ] == []
