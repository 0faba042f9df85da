"""Waiting: one or many, by batches, with growing pauses; an error names every id."""

from __future__ import annotations

import json
import time
import uuid
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest

from goodmem_dyn import (
    InvalidRequestError,
    MemoryProcessingError,
    NotFoundError,
    PermissionDeniedError,
    ProcessingTimeoutError,
)
from goodmem_dyn._conveniences import waiting
from tests.conveniences.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from tests.both import Both
    from tests.conveniences.conftest import World


def identity(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 6))
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(waiting, "time", SimpleNamespace(monotonic=lambda: found.now))
    monkeypatch.setattr(time, "sleep", found.sleep)
    monkeypatch.setattr(anyio, "sleep", found.sleep_async)
    return found


class Memories:
    """A server whose memories end, or fail, after so many looks at each; an id it has not is a 404."""

    def __init__(self, **ends: tuple[str, int]) -> None:
        self.ends = {identity(int(name[1:])): end for name, end in ends.items()}
        self.looks: list[list[str]] = []
        self.explained: list[str] = []

    def memory(self, key: str) -> dict[str, Any]:
        state, after = self.ends[key]
        looked = sum(key in ids for ids in self.looks)
        return example("Memory", memoryId=key, processingStatus=state if looked > after else "PROCESSING")

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            key = request.url.path.rpartition("/")[2]
            if request.url.params.get("includeProcessingHistory") == "true":
                self.explained.append(key)
                history = {"latestJob": example("BackgroundJobSummary", lastError="embedder is dead"), "attempts": None}
                history["latestJob"]["failureStage"] = "EMBEDDING"
                return httpx.Response(200, json={**self.memory(key), "processingHistory": history})
            self.looks.append([key])
            if key not in self.ends:
                return httpx.Response(404, json={"error": f"Memory not found: {key}", "status": 404})
            return httpx.Response(200, json=self.memory(key))
        ids = json.loads(request.content)["memoryIds"]
        self.looks.append(ids)
        return httpx.Response(
            200 if all(key in self.ends for key in ids) else 207,
            json={
                "results": [
                    {"success": True, "memory": self.memory(key)}
                    if key in self.ends
                    else {"success": False, "memoryId": key, "error": {"code": 5, "message": "no"}}
                    for key in reversed(ids)
                ]
            },
        )


def test_one(both: Both, clock: Clock) -> None:
    server = Memories(m1=("COMPLETED", 3))
    found = both(both.against(server).memories.wait(id=identity(1)))
    assert (found.memory_id, found.processing_status) == (identity(1), "COMPLETED")
    assert server.looks == [[identity(1)]] * 4
    assert clock.pauses == [0.1, 0.15, 0.225]


def test_pauses_grow_up_to_a_limit(both: Both, clock: Clock) -> None:
    both(both.against(Memories(m1=("COMPLETED", 16))).memories.wait(id=identity(1)))
    assert clock.pauses[:2] == [0.1, 0.15]
    assert sorted(clock.pauses) == clock.pauses
    assert max(clock.pauses) == 5.0


def test_many_by_batches_and_only_those_on_their_way(both: Both, clock: Clock) -> None:
    server = Memories(m1=("COMPLETED", 0), m2=("COMPLETED", 2), m3=("COMPLETED", 1))
    ids = [identity(3), identity(1), identity(2), identity(3)]
    found = both(both.against(server).memories.wait(ids=ids))
    assert [one.memory_id for one in found] == ids
    assert server.looks == [[identity(3), identity(1), identity(2)], [identity(3), identity(2)], [identity(2)]]


def test_a_batch_is_not_too_long(both: Both, clock: Clock) -> None:
    server = Memories(**{f"m{number}": ("COMPLETED", 0) for number in range(205)})
    both(both.against(server).memories.wait(ids=[identity(number) for number in range(205)]))
    assert [len(ids) for ids in server.looks] == [100, 100, 5]


def test_none_to_wait_for(both: Both, clock: Clock) -> None:
    server = Memories()
    assert both(both.against(server).memories.wait(ids=[])) == []
    assert server.looks == []


@pytest.mark.parametrize("as_many", [False, True])
def test_a_failure_names_stage_and_reason(both: Both, clock: Clock, as_many: bool) -> None:
    client = both.against(Memories(m1=("FAILED", 1)))
    with pytest.raises(MemoryProcessingError, match="EMBEDDING: embedder is dead") as caught:
        both(client.memories.wait(ids=[identity(1)]) if as_many else client.memories.wait(id=identity(1)))
    assert caught.value.failures == {identity(1): "EMBEDDING: embedder is dead"}


def test_what_finished_and_what_failed_are_both_told(both: Both, clock: Clock) -> None:
    """All are watched to their ends, though one failed at once, and one does not exist."""
    server = Memories(m1=("FAILED", 0), m2=("COMPLETED", 3), m3=("COMPLETED", 0))
    with pytest.raises(MemoryProcessingError, match="2 of 4 could not be processed") as caught:
        both(both.against(server).memories.wait(ids=[identity(number) for number in (1, 2, 3, 4)]))
    error = caught.value
    assert set(error.failures) == {identity(1), identity(4)}
    assert "Memory not found" in error.failures[identity(4)]
    assert (set(error.completed), error.pending) == ({identity(2), identity(3)}, ())
    assert server.explained == [identity(1)]


def test_one_that_does_not_exist(both: Both, clock: Clock) -> None:
    with pytest.raises(NotFoundError):
        both(both.against(Memories()).memories.wait(id=identity(1)))


