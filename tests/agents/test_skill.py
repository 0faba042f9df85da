"""The skill for coding agents: complete, the same every time, and with links that lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import yaml
from click.testing import CliRunner

import goodmem_dyn
from goodmem_dyn._agents.command import skill
from goodmem_dyn._agents.skill import files

if TYPE_CHECKING:
    from pathlib import Path

    from goodmem_dyn.local import Server


def test_the_front_matter_is_what_agents_read() -> None:
    head = files()["SKILL.md"].split("---\n")[1]
    read = yaml.safe_load(head)
    assert read.keys() == {"name", "description"}
    assert re.fullmatch(r"[a-z0-9-]{1,64}", read["name"])
    assert len(read["description"]) <= 1024


def test_it_fits_a_context_and_its_references_are_there() -> None:
    made = files()
    body = made["SKILL.md"]
    assert len(body) < 10_000
    linked = set(re.findall(r"\]\((references/[^)]+)\)", body))
    assert linked == made.keys() - {"SKILL.md"}
    assert "keyword arguments" in body
    for name, text in made.items():
        folder = name.rpartition("/")[0]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert f"{folder}/{target}".lstrip("/") in made, (name, target)


def test_every_operation_is_in_a_reference() -> None:
    text = "\n".join(text for name, text in files().items() if "/operations/" in name)
    for info in goodmem_dyn.operations():
        assert f"## client.{info.name}(" in text
        for parameter in info.parameters:
            if parameter.location != "option":
                assert f"- {parameter.name}" in text


def test_it_is_the_same_every_time_and_written_over_only_when_told(tmp_path: Path) -> None:
    assert files() == files()
    target = tmp_path / "goodmem"
    first = CliRunner().invoke(skill, ["--output", str(target)])
    assert first.exit_code == 0, first.output
    assert {str(path.relative_to(target)) for path in target.rglob("*.md")} == files().keys()
    again = CliRunner().invoke(skill, ["--output", str(target)])
    assert again.exit_code == 1
    assert "--force" in again.output
    assert CliRunner().invoke(skill, ["--output", str(target), "--force"]).exit_code == 0


def test_its_first_program_runs_as_it_stands(fresh_goodmem_server: Server) -> None:
    """With nothing but the two variables that it names, and before the server has an embedder as well."""
    server = fresh_goodmem_server
    (program,) = re.findall(r"^```python\n(.*?)^```", files()["SKILL.md"], re.DOTALL | re.MULTILINE)
    env = {**os.environ, "GOODMEM_BASE_URL": server.url, "GOODMEM_API_KEY": str(server.api_key)}
    run = partial(subprocess.run, [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert "embedders.create" in run().stderr
    server.create_default_embedder()
    done = run()
    assert done.returncode == 0, done.stderr
    assert "The library opens at nine." in done.stdout
    assert "COMPLETED" in done.stdout
