"""Profiles, `init`, `doctor`, `drift` and `serve`: from a new server to one that works, and back to why it does not."""

from __future__ import annotations

import json
import os
import stat
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn.local
from goodmem_dyn._terminal import profiles
from tests.support.examples import UUID, bundled
from tests.support.replies import as_json, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodmem_dyn.local import Server
    from tests.support.fixtures import MakeServer
    from tests.support.server import StubServer
    from tests.support.tls import Authority
    from tests.terminal.conftest import Terminal


def example(component: str) -> Any:
    return bundled().value({"$ref": f"#/components/schemas/{component}"}, most=True)


INFO = {**example("SystemInfoResponse"), "gitCommit": "f" * 40}
"""What a server of another commit says."""


@pytest.fixture
def new_server() -> Iterator[Server]:
    """A server that nobody has set up."""
    with goodmem_dyn.local.serve(initialize=False) as server:
        yield server


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own keyring is not for tests."""
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_init_sets_up_a_new_server_and_keeps_its_key(terminal: Terminal, new_server: Server) -> None:
    said = terminal("init", "--base-url", new_server.url)
    assert (said.code, said.out) == (0, "")
    assert "The server was new" in said.err
    assert "root@" in said.err
    key = profiles.key_of("default")
    assert key is not None
    assert key not in said.err
    for name in (profiles.SETTINGS, profiles.KEYS):
        assert stat.S_IMODE(os.stat(terminal.config / name).st_mode) == 0o600
    assert key not in (terminal.config / profiles.SETTINGS).read_text()
    assert terminal("users", "me").json["username"] == "root"
    again = terminal("init", "--base-url", new_server.url)
    assert (again.code, profiles.key_of("default")) == (4, key)
    assert "set up before" in again.err


def test_a_root_key_that_cannot_be_kept_is_not_lost(
    terminal: Terminal, new_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise profiles.ProfileError("config.ini cannot be written")

    monkeypatch.setattr(profiles, "_write", refuse)
    said = terminal("init", "--base-url", new_server.url)
    assert said.code == 2
    assert "cannot be written" in said.err
    assert said.out.startswith("gm_")


def test_init_tries_a_key_before_it_keeps_it(
    terminal: Terminal, fresh_goodmem_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = fresh_goodmem_server
    monkeypatch.setenv("WRONG", "gm_wrong")
    assert terminal("init", "--base-url", server.url, "--key", "env:WRONG").code == 4
    assert profiles.names() == []
    monkeypatch.setenv("RIGHT", str(server.api_key))
    said = terminal("init", "--base-url", server.url, "--key", "env:RIGHT", "--profile", "work")
    assert said.code == 0
    assert terminal("spaces", "list", "--profile", "work").code == 0
    monkeypatch.setenv("GOODMEM_PROFILE", "work")
    assert terminal("spaces", "list").code == 0


def test_profiles_are_listed_shown_set_and_removed(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "gm_secret")
    assert terminal("profiles", "set", "work", "--base-url", "https://goodmem.example", "--key", "env:KEY").code == 0
    assert terminal("profiles", "set", "home", "--base-url", "http://localhost:8080", "--insecure").code == 0
    assert [line["profile"] for line in terminal("profiles", "list").lines] == ["work", "home"]
    assert terminal("profiles", "show", "work").json["key"] == "kept"
    assert terminal("profiles", "show", "home").json["verify"] == "false"
    everything = "".join(terminal("profiles", *words).out for words in (("list",), ("show", "work"), ("show", "home")))
    assert "gm_secret" not in everything
    moved = terminal("profiles", "set", "work", "--base-url", "https://other.example")
    assert (moved.code, "--key" in moved.err) == (2, True)
    assert terminal("profiles", "remove", "work").code == 0
    assert profiles.names() == ["home"]
    assert "gm_secret" not in (terminal.config / profiles.KEYS).read_text()
    assert terminal("profiles", "show", "work").code == 2
    assert terminal("profiles", "show", "home", terminal=True).out.startswith("profile   home\n")


def test_keys_go_into_the_keyring_where_there_is_one(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, str], str] = {}
    keyring = SimpleNamespace(
        get_keyring=lambda: SimpleNamespace(priority=5),
        set_password=lambda service, name, key: kept.__setitem__((service, name), key),
        get_password=lambda service, name: kept.get((service, name)),
        delete_password=lambda service, name: kept.pop((service, name)),
    )
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setenv("KEY", "gm_secret")
    assert "keyring" in terminal("profiles", "set", "work", "--base-url", "http://x", "--key", "env:KEY").err
    assert kept == {("goodmem-dyn", "work"): "gm_secret"}
    assert not (terminal.config / profiles.KEYS).exists()
    assert profiles.load("work").key == "gm_secret"
    terminal("profiles", "remove", "work")
    assert kept == {}
    keyring.get_keyring = lambda: SimpleNamespace(priority=0)
    terminal("profiles", "set", "work", "--base-url", "http://x", "--key", "env:KEY")
    assert (terminal.config / profiles.KEYS).exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are posix")
def test_a_file_of_keys_that_others_can_read_is_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "gm_secret")
    terminal("profiles", "set", "default", "--base-url", "http://127.0.0.1:9", "--key", "env:KEY")
    (terminal.config / profiles.KEYS).chmod(0o644)
    said = terminal("spaces", "list")
    assert (said.code, "chmod 600" in said.err) == (2, True)


def test_a_profile_goes_to_its_own_server_only(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY", "gm_secret")
    terminal("profiles", "set", "default", "--base-url", stub.url, "--key", "env:KEY")
    stub.script(as_json({"spaces": []}), as_json({"spaces": []}))
    terminal("spaces", "list")
    terminal("spaces", "list", "--base-url", stub.url.replace("127.0.0.1", "localhost"))
    assert [request.header("x-api-key") for request in stub.requests] == ["gm_secret", None]


def test_every_command_talks_to_the_server_of_the_profile(
    terminal: Terminal, stub: StubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`ingest` and `export` come from another part of the package, and read the same profiles and options."""
    monkeypatch.setenv("KEY", "gm_secret")
    terminal("profiles", "set", "work", "--base-url", stub.url, "--key", "env:KEY")
    table = tmp_path / "table.jsonl"
    stub.script(*[error(404)] * 5)
    command = ("export", str(table), "--space", UUID)
    assert terminal(*command).code == 2, "no default profile"
    assert terminal(*command, "--profile", "work").code == 5
    assert terminal("--profile", "work", *command).code == 5
    assert terminal("--base-url", stub.url, "--key", "env:KEY", "ingest", str(tmp_path), "--space", UUID).code == 5
    monkeypatch.setenv("GOODMEM_PROFILE", "work")
    assert terminal(*command).code == 5
    monkeypatch.setenv("GOODMEM_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_other")
    monkeypatch.delenv("GOODMEM_PROFILE")
    assert terminal(*command, "--base-url", stub.url).code == 5
    assert [request.header("x-api-key") for request in stub.requests] == ["gm_secret"] * 4 + [None]
    assert terminal("ingest", "nowhere", "--space", UUID).code == 2


