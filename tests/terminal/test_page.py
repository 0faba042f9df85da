"""The page about the terminal runs as it is written, from top to bottom, in one shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

import goodmem_dyn.local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server

ROOT = Path(__file__).parents[2]
ADDRESS = "http://localhost:8080"
PREAMBLE = """\
set -eu -o pipefail
pip() { [[ $1 == install ]]; }
python() { "$PYTHON" "$@"; }
goodmem-dyn() {
    if [[ $1 == serve ]]; then
        # As on the page, but on a port that is free, and until it has started.
        "$PYTHON" -c "import sys; from goodmem_dyn._terminal import main; sys.exit(main())" serve --port 0 "${@:4}" > serve.log &
        until grep --quiet Ctrl-C serve.log; do sleep 0.1; kill -0 $!; done
        kill -TERM $!
        wait $!
    else
        "$PYTHON" -S "$FORKING" "$SOCKET" --call "$@"
    fi
}
set -x
"""
FORKING = Path(__file__).with_name("forking.py")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[str]:
    """The socket of a program that was imported once."""
    path = str(tmp_path / "program")
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    with subprocess.Popen([sys.executable, str(FORKING), path], stdout=subprocess.PIPE, env=environment) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield path
        server.kill()


@pytest.fixture
def new_server() -> Iterator[Server]:
    with goodmem_dyn.local.serve(initialize=False) as server:
        yield server


def script() -> str:
    tokens = MarkdownIt().parse((ROOT / "docs/cli.md").read_text(encoding="utf-8"))
    return "\n".join(one.content for one in tokens if one.type == "fence" and one.info.strip() == "bash")


def test_every_block_runs(new_server: Server, program: str, tmp_path: Path) -> None:
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "GOODMEM_CONFIG_DIR": str(tmp_path / "config"),
        "GOODMEM_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHON": sys.executable,
        "FORKING": str(FORKING),
        "SOCKET": program,
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", PREAMBLE + script().replace(ADDRESS, new_server.url)],
        env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=110, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Owls hunt at night." in done.stdout
    assert "FAILED" not in done.stdout
