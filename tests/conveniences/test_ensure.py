"""`ensure`: the one of exactly this name, made from the same embedders, whoever creates it."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import ConflictError, InvalidRequestError, methods, models
from tests.support.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from tests.conveniences.conftest import World
    from tests.support.both import Both

OTHER = UUID.replace("1", "2")


def ensure(world: World, name: str, **args: Any) -> Any:
    return world.both(world.client.spaces.ensure(**{"name": name, "space_embedders": [world.embedder], **args}))


def spaces(world: World) -> list[str]:
    return sorted(one.name for one in world.both.list(world.both(world.client.spaces.list())))


def test_created_once_and_found_then(world: World) -> None:
    first = ensure(world, "new", labels={"a": "b"})
    assert (first.name, first.labels) == ("new", {"a": "b"})
    assert ensure(world, "new").space_id == first.space_id
    assert spaces(world) == ["new", "notes"]


HOSTILE = [
    "a*",
    "a?",
    "a[b]",
    "a\\b",
    "a%",
    "a_",
    "*",
    "?",
    "A*",
    "a**",
    "ab",
    "aB",
    "[a]",
    "[!a]",
    "ä*",
    "a\\*",
    "  a",
    "a  ",
]


def test_names_that_mean_something_in_patterns(world: World) -> None:
    """Each is told from all the others, in both orders of creation."""
    made = {name: ensure(world, name).space_id for name in HOSTILE}
    assert len(set(made.values())) == len(HOSTILE)
    assert {name: ensure(world, name).space_id for name in reversed(HOSTILE)} == made


def test_the_exact_one_among_look_alikes_on_a_later_page(both: Both) -> None:
    """Pages of one, in which the filter lets all through, since filters ignore case."""
    names = ["Notes", "NOTES", "nOtes", "notes", "noteS"]
    queries: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.method == "GET"
        query = dict(request.url.params)
        queries.append(query)
        at = int(query.get("nextToken", "0"))
        space = example("Space", name=names[at], spaceId=UUID[:-1] + str(at))
        token = {"nextToken": str(at + 1)} if at + 1 < len(names) else {}
        return httpx.Response(200, json={"spaces": [space], **token})

    embedder = example("Space")["spaceEmbedders"][0]["embedderId"]
    found = both(both.against(answer).spaces.ensure(name="notes", space_embedders=[embedder]))
    assert found.space_id == UUID[:-1] + "3"
    assert {query["nameFilter"] for query in queries} == {"notes"}
    assert len(queries) == 5, "all pages are read, so that a second one of the name cannot be missed"


@pytest.mark.parametrize("wanted", ["id", "configuration", "model", "upper case"])
def test_embedders_in_any_spelling(world: World, wanted: str) -> None:
    embedder = {
        "id": world.embedder,
        "configuration": {"embedder_id": world.embedder, "default_retrieval_weight": 2.0},
        "model": models.SpaceEmbedderConfig(embedder_id=world.embedder),
        "upper case": world.embedder.upper(),
    }[wanted]
    assert ensure(world, "notes", space_embedders=[embedder]).space_id == world.space


def test_another_embedder_is_a_conflict(world: World) -> None:
    other = world.both(
        world.client.embedders.create(
            display_name="other",
            model_identifier="m",
            provider_type="VLLM",
            endpoint_url="http://127.0.0.1:1/v1",
            dimensionality=8,
            distribution_type="DENSE",
        )
    )
    with pytest.raises(
        ConflictError, match=f"'notes' exists with other space_embedders: it has {world.embedder}"
    ) as caught:
        ensure(world, "notes", space_embedders=[other.embedder_id])
    assert caught.value.status_code == 409
    with pytest.raises(ConflictError, match="exists with other space_embedders"):
        ensure(world, "notes", space_embedders=[other.embedder_id, world.embedder])
    assert spaces(world) == ["notes"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "name must not be empty"),
        ({"name": None}, "'name' is missing"),
        ({"space_embedders": None}, "'space_embedders' is missing"),
        ({"space_embedders": []}, "at least 1 item"),
        ({"space_embedders": [{"embeder_id": UUID}]}, "Did you mean 'embedder_id'?"),
        ({"lables": {}}, "Did you mean 'labels'?"),
        ({"wait": True}, "no argument 'wait'"),
    ],
)
def test_refused_before_anything_is_looked_at(both: Both, given: dict[str, Any], words: str) -> None:
    server = Recorder({"spaces": []})
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).spaces.ensure(**{"name": "x", "space_embedders": [UUID], **given}))
    assert words in str(caught.value)
    assert not server.requests


def test_a_faster_creator(both: Both) -> None:
    """The list shows nothing, the create conflicts, the list shows what another one created."""
    theirs = example("Space", name="x", spaceId=OTHER)
    conflict = httpx.Response(409, json={"error": "A space with this name already exists", "status": 409})
    server = Recorder({"spaces": []}, conflict, {"spaces": [theirs]})
    embedder = theirs["spaceEmbedders"][0]["embedderId"]
    assert both(both.against(server).spaces.ensure(name="x", space_embedders=[embedder])).space_id == OTHER
    assert [one.method for one in server.requests] == ["GET", "POST", "GET"]


def test_one_that_cannot_be_seen_is_the_server_s_conflict(both: Both) -> None:
    conflict = httpx.Response(409, json={"error": "A space with this name already exists", "status": 409})
    server = Recorder({"spaces": []}, conflict, {"spaces": []})
    with pytest.raises(ConflictError, match="A space with this name already exists"):
        both(both.against(server).spaces.ensure(name="x", space_embedders=[UUID]))


def test_several_of_the_name(both: Both) -> None:
    """Names are unique for an owner only; guessing among owners would hand out somebody else's."""
    twice = [example("Space", name="x", spaceId=one) for one in (UUID, OTHER)]
    embedder = twice[0]["spaceEmbedders"][0]["embedderId"]
    with pytest.raises(ConflictError, match="2 of the name 'x' can be seen"):
        both(both.against(Recorder({"spaces": twice})).spaces.ensure(name="x", space_embedders=[embedder]))
    server = Recorder({"spaces": twice[:1]})
    both(both.against(server).spaces.ensure(name="x", space_embedders=[embedder], owner_id=OTHER))
    assert server.request.url.params["ownerId"] == OTHER


