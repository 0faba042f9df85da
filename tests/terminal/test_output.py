"""What comes back is written for whoever reads it: tables and cards on a terminal, JSON lines for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from goodmem_dyn import Goodmem
from tests.support.examples import UUID, bundled
from tests.support.replies import as_json

if TYPE_CHECKING:
    from pathlib import Path

    from goodmem_dyn.local import Server
    from tests.support.server import StubServer
    from tests.terminal.conftest import Terminal

LIST = ("memories", "list")


@pytest.fixture
def space(connected: Terminal, fresh_goodmem_server: Server) -> str:
    """A space with five memories."""
    server = fresh_goodmem_server
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        made = client.spaces.create(name="zoo", space_embedders=[server.create_default_embedder()])
        for number in range(5):
            client.memories.create(
                space_id=made.space_id,
                original_content=f"Owl {number} hunts at night.",
                metadata={"n": number},
                wait=True,
            )
        return made.space_id


def test_a_list_is_lines_of_json_for_a_program_and_all_pages_of_it(connected: Terminal, space: str) -> None:
    said = connected(*LIST, space, "--page-size", "2")
    assert [line["metadata"]["n"] for line in said.lines] == [4.0, 3.0, 2.0, 1.0, 0.0]
    assert len(connected(*LIST, space, "--page-size", "2", "--max-items", "3").lines) == 3


def test_a_list_is_a_table_for_people(connected: Terminal, space: str) -> None:
    said = connected(*LIST, space, "--page-size", "2", terminal=True)
    head, *rows = said.out.splitlines()
    assert (len(rows), head.split()[0], head.count("memoryId")) == (5, "memoryId", 1)
    assert max(map(len, said.out.splitlines())) <= 80
    assert all(len(row.split()[0]) == 36 for row in rows)


def test_a_wide_terminal_shows_more(connected: Terminal, space: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide = connected(*LIST, space, terminal=True).out.splitlines()[0].split()
    monkeypatch.setenv("COLUMNS", "60")
    narrow = connected(*LIST, space, terminal=True).out.splitlines()[0].split()
    assert len(wide) > len(narrow) >= 2
    assert narrow[0] == wide[0] == "memoryId"


def test_one_record_is_a_card_for_people_and_a_line_for_a_program(connected: Terminal, space: str) -> None:
    assert connected("spaces", "get", space).json["name"] == "zoo"
    card = connected("spaces", "get", space, terminal=True).out
    lines = [" ".join(line.split()) for line in card.splitlines()]
    assert lines[:2] == [f"spaceId {space}", "name zoo"]
    assert {"spaceEmbedders 1", "defaultChunkingConfig", "recursive", "chunkSize 512", "separatorIsRegex no"} <= set(
        lines
    )
    assert "\n    chunkSize " in card


def test_the_formats_say_the_same(connected: Terminal, space: str) -> None:
    lines = connected(*LIST, space).lines
    assert connected(*LIST, space, "-o", "json").json == lines
    assert yaml.safe_load(connected(*LIST, space, "-o", "yaml").out) == lines
    raw = connected(*LIST, space, "-o", "raw").json
    assert raw["memories"] == lines
    one = connected("spaces", "get", space)
    assert connected("spaces", "get", space, "-o", "json").json == one.json
    assert yaml.safe_load(connected("spaces", "get", space, "-o", "yaml").out) == one.json


def test_nothing_is_an_empty_list(connected: Terminal) -> None:
    assert connected("spaces", "list").out == ""
    assert connected("spaces", "list", "-o", "json").json == []
    assert yaml.safe_load(connected("spaces", "list", "-o", "yaml").out) == []
    said = connected("spaces", "list", terminal=True)
    assert (said.out, said.err) == ("", "Nothing found.\n")


def test_a_query_sees_all_pages(connected: Terminal, space: str) -> None:
    words = (*LIST, space, "--page-size", "2")
    assert connected(*words, "--query", "length(@)").out == "5\n"
    assert connected(*words, "--query", "[].metadata.n").lines == [4.0, 3.0, 2.0, 1.0, 0.0]
    assert connected(*words, "--query", "[?metadata.n>`2`].processingStatus", "-o", "raw").out == "COMPLETED\n" * 2
    assert connected(*words, "--query", "{all: length(@)}", "-o", "yaml").out == "all: 5\n"
    assert connected(*words, "--query", "[0].metadata.n", "-o", "yaml").out == "4.0\n"
    assert "n" in connected(*words, "--query", "[].{n: metadata.n}", terminal=True).out.splitlines()[0]


def test_columns_choose_members(connected: Terminal, space: str) -> None:
    said = connected(*LIST, space, "--columns", "metadata.n,memory_id")
    assert list(said.lines[0]) == ["metadata.n", "memory_id"]
    assert said.lines[0]["metadata.n"] == 4.0
    table = connected(*LIST, space, "--columns", "metadata.n, contentType", terminal=True).out
    assert table.splitlines()[0].split() == ["metadata.n", "contentType"]
    assert said.err == ""
    wrong = connected(*LIST, space, "--columns", "memory_id,nmae")
    assert (wrong.code, wrong.lines[0]["nmae"]) == (0, None)
    assert "--columns: nothing has nmae. There are: memoryId, spaceId" in wrong.err


def test_hits_are_shown_as_they_arrive(connected: Terminal, space: str) -> None:
    words = ("memories", "retrieve", "--message", "owls", "--space-ids", space)
    events = connected(*words).lines
    assert next(iter(events[0])) == "resultSetBoundary"
    assert connected(*words, "-o", "json").json[0].keys() == events[0].keys()
    assert connected(*words, "--no-stream").lines[0].keys() == events[0].keys()
    people = connected(*words, terminal=True).out
    assert [line.split()[0] for line in people.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3.", "4.", "5."]
    assert people.count("hunts at night.") == 5
    assert not [line for line in people.splitlines() if line != line.rstrip()]
    found = connected(*words, "--query", "[].retrievedItem.chunk.chunk.chunkText | length(@)")
    assert found.out == "5\n"


def test_a_reply_is_written_after_the_hits(connected: Terminal, space: str, fresh_goodmem_server: Server) -> None:
    with Goodmem(base_url=fresh_goodmem_server.url, api_key=fresh_goodmem_server.api_key) as client:
        llm = client.llms.create(
            display_name="l",
            provider_type="OPENAI",
            endpoint_url=f"{fresh_goodmem_server.url}/local/v1",
            model_identifier="extractive-v1",
        ).llm.llm_id
    words = ("memories", "retrieve", "--message", "owls", "--space-ids", space, "--llm-id", llm)
    events = connected(*words).lines
    reply = next(event["abstractReply"]["text"] for event in events if "abstractReply" in event)
    people = connected(*words, terminal=True)
    assert people.out.partition("Reply\n")[2].strip() == reply.strip()


def test_content_is_written_as_it_is(connected: Terminal, space: str, tmp_path: Path) -> None:
    memory = connected(*LIST, space, "--query", "[0].memoryId", "-o", "raw").out.strip()
    assert connected("memories", "content", memory).raw == b"Owl 4 hunts at night."
    path = tmp_path / "owl.txt"
    said = connected("memories", "content", memory, "--to", str(path))
    assert (said.code, said.out, path.read_bytes()) == (0, "", b"Owl 4 hunts at night.")
    binary = connected("memories", "create", "--space-id", space, "--file", "-", "--content-type", "image/png",
                       stdin=b"\x89PNG\x00\x01")  # fmt: skip
    said = connected("memories", "content", binary.json["memoryId"], terminal=True)
    assert (said.code, said.out) == (1, "")
    assert "--to PATH" in said.err
    assert connected("memories", "content", binary.json["memoryId"]).raw == b"\x89PNG\x00\x01"


def test_a_server_cannot_write_the_screen(connected: Terminal, fresh_goodmem_server: Server) -> None:
    embedder = fresh_goodmem_server.create_default_embedder()
    name = "\x1b]0;owned\x07\x1b[2J [bold]zoo[/bold] é 動物\u202e"
    connected("spaces", "create", "--name", name, "--space-embedders", embedder)
    for words in (("spaces", "list"), ("spaces", "list", "--query", "[].name"), ("spaces", "list", "--query", "[0]")):
        shown = connected(*words, terminal=True).out
        assert "\x07" not in shown
        assert "\x1b]" not in shown
        assert "\x1b[2J" not in shown
        assert "\\x1b]0;owned\\x07\\x1b[2J [bold]zoo" in shown
    assert json.loads(connected("spaces", "list").out)["name"] == name


def test_a_new_key_is_shown_once_and_no_other_secret_ever(connected: Terminal) -> None:
    made = connected("apikeys", "create").json
    assert made["rawApiKey"].startswith("gm_")
    assert made["rawApiKey"] not in connected("apikeys", "list").out


def test_a_secret_that_a_server_repeats_is_masked(terminal: Terminal, stub: StubServer) -> None:
    embedder = bundled().value({"$ref": "#/components/schemas/EmbedderResponse"}, most=True)
    embedder["credentials"] = {"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": "sk-very-secret"}}
    formats = ("json", "jsonl", "yaml", "table", "raw")
    stub.script(*[as_json(embedder)] * len(formats))
    for form in formats:
        said = terminal("embedders", "get", UUID, "-o", form, "--base-url", stub.url)
        assert said.code == 0
        assert "CREDENTIAL_KIND_API_KEY" in said.out
        # Raw is what the server sent, whatever that is.
        assert ("sk-very-secret" in said.out) is (form == "raw")


def test_nothing_to_show_says_so_to_people_only(connected: Terminal, space: str) -> None:
    said = connected("spaces", "delete", space)
    assert (said.code, said.out, said.err) == (0, "", "")


@pytest.mark.parametrize(
    ("variable", "words", "coloured"),
    [
        ("", (), True),
        ("NO_COLOR", (), False),
        ("", ("--color", "never"), False),
        ("NO_COLOR", ("--color", "always"), True),
    ],
)
def test_colours_can_be_turned_off(
    variable: str,
    words: tuple[str, ...],
    coloured: bool,
    connected: Terminal,
    space: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    if not variable:
        monkeypatch.delenv("NO_COLOR")
    assert ("\x1b[" in connected("spaces", "list", *words, terminal=True).out) is coloured
    assert "\x1b" not in connected("spaces", "list").out


def test_a_batch_shows_each_item_and_fails_where_one_did(connected: Terminal, space: str) -> None:
    requests = [{"spaceId": space, "originalContent": "x", "contentType": "text/plain"},
                {"spaceId": "00000000-0000-4000-8000-000000000000", "originalContent": "x", "contentType": "text/plain"}]  # fmt: skip
    said = connected("memories", "batch-create", "--requests", json.dumps(requests))
    assert (said.code, len(said.lines)) == (8, 2)
    assert "1 of 2 items failed" in said.err
    assert "item 1:" in said.err
