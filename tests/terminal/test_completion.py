"""What Tab offers: commands, options, choices, files, and ids from the server."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn._terminal import COMPLETE, live
from goodmem_dyn._terminal.completing import FILES, candidates
from tests.support.examples import UUID
from tests.support.replies import as_json, redirect
from tests.support.steps import Wait

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.server import StubServer
    from tests.terminal.conftest import Terminal


PATIENCE = live.PATIENCE


@pytest.fixture(autouse=True)
def _nobody_is_asked(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server is named unless a test does; one that is has time, on a busy machine too."""
    monkeypatch.setattr(live, "PATIENCE", 30.0)


def offered(*words: str) -> list[str]:
    return [value for value, _ in candidates(list(words))]


def test_commands_and_groups() -> None:
    top = offered("")
    assert {"memories", "admin", "doctor", "init", "serve", "completion"} <= set(top)
    assert len(top) == len(set(top))
    assert offered("mem") == ["memories"]
    assert offered("memories", "batch-") == ["batch-create", "batch-delete", "batch-get"]
    assert set(offered("admin", "")) >= {"drain", "background-jobs", "license"}
    assert offered("admin", "background-jobs", "") == ["purge"]
    assert offered("nothing", "") == offered("")
    assert offered() == offered("")


def test_each_candidate_says_what_it_is() -> None:
    assert dict(candidates(["spaces", "cr"])) == {"create": "Create a space"}
    assert dict(candidates(["spaces", "list", "--name-f"]))["--name-filter"]


def test_options() -> None:
    found = offered("memories", "create", "--chunking-config.rec")
    assert "--chunking-config.recursive.chunk-size" in found
    assert "--no-extract-page-images" in offered("memories", "create", "--no-")
    assert "--dry-run" in offered("memories", "create", "--")
    assert "--space-id" not in offered("memories", "create", "--space-id", UUID, "--")
    assert "--space-ids" in offered("memories", "retrieve", "--space-ids", UUID, "--space")
    assert offered("memories", "create", "--", "--space") == []


def test_choices() -> None:
    assert offered("spaces", "list", "--sort-order", "") == ["ASCENDING", "DESCENDING", "SORT_ORDER_UNSPECIFIED"]
    assert offered("spaces", "list", "--sort-order", "D") == ["DESCENDING"]
    assert offered("spaces", "list", "--output=j") == ["--output=json", "--output=jsonl"]
    assert offered("spaces", "list", "-o", "t") == ["table"]
    assert offered("completion", "z") == ["zsh"]
    assert set(offered("profiles", "")) == {"list", "show", "set", "remove"}
    assert "--base-url" in offered("profiles", "set", "--b")
    assert "--base-url" in offered("doctor", "--b")


def test_files_are_the_shells() -> None:
    assert offered("memories", "create", "--file-path", "./x") == [FILES]
    assert offered("memories", "create", "--original-content", "") == []


def test_profiles(terminal: Terminal) -> None:
    terminal("profiles", "set", "work", "--base-url", "http://127.0.0.1:9")
    assert offered("spaces", "list", "--profile", "w") == ["work"]


def test_ids_and_names_are_the_servers(connected: Terminal, fresh_goodmem_server: Server) -> None:
    server = fresh_goodmem_server
    embedder = server.create_default_embedder()
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        zoo = client.spaces.create(name="zoo", space_embedders=[embedder]).space_id
        farm = client.spaces.create(name="farm", space_embedders=[embedder]).space_id
        memory = client.memories.create(space_id=zoo, original_content="x").memory_id
    assert sorted(candidates(["spaces", "get", ""])) == sorted([(zoo, "zoo"), (farm, "farm")])
    assert offered("memories", "create", "--space-id", zoo[:-1]) == [zoo]
    assert offered("memories", "retrieve", "--space-ids", "Zo") == [zoo]
    assert offered("spaces", "create", "--space-embedders", "") == [embedder]
    assert set(offered("memories", "list", "")) == {zoo, farm}
    assert offered("memories", "retrieve", "--llm-id", "") == []
    # What lies in a space can be listed where the space is known.
    assert offered("memories", "get", "--space-id", zoo, "") == []
    assert offered("memories", "replace", "--space-id", zoo, "--id", "") == [memory]


def test_one_request_that_is_kept_for_a_while(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_secret")
    stub.script(as_json({"spaces": [{"spaceId": UUID, "name": "zoo"}]}), as_json({"spaces": []}))
    for _ in range(3):
        assert offered("spaces", "get", "") == [UUID]
    assert [(request.target, request.header("x-api-key")) for request in stub.requests] == [
        ("/v1/spaces?maxResults=200", "gm_secret")
    ]
    kept = "".join(path.read_text() for path in terminal.cache.glob("live-*"))
    assert "zoo" in kept
    assert "gm_secret" not in kept
    assert all(path.stat().st_mode & 0o077 == 0 for path in terminal.cache.glob("live-*"))
    monkeypatch.setattr(live, "KEPT", -1.0)
    assert offered("spaces", "get", "") == []


def test_a_slow_server_costs_a_fifth_of_a_second_and_says_nothing(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setattr(live, "PATIENCE", PATIENCE)
    stub.script([Wait(8)])
    began = time.monotonic()
    assert offered("spaces", "get", "") == []
    assert PATIENCE == 0.2
    assert time.monotonic() - began < 4


def test_trouble_is_silent(terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETE, "zsh")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        for url in (f"http://127.0.0.1:{nobody.getsockname()[1]}", "file:///etc/passwd", "no address"):
            monkeypatch.setenv("GOODMEM_BASE_URL", url)
            said = terminal("spaces", "get", "")
            assert (said.code, said.out, said.err) == (0, "", "")
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    stub.script(as_json({"error": "x"}), as_json([]), [*as_json({})][:0])
    for _ in range(2):
        said = terminal("spaces", "get", "")
        assert (said.code, said.out, said.err) == (0, "", "")
    said = terminal("spaces", "--document", "/nowhere.json", "")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_a_key_follows_no_redirect(terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_secret")
    stub.script(redirect(f"{stub.url}/elsewhere"))
    assert offered("spaces", "get", "") == []
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    ("shell", "words", "wanted"),
    [
        ("zsh", ("spaces", "cr"), ["create\tCreate a space"]),
        ("fish", ("spaces", "cr"), ["create\tCreate a space"]),
        ("bash", ("spaces", "cr"), ["create"]),
        ("bash", ("spaces", "list", "--output", "=", "ya"), ["yaml"]),
        ("bash", ("spaces", "list", "--output", "="), ["table", "json", "jsonl", "yaml", "raw"]),
        ("bash", ("memories", "create", "--file-path", ""), [":files"]),
    ],
)
def test_what_the_shells_get(
    shell: str, words: tuple[str, ...], wanted: list[str], terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COMPLETE, shell)
    assert terminal(*words).out.splitlines() == wanted