def test_another_owner_s_with_other_embedders_is_not_in_the_way(both: Both) -> None:
    theirs = example("Space", name="x", spaceId=OTHER)
    mine = example("Space", name="x")
    server = Recorder({"spaces": [theirs]}, httpx.Response(201, json=mine))
    found = both(both.against(server).spaces.ensure(name="x", space_embedders=[OTHER]))
    assert (found.space_id, server.requests[1].method) == (mine["spaceId"], "POST")
    assert json.loads(server.requests[1].content)["spaceEmbedders"] == [{"embedderId": OTHER}]


def test_eight_creators_at_once(world: World) -> None:
    """Threads, or tasks, against a real server: all get the same one."""
    args = {"name": "race", "space_embedders": [world.embedder]}
    if world.both.is_async:

        async def race() -> list[Any]:
            return await asyncio.gather(*(world.client.spaces.ensure(**args) for _ in range(8)))

        found = world.both(race())
    else:
        ready = threading.Barrier(8)

        def run(_: int) -> Any:
            ready.wait()
            return world.client.spaces.ensure(**args)

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(run, range(8), timeout=30))
    assert len(found) == 8
    assert len({one.space_id for one in found}) == 1
    assert spaces(world) == ["notes", "race"]


def test_what_a_pattern_could_read_is_left_open(both: Both) -> None:
    """No dialect of patterns finds less than the name: characters that mean something in any match any one."""
    server = Recorder({"spaces": []}, example("Space"))
    both(both.against(server).spaces.ensure(name="a*b?c[d]e\\f%g_h", space_embedders=[UUID]))
    assert server.requests[0].url.params["nameFilter"] == "a?b?c?d?e?f?g?h"


MODELS = {
    "embedders": {"model_identifier": "text-embedding-3-large", "api_key": "sk-test"},
    "rerankers": {"model_identifier": "rerank-2.5", "api_key": "sk-test"},
    "llms": {"model_identifier": "gpt-4o", "api_key": "sk-test"},
    "admin.retrieve_memory_log_policies": {"condition": {"all_spaces": {}}},
}


def test_every_resource_that_has_a_name_and_a_list_can_be_ensured() -> None:
    """By structure: whatever a document creates under a name."""
    has = {one.name.rpartition(".")[0] for one in methods() if one.name.endswith(".ensure")}
    assert has >= {*MODELS, "spaces"}


@pytest.mark.parametrize("kind", ["embedders", "rerankers", "llms"])
def test_a_model_is_created_once_and_found_then(world: World, kind: str) -> None:
    methods_of_kind = getattr(world.client, kind)
    key = f"{kind[:-1]}_id"
    first = world.both(methods_of_kind.ensure(display_name="Mine", **MODELS[kind]))
    again = world.both(methods_of_kind.ensure(display_name="Mine", **MODELS[kind]))
    assert type(first) is type(again)
    assert getattr(first, key) == getattr(again, key)
    named = [one for one in world.both.list(world.both(methods_of_kind.list())) if one.display_name == "Mine"]
    assert [getattr(one, key) for one in named] == [getattr(first, key)]


def test_one_that_is_made_the_same_under_another_name_is_told_with_its_id(world: World) -> None:
    first = world.both(world.client.embedders.ensure(display_name="Mine", **MODELS["embedders"]))
    with pytest.raises(ConflictError, match=rf"named 'Mine', embedder_id '{first.embedder_id}'"):
        world.both(world.client.embedders.ensure(display_name="Other", **MODELS["embedders"]))


def test_one_of_this_name_that_is_another_model_is_not_taken(world: World) -> None:
    first = world.both(world.client.llms.ensure(display_name="Mine", **MODELS["llms"]))
    other = world.both(world.client.llms.ensure(display_name="Mine", model_identifier="gpt-4o-mini", api_key="sk-test"))
    assert other.llm_id != first.llm_id