def test_time_is_up(both: Both, clock: Clock) -> None:
    server = Memories(m1=("COMPLETED", 99), m2=("COMPLETED", 0))
    with pytest.raises(ProcessingTimeoutError, match="1 of 2 were not processed within 2 s") as caught:
        both(both.against(server).memories.wait(ids=[identity(1), identity(2)], timeout=2))
    assert (caught.value.completed, caught.value.pending) == ((identity(2),), (identity(1),))
    assert isinstance(caught.value, TimeoutError)
    assert isinstance(caught.value, MemoryProcessingError)
    # It looks once more when the time is up, and does not sleep beyond it.
    assert sum(clock.pauses) == pytest.approx(2)


def test_a_failure_and_time_up(both: Both, clock: Clock) -> None:
    server = Memories(m1=("COMPLETED", 99), m2=("FAILED", 0))
    with pytest.raises(MemoryProcessingError) as caught:
        both(both.against(server).memories.wait(ids=[identity(1), identity(2)], timeout=1))
    assert not isinstance(caught.value, TimeoutError)
    assert (set(caught.value.failures), caught.value.pending) == ({identity(2)}, (identity(1),))


def test_zero_looks_once(both: Both, clock: Clock) -> None:
    server = Memories(m1=("COMPLETED", 1))
    with pytest.raises(MemoryProcessingError):
        both(both.against(server).memories.wait(id=identity(1), timeout=0))
    assert (len(server.looks), clock.pauses) == (1, [])


def test_many_failures_are_not_all_asked_for_their_reasons(both: Both, clock: Clock) -> None:
    server = Memories(**{f"m{number}": ("FAILED", 0) for number in range(30)})
    with pytest.raises(MemoryProcessingError) as caught:
        both(both.against(server).memories.wait(ids=[identity(number) for number in range(30)]))
    assert (len(caught.value.failures), len(server.explained)) == (30, 20)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "give id or ids, one of the two"),
        ({"id": UUID, "ids": [UUID]}, "give id or ids, one of the two"),
        ({"ids": UUID}, "One id goes into `id`"),
        ({"ids": 5}, "ids must be a list"),
        ({"ids": [5]}, "ids must be str"),
        ({"id": 5}, "ids must be str"),
        ({"id": "../spaces"}, "must not lead elsewhere"),
        ({"id": UUID, "timeout": -1}, "timeout must be a number of seconds"),
        ({"id": UUID, "timeout": True}, "timeout must be a number of seconds"),
        ({"id": UUID, "timeout": "5"}, "timeout must be a number of seconds"),
        ({"id": UUID, "timout": 5}, "Did you mean 'timeout'?"),
    ],
)
def test_refused(both: Both, given: dict[str, Any], words: str) -> None:
    server = Recorder(example("Memory"))
    with pytest.raises(InvalidRequestError, match=words.replace("?", r"\?")):
        both(both.against(server).memories.wait(**given))
    assert not server.requests


@pytest.mark.parametrize("value", [uuid.UUID(UUID), UUID.upper()])
def test_ids_of_other_kinds(both: Both, clock: Clock, value: Any) -> None:
    server = Recorder({"results": [{"success": True, "memory": example("Memory")}]})
    assert len(both(both.against(server).memories.wait(ids=[value]))) == 1


class TestCreate:
    @pytest.mark.parametrize("wait", [True, 30, 30.5])
    def test_it_returns_when_processing_has_ended(self, world: World, wait: float) -> None:
        args = {"space_id": world.space, "original_content": "x"}
        made = world.both(world.client.memories.create(**args, wait=wait))
        assert made.processing_status == "COMPLETED"
        assert made.original_content is None

    @pytest.mark.parametrize("wait", [None, False])
    def test_it_does_not_wait_unless_asked(self, world: World, wait: Any) -> None:
        args = {"space_id": world.space, "original_content": "x"}
        assert world.both(world.client.memories.create(**args, wait=wait)).processing_status == "PENDING"

    @pytest.mark.parametrize("wait", [-1, "yes", float("nan")])
    def test_refused(self, both: Both, wait: Any) -> None:
        server = Recorder(example("Memory"))
        with pytest.raises(InvalidRequestError, match="wait must be True, False, or a number of seconds"):
            both(both.against(server).memories.create(space_id=UUID, original_content="x", wait=wait))
        assert not server.requests

    def test_a_failure_names_the_stage_and_the_memory_exists(self, world: World) -> None:
        world.server.faults.add("dead_embedder", times=None)
        with pytest.raises(MemoryProcessingError, match="EMBED") as caught:
            world.both(world.client.memories.create(space_id=world.space, original_content="x", wait=True))
        assert set(caught.value.failures) == set(world.memories())


def test_many_on_a_server(world: World) -> None:
    both, memories = world.both, world.client.memories
    items = [{"space_id": world.space, "original_content": str(number)} for number in range(20)]
    made = both(memories.batch_create(requests=items)).created
    found = both(memories.wait(ids=[one.memory_id for one in made]))
    assert [one.processing_status for one in found] == ["COMPLETED"] * 20


def test_what_may_not_be_seen_is_a_failure_among_many(both: Both, clock: Clock) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(403, json={"error": "forbidden", "status": 403})
        results = [
            {"success": True, "memory": example("Memory")},
            {"success": False, "error": {"code": 7, "message": "no"}},
        ]
        return httpx.Response(207, json={"results": results})

    with pytest.raises(MemoryProcessingError) as caught:
        both(both.against(answer).memories.wait(ids=[UUID, identity(2)]))
    assert (caught.value.completed, set(caught.value.failures)) == ((UUID,), {identity(2)})
    with pytest.raises(PermissionDeniedError):
        both(both.against(answer).memories.wait(id=UUID))
