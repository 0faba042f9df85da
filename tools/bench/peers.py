"""The clients that are compared, each in a virtual environment of its own.

Rules: environments live under the ignored folder ``.venvs`` and are made on demand; everything in them is held to the
versions of ``constraints.txt``; an environment that is already as wanted is used without a look at any registry;
this project itself is measured from its working tree, with only its dependencies installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench import answers
from tools.project import pyproject

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venvs"
CONSTRAINTS = Path(__file__).with_name("constraints.txt")
INSTALL_TIMEOUT_S = 300

_KEYS = f"base_url=URL, api_key={answers.API_KEY!r}"


class PeerUnavailableError(RuntimeError):
    """A peer's environment does not exist and cannot be made, as without a network."""


@dataclass(frozen=True)
class Peer:
    """One client: what it needs, and the statements that start-up measurements run in a bare interpreter."""

    name: str
    title: str
    requires: tuple[str, ...]
    snippets: dict[str, str] = field(default_factory=dict)
    adapter: str = ""


def _statements(package: str) -> dict[str, str]:
    client = f"from {package} import Goodmem\nclient = Goodmem({_KEYS})"
    call = f"memory = client.memories.get(id={answers.item_id(5)!r})\nanswer = memory.memory_id"
    return {"import": f"import {package}", "client": client, "cold": f"{client}\n{call}"}


_TERMINAL = {
    "help": "from goodmem_dyn._terminal import main\nmain(['--help'])",
    "tab": "import os\nos.environ['_GOODMEM_DYN_COMPLETE'] = 'zsh'\n"
    "from goodmem_dyn._terminal import main\nmain(['memories', 'create', '--'])",
}
_HTTPX_CLIENT = (
    f"import httpx, pydantic\nclient = httpx.Client(base_url=URL, headers={{'x-api-key': {answers.API_KEY!r}}})"
)
_HTTPX_COLD = (
    "from tools.bench.clients.memory_model import MEMORY\n"
    f"answer = MEMORY.validate_json(client.get('/v1/memories/{answers.item_id(5)}').content).memory_id"
)

PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            "ours",
            "goodmem-dyn",
            (*pyproject()["project"]["dependencies"], "uvloop"),
            _statements("goodmem_dyn") | _TERMINAL,
        ),
        Peer("official", "goodmem 0.1.43", ("goodmem", "uvloop"), _statements("goodmem")),
        # The published client as pip installs it lacks sniffio, without which httpcore is slow in async code.
        Peer("official+sniffio", "goodmem 0.1.43 beside sniffio", ("goodmem", "sniffio", "uvloop"), adapter="official"),
        Peer(
            "bare",
            "bare httpx + pydantic",
            ("httpx", "pydantic", "uvloop"),
            {
                "import": "import httpx, pydantic",
                "client": _HTTPX_CLIENT,
                "cold": f"{_HTTPX_CLIENT}\n{_HTTPX_COLD}",
            },
        ),
        Peer("raw", "raw sockets", ("pydantic", "uvloop")),
        # Not a peer: the embedded server and its client together, in the environment that runs the bench.
        Peer("embedded", "embedded server", ()),
        Peer(
            "openai",
            "openai",
            ("openai",),
            {
                "import": "import openai",
                "client": "import openai\nclient = openai.OpenAI(api_key='none', base_url=URL)",
            },
        ),
        Peer(
            "boto3",
            "boto3",
            ("boto3",),
            {
                "import": "import boto3",
                "client": (
                    "import boto3\nclient = boto3.client('bedrock-agent-runtime', region_name='eu-west-1', "
                    "endpoint_url=URL, aws_access_key_id='none', aws_secret_access_key='none')"
                ),
            },
        ),
    )
}


def _python(home: Path) -> Path:
    return home / "bin" / "python"


def environment() -> dict[str, str]:
    """The environment of every measured process: nothing of the caller's that could change a client's behaviour."""
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


@contextmanager
def _locked() -> Iterator[None]:
    HOME.mkdir(exist_ok=True)
    with (HOME / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(home: Path, requires: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(_python(home)), "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--constraint", str(CONSTRAINTS), *requires]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S, check=False)
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if "ERROR" in line), "no reason given")
        raise PeerUnavailableError(
            f"{', '.join(requires)} cannot be installed ({reason.strip()}): check that pip reaches a package index, "
            f"then run again; environments are kept in {HOME.name}/"
        )


@cache
def interpreter(name: str) -> Path:
    """The Python of a peer's environment, which is made first where it is missing or outdated.

    Raises:
        PeerUnavailableError: It has to be made and cannot be.
    """
    peer = PEERS[name]
    if not peer.requires:
        return Path(sys.executable)
    wanted = hashlib.sha256(repr((peer.requires, sys.version, CONSTRAINTS.read_bytes())).encode()).hexdigest()
    home = HOME / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    stamp = home / "bench-stamp"
    with _locked():
        if not stamp.is_file() or stamp.read_text() != wanted:
            venv.EnvBuilder(with_pip=False, clear=True).create(home)
            _install(home, peer.requires)
            stamp.write_text(wanted)
    return _python(home)


def versions(name: str) -> dict[str, str]:
    """What is installed in a peer's environment, by distribution."""
    script = "from importlib.metadata import distributions as d; print(*(f'{x.name}=={x.version}' for x in d()))"
    listed = subprocess.run(
        [interpreter(name), "-I", "-c", script], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    return dict(item.split("==", 1) for item in sorted(listed.split()))
