"""What development, tests and releases install, and who may push."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from goodmem_dyn import _bounds
from tools.generators import bounds_table
from tools.project import pyproject

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements/dev.txt").read_text(encoding="utf-8")


def pinned() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", LOCK, re.MULTILINE):
        found.setdefault(re.sub(r"[-_.]+", "-", name), []).append(version)
    return found


@pytest.mark.parametrize(("lock", "least"), [("dev", 100), ("matrix", 80), ("release", 15)])
def test_everything_is_pinned_with_hashes_and_from_nowhere_in_particular(lock: str, least: int) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > least
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?://|index-url|find-links|file:", text)


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_workflows_take_nothing_that_is_not_pinned(path: Path) -> None:
    flow: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job.get("steps", ())]
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"].split()[0]) for step in steps if "uses" in step)
    commands = [line.strip() for step in steps for line in step.get("run", "").splitlines()]
    installing = [line for line in commands if re.search(r"\b(pip|uv|npm|npx|pipx|curl|wget|apt-get)\b", line)]
    assert [line for line in installing if "--require-hashes" not in line and "--no-deps" not in line] == []
    assert [line for line in commands if "-m build" in line and "--no-isolation" not in line] == []


def test_the_lock_is_of_what_the_project_says() -> None:
    project = pyproject()
    groups = [group for name, group in project["dependency-groups"].items() if name != "release"]
    groups.append(project["project"]["dependencies"])
    groups += [project["project"]["optional-dependencies"][name] for name in ("bulk", "cli", "local")]
    found = pinned()
    for text in (one for group in groups for one in group):
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate():
            versions = found.get(re.sub(r"[-_.]+", "-", wanted.name.lower()), [])
            assert any(wanted.specifier.contains(one, prereleases=True) for one in versions), f"{text}: make lock"


def test_who_pushes_runs_nothing_of_what_was_fetched() -> None:
    flow: Any = yaml.safe_load((ROOT / ".github/workflows/track.yml").read_text(encoding="utf-8"))
    assert flow["permissions"] == {}
    for job in flow["jobs"].values():
        text = "\n".join(step.get("run", "") for step in job["steps"])
        may_write = "write" in job["permissions"].values()
        assert not (may_write and re.search(r"\b(make|python|pip|npm)\b", re.sub(r"Makefile", "", text)))
        assert all(re.search(r"@[0-9a-f]{40}$", step["uses"].split()[0]) for step in job["steps"] if "uses" in step)


def test_every_bound_has_a_reason_and_is_kept_by_somebody() -> None:
    source = (ROOT / bounds_table.SOURCE).read_text(encoding="utf-8")
    names = {bound.name for bound in bounds_table.bounds(source)}
    assert names == {name for name in vars(_bounds) if name.isupper()}
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "goodmem_dyn").rglob("*.py") if path.name != "_bounds.py"
    )
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == set()
    page = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    assert bounds_table.filled(ROOT, page) == page
