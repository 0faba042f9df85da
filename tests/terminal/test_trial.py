"""`--dry-run` and `--curl`: what would be sent, and nothing is."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.calls import all_calls, arguments
from tests.support.examples import UUID
from tests.support.replies import as_json, error
from tests.terminal.words import typed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server import StubServer
    from tests.terminal.conftest import Terminal


@pytest.mark.parametrize("shown", ["--dry-run", "--curl", "--skeleton"])
def test_nothing_is_sent(
    shown: str, terminal: Terminal, stub: StubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By no command: the server would fail the test."""
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_secret")
    environment: dict[str, str] = {}
    for name, call in all_calls().items():
        words = typed(name, arguments(call, most=False), tmp_path, environment)
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        said = terminal(*words, shown)
        assert said.code == 0, said.err
        assert "gm_secret" not in said.out + said.err
        assert (stub.url in said.out) is (shown != "--skeleton")
        assert ("first of several" in said.err) is (call.is_derived and shown != "--skeleton")
    assert stub.requests == []


def test_a_curl_line_sends_what_the_command_sends(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_it's")
    # An answer that cannot be read has the client ask which server that is.
    stub.on("GET", "/v1/system/info", error(404))
    path = tmp_path / "an owl's file.txt"
    path.write_text("hoo")
    for words in (
        ("spaces", "create", "--name", "it's [a] 'zoo' $HOME", "--space-embedders", UUID),
        ("spaces", "list", "--label", "a=b c", "--name-filter", "z*"),
        ("memories", "create", "--space-id", UUID, "--file-path", str(path)),
    ):
        stub.script(as_json({}), as_json({}))
        line = terminal(*words, "--curl").out
        subprocess.run(["bash", "-c", line], check=True, capture_output=True, timeout=20)
        terminal(*words)
    sent = [request for request in stub.requests if not request.target.endswith("/info")]
    for one, other in zip(sent[::2], sent[1::2], strict=True):
        assert (one.method, one.target, one.header("x-api-key")) == (other.method, other.target, "gm_it's")
        if "multipart" not in (one.header("content-type") or ""):
            assert one.body.replace(b" ", b"") == _without_id(other.body).replace(b" ", b"")
        else:
            assert b"hoo" in one.body


def _without_id(body: bytes) -> bytes:
    """The body without the id that the client chooses, which a preview leaves out."""
    import json

    if not body:
        return body
    found = {key: value for key, value in json.loads(body).items() if key != "spaceId"}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def test_without_a_server_the_usual_address_is_shown(terminal: Terminal) -> None:
    assert shlex.split(terminal("users", "me", "--curl").out)[1] == "http://localhost:8080/v1/users/me"
    assert terminal("users", "me", "--curl", "--profile", "nowhere").code == 2
