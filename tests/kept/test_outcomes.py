"""Outcomes are named: what was lost, which item it was, what was left unread, and every failure once."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import AsyncGoodmem, ClientStateError, Goodmem
from goodmem_dyn.errors import (
    APIConnectionError,
    BadRequestError,
    InvalidRequestError,
    OutcomeUnknownError,
    PartialFailureError,
    ProcessingError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from goodmem_dyn.local import Server


def texts(space: str, many: int) -> list[Any]:
    return [{"space_id": space, "original_content": f"text {number}"} for number in range(many)]


class TestBatches:
    def test_a_lost_answer_names_the_ids_to_look_for(self, server: Server, client: Goodmem, space: str) -> None:
        server.faults.add("drop", operation="memories.batch_create", when="after")
        with pytest.raises(OutcomeUnknownError, match=r"answer was lost.*unknown.*look for the ids") as caught:
            client.memories.batch_create(requests=texts(space, 5))
        assert isinstance(caught.value, APIConnectionError)
        assert "TLS" not in str(caught.value)
        assert len(caught.value.resource_ids) == 5
        there = client.memories.batch_get(memory_ids=list(caught.value.resource_ids))
        assert len(there.succeeded) == 5

    def test_of_several_requests_the_lost_one_is_named(self, server: Server, client: Goodmem, space: str) -> None:
        seen: list[tuple[int, int]] = []

        def lose(done: int, many: int) -> None:
            seen.append((done, many))
            if done == 4:
                server.faults.add("drop", operation="memories.batch_create", when="after")

        with pytest.raises(PartialFailureError, match=r"items 4 to 5 of 7.*look for the ids") as caught:
            client.memories.batch_create(requests=texts(space, 7), batch_size=2, on_progress=lose)
        assert seen == [(2, 7), (4, 7)]
        assert len(caught.value.result.created) == 4
        assert isinstance(caught.value.__cause__, OutcomeUnknownError)
        assert len(caught.value.__cause__.resource_ids) == 2

    def test_indices_are_those_of_the_callers_list(self, client: Goodmem, space: str) -> None:
        requests = texts(space, 6)
        requests[5]["memory_id"] = "not-one"
        with pytest.raises(InvalidRequestError, match=r"requests\[5\]\.memory_id"):
            client.memories.batch_create(requests=requests)
        # What only the server finds is told in the same terms.
        requests[5]["memory_id"] = None
        requests[5]["content_type"] = "no type"
        with pytest.raises(PartialFailureError, match=r"requests\[5\]") as caught:
            client.memories.batch_create(requests=requests, batch_size=2)
        assert isinstance(caught.value.__cause__, BadRequestError)
        assert all("requests[1]" not in one.field for one in caught.value.__cause__.errors)

    @pytest.mark.parametrize(
        ("change", "path"),
        [
            ({"original_content": ""}, r"requests\[1500\]\.original_content is empty"),
            ({"metadata": {"k": {"a": ["x", "\0"]}}}, r"requests\[1500\]\.metadata\.k\.a\[1\] holds a NUL"),
            ({"metadata": {"a\0b": 1}}, r"a key of requests\[1500\]\.metadata holds a NUL"),
        ],
    )
    def test_what_can_be_known_is_found_before_anything_is_sent(
        self, client: Goodmem, space: str, change: dict[str, Any], path: str
    ) -> None:
        requests = texts(space, 1502)
        requests[1500] |= change
        with pytest.raises(InvalidRequestError, match=path):
            client.memories.batch_create(requests=requests)
        assert not client.memories.list(space_id=space).data

    def test_content_may_hold_nul(self, client: Goodmem, space: str) -> None:
        (made,) = client.memories.batch_create(requests=[{"space_id": space, "original_content": "a\0b"}]).created
        assert client.memories.get(id=made.memory_id, include_content=True).text() == "a\0b"

    def test_the_server_names_where_a_nul_is(self, client: Goodmem, space: str) -> None:
        with pytest.raises(BadRequestError, match=r'"metadata\.k\[1\]" has a NUL'):
            client.memories.create(space_id=space, original_content="x", metadata={"k": ["", "\0"]})


def test_wait_tells_progress_and_all_failures_once(client: Goodmem, space: str, tmp_path: Path) -> None:
    broken = [
        client.memories.create(
            space_id=space,
            original_content_b64="AAECAw==",
            content_type="application/x-nothing",
            metadata={"path": f"docs/{number}.bin"},
        ).memory_id
        for number in range(7)
    ]
    seen: list[tuple[int, int]] = []
    with pytest.raises(ProcessingError) as caught:
        client.memories.wait(ids=broken, on_progress=lambda done, many: seen.append((done, many)))
    assert seen[-1] == (7, 7)
    text = str(caught.value)
    assert [f"(docs/{number}.bin)" in text for number in range(7)] == [True] * 5 + [False] * 2
    assert "and 2 more" in text
    assert text.count("No text can be extracted") == 5
    assert all(reason.count("No text can be") == 1 for reason in caught.value.failures.values())
    path = tmp_path / "visitors.bin2"
    path.write_bytes(b"PK\3\4")
    with pytest.raises(ProcessingError, match=r"visitors\.bin2\): [^:]*: "):
        client.memories.create(space_id=space, file_path=path, content_type="application/x-nothing", wait=True)
    with pytest.raises(InvalidRequestError, match="on_progress must be a function"):
        client.memories.wait(ids=broken, on_progress=5)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def full(client: Goodmem, new_space: Callable[..., str]) -> str:
    space = new_space()
    made = client.memories.batch_create(requests=texts(space, 60)).created
    client.memories.wait(ids=[one.memory_id for one in made])
    return space


LEFT = "left before it was read"


def test_a_stream_left_unread_is_an_error(client: Goodmem, full: str) -> None:
    def opened(read: int = 0) -> Any:
        with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
            for _ in range(read):
                next(stream)
        return stream

    for use in (list, next, lambda stream: stream.collect(), lambda stream: stream.text()):
        for read in (0, 3):
            with pytest.raises(ClientStateError, match=LEFT):
                use(opened(read))
    with pytest.raises(ClientStateError, match=LEFT):
        list(opened().items())
    with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
        hits, events = stream.items(), iter(stream)
        next(hits), next(events)
    for half_read in (hits, events):
        with pytest.raises(ClientStateError, match=LEFT):
            list(half_read)
    with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
        for _ in stream:
            break
        assert len(list(stream.items())) >= 49
    assert list(stream) == []


def test_an_asynchronous_one_as_well(server: Server, full: str) -> None:
    asyncio.run(left_unread(server, full))


async def left_unread(server: Server, full: str) -> None:
    async with AsyncGoodmem(base_url=server.url, api_key=server.api_key) as client:
        async with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
            hits = stream.items()
            await hits.__anext__()
        for use in (hits, stream, stream.items()):
            with pytest.raises(ClientStateError, match=LEFT):
                [one async for one in use]
        with pytest.raises(ClientStateError, match=LEFT):
            await stream.collect()
        async with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
            assert len([one async for one in stream.items()]) == 50
        assert [one async for one in stream] == []


def test_the_length_of_a_page_that_has_more_says_so(
    client: Goodmem, full: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "goodmem_dyn")
    page = client.memories.list(space_id=full)
    assert len(list(page)) == 60
    assert sorted(json.dumps(one.memory_id) for one in page)
    assert not caplog.records
    fresh = client.memories.list(space_id=full)
    assert [len(fresh), len(fresh)] == [50, 50]
    assert ["50 items of this page" in one.getMessage() for one in caplog.records] == [True]


def test_nobody_hears_of_a_stream_that_was_left(client: Goodmem, full: str, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        with client.memories.retrieve(message="text", space_ids=[full], requested_size=50) as stream:
            for _hit in stream.items():
                break
    client.system.info()
    assert [one.getMessage() for one in caplog.records if one.name == "asyncio"] == []
