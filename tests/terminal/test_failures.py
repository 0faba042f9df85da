"""What goes wrong is told on standard error, with what to do about it, and an exit code that means the same everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn._terminal import help as pages
from tests.support.examples import UUID
from tests.support.replies import as_json, error
from tests.support.steps import Close, Send

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.server import StubServer
    from tests.terminal.conftest import Terminal

GET = ("spaces", "get", UUID, "--max-retries", "0")


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (400, 1, "400 refused"),
        (401, 4, "doctor"),
        (403, 4, "not for this"),
        (404, 5, "Ids belong to one server"),
        (409, 6, "there already"),
        (422, 1, "422 refused"),
        (429, 7, "--max-retries"),
        (500, 7, "The server failed"),
        (503, 7, "The server failed"),
    ],
)
def test_an_answer_that_is_an_error(status: int, code: int, told: str, terminal: Terminal, stub: StubServer) -> None:
    stub.script(error(status, "refused", **{"x-request-id": "req-17"}), *[error(404)] * 3)
    said = terminal(*GET, "--base-url", stub.url)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("error: spaces.get(): ")
    assert told in said.err
    assert "request id: req-17" in said.err
    stub.script()


def test_the_fields_that_a_server_refuses_are_told(terminal: Terminal, stub: StubServer) -> None:
    stub.script(as_json({"error": "Validation failed", "errors": [{"field": "name", "message": "is too long"}]}, 400))
    said = terminal("spaces", "create", "--name", "x", "--space-embedders", UUID, "--base-url", stub.url)
    assert said.code == 1
    assert "name" in said.err
    assert "is too long" in said.err


def test_no_server_is_there(terminal: Terminal) -> None:
    said = terminal(*GET, "--base-url", "http://127.0.0.1:9")
    assert (said.code, said.out) == (3, "")
    assert "Is the server running" in said.err
    assert "Traceback" not in said.err


def test_a_server_is_too_slow(connected: Terminal, fresh_goodmem_server: Server) -> None:
    fresh_goodmem_server.faults.add("delay", seconds=1)
    said = connected("spaces", "list", "--timeout", "0.1", "--max-retries", "0")
    assert said.code == 3


def test_a_stream_is_cut(terminal: Terminal, stub: StubServer) -> None:
    event = json.dumps({"retrievedItem": None}).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ncontent-length: 999\r\n\r\n"
    stub.script([Send(head + event + b"\n" + event[:5]), Close()])
    said = terminal("memories", "retrieve", "--message", "x", "--space-ids", UUID, "--base-url", stub.url)
    assert said.code == 3
    assert len(said.lines) == 1  # what arrived was written
    assert "Run it again" in said.err


def test_no_server_is_named(terminal: Terminal) -> None:
    said = terminal("spaces", "list")
    assert (said.code, said.out) == (2, "")
    assert "goodmem-dyn init" in said.err
    assert "GOODMEM_BASE_URL" in said.err


def test_the_key_of_the_environment_goes_to_no_other_server(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_secret")
    stub.script(as_json({"spaces": []}), as_json({"spaces": []}))
    assert terminal("spaces", "list", "--base-url", stub.url).code == 0
    monkeypatch.setenv("GOODMEM_BASE_URL", f"{stub.url}/")
    assert terminal("spaces", "list", "--base-url", stub.url).code == 0
    assert [request.header("x-api-key") for request in stub.requests] == [None, "gm_secret"]


def test_debug_tells_of_attempts_and_of_no_key(connected: Terminal, fresh_goodmem_server: Server) -> None:
    fresh_goodmem_server.faults.add("status", status=503, times=1)
    said = connected("spaces", "list", "--debug")
    assert said.code == 0
    assert "503" in said.err
    assert "attempt 2" in said.err
    assert str(fresh_goodmem_server.api_key) not in said.err


def test_a_mistake_of_the_program_is_not_hidden(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodmem_dyn._terminal.skeleton.skeleton", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        terminal("spaces", "list", "--skeleton")


def test_the_exit_codes_are_documented(terminal: Terminal) -> None:
    page = (Path(__file__).parents[2] / "docs/cli.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(\d+)` \| (.*) \|$", page, re.MULTILINE)) == dict(pages.EXIT_CODES)
    assert all(text.split(" ")[0] in terminal("--help").out for _, text in pages.EXIT_CODES)
