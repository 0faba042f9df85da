"""`replace`: whatever fails, and wherever, what was stored is still there, or what replaces it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import (
    APIError,
    GoodMemError,
    InvalidRequestError,
    MemoryProcessingError,
    NotFoundError,
    PartialFailureError,
)
from tests.support.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conveniences.conftest import World
    from tests.support.both import Both


@pytest.fixture
def old(world: World) -> str:
    """A memory with everything that can be taken over."""
    made = world.both(
        world.client.memories.create(
            space_id=world.space,
            original_content="old",
            content_type="text/markdown",
            metadata={"title": "t", "n": 1},
            original_content_ref="https://a/b",
            chunking_config={"none": {}},
            wait=True,
        )
    )
    return str(made.memory_id)


def test_what_is_not_given_is_taken_over(world: World, old: str) -> None:
    new = world.both(world.client.memories.replace(id=old, original_content="new"))
    assert world.memories() == {new.memory_id: b"new"}
    assert (new.processing_status, new.content_type) == ("COMPLETED", "text/plain")
    assert new.metadata == {"title": "t", "n": 1}
    assert new.original_content_ref == "https://a/b"
    assert new.chunking_config.none is not None


def test_what_is_given_wins(world: World, old: str, tmp_path: Path) -> None:
    (tmp_path / "new.html").write_text("<p>new</p>")
    new = world.both(world.client.memories.replace(id=old, file_path=tmp_path / "new.html", metadata={}))
    assert (new.content_type, new.metadata or {}) == ("text/html", {})
    assert world.memories() == {new.memory_id: b"<p>new</p>"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs one of original_content"),
        ({"original_content": "x", "file": b"x"}, "takes only one of"),
        ({"original_content": "x", "wait": False}, "wait must be True or a number of seconds"),
        ({"original_content": "x", "wait": "long"}, "wait must be True"),
        ({"original_content": "x", "memory_id": UUID}, "no argument 'memory_id'"),
        ({"original_content": "x", "metdata": {}}, "Did you mean 'metadata'?"),
        ({"file_path": "nowhere"}, "no file 'nowhere'"),
    ],
)
def test_refused(world: World, old: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        world.both(world.client.memories.replace(id=old, **given))
    assert words in str(caught.value)
    assert world.memories() == {old: b"old"}


def test_one_that_is_not_there(world: World) -> None:
    with pytest.raises(NotFoundError):
        world.both(world.client.memories.replace(id=UUID, original_content="x"))
    assert world.memories() == {}


FAULTS: list[tuple[str, dict[str, Any]]] = [
    *(
        (kind, {"operation": operation, "times": times, **more})
        for operation in ("getMemory", "createMemory", "deleteMemory")
        for times in (1, None)
        for kind, more in (
            ("status", {"status": 500}),
            ("status", {"status": 403}),
            ("drop", {"when": "before"}),
            ("drop", {"when": "after"}),
        )
    ),
    *(("status", {"operation": "getMemory", "status": 403, "times": None, "skip": skip}) for skip in (1, 2)),
    ("dead_embedder", {"times": None}),
]


@pytest.mark.parametrize(
    ("kind", "options"), FAULTS, ids=lambda value: value if isinstance(value, str) else json.dumps(value)
)
def test_whatever_fails(both: Both, world: World, old: str, kind: Any, options: dict[str, Any]) -> None:
    """Old or new is there; after an error that is not about deleting, the old one is, and alone unless no answer comes."""
    client = both.client(base_url=world.server.url, api_key=world.server.api_key, max_retries=0)
    world.server.faults.add(kind, **options)
    new: Any = None
    error: GoodMemError | None = None
    try:
        new = both(client.memories.replace(id=old, original_content="new"))
    except PartialFailureError as caught:
        error, new = caught, caught.result
    except GoodMemError as caught:
        error = caught
    left = world.memories()
    assert left.get(old) == b"old" or (new is not None and left == {new.memory_id: b"new"})
    if error is None:
        assert left == {new.memory_id: b"new"}
    elif isinstance(error, PartialFailureError):
        # Deleting failed, or its answer was lost: the new one is there, and the error says which it is.
        assert left[new.memory_id] == b"new"
        assert new.memory_id in error.message
        assert old in error.message
    elif options.get("operation") != "deleteMemory":
        assert left == {old: b"old"}, "what was begun is removed"


def test_a_new_one_that_cannot_be_processed_is_removed(world: World, old: str) -> None:
    world.server.faults.add("dead_embedder", times=None)
    with pytest.raises(MemoryProcessingError):
        world.both(world.client.memories.replace(id=old, original_content="new"))
    assert world.memories() == {old: b"old"}


def test_a_new_one_that_is_not_ready_in_time_is_removed(world: World, old: str) -> None:
    world.server.state.worker.pause(paused=True)
    with pytest.raises(MemoryProcessingError, match="not processed within 0 s"):
        world.both(world.client.memories.replace(id=old, original_content="new", wait=0))
    assert world.memories() == {old: b"old"}


def test_the_first_error_is_the_one_that_is_raised(both: Both, world: World, old: str) -> None:
    """Also where what was begun cannot be removed either."""
    client = both.client(base_url=world.server.url, api_key=world.server.api_key, max_retries=0)
    world.server.faults.add("status", operation="createMemory", status=400, message="no room")
    world.server.faults.add("status", operation="deleteMemory", status=500, message="worse")
    with pytest.raises(APIError, match="no room"):
        both(client.memories.replace(id=old, original_content="new"))


def test_one_that_somebody_else_deleted_meanwhile(both: Both) -> None:
    import httpx

    made = example("Memory")
    server = Recorder(
        made, httpx.Response(201, json=made), made, httpx.Response(404, json={"error": "gone", "status": 404})
    )
    both(both.against(server).memories.replace(id=UUID, original_content="new"))
    assert [one.method for one in server.requests] == ["GET", "POST", "GET", "DELETE"]


def test_metadata_can_be_replaced_without_the_content(world: World, old: str) -> None:
    new = world.both(world.client.memories.replace(id=old, metadata={"title": "other"}))
    assert world.memories() == {new.memory_id: b"old"}
    assert (new.content_type, new.metadata) == ("text/markdown", {"title": "other"})
    assert new.original_content_ref == "https://a/b"


def test_content_that_is_no_text_stays_as_it_is(world: World) -> None:
    made = world.both(
        world.client.memories.create(space_id=world.space, file=b"\xff\x00<p>", content_type="text/html", wait=True)
    )
    new = world.both(world.client.memories.replace(id=made.memory_id, metadata={"a": "b"}))
    assert world.memories() == {new.memory_id: b"\xff\x00<p>"}
    assert new.content_type == "text/html"


def test_nothing_to_replace_is_refused(world: World, old: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"memories\.replace\(\): needs one of original_content"):
        world.both(world.client.memories.replace(id=old))
