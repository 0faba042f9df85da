"""Any document makes its commands: those of the past as well as the one in the package, kept where they can be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import goodmem_dyn
from goodmem_dyn._terminal import describing, outline
from goodmem_dyn._terminal.completing import candidates
from goodmem_dyn._terminal.landmarks import Landmarks, secret_member
from goodmem_dyn._terminal.naming import command_name
from tests.support.replies import as_json

if TYPE_CHECKING:
    from goodmem_dyn.local import Server
    from tests.support.server import StubServer
    from tests.terminal.conftest import Terminal

ROOT = Path(__file__).parents[2]
HISTORY = sorted((ROOT / "spec/history").glob("*.json"))


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem)
def test_every_method_of_a_document_is_a_command(path: Path, terminal: Terminal) -> None:
    methods = goodmem_dyn.methods(str(path))
    for method in methods:
        words = [command_name(word) for word in method.name.split(".")]
        said = terminal("--document", str(path), *words, "--help")
        assert (said.code, said.err) == (0, "")
        assert f"Method: {method.name}." in said.out
        assert all(
            f"--{name.replace('_', '-')}" in said.out or f"--[no-]{name.replace('_', '-')}" in said.out
            for name in (one.name for one in method.parameters)
            if name not in {"on_progress", "request", "dry_run", "body", "json"}
        )
    assert "Usage" in terminal("--document", str(path)).out


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem)
def test_what_setting_up_needs_is_found_in_any_document(path: Path) -> None:
    marks = Landmarks(goodmem_dyn.methods(str(path)))
    assert marks.initializer is not None
    assert marks.informant is not None
    assert marks.identity is not None
    assert (marks.initializer.name, marks.informant.name, marks.identity.name) == (
        "system.init",
        "system.info",
        "users.me",
    )
    assert secret_member(marks.initializer) == "rootApiKey"
    assert {"spaces.list", "embedders.list"} <= {one.name for one in marks.listings}
    assert {"space_id", "embedder_id", "llm_id", "memory_id", "api_key_id"} <= set(outline.load(str(path)).resources)


def test_a_document_that_nobody_has_seen(terminal: Terminal, fresh_goodmem_server: Server, tmp_path: Path) -> None:
    document = goodmem_dyn.document()
    text = {"type": "string", "description": "How loud."}
    document["paths"]["/v1/owls/{id}:hoot"] = {
        "post": {
            "operationId": "hootOwl",
            "summary": "Have an owl hoot",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "requestBody": {
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "voice": {"type": "object", "properties": {"loudNess": text}},
                                "query": text,
                                "response": text,
                            },
                        }
                    }
                }
            },
            "responses": {"200": {"description": "It did."}},
        }
    }
    path = tmp_path / "owls.json"
    path.write_text(json.dumps(document))
    words = ("--document", str(path))
    assert "owls" in terminal(*words, "--help").out
    assert candidates([*words, "owls", ""]) == [("hoot", "Have an owl hoot")]
    given = ["--voice.loud-ness", "very", "--request.query", "x", "--response", "hoo"]
    said = terminal(*words, "owls", "hoot", "7", *given, "--dry-run", "-o", "json")
    assert said.json["url"].endswith("/v1/owls/7:hoot")
    assert said.json["body"] == {"voice": {"loudNess": "very"}, "query": "x", "response": "hoo"}
    terminal.use(fresh_goodmem_server)
    assert terminal("spaces", "list", *words).code == 0


def test_commands_of_a_document_are_made_once(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "document.json"
    shutil.copy(HISTORY[0], path)
    first = terminal("--document", str(path), "--help")
    made = describing.outline_of
    monkeypatch.setattr(describing, "outline_of", lambda methods: pytest.fail("it was made again"))
    assert terminal("--document", str(path), "--help") == first
    monkeypatch.setattr(describing, "outline_of", made)
    (kept,) = terminal.cache.glob("commands-*")
    for text in ("", "{}", "[]", kept.read_text()[:1000], kept.read_text().replace('"format":1', '"format":0')):
        kept.write_text(text)
        assert terminal("--document", str(path), "--help") == first
    path.write_text(json.dumps(goodmem_dyn.document()))
    assert terminal("--document", str(path), "--help").out == terminal("--help").out


def test_a_cache_that_cannot_be_written_is_none(terminal: Terminal) -> None:
    terminal.cache.write_text("a file where the folder should be")
    assert terminal("--document", str(HISTORY[0]), "--help").code == 0


def test_a_document_from_a_url(terminal: Terminal, stub: StubServer) -> None:
    url = f"{stub.url}/openapi.json"
    assert candidates(["--document", url, ""]) == []  # nobody fetches while somebody types
    stub.script(*[as_json(goodmem_dyn.document())] * 2)
    assert terminal("--document", url, "--help").out == terminal("--help").out
    assert ("memories", "") in [(name, "") for name, _ in candidates(["--document", url, ""])]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"openapi": "3.1.0", "paths": {"/x": 3}}'])
def test_what_is_no_document_is_refused(content: str, terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    path.write_text(content)
    for words in (("--help",), ("spaces", "list")):
        said = terminal("--document", str(path), *words)
        assert said.code == 2, said
        assert "document" in said.err
    assert terminal("--document", str(tmp_path / "none"), "spaces", "list").code == 2


def test_what_ships_is_what_the_document_makes() -> None:
    """Without it every help would read the document: see `python -m tools generate`."""
    head, groups = outline.made(goodmem_dyn.methods(), outline._key(None))
    shipped = outline.load()
    assert shipped._head == head
    assert all(shipped._read(group) == groups[group] for group in groups)
