"""Every workflow: valid, harmless, its scripts sound; and what a release does before it publishes, run here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.versions import needs_311
from tools.project import pyproject

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = [
    pytest.param(step["run"], id=f"{path.stem}: {step['name']}")
    for path in WORKFLOWS
    for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    for step in job.get("steps", ())
    if "run" in step
]

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs bash, as CI has")


def check(program: str, *arguments: str) -> None:
    """A program of this environment has nothing to say against it."""
    command = [str(Path(sys.executable).parent / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_it_is_a_workflow(path: Path) -> None:
    check("check-jsonschema", "--builtin-schema", "github-workflows", str(path))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_in_it_is_dangerous(path: Path) -> None:
    check("zizmor", "--offline", "--quiet", "--persona", "auditor", str(path))


@pytest.mark.parametrize("script", SCRIPTS)
def test_its_scripts_are_sound(script: str, tmp_path: Path) -> None:
    path = tmp_path / "script.sh"
    path.write_text("#!/usr/bin/env bash\nset -eo pipefail\n" + script)
    check("shellcheck", str(path))


def test_every_folder_of_tests_is_run_on_every_python_or_with_everything() -> None:
    """A new folder is not forgotten: those that judge the checkout itself are listed here, and run once."""
    once = {"__snapshots__", "compat", "docs", "examples", "futures", "kept", "perf", "red", "security", "support"}
    once |= {"support_tests", "tools", "typing"}
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]
    run = jobs["pythons"]["steps"][-1]["run"]
    named = {word.removeprefix("tests/") for word in run.split() if word.startswith("tests/")}
    there = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert named <= there
    assert there - named <= once


JOBS: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
STEPS: dict[str, str] = {step["id"]: step["run"] for step in JOBS["build"]["steps"] if "id" in step}


def run(step: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A step as the runner does it, with the Python of the tests as its Python."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_311("toml")
def test_a_tag_is_the_version() -> None:
    version = pyproject()["project"]["version"]
    assert run("version", ROOT, TAG=f"v{version}").returncode == 0
    done = run("version", ROOT, TAG="v0.0.1")
    assert done.returncode == 1
    assert f"the package's version is {version}" in done.stdout


def test_two_builds_are_equal(tmp_path: Path) -> None:
    """As the step compares them, with the backend itself: what `build` sets up anew each time is no part of it."""
    backend = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1]); b.build_sdist(sys.argv[1])"
    build = tmp_path / "bin/python"
    build.parent.mkdir()
    build.write_text(
        f'#!/usr/bin/env bash\n[ "$2" = build ] || exit 0\nmkdir -p "{tmp_path}/$4"\n'
        f"cd '{ROOT}' && '{sys.executable}' -c '{backend}' \"{tmp_path}/$4\"\n"
    )
    build.chmod(0o755)
    path = f"{build.parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["build"]]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.suffix for path in (tmp_path / "dist").iterdir() if path.name != ".gitignore"} == {".whl", ".gz"}
    (sdist,) = (tmp_path / "again").glob("*.gz")
    sdist.write_bytes(sdist.read_bytes() + b"\0")
    compare = STEPS["build"].partition("\nfor ")[2]
    done = subprocess.run(["bash", "-ec", "for " + compare], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
