"""What is typed becomes the arguments of the call: kinds of values, members, files, standard input, secrets."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import goodmem_dyn
from goodmem_dyn._terminal import outline
from tests.support.calls import all_calls, arguments
from tests.support.examples import UUID
from tests.terminal.words import command_of, typed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal.conftest import Terminal

RETRIEVE = ("memories", "retrieve", "--message", "owls", "--space-ids", UUID)
CREATE = ("memories", "create", "--space-id", UUID)


def body(terminal: Terminal, *words: str, stdin: str | bytes = b"") -> Any:
    """The body of the request that a command line would send."""
    said = terminal(*words, "--dry-run", "-o", "json", stdin=stdin)
    assert (said.code, said.err) == (0, "")
    return said.json["body"]


@pytest.mark.parametrize("name", [name for name, call in all_calls().items() if call.operation is not None])
def test_the_most_that_can_be_given_is_the_request_of_the_client(
    name: str, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = arguments(all_calls()[name], most=True)
    environment: dict[str, str] = {}
    words = typed(name, args, tmp_path, environment)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    said = terminal(*words, "--dry-run", "-o", "json")
    assert (said.code, said.err) == (0, "")
    wanted = goodmem_dyn.operation(name).request(**args)
    assert (said.json["method"], said.json["url"]) == (wanted.method, wanted.url)
    assert said.json.get("body") == wanted.body


def test_members_of_nested_arguments_are_dotted_options(terminal: Terminal) -> None:
    found = body(terminal, *RETRIEVE, "--hnsw.ef-search", "80", "--hnsw", '{"maxScanTuples": 5}', "--no-fetch-memory")
    assert found["hnsw"] == {"maxScanTuples": 5, "efSearch": 80}
    assert found["fetchMemory"] is False
    deep = body(terminal, *CREATE, "--original-content", "x", "--chunking-config.recursive.chunk-size", "9",
                "--chunking-config.recursive.chunk-overlap=0", "--chunking-config.recursive.keep-strategy", "keep-end",
                "--chunking-config.recursive.length-measurement", "CHARACTER_COUNT",
                "--chunking-config.recursive.separators", "\n", "--chunking-config.recursive.separators", ". ")  # fmt: skip
    assert deep["chunkingConfig"]["recursive"] == {
        "chunkSize": 9,
        "chunkOverlap": 0,
        "keepStrategy": "KEEP_END",
        "lengthMeasurement": "CHARACTER_COUNT",
        "separators": ["\n", ". "],
    }


def test_lists_are_repeated_or_have_commas_or_are_json(terminal: Terminal) -> None:
    ids = [UUID, UUID[:-1] + "2", UUID[:-1] + "3"]
    repeated = [word for one in ids for word in ("--memory-ids", one)]
    for words in (repeated, ["--memory-ids", ",".join(ids)], ["--memory-ids", json.dumps(ids)]):
        assert body(terminal, "memories", "batch-get", *words)["memoryIds"] == ids


def test_commas_stay_in_texts(terminal: Terminal) -> None:
    context = '[{"text": "a, b"}]'
    assert body(terminal, *RETRIEVE, "--context", context)["context"] == [{"text": "a, b"}]


def test_maps_are_pairs(terminal: Terminal) -> None:
    pairs = ("a=b", "url=https://x/?q=1", "empty=", "n:=3", 'deep:={"x": [1]}', '{"whole": true}')
    words = [word for pair in pairs for word in ("--metadata", pair)]
    assert body(terminal, *CREATE, "--original-content", "x", *words)["metadata"] == {
        "a": "b",
        "url": "https://x/?q=1",
        "empty": "",
        "n": 3,
        "deep": {"x": [1]},
        "whole": True,
    }


@given(
    metadata=st.dictionaries(
        st.text(min_size=1).filter(lambda key: "=" not in key and key[0] not in "{@-:" and key[-1] != ":"),
        st.text() | st.integers(-(2**53), 2**53) | st.booleans(),
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_pair_arrives_as_it_was_meant(metadata: dict[str, Any], terminal: Terminal, tmp_path: Path) -> None:
    words = typed("memories.create", {"space_id": UUID, "original_content": "x", "metadata": metadata}, tmp_path, {})
    assert body(terminal, *words).get("metadata", {}) == metadata


def test_times_may_be_spans(terminal: Terminal) -> None:
    text = body(terminal, "admin", "background-jobs", "purge", "--older-than", "30d")["olderThan"]
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    age = datetime.datetime.now(datetime.timezone.utc) - moment
    assert abs(age - datetime.timedelta(days=30)) < datetime.timedelta(minutes=1)
    for given_, days in (("+90d", 90), ("2030-01-01T00:00:00Z", None), ("1900000000000", None)):
        found = body(terminal, "apikeys", "create", "--expires-at", given_)["expiresAt"]
        wanted = {"2030-01-01T00:00:00Z": 1893456000000, "1900000000000": 1900000000000}.get(given_)
        now = datetime.datetime.now(datetime.timezone.utc).timestamp() * 1000
        assert found == wanted or abs(found - now - days * 86400_000) < 60_000
    assert "is not a time" in terminal("apikeys", "create", "--expires-at", "soon").err


def test_ids_need_no_option(terminal: Terminal) -> None:
    said = terminal("memories", "pages-image", UUID, "3", "--dry-run")
    assert f"/v1/memories/{UUID}/pages/3/image" in said.out
    assert terminal("memories", "pages-image", "3", "--id", UUID, "--dry-run").out == said.out
    assert "Unexpected 'more'" in terminal("spaces", "get", UUID, "more").err
    assert terminal("memories", "wait", UUID, UUID, "--dry-run").code == 0


def test_underscores_are_hyphens(terminal: Terminal) -> None:
    assert body(terminal, "memories", "batch_get", "--memory-ids", UUID) == {"memoryIds": [UUID]}


def test_json_holds_all_arguments_and_options_go_over_it(terminal: Terminal, tmp_path: Path) -> None:
    whole = {"spaceId": UUID, "original_content": "old", "metadata": {"a": "b", "c": "d"}}
    path = tmp_path / "arguments.json"
    path.write_text(json.dumps(whole))
    wanted = {"spaceId": UUID, "originalContent": "new", "contentType": "text/plain", "metadata": {"a": "z", "c": "d"}}
    words = ("--original-content", "new", "--content-type", "text/plain", "--metadata", "a=z")
    for source, stdin in (
        (f"@{path}", ""),
        ("-", json.dumps(whole)),
        (json.dumps(whole), ""),
        ("-", yaml.safe_dump(whole)),
    ):
        assert body(terminal, "memories", "create", "--json", source, *words, stdin=stdin) == wanted


def test_members_go_into_what_json_has_however_it_is_spelled(terminal: Terminal) -> None:
    for name in ("efSearch", "ef_search"):
        found = body(
            terminal,
            *RETRIEVE,
            "--json",
            json.dumps({"hnsw": {name: 1, "max_scan_tuples": 2}}),
            "--hnsw.ef-search",
            "80",
        )
        assert found["hnsw"] == {"efSearch": 80, "maxScanTuples": 2}


def test_an_unknown_member_of_json_is_the_clients_to_refuse(terminal: Terminal) -> None:
    said = terminal("spaces", "list", "--json", '{"name_fliter": "x"}', "--dry-run")
    assert said.code == 2
    assert "name_filter" in said.err


def test_text_may_come_from_standard_input(terminal: Terminal) -> None:
    assert body(terminal, *CREATE, "--original-content", "-", stdin="Bees dance.\n")["originalContent"] == "Bees dance."


def test_content_may_be_a_file_or_standard_input(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "owl.txt"
    path.write_text("Owls.")
    shown = terminal(*CREATE, "--file-path", str(path), "--dry-run").out
    assert str(path) in shown
    assert "--- file" in terminal(*CREATE, "--file", "-", "--content-type", "text/plain", "--dry-run", stdin="x").out
    encoded = body(terminal, *CREATE, "--original-content-b64", f"@{path}", "--content-type", "text/plain")
    assert encoded["originalContentB64"] == "T3dscy4="
    for name in ("--file-path", "--file"):
        refused = terminal(*CREATE, name, str(tmp_path / "none.txt"), "--content-type", "text/plain", "--dry-run")
        assert (refused.code, "none.txt" in refused.err) == (2, True)


def test_secrets_come_from_where_nobody_sees_them(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    path.write_text("sk-very-secret\n")
    monkeypatch.setenv("PROVIDER_KEY", "sk-very-secret")
    command = ("embedders", "create", "--display-name", "e", "--model-identifier", "text-embedding-3-small")
    for source in ("env:PROVIDER_KEY", f"@{path}", "-"):
        for shown in ("--dry-run", "--curl"):
            said = terminal(*command, "--api-key", source, shown, stdin="sk-very-secret\n")
            assert said.code == 0
            assert "inlineSecret" in said.out
            assert "sk-very-secret" not in said.out + said.err
    for name in ("--api-key", "--credentials.api-key.inline-secret", "--key"):
        said = terminal(*command, name, "sk-very-secret", "--dry-run")
        assert (said.code, "env:NAME" in said.err, "sk-very-secret" in said.err) == (2, True, False)
    assert "has no NOTHING" in terminal(*command, "--api-key", "env:NOTHING", "--dry-run").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("spaces", "list", "--max-items", "many"), "'many' is not a whole number"),
        (("memories", "retrieve", "--llm-temp", "hot"), "'hot' is not a number"),
        (("spaces", "list", "--sort-order", "UP"), "is not one of ASCENDING"),
        (("spaces", "list", "--label", "blue"), "KEY=VALUE"),
        (("spaces", "list", "--json", "{"), "is not JSON"),
        (("spaces", "list", "--json", "[]"), "expected an object"),
        (("spaces", "list", "--json", "@/nowhere"), "cannot be read"),
        (("spaces", "list", "--json", "-"), "neither a JSON object nor a list"),
        (("spaces", "create"), "Missing --name and --space-embedders"),
        (("spaces", "list", "-o", "xml"), "is not one of table"),
        (("spaces", "create", "--nmae", "x"), "No such option"),
        (("spaces", "lst"), "Did you mean 'list'"),
        (("spaces", "rm"), "Did you mean 'delete'"),
        (("spaces", "frobnicate"), "There are: create, delete,"),
        (("spaces", "create", "--json", '{"naem": "x"}'), "there is no argument 'naem'. Did you mean 'name'"),
        (("search", "owls"), "Did you mean 'memories retrieve'"),
        (("login",), "Did you mean 'init'"),
        (("delete", "x"), "It stands after what it is for, as in 'apikeys delete'"),
        (("frobnicate",), "--help lists the commands"),
        (("memories", "create", "--text", "owls"), "'--text'. Did you mean '--original-content'"),
        (("memories", "create", "--limit=3"), "'--limit'. --help lists the options"),
        (("memories", "retrieve", "--token", "x"), "'--token'. Did you mean '--key'"),
        (("memories", "retrieve", "--query", "owls"), "Missing --message. --query is an option of every command"),
        (("memories", "retrieve", "--hnsw", "3", "--hnsw.ef-search", "1"), "no object"),
        (("spaces", "list", "--query", "["), "--query"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_sent(
    words: tuple[str, ...], told: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODMEM_BASE_URL", "http://127.0.0.1:9")
    said = terminal(*words)
    assert (said.code, said.out) == (2, "")
    assert told in " ".join(said.err.split())


def test_ids_come_from_standard_input_as_other_commands_write_them(terminal: Terminal) -> None:
    command = ("memories", "batch-get", "--memory-ids", "-")
    for stdin in (f"{UUID}\r\n{UUID}\r\n", f'"{UUID}"\n"{UUID}"\n', f"{UUID} {UUID}"):
        assert body(terminal, *command, stdin=stdin)["memoryIds"] == [UUID, UUID]
    assert UUID in terminal("memories", "get", "-", "--dry-run", stdin=f"{UUID}\n").out
    said = terminal("memories", "get", "-", "--dry-run", stdin="")
    assert (said.code, "standard input holds 0 ids" in said.err) == (2, True)


def test_what_the_client_refuses_is_told_the_same_way(terminal: Terminal) -> None:
    said = terminal("memories", "retrieve", "--message", "x", "--dry-run")
    assert (said.code, said.out) == (2, "")
    assert "space_ids" in said.err


def test_an_argument_that_is_called_like_an_option_of_every_command_has_another_name(terminal: Terminal) -> None:
    command = ("admin", "background-jobs", "purge", "--older-than", "30d")
    assert body(terminal, *command, "--request.dry-run")["dryRun"] is True
    general = {option["name"] for option in outline.load().command("admin background-jobs", "purge")["options"]}
    assert "--dry-run" not in general


def uncommented(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("##")]
    return "\n".join(line.removeprefix("# ") for line in lines)


@pytest.mark.parametrize("name", all_calls())
def test_a_skeleton_has_everything_and_asks_for_what_is_needed(name: str, terminal: Terminal) -> None:
    words, command = command_of(name)
    said = terminal(*words, "--skeleton")
    assert (said.code, said.err) == (0, "")
    needed = yaml.safe_load(said.out) or {}
    assert set(needed) == {option["path"][0] for option in command["options"] if option.get("required")}
    whole = yaml.safe_load(uncommented(said.out)) or {}
    own = [option for option in command["options"] if not option.get("control") and option["kind"] != "file"]
    assert set(whole) == {option["path"][0] for option in own}
    for option in own:
        if option.get("help"):
            assert option["help"].split()[0] in said.out


def test_a_skeleton_is_an_input_file(terminal: Terminal, tmp_path: Path) -> None:
    text = terminal("spaces", "create", "--skeleton").out
    path = tmp_path / "space.yaml"
    path.write_text(
        text.replace('name: ""', "name: zoo").replace('space_embedders: [""]', f"space_embedders: [{UUID}]")
    )
    found = body(terminal, "spaces", "create", "--json", f"@{path}")
    assert (found["name"], found["spaceEmbedders"][0]["embedderId"]) == ("zoo", UUID)