def test_a_profile_can_be_broken(terminal: Terminal) -> None:
    terminal.config.mkdir()
    for text in ("no section\n", "[default]\nverify = no\n"):
        (terminal.config / profiles.SETTINGS).write_text(text)
        said = terminal("spaces", "list")
        assert (said.code, str(terminal.config) in said.err) == (2, True)


def findings(terminal: Terminal, *words: str) -> tuple[int, dict[str, dict[str, str]]]:
    said = terminal("doctor", "-o", "jsonl", *words)
    assert said.err == ""
    return said.code, {line["check"]: line for line in said.lines}


def test_doctor_finds_nothing_wrong(connected: Terminal) -> None:
    code, found = findings(connected)
    assert (code, {one["state"] for one in found.values()}) == (0, {"ok"})
    assert list(found) == ["settings", "network", "tls", "server", "key", "rights", "document", "clock"]
    assert connected("doctor", terminal=True).out.count("ok ") == 8


def test_doctor_tells_what_is_wrong_and_what_to_do(
    connected: Terminal, fresh_goodmem_server: Server, stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fresh_goodmem_server.url
    monkeypatch.setenv("WRONG", "gm_wrong")
    cases = [
        ((), {"GOODMEM_BASE_URL": ""}, 2, "settings", "init"),
        (("--base-url", "http://127.0.0.1:9"), {}, 3, "network", "running"),
        (("--base-url", "http://no-such-host.invalid"), {}, 3, "network", "name right"),
        (("--base-url", url.replace("http:", "https:")), {}, 3, "tls", "https"),
        (("--key", "env:WRONG"), {}, 4, "key", "expired"),
        ((), {"GOODMEM_API_KEY": ""}, 4, "key", "init"),
    ]
    for words, environment, wanted, check, remedy in cases:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            code, found = findings(connected, *words)
        assert (code, found[check]["state"]) == (wanted, "failed"), (words, found)
        assert remedy in found[check]["remedy"] + found[check]["detail"]
    stub.on("GET", "/v1/system/info", error(500))
    code, found = findings(connected, "--base-url", stub.url)
    assert (code, found["server"]["state"]) == (3, "failed")


def test_doctor_warns_of_rights_drift_and_the_clock(terminal: Terminal, stub: StubServer) -> None:
    late = {"date": "Mon, 02 Jan 2006 15:04:05 GMT"}
    stub.on("GET", "/v1/system/info", as_json(INFO, **late))
    stub.on("GET", "/v1/users/me", as_json({**example("UserResponse"), "email": "owl@example.org"}))
    lists = {"apikeys": "keys", "embedders": "embedders", "llms": "llms", "rerankers": "rerankers", "spaces": "spaces"}
    for path, name in lists.items():
        stub.on("GET", f"/v1/{path}", as_json({name: []}))
    for path in ("decision-models", "service-identities", "users"):  # which a server of another time does not have
        stub.on("GET", f"/v1/{path}", error(501))
    stub.on("GET", "/v1/admin/retrieve-memory-log-policies", error(403))
    for path in ("/openapi", "/openapi.json"):
        stub.on("GET", path, error(404))
    terminal("profiles", "set", "default", "--base-url", stub.url, "--key", "-")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEY", "gm_x")
        code, found = findings(terminal, "--base-url", stub.url, "--key", "env:KEY")
    assert code == 0, found
    assert {check for check, one in found.items() if one["state"] == "warning"} == {"rights", "document", "clock"}
    assert "not admin" in found["rights"]["detail"]
    assert "owl@example.org" in found["key"]["detail"]


def test_doctor_examines_certificates(terminal: Terminal, authority: Authority, stub_server: MakeServer) -> None:
    for context, words, state, told in (
        (authority.server(), ("--ca-file", str(authority.ca_file)), "ok", "is good for"),
        (authority.server(), (), "failed", "not trusted"),
        (authority.server(), ("--insecure",), "warning", "any certificate"),
        (authority.server("other.example"), ("--ca-file", str(authority.ca_file)), "failed", "not trusted"),
    ):
        with stub_server(tls=context) as server:
            server.on("GET", "/v1/system/info", error(500))
            _, found = findings(terminal, "--base-url", server.url, *words)
        assert (found["tls"]["state"], told in found["tls"]["detail"]) == (state, True), found


def test_drift_says_whether_they_fit(connected: Terminal, stub: StubServer) -> None:
    said = connected("drift")
    assert (said.code, "no difference" in said.out) == (0, True)
    assert connected("drift", "-o", "json").json["same"] is True
    stub.on("GET", "/v1/system/info", as_json(INFO))
    for path in ("/openapi", "/openapi.json"):
        stub.on("GET", path, error(404))
    assert connected("drift", "--base-url", stub.url).code == 1


def test_serve_is_the_embedded_server(terminal: Terminal, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        terminal("serve", "--port", "many")
    assert stopped.value.code == 2


def test_options_may_stand_before_the_command(
    terminal: Terminal, fresh_goodmem_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY", str(fresh_goodmem_server.api_key))
    words = ("--base-url", fresh_goodmem_server.url, "--key", "env:KEY", "-o", "json")
    assert terminal(*words, "spaces", "list").json == []
    assert terminal(*words[:4], "doctor").code == 0
    assert json.loads(terminal(*words, "users", "me", "-o", "jsonl").out)["username"] == "root"
