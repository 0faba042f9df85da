"""The program in a real terminal, with real shells: what is seen, what is typed, Ctrl-C, and readers that go."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn._terminal.scripts import SCRIPTS
from tests.support.examples import UUID, bundled
from tests.support.replies import as_json, chunk
from tests.support.steps import Close, Send, Until

pexpect = pytest.importorskip("pexpect", reason="there are no pseudo-terminals here")

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn.local import Server
    from tests.support.server import StubServer

    Spawn = Callable[..., Any]

ROOT = Path(__file__).parents[2]
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][0-9A-Za-z]?|\x1b\][^\x07]*\x07|[\x07\x0e\x0f]")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"


def example(component: str) -> Any:
    return bundled().value({"$ref": f"#/components/schemas/{component}"}, most=True)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which the program is installed, and nothing is set."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "goodmem-dyn"
    # A machine that is busy may take longer to answer than a person is made to wait.
    patient = "from goodmem_dyn._terminal import live\nlive.PATIENCE = 20.0\n"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n{patient}from goodmem_dyn._terminal import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "GOODMEM_CONFIG_DIR": str(tmp_path / "config"),
        "GOODMEM_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.fixture
def spawn(environment: dict[str, str]) -> Any:
    """Starts a program in a terminal of its own."""
    started: list[Any] = []

    def start(program: str, *words: str, columns: int = 80, **variables: str) -> Any:
        child = pexpect.spawn(
            shutil.which(program, path=environment["PATH"]) or program,
            list(words),
            env={**environment, **variables},
            dimensions=(40, columns),
            encoding="utf-8",
            timeout=60,
            # Whoever runs the tests in the background ignores it, and so would what they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child: Any) -> tuple[int, str]:
    """The exit code, and what is left to read, without the marks of a terminal."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus, CONTROL.sub("", child.before).replace("\r\n", "\n")


@pytest.fixture
def named(fresh_goodmem_server: Server) -> dict[str, str]:
    """The environment's names for an empty server."""
    return {"GOODMEM_BASE_URL": fresh_goodmem_server.url, "GOODMEM_API_KEY": str(fresh_goodmem_server.api_key)}


@pytest.fixture
def zoo(fresh_goodmem_server: Server) -> str:
    """A space."""
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        made = client.spaces.create(name="zoo", space_embedders=[server.create_default_embedder()])
        client.memories.create(space_id=made.space_id, original_content="Owls hunt at night.", wait=True)
        return made.space_id


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_table_is_as_wide_as_the_terminal(columns: int, spawn: Spawn, named: dict[str, str], zoo: str) -> None:
    code, seen = ended(spawn("goodmem-dyn", "memories", "list", zoo, columns=columns, **named))
    head, row = seen.splitlines()
    assert (code, head.split()[0]) == (0, "memoryId")
    assert columns - 40 < len(row) <= columns
    assert len(head.split()) == {60: 2, 80: 3, 200: 8}[columns] or columns == 200


def test_colours_are_there_and_can_be_turned_off(spawn: Spawn, named: dict[str, str], zoo: str) -> None:
    for variables, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        child = spawn("goodmem-dyn", "spaces", "list", **{**named, **variables})
        child.expect(pexpect.EOF)
        assert ("\x1b[1m" in child.before) is coloured


def test_hits_are_seen_before_the_stream_has_ended(spawn: Spawn, stub: StubServer) -> None:
    event = threading.Event()
    hit = example("ChunkReference")
    hit["chunk"]["chunkText"] = "Owls hunt."
    item = json.dumps({"retrievedItem": {"chunk": hit}}).encode() + b"\n"
    reply = [
        json.dumps({"abstractReply": {**example("AbstractReply"), "text": text}}).encode() + b"\n"
        for text in ("At ", "night.")
    ]
    stub.script([Send(HEAD + chunk(item)), Until(event), *(Send(chunk(one)) for one in reply), Send(b"0\r\n\r\n")])
    child = spawn(
        "goodmem-dyn", "memories", "retrieve", "--message", "x", "--space-ids", UUID, GOODMEM_BASE_URL=stub.url
    )
    child.expect("Owls hunt")
    event.set()
    child.expect("At night")
    assert ended(child)[0] == 0


