"""Run time and types say the same, of everything: no list of exceptions anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import jedi
import pytest

from tests.support.checkers import ROOT, VERSIONS, pyright, run
from tests.support.pythons import CLEAN, INTERPRETERS, lasting_environment
from tools.project import pyproject

if TYPE_CHECKING:
    from pathlib import Path


START = "import goodmem_dyn\nclient = goodmem_dyn.Goodmem('http://127.0.0.1:1', 'gm_x')\n"
COMPLETED = ("client", "client.memories", "client.admin.license")


ALL = list(INTERPRETERS)
THERE = ALL if "GOODMEM_ALL_PYTHONS" in os.environ else sorted({ALL[0], ALL[-1]})


@pytest.fixture(scope="module", params=THERE)
def python(request: pytest.FixtureRequest) -> str:
    """The oldest and the newest interpreter that is here, with what the package and its embedded server need, and mypy.

    What both ends take, those between take too.
    """
    if INTERPRETERS[request.param] == sys.executable:
        return sys.executable
    project = pyproject()["project"]
    extras = project["optional-dependencies"]
    needed = [one for group in ("local", "cli", "bulk", "mcp", "otel") for one in extras[group]]
    stubs = ("types-PyYAML", "types-jmespath")
    tools = (f"mypy=={version('mypy')}", "pytest", *stubs)
    return str(lasting_environment(request.param, *project["dependencies"], *needed, *tools))


@pytest.mark.timeout(660)
def test_what_is_written_is_what_exists(python: str) -> None:
    found = run("mypy.stubtest", "goodmem_dyn", python=python)
    assert found.startswith("Success"), found


@pytest.mark.timeout(660)
def test_an_editor_of_each_python_offers_what_is_there(python: str) -> None:
    """jedi runs here and looks at that Python, as editors do; what there is, is asked of that Python itself."""
    project = jedi.Project(ROOT, environment_path=python, added_sys_path=[str(ROOT)])
    for text in COMPLETED:
        script = jedi.Script(f"{START}{text}.", path=ROOT / "editor.py", project=project)
        offered = {one.name for one in script.complete() if not one.name.startswith("_")}
        code = f"{START}print(*[one for one in dir({text}) if not one.startswith('_')])"
        done = subprocess.run(
            [python, "-c", code], env={**CLEAN, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
        )
        assert set(done.stdout.split()) - offered == set(), text


def test_every_public_name_has_a_known_type(tmp_path: Path) -> None:
    command = ("pyright", "--verifytypes", "goodmem_dyn", "--ignoreexternal", "--outputjson")
    # In a folder of its own, so that no settings of a project apply.
    report = json.loads(run(*command, "--pythonpath", sys.executable, cwd=tmp_path))["typeCompleteness"]
    symbols = report["symbols"]
    assert len(symbols) > 1000, "it looked at nothing"
    unknown = [one["name"] for one in symbols if not one["isTypeKnown"]]
    assert (unknown, report["completenessScore"]) == ([], 1.0)


@pytest.mark.timeout(660)
def test_the_package_passes_pyright(tmp_path: Path) -> None:
    oldest = VERSIONS[0]
    assert pyright(tmp_path, [ROOT / "goodmem_dyn"], (oldest,), mode="basic") == {oldest: {}}
