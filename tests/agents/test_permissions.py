"""What an agent may do: reads alone, until a word allows more; in doubt an operation is the more dangerous thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import goodmem_dyn
from goodmem_dyn import Goodmem, InvalidRequestError
from goodmem_dyn._agents.command import mcp
from goodmem_dyn._agents.operations import Offers, Permissions
from tests.agents.agent import EVERYTHING, ask, setup, talk

if TYPE_CHECKING:
    from mcp import Client

    from goodmem_dyn.local import Server

HISTORY = sorted((Path(__file__).parents[2] / "spec/history").glob("*.json"))


@pytest.fixture(scope="module")
def offers() -> Offers:
    return Offers(goodmem_dyn.operations())


def test_only_what_certainly_changes_nothing_is_a_read(offers: Offers) -> None:
    for offer in offers:
        info = offer.info
        # What may be repeated without a key exchanges one: it changes something the first time.
        repeated = info.method == "POST" and info.retry == "safe" and info.authenticated
        assert (not offer.needs) == (info.method == "GET" or repeated), offer.name


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("spaces.create", {"write"}),
        ("spaces.update", {"write"}),
        ("spaces.delete", {"destructive"}),
        ("memories.batch_delete", {"destructive"}),
        ("apikeys.create", {"admin"}),
        ("apikeys.delete", {"admin", "destructive"}),
        ("admin.drain", {"admin", "destructive"}),
        ("admin.background_jobs.purge", {"admin", "destructive"}),
        ("admin.license.reload", {"admin"}),
        ("system.init", {"admin"}),
        ("user_enrollments.complete", {"admin"}),
        ("memories.retrieve", set()),
        ("memories.batch_get", set()),
    ],
)
def test_what_operations_need(offers: Offers, name: str, needs: set[str]) -> None:
    assert offers.by_name[name].needs == needs


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem[:8])
def test_in_every_document_deletes_are_destructive_and_the_administration_is_admin(path: Path) -> None:
    with Goodmem(base_url="http://127.0.0.1:1", document=str(path)) as client:
        for offer in Offers.of(client, bundled=False):
            if offer.info.method == "DELETE":
                assert "destructive" in offer.needs, offer.name
            if offer.needs and "/admin" in offer.info.path:
                assert "admin" in offer.needs, offer.name


def test_a_word_allows_what_it_says_and_a_name_one_operation(offers: Offers) -> None:
    def allowed(*words: str) -> set[str]:
        permissions = Permissions(list(words), offers)
        return {offer.effect for offer in offers if permissions.allows(offer)}

    assert allowed() == {"read"}
    assert allowed("write") == {"read", "write"}
    assert allowed("destructive") == {"read", "destructive"}
    assert allowed("admin") == {"read", "admin"}
    assert allowed(*EVERYTHING) == {offer.effect for offer in offers}
    named = Permissions(["spaces.delete"], offers)
    assert [offer.name for offer in offers if offer.needs and named.allows(offer)] == ["spaces.delete"]


def test_a_word_that_is_none_is_refused(offers: Offers) -> None:
    with pytest.raises(InvalidRequestError, match=r"'deletes' is neither admin, destructive, read, write nor the name"):
        Permissions(["deletes"], offers)


def test_what_is_not_allowed_is_refused_with_the_word_that_allows_it(goodmem_server: Server) -> None:
    text, is_error = ask(setup(goodmem_server), "call_operation", {"name": "spaces.delete", "arguments": {"id": "x"}})
    assert is_error
    assert "--allow destructive or --allow spaces.delete" in text
    text, _ = ask(setup(goodmem_server), "describe_operation", {"name": "spaces.delete"})
    assert "NOT ALLOWED HERE" in text


@pytest.mark.parametrize(
    "allow", [(), ("write",), ("destructive",), EVERYTHING], ids=lambda words: ",".join(words) or "reads"
)
def test_tools_say_what_they_may_do(goodmem_server: Server, allow: tuple[str, ...]) -> None:
    async def conversation(client: Client) -> dict[str, dict[str, bool]]:
        tools = (await client.list_tools()).tools
        return {
            tool.name: tool.annotations.model_dump(exclude_none=True, by_alias=True)
            for tool in tools
            if tool.annotations
        }

    hints = talk(setup(goodmem_server, *allow), conversation)
    assert ("remember" in hints) == ("write" in allow)
    assert hints["search_operations"] == {"readOnlyHint": True}
    assert hints["call_operation"] == ({"destructiveHint": "destructive" in allow} if allow else {"readOnlyHint": True})


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("WRITE", {"write"}),
        ("Write, destructive", {"write", "destructive"}),
        ("write; admin", {"write", "admin"}),
        ("write admin", {"write", "admin"}),
        ("spaces.create,spaces_delete", {"spaces.create", "spaces.delete"}),
        ("listSpaces", {"spaces.list"}),
        ("DELETE /v1/spaces/{id},read", {"spaces.delete", "read"}),
    ],
)
def test_words_that_allow_may_be_written_in_any_way_that_means_one_thing(
    monkeypatch: pytest.MonkeyPatch, offers: Offers, said: str, meant: set[str]
) -> None:
    from goodmem_dyn._agents import server

    made: list[server.Setup] = []

    def stop(setup: server.Setup) -> None:
        made.append(setup)
        raise InvalidRequestError("stop")

    monkeypatch.setattr(server, "make_server", stop)
    CliRunner().invoke(mcp, ["--allow", said])
    assert Permissions(list(made[0].allow), offers).words == meant


@pytest.mark.parametrize("word", ["all", "*", "spaces", "spaces.*", "spaces.remove", "", "list"])
def test_a_word_that_means_several_things_allows_nothing(offers: Offers, word: str) -> None:
    with pytest.raises(InvalidRequestError, match="nor the name of an operation"):
        Permissions([word], offers)


@pytest.mark.parametrize(
    "name", ["spaces.list", "spaces_list", "Spaces.List", "client.spaces.list()", "listSpaces", "GET /v1/spaces"]
)
def test_operations_are_found_by_any_spelling_of_their_names(offers: Offers, name: str) -> None:
    found = offers.find(name)
    assert found is not None
    assert found.name == "spaces.list"
