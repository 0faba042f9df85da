"""Integrations as they are published, with this package as `goodmem`, against the embedded server.

Rules: their environment has what they load, pinned in `programs/requirements.txt`, and in the place of the official package
the one that `goodmem_dyn.alias` writes. A program stores documents, searches with a filter and deletes, plainly and
asynchronously; what it expects, it asserts itself. Without a package index they fail, and are not skipped.
"""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import Goodmem, alias
from tests.support.pythons import environment
from tests.support.versions import needs_311

if TYPE_CHECKING:
    from goodmem_dyn.local import Server

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).parent / "programs"

pytestmark = [pytest.mark.timeout(600), needs_311("integrations")]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the integrations and ours as `goodmem`."""
    folder = tmp_path_factory.mktemp("integrations")
    wanted = ("--no-deps", "--requirement", str(PROGRAMS / "requirements.txt"))
    found = environment(sysconfig.get_python_version(), folder, *wanted, compiled=False)
    (site,) = folder.glob("lib/python*/site-packages")
    alias.write(site)
    return found


@pytest.mark.parametrize("program", sorted(PROGRAMS.glob("*.py")), ids=lambda path: path.stem)
def test_it_works(python: Path, fresh_goodmem_server: Server, program: Path, tmp_path: Path) -> None:
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        embedder = server.create_default_embedder()
        space = client.spaces.create(name=program.stem, space_embedders=[embedder])
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "GOODMEM_BASE_URL": server.url,
        "GOODMEM_API_KEY": str(server.api_key),
        # Nothing is told to anybody.
        "CREWAI_DISABLE_TELEMETRY": "true",
        "OTEL_SDK_DISABLED": "true",
        "ANONYMIZED_TELEMETRY": "false",
    }
    done = subprocess.run(
        # Isolated from the folder of the program, whose name is that of a package.
        [str(python), "-P", str(program), space.space_id],
        env=variables, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
