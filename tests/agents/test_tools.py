"""Every operation through the official MCP client, and answers as a model can use them."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem
from goodmem_dyn._agents.operations import Offers
from tests.agents.agent import EVERYTHING, ask, said, setup, talk
from tests.support.calls import all_calls, arguments
from tests.support.world import World, Worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp import Client

    from goodmem_dyn.local import Server

LARGEST_LIST = 3000
"""Bytes that all definitions of tools may take: about 700 tokens."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with goodmem_dyn.local.serve(validate_responses=True) as server:
        yield server


def by_operation() -> dict[str, Any]:
    return {call.operation.qualname: call for call in all_calls().values() if call.operation is not None}


def example(name: str, world: World) -> dict[str, Any]:
    """Arguments for an operation that name what is on the server."""
    call = by_operation().get(name)
    if call is None:  # a look-up by another key, which the `get` of its namespace stands for
        (key,) = [one.name for one in goodmem_dyn.operation(name).parameters if one.required]
        return {key: world.place(key, key)}
    offer = Offers(goodmem_dyn.operations()).by_name[name]
    given = {key: value for key, value in arguments(call, most=False).items() if key not in offer.withheld}
    plain: dict[str, Any] = json.loads(json.dumps(world.arguments(call, given), default=str))
    pauses = {one.name: 1 for one in offer.parameters if one.name == "interval_ms"}
    return {**plain, **pauses}


EACH = tuple(info.name for info in goodmem_dyn.operations())


@pytest.mark.parametrize("allow", [(), EVERYTHING, EACH], ids=["reads", "everything", "each by its name"])
def test_the_list_of_tools_is_small(server: Server, allow: tuple[str, ...]) -> None:
    async def conversation(client: Client) -> int:
        return len((await client.list_tools()).model_dump_json(by_alias=True, exclude_none=True).encode())

    assert talk(setup(server, *allow), conversation) <= LARGEST_LIST


async def every_operation(client: Client, worlds: Worlds) -> dict[str, list[str]]:
    """List, search, describe and call every operation: what is wrong with each, where something is.

    Reads come first; what was destroyed is made anew for the next that destroys it.
    """
    offers = sorted(
        Offers(goodmem_dyn.operations()), key=lambda offer: ("drain" in offer.name, "destructive" in offer.needs)
    )
    listed = said(await client.call_tool("search_operations", {}))[0]
    wrong: dict[str, list[str]] = {}
    world, spent = worlds.again(), set()
    for info, needs in ((offer.info, offer.needs) for offer in offers):
        if "destructive" in needs:
            namespace = info.name.rpartition(".")[0]
            world = worlds.again() if namespace in spent else world
            spent.add(namespace)
        found, _ = said(await client.call_tool("search_operations", {"query": f"{info.summary} {info.name}"}))
        described, _ = said(await client.call_tool("describe_operation", {"name": info.name}))
        call = {"name": info.name, "arguments": example(info.name, world)}
        answer, failed = said(await client.call_tool("call_operation", call))
        is_described = all(f"- {one.name}" in described for one in info.parameters if one.required)
        problems = [
            *(["not listed"] if f"{info.name} [" not in listed else []),
            *(["not found"] if f"{info.name}(" not in found else []),
            *([] if is_described else ["not described"]),
            # The server was initialized when it started, and says so.
            *([answer] if failed and "409" not in answer and "already" not in answer else []),
        ]
        if problems:
            wrong[info.name] = problems
    return wrong


def test_every_operation_is_listed_searched_described_and_called(server: Server) -> None:
    with closing(Worlds(server)) as worlds:
        assert talk(setup(server, *EVERYTHING), lambda client: every_operation(client, worlds)) == {}


# Answers ---------------------------------------------------------------------------------------------------------------


TEXTS = ("Bees make honey.", "The library opens at nine.", "Snow falls in winter.")


@pytest.fixture(scope="module")
def notes() -> Iterator[Server]:
    """A server with a few notes, and an empty diary for tests that write."""
    with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
        embedder = server.create_default_embedder()
        space = client.spaces.create(name="notes", space_embedders=[embedder])
        client.spaces.create(name="diary", space_embedders=[embedder])
        for text in TEXTS:
            client.memories.create(space_id=space.space_id, original_content=text, metadata={"lang": "en"}, wait=True)
        yield server


def test_an_agent_retrieves_from_spaces_by_name(notes: Server) -> None:
    text, is_error = ask(setup(notes), "retrieve", {"query": "What do bees make?", "spaces": ["notes"], "limit": 2})
    assert not is_error
    head, first, *rest = text.splitlines()
    assert head == "2 passages, best first:"
    assert json.loads(first)["text"].strip() == "Bees make honey."
    assert json.loads(first)["metadata"] == {"lang": "en"}
    assert len(rest) == 1


def test_one_space_may_be_given_as_it_is(notes: Server) -> None:
    text, is_error = ask(setup(notes), "retrieve", {"query": "What do bees make?", "spaces": "notes", "limit": 1})
    assert not is_error
    assert text.startswith("1 passage, best first:")


def test_filters_reach_every_space(notes: Server) -> None:
    given = {"query": "bees", "filter": "CAST(val('$.lang') AS TEXT) = 'de'"}
    assert ask(setup(notes), "retrieve", given) == ("Nothing was found.", False)


def test_an_agent_remembers_and_reads_again(notes: Server) -> None:
    made = setup(notes, "write")
    text, is_error = ask(made, "remember", {"text": "Owls sleep by day.", "space": "diary", "metadata": {"k": 1}})
    assert not is_error
    memory = json.loads(text.splitlines()[1])["memoryId"]
    assert ask(made, "read_memory", {"id": memory}) == ("Owls sleep by day.", False)


