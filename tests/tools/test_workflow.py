"""The workflow that follows the server: its steps do what they say, in a real repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github/workflows/track.yml"
JOBS: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
ALL: list[dict[str, Any]] = [step for job in JOBS.values() for step in job["steps"]]
STEPS: dict[str, Any] = {step["id"]: step for step in ALL if "id" in step}
TRACKED = {"commit": "c0ffee11" + "0" * 32, "bump": "minor", "version": "0.1.0", "next_version": "0.1.1"}

GH = """#!/usr/bin/env bash
echo "gh $*" >> "$LOG"
if [ "$1 $2" = "pr list" ]; then echo "$ALREADY"; fi
if [ "$1 $2" = "pr create" ]; then while [ $# -gt 1 ]; do if [ "$1" = --body-file ]; then cp "$2" "$LOG.text"; fi; shift; done; fi
"""

pytestmark = pytest.mark.skipif(
    not shutil.which("bash") or not shutil.which("jq"), reason="needs bash and jq, as CI has"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with a remote and a change, and a `gh` that writes down what is asked of it."""
    remote, checkout, tools = tmp_path / "remote.git", tmp_path / "checkout", tmp_path / "bin"
    for folder in (checkout / "spec", tools):
        folder.mkdir(parents=True)
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    (checkout / "spec/CHANGES.md").write_text("# old\n")
    who = ("-c", "user.name=n", "-c", "user.email=e@example.com")
    for command in (
        ("init", "--quiet", "--bare", str(remote)),
        ("init", "--quiet", "--initial-branch=main", str(checkout)),
        ("-C", str(checkout), "add", "--all"),
        ("-C", str(checkout), *who, "commit", "--quiet", "--message=first"),
        ("-C", str(checkout), "remote", "add", "origin", str(remote)),
        ("-C", str(checkout), "push", "--quiet", "origin", "main"),
    ):
        subprocess.run(["git", *command], check=True, capture_output=True)
    (tmp_path / "change").mkdir()
    (tmp_path / "change/tracked.json").write_text(json.dumps(TRACKED))
    return tmp_path


def hand_over(place: Path) -> None:
    """The change in the checkout becomes the artefact of the first job, and the checkout is as the second finds it."""
    git = ["git", "-C", str(place / "checkout")]
    subprocess.run([*git, "add", "--all"], check=True)
    patch = subprocess.run([*git, "diff", "--cached", "--binary"], check=True, capture_output=True).stdout
    (place / "change/change.patch").write_bytes(patch)
    subprocess.run([*git, "reset", "--hard", "--quiet"], check=True)


def run(place: Path, step: str, *, fails: bool = False, **environment: str) -> str:
    # As the runner does it.
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
        cwd=place / "checkout", capture_output=True, text=True, check=False,
        env={
            "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(place), "LOG": str(place / "log"),
            "RUNNER_TEMP": str(place), "GITHUB_OUTPUT": str(place / "output"), "BASE": "main", "ALREADY": "0",
            "SUITE": "success", "CHANGE": str(place / "change"), "RUN": "https://ci.example/1", **environment,
        },
    )  # fmt: skip
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


def pushed(place: Path) -> str:
    """The branches of the remote beside main, each with its newest commit."""
    command = ["git", "-C", str(place / "remote.git"), "for-each-ref", "--format=%(refname:short)|%(subject)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("main|first\n", "")


def test_a_change_is_opened_with_the_report_as_its_text(place: Path) -> None:
    (place / "checkout/spec/CHANGES.md").write_text("# new\n\n1. It grew.\n")
    hand_over(place)
    run(place, "open")
    assert pushed(place) == "track/c0ffee11|Follow the server to c0ffee11: minor, 0.1.0 → 0.1.1\n"
    asked = (place / "log").read_text()
    assert "--base main --head track/c0ffee11 --title Follow the server to c0ffee11" in asked
    text = (place / "log.text").read_text()
    assert text.startswith("All tests: **success** ([log](https://ci.example/1)).")
    assert text.endswith("\n\n# new\n\n1. It grew.\n")


def test_a_report_that_is_too_long_is_cut_at_a_line(place: Path) -> None:
    line = "- `things.get` is new: `GET /v1/things/{id}` — äöü.\n"
    (place / "checkout/spec/CHANGES.md").write_text("# new\n\n" + line * 3000)
    hand_over(place)
    run(place, "open")
    text = (place / "log.text").read_bytes()
    assert 50_000 < len(text) < 65_000
    assert text.decode().endswith(line)


def test_one_that_people_have_seen_is_left_alone(place: Path) -> None:
    (place / "checkout/spec/CHANGES.md").write_text("# new\n")
    hand_over(place)
    assert "already" in run(place, "open", ALREADY="1")
    assert "create" not in (place / "log").read_text()
    assert pushed(place) == ""


@pytest.mark.parametrize("name", [".github/workflows/x.yml", "Makefile", "pyproject.toml", "requirements/dev.txt"])
def test_a_change_of_what_runs_with_rights_is_not_opened(place: Path, name: str) -> None:
    path = place / "checkout" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("evil\n")
    hand_over(place)
    assert "not opened" in run(place, "open", fails=True)
    assert pushed(place) == ""


@pytest.mark.parametrize("changes", [False, True])
def test_it_is_known_whether_anything_changed(place: Path, changes: bool) -> None:
    python = place / "checkout/.venv/bin/python"
    python.parent.mkdir(parents=True)
    (place / "checkout/.git/info/exclude").write_text(".venv\n")
    python.write_text(f'#!/usr/bin/env bash\necho "$*" > "{place}/asked"\n{"echo x > new" if changes else ":"}\n')
    python.chmod(0o755)
    run(place, "track", SOURCE="https://goodmem.example", COMMIT="")
    assert (place / "asked").read_text() == "-m tools track https://goodmem.example --json\n"
    assert (place / "output").exists() == changes
    run(place, "track", SOURCE="https://goodmem.example", COMMIT="c0ffee11")
    assert (place / "asked").read_text() == "-m tools track https://goodmem.example --commit c0ffee11 --json\n"