def test_ctrl_c_in_a_stream(spawn: Spawn, stub: StubServer) -> None:
    event = threading.Event()
    stub.script([Send(HEAD + chunk(b'{"resultSetBoundary": null}\n')), Until(event), Close()])
    child = spawn(
        "goodmem-dyn",
        "memories",
        "retrieve",
        "--message",
        "x",
        "--space-ids",
        UUID,
        "-o",
        "jsonl",
        GOODMEM_BASE_URL=stub.url,
    )
    child.expect("resultSetBoundary")
    child.sendintr()
    code, seen = ended(child)
    event.set()
    assert (code, "Interrupted." in seen, "Traceback" in seen) == (130, True, False)


def test_ctrl_c_in_an_upload(spawn: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(256 * 1024**2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        child = spawn(
            "goodmem-dyn", "memories", "create", "--space-id", UUID, "--file-path", str(path), GOODMEM_BASE_URL=url
        )
        server.settimeout(20)
        connection, _ = server.accept()
        with connection:
            connection.settimeout(20)
            assert connection.recv(4).startswith(b"POST")
            child.expect("MB")  # the bar
            child.sendintr()
            code, seen = ended(child)
    assert (code, "Interrupted." in seen, "Traceback" in seen) == (130, True, False)


def test_a_secret_is_asked_for_and_not_shown(spawn: Spawn, stub: StubServer) -> None:
    stub.script(as_json({"spaces": []}))
    child = spawn("goodmem-dyn", "spaces", "list", "--key", "-", "--base-url", stub.url)
    child.expect("Key: ")
    child.sendline("gm_typed")
    code, seen = ended(child)
    assert (code, "gm_typed" in seen) == (0, False)
    assert stub.requests[0].header("x-api-key") == "gm_typed"


def test_init_asks_for_what_it_needs(spawn: Spawn, named: dict[str, str]) -> None:
    child = spawn("goodmem-dyn", "init")
    child.expect("Address of the server")
    child.sendline(named["GOODMEM_BASE_URL"])
    child.expect("Its API key")
    child.sendline(named["GOODMEM_API_KEY"])
    code, seen = ended(child)
    assert (code, named["GOODMEM_API_KEY"] in seen) == (0, False)
    assert "is for" in seen
    assert ended(spawn("goodmem-dyn", "users", "me"))[0] == 0


@pytest.mark.parametrize("words", ["spaces list -o jsonl", "--help", "memories create --help", "spaces list -o table"])
def test_a_reader_that_has_gone_is_no_error(
    words: str, environment: dict[str, str], named: dict[str, str], zoo: str
) -> None:
    # The reader has gone before the first byte is written.
    done = subprocess.run(
        ["bash", "-c", f"{{ sleep 0.2; goodmem-dyn {words}; echo $? >&3; }} 3>code | true; cat code"],
        env={**environment, **named}, cwd=environment["HOME"], capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("141", "")


PROMPTS = {"bash": ("--norc", "--noprofile"), "zsh": ("-f",), "fish": ("--no-config",)}
START = {
    "bash": 'PS1="ready> "; bind "set bell-style none"; bind "set show-all-if-ambiguous on"; eval "$(goodmem-dyn completion bash)"',
    "zsh": 'PS1="ready> "; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; eval "$(goodmem-dyn completion zsh)"',
    "fish": 'function fish_prompt; echo -n "ready> "; end; goodmem-dyn completion fish | source',
}


def shell_of(name: str, spawn: Spawn, **variables: str) -> Any:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: make shells")
    child = spawn(name, *PROMPTS[name], columns=200, **variables)
    child.sendline(f"{START[name]}; echo set{{-,}}up" if name != "fish" else f"{START[name]}; echo set-up setup")
    child.expect("set-up setup\r\n")
    return child


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_shell_completes(name: str, spawn: Spawn, named: dict[str, str], zoo: str) -> None:
    child = shell_of(name, spawn, **named)
    child.send("goodmem-dyn spa\t")
    child.expect("goodmem-dyn spa.*ces ?")
    child.send("l\t")
    child.expect("ist")
    child.send("--sort-order D\t")
    child.expect("ESCENDING")
    child.send("\x15goodmem-dyn spaces get \t")
    child.expect(zoo)
    child.send("\x15goodmem-dyn completion \t")
    child.expect("bash.*fish.*zsh|bash.*zsh.*fish")
    child.send("\x15")
    folder = Path(zoo).name  # a name that nothing else has
    (Path(child.env["HOME"]) / f"file-{folder[:8]}.txt").touch()
    child.send("cd\r")
    child.send("goodmem-dyn memories create --file-path file-\t")
    child.expect_exact(f"file-{folder[:8]}.txt")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_are_scripts(name: str) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: make shells")
    subprocess.run([name, "-n"], input=SCRIPTS[name], text=True, check=True, capture_output=True, timeout=20)