@pytest.mark.parametrize(
    ("tool", "given", "expected"),
    [
        ("retrieve", {}, "retrieve needs 'query'. Arguments: query, spaces, limit, filter."),
        ("retrieve", {"query": "x", "space": "y"}, "retrieve has no argument 'space'"),
        ("retrieve", {"query": "x", "limit": "3"}, "limit must be an integer"),
        ("retrieve", {"query": "x", "limit": 0}, "limit must be 1 or more"),
        (
            "retrieve",
            {"query": "x", "spaces": ["nots"]},
            "There is no 'nots' among the spaces. There are: diary, notes.",
        ),
        ("retrieve", {"query": "x", "filter": "lang = 'en'"}, "400"),
        ("describe_operation", {"name": "space.list"}, "Did you mean spaces.list"),
        ("call_operation", {}, "Give the name of an operation"),
        ("call_operation", {"name": "spaces.list", "more": "x"}, "Give more alone"),
        ("call_operation", {"more": "x"}, "There is no rest of an answer called 'x'"),
        ("call_operation", {"name": "spaces.list", "arguments": {"nam_filter": "x"}}, "Did you mean 'name_filter'"),
        (
            "call_operation",
            {"name": "spaces.list", "arguments": {"name_filter": "x", "nameFilter": "y"}},
            "'name_filter' is given twice",
        ),
        ("call_operation", {"name": "spaces.get", "arguments": "{"}, "arguments must be an object"),
        ("call_operation", {"name": "spaces.get", "arguments": {"id": "x"}}, "spaces.get()"),
        ("no_such_tool", {}, "Tools: search_operations"),
    ],
)
def test_errors_say_what_to_change(notes: Server, tool: str, given: dict[str, Any], expected: str) -> None:
    text, is_error = ask(setup(notes), tool, given)
    assert is_error
    assert expected in text


def test_arguments_may_have_their_names_of_the_wire_and_come_as_text(notes: Server) -> None:
    listed, _ = ask(
        setup(notes), "call_operation", {"name": "spaces.list", "arguments": {"nameFilter": "no*", "maxResults": 1}}
    )
    space = json.loads(listed.splitlines()[1])["spaceId"]
    text, is_error = ask(setup(notes), "call_operation", {"name": "spaces.get", "arguments": json.dumps({"id": space})})
    assert not is_error
    assert json.loads(text)["name"] == "notes"


def test_paths_of_files_are_neither_offered_nor_taken(notes: Server) -> None:
    made = setup(notes, *EVERYTHING, budget=100_000)

    async def conversation(client: Client) -> list[str]:
        names = [info.name for info in goodmem_dyn.operations()]
        return [said(await client.call_tool("describe_operation", {"name": name}))[0] for name in names]

    for text in talk(made, conversation):
        assert "file_path" not in text
        assert "PathLike" not in text
    given = {"name": "memories.create", "arguments": {"space_id": "x", "file_path": "/etc/passwd"}}
    text, is_error = ask(made, "call_operation", given)
    assert is_error
    assert "'file_path' cannot be given here" in text
    for name in ("extra_headers", "extra_body", "timeout", "to"):
        text, is_error = ask(made, "call_operation", {"name": "memories.content", "arguments": {"id": "x", name: {}}})
        assert is_error


def test_a_long_answer_is_cut_and_goes_on_until_it_is_whole(notes: Server) -> None:
    content = "\n".join(f"Line {number} of a long text about nothing." for number in range(2000))
    with Goodmem(base_url=notes.url, api_key=notes.api_key) as client:
        space = client.spaces.list(name_filter="diary").data[0]
        memory = client.memories.create(space_id=space.space_id, original_content=content)

    async def conversation(agent: Client) -> tuple[str, int]:
        result = await agent.call_tool("read_memory", {"id": memory.memory_id})
        parts = []
        while True:
            text, is_error = said(result)
            assert not is_error
            assert len(text) <= 1000
            body, _, tail = text.rpartition("\n[")
            if "call_operation" not in tail:
                return "\n".join([*parts, text]), len(parts) + 1
            parts.append(body)
            result = await agent.call_tool("call_operation", json.loads(tail[tail.index("{") : tail.index("}") + 1]))

    whole, count = talk(setup(notes, budget=1000), conversation)
    assert count > 50
    assert whole.split() == content.split()


def test_a_list_goes_on_with_its_token(notes: Server) -> None:
    with Goodmem(base_url=notes.url, api_key=notes.api_key) as client:
        space = client.spaces.list(name_filter="notes").data[0].space_id
    given: dict[str, Any] = {"space_id": space, "max_results": 2}
    first, _ = ask(setup(notes), "call_operation", {"name": "memories.list", "arguments": given})
    head, *items = first.splitlines()
    assert head.startswith('2 on this page; the next page: "next_token": "')
    token = head.split('"')[3]
    second, _ = ask(
        setup(notes), "call_operation", {"name": "memories.list", "arguments": {**given, "next_token": token}}
    )
    assert second.splitlines()[0] == "1 on this page, all there are:"
    assert len({json.loads(line)["memoryId"] for line in [*items, *second.splitlines()[1:]]}) == 3


def test_images_are_shown_as_images(server: Server) -> None:
    server.reset()
    world = World(server)
    given = {"name": "memories.pages_image", "arguments": {"id": world.memory, "page_index": 0}}
    assert ask(setup(server), "call_operation", given) == ("<image image/png>", False)


def test_a_server_that_is_not_there_is_told_of(notes: Server) -> None:
    from dataclasses import replace

    made = replace(setup(notes), base_url="http://127.0.0.1:9", client={"max_retries": 0})
    text, is_error = ask(made, "list_spaces")
    assert is_error
    assert "cannot be reached from here" in text
