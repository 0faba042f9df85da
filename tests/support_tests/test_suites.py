"""The command that runs the suite on every Python: it forgets no test, calls nothing green that is not, and goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import suites

GREEN = suites.Outcome(0, 12, 0, 1, 3.5, ())
RED = suites.Outcome(1, 11, 1, 0, 4.0, ("tests.local.test_x::test_y",))


def checkout(folder: Path, **files: str) -> Path:
    """A checkout with these files of tests, `__` for a folder in their names, and nothing committed."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / ".gitignore").write_text("*.log\n__pycache__/\n")
    for name, text in files.items():
        path = folder / "tests" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_every_file_of_tests_is_in_one_part_and_no_part_is_long() -> None:
    wanted = suites.parts(suites.ROOT, ("tests/",))
    files = [file for part in wanted for file in part]
    assert sorted(files) == sorted(
        p.relative_to(suites.ROOT).as_posix() for p in suites.ROOT.glob("tests/**/test_*.py")
    )
    assert max(map(len, wanted)) <= suites.FILES < len(files)
    assert all(len({Path(file).parent for file in part}) == 1 for part in wanted)
    assert {file for part in suites.parts(suites.ROOT, ("tests/local",)) for file in part} < set(files)


def test_a_change_is_another_state_and_what_git_ignores_is_none(tmp_path: Path) -> None:
    root = checkout(tmp_path, a__test_one="", a__test_two="")
    before = suites.state(root)
    (root / "a.log").write_text("ignored")
    assert suites.state(root) == before
    (root / "tests/a/test_one.py").write_text("x = 1")
    changed = suites.state(root)
    (root / "tests/a/test_one.py").rename(root / "tests/a/test_three.py")
    assert len({before, changed, suites.state(root)}) == 3


@pytest.mark.parametrize(
    ("outcomes", "status", "said"),
    [
        ([GREEN, GREEN], 0, "2 of 2, all green"),
        ([GREEN, None], 2, "1 of 2"),
        ([GREEN, RED], 1, "2 of 2"),
        ([RED, None], 1, "tests.local.test_x::test_y"),
    ],
)
def test_green_is_what_ran_whole_and_failed_nowhere(
    outcomes: list[suites.Outcome | None], status: int, said: str
) -> None:
    assert suites.verdict({"3.12": outcomes, "3.13": [GREEN]}) == status
    shown = suites.table({"3.12": outcomes})
    assert said in shown
    assert ("all green" in shown) == (status == 0)


def test_a_run_goes_on_where_it_was_and_tries_again_what_was_not_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With pytest itself, on files of a passing, a failing and a broken test."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    root = checkout(
        tmp_path / "checkout",
        good__test_it="import pytest\n\n\ndef test_one():\n    pass\n\n\ndef test_two():\n    pytest.skip('why')\n",
        bad__test_it="def test_one():\n    assert False\n",
        bad__test_broken="import nothing_of_that_name\n",
    )
    monkeypatch.setattr(suites, "ROOT", root)
    monkeypatch.setattr(suites, "HOME", tmp_path / "kept")
    monkeypatch.setattr(suites, "_interpreter", lambda _: Path(sys.executable))
    arguments = ["--python", version, "--workers", "0"]
    assert suites.main([*arguments, "--minutes", "0"]) == 2
    assert suites.main([*arguments, "--part", "tests/good"]) == 0
    assert suites.main(arguments) == 1
    out = capsys.readouterr().out
    assert out.count("tests.good.test_it") == 1, "what was green was tried again"
    assert "tests.bad.test_broken" in out
    assert suites.main([*arguments, "--table"]) == 1
    out = capsys.readouterr().out
    assert "tests.bad.test_broken" in out
    assert out.splitlines()[1].split()[:4] == [version, "1", "1", "1"]
