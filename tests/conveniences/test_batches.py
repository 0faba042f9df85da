"""Batches: checked by index, split and joined, files in parts of their own, failures apart from successes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import (
    BatchFailure,
    FileArgumentError,
    InternalServerError,
    InvalidRequestError,
    PartialFailureError,
    filters,
    models,
)
from tests.support.wire import UUID, Recorder, both_ways, example, parts

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from tests.conveniences.conftest import World
    from tests.support.both import Both

F = filters.F
TEXT = {"space_id": UUID, "original_content": "x"}


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def created(request: httpx.Request) -> dict[str, Any]:
    """A memory for each item, named by its content."""
    items = json.loads(request.content)["requests"]
    return {
        "results": [
            {"success": True, "memory": example("Memory", metadata={"was": item.get("originalContent")})}
            for item in items
        ]
    }


def test_items_on_the_wire(snapshot: SnapshotAssertion) -> None:
    """Dicts in both spellings, models, and what is inferred."""
    items = [
        TEXT,
        {"spaceId": UUID, "originalContent": "y", "contentType": "text/markdown"},
        models.JsonMemoryCreationRequest(space_id=UUID, original_content_b64=b"z", content_type="image/png"),
        {"space_id": UUID, "original_content": "w", "metadata": {"a_b": 1}, "original_content_b64": None},
    ]

    def body(both: Both) -> Any:
        server = Recorder(created)
        both(both.against(server).memories.batch_create(requests=items))
        return server.body

    assert both_ways(body) == snapshot


@pytest.mark.parametrize(
    ("items", "problems"),
    [
        ([TEXT, {"space_id": UUID}], ["requests[1] needs one of original_content"]),
        ([{**TEXT, "original_content_b64": "eA=="}], ["requests[0] takes only one of"]),
        (
            [TEXT, {"space_id": UUID, "original_content_b64": "eA=="}],
            ["requests[1].original_content_b64 also needs content_type"],
        ),
        ([TEXT, TEXT, {**TEXT, "metdata": {}}], ["requests[2] has no field 'metdata'. Did you mean 'metadata'?"]),
        ([TEXT, {**TEXT, "space_id": "no"}], ["requests[1].space_id must be a UUID"]),
        ([TEXT, {**TEXT, "spaceId": UUID}], ["requests[1].space_id is given twice"]),
        ([5, "x"], ["requests[0] must be a dict or a model", "requests[1] must be a dict or a model"]),
        ([{"space_id": "no"}, {**TEXT, "chunking_config": {}}], ["requests[0]"]),
        ([{"space_id": UUID, "file": "path"}], ["requests[0].file must be bytes", "give a path as file_path"]),
        ([{**TEXT, "file_field": 5}], ["requests[0].file_field must be a str"]),
        ([{"space_id": UUID, "file": b"x", "content_type": "a/b", "file_field": "f"}], ["takes no name of a part"]),
    ],
)
def test_what_is_wrong_is_named_by_its_index(both: Both, items: list[Any], problems: list[str]) -> None:
    server = Recorder({})
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).memories.batch_create(requests=items))
    assert [one for one in problems if one not in str(caught.value)] == []
    assert not server.requests


def test_a_missing_file_is_named_by_its_index_and_path(both: Both) -> None:
    items = [TEXT, {"space_id": UUID, "file_path": "nowhere.txt"}]
    with pytest.raises(FileArgumentError, match=r"requests\[1\]: There is no file 'nowhere.txt'") as caught:
        both(both.against(Recorder({})).memories.batch_create(requests=items))
    assert caught.value.path == "nowhere.txt"


@pytest.mark.parametrize("items", ["text", 5, {"a": 1}, None, []])
def test_what_is_no_list_of_items(both: Both, items: Any) -> None:
    server = Recorder({})
    with pytest.raises(InvalidRequestError, match="requests"):
        both(both.against(server).memories.batch_create(requests=items))
    assert not server.requests


def test_files_each_in_a_part_of_its_own(both: Both, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# a")
    server = Recorder(lambda request: {"results": [{"success": True, "memory": example("Memory")}] * 3})
    items = [
        {"space_id": UUID, "file_path": tmp_path / "a.md", "metadata": {"n": 1}},
        {"spaceId": UUID, "file": b"\x00\x01", "contentType": "image/png"},
        {"space_id": UUID, "file": io.BytesIO(b"c"), "content_type": "text/plain"},
    ]
    result = both(both.against(server).memories.batch_create(requests=items))
    request, *files = parts(server.request)
    assert request.name == "requests"
    assert json.loads(request.content) == [
        {"spaceId": UUID, "metadata": {"n": 1}, "contentType": "text/markdown", "fileField": "file0"},
        {"spaceId": UUID, "contentType": "image/png", "fileField": "file1"},
        {"spaceId": UUID, "contentType": "text/plain", "fileField": "file2"},
    ]
    assert [(one.name, one.filename, one.type, one.content) for one in files] == [
        ("file0", "a.md", "text/markdown", b"# a"),
        ("file1", "file", "image/png", b"\x00\x01"),
        ("file2", "file", "text/plain", b"c"),
    ]
    assert len(result.created) == 3


def test_files_and_texts_go_in_requests_of_their_own(world: World, tmp_path: Path) -> None:
    """In the order of the items, against a real server."""
    (tmp_path / "a.md").write_text("# a")
    both, client, space = world.both, world.client, world.space
    nowhere = {"space_id": uuid(9), "file": b"b", "content_type": "text/plain"}
    items = [
        {"space_id": space, "original_content": "first"},
        {"space_id": space, "file_path": str(tmp_path / "a.md")},
        nowhere,
        {"space_id": space, "original_content": "last"},
        {**nowhere, "memory_id": uuid(8)},
    ]
    result = both(client.memories.batch_create(requests=items))
    assert len(result) == 5
    assert len(result.responses) == 4
    assert [world.memories()[one.memory_id] for one in result.created] == [b"first", b"# a", b"last"]
    assert [(one.index, one.id, one.code) for one in result.failed] == [(2, None, 404), (4, uuid(8), 404)]
    assert [one.success for one in result] == [True, True, False, True, False]
    with pytest.raises(PartialFailureError, match=r"2 of 5 items failed: item 2: Space not found.*item 4") as caught:
        result.raise_for_failures()
    assert caught.value.result is result


def test_all_went_well(world: World) -> None:
    items = [{"space_id": world.space, "original_content": "x"}]
    result = world.both(world.client.memories.batch_create(requests=items))
    result.raise_for_failures()
    assert result.succeeded == result.created
    assert not result.failed


class TestSplitting:
    @pytest.mark.parametrize(
        ("count", "size", "sizes"),
        [(3, None, [3]), (501, None, [500, 1]), (5, 2, [2, 2, 1]), (2, 1, [1, 1]), (4, 500, [4])],
    )
    def test_by_count(self, both: Both, count: int, size: int | None, sizes: list[int]) -> None:
        server = Recorder(created)
        items = ({**TEXT, "original_content": str(number)} for number in range(count))
        result = both(both.against(server).memories.batch_create(requests=items, batch_size=size))
        assert [len(body["requests"]) for body in server.bodies] == sizes
        assert [one.metadata["was"] for one in result.created] == [str(number) for number in range(count)]

    def test_by_bytes(self, both: Both) -> None:
        server = Recorder(created)
        lengths = [3_000_000, 3_000_000, 3_000_000, 20_000_000, 10]
        items = [{**TEXT, "original_content": "x" * length} for length in lengths]
        both(both.against(server).memories.batch_create(requests=items))
        assert [[len(one["originalContent"]) for one in body["requests"]] for body in server.bodies] == [
            [3_000_000, 3_000_000],
            [3_000_000],
            [20_000_000],
            [10],
        ]

    @pytest.mark.parametrize("size", [0, 501, True, "5", 1.5])
    def test_sizes_that_are_refused(self, both: Both, size: Any) -> None:
        server = Recorder({})
        with pytest.raises(InvalidRequestError, match="batch_size must be an int from 1 to 500"):
            both(both.against(server).memories.batch_create(requests=[TEXT], batch_size=size))
        assert not server.requests

    @pytest.mark.parametrize("failure", ["status", "connection", "nonsense"])
    def test_what_was_done_when_a_later_part_fails_is_kept(self, both: Both, failure: str) -> None:
        def answer(request: httpx.Request) -> Any:
            if len(server.requests) < 3:
                return created(request)
            if failure == "connection":
                raise httpx.ReadError("gone", request=request)
            return httpx.Response(500 if failure == "status" else 200, text="oops")

        server = Recorder(answer)
        items = [{**TEXT, "original_content": str(number)} for number in range(7)]
        with pytest.raises(PartialFailureError, match="items 4 to 5 of 7 failed") as caught:
            both(both.against(server).memories.batch_create(requests=items, batch_size=2))
        assert [one.metadata["was"] for one in caught.value.result.created] == ["0", "1", "2", "3"]
        assert len(server.requests) == 3

    def test_a_first_part_that_fails_is_that_failure(self, both: Both) -> None:
        with pytest.raises(InternalServerError):
            both(both.against(Recorder(httpx.Response(500))).memories.batch_create(requests=[TEXT, TEXT], batch_size=1))

    def test_later_indices_count_all_items(self, both: Both) -> None:
        def answer(request: httpx.Request) -> Any:
            items = json.loads(request.content)["requests"]
            failed = {"success": False, "error": {"code": 5, "message": "no"}}
            return httpx.Response(
                207,
                json={
                    "results": [
                        failed if one["originalContent"] == "bad" else created(request)["results"][0] for one in items
                    ]
                },
            )

        items = [{**TEXT, "original_content": "bad" if number in (1, 4) else "x"} for number in range(5)]
        result = both(both.against(Recorder(answer)).memories.batch_create(requests=items, batch_size=2))
        assert [one.index for one in result.failed] == [1, 4]
        assert result.failed[0] == BatchFailure(1, None, 5, "no")


class TestGet:
    def test_results_in_the_order_asked(self, both: Both) -> None:
        """Servers need not keep it: an id says which is which."""
        found = [
            {"success": True, "memoryId": uuid(3), "memory": example("Memory", memoryId=uuid(3))},
            {"success": False, "memoryId": uuid(2), "error": {"code": 5, "message": "no such memory"}},
            {"success": True, "memory": example("Memory", memoryId=uuid(1))},
        ]
        result = both(
            both.against(Recorder({"results": found})).memories.batch_get(memory_ids=[uuid(1), uuid(2), uuid(3)])
        )
        assert [one.memory_id for one in result.created] == [uuid(1), uuid(3)]
        assert result.failed == [BatchFailure(1, uuid(2), 5, "no such memory")]

    def test_an_id_asked_twice(self, both: Both) -> None:
        found = [{"success": True, "memory": example("Memory", memoryId=uuid(n))} for n in (2, 1, 1)]
        ids = [uuid(1), uuid(2), uuid(1)]
        result = both(both.against(Recorder({"results": found})).memories.batch_get(memory_ids=ids))
        assert [one.memory_id for one in result.created] == ids

    def test_a_failure_without_words(self, both: Both) -> None:
        server = Recorder({"results": [{"success": False}]})
        result = both(both.against(server).memories.batch_get(memory_ids=[uuid(1)]))
        assert result.failed == [BatchFailure(0, uuid(1), None, "no reason given")]


class TestDelete:
    def test_selectors_on_the_wire(self, snapshot: SnapshotAssertion) -> None:
        selectors = [
            {"memory_id": UUID},
            {"memoryId": UUID},
            models.BatchDeleteMemorySelectorRequest(memory_id=UUID),
            {"filter_selector": {"space_id": UUID, "status_filter": "FAILED"}},
            {"filter_selector": {"space_id": UUID, "filter": (F("lang") == "it's") & (F("year") < 2020)}},
            {"filterSelector": {"spaceId": UUID, "filter": "CAST(val('$.a') AS TEXT) = 'b'"}},
        ]

        def body(both: Both) -> Any:
            server = Recorder({"results": []})
            both(both.against(server).memories.batch_delete(requests=selectors))
            return server.body

        assert both_ways(body) == snapshot

    @pytest.mark.parametrize(
        ("selector", "words"),
        [
            ({}, "needs exactly one of memory_id or filter_selector"),
            ({"memory_id": None}, "needs exactly one of"),
            ({"memory_id": UUID, "filter_selector": {"space_id": UUID}}, "takes only one of"),
            ({"filter_selector": {"space_id": UUID, "status_filter": "FAILD"}}, "Did you mean 'FAILED'?"),
            ({"filter_selector": {"space_id": UUID, "status": "FAILED"}}, "Did you mean 'status_filter'?"),
            ({"filter_selector": {"status_filter": "FAILED"}}, "space_id is missing"),
            ({"memoryid": UUID}, "Did you mean 'memory_id'?"),
            (UUID, "must be a dict or a model"),
        ],
    )
    def test_a_selector_that_might_delete_more_than_was_meant(self, both: Both, selector: Any, words: str) -> None:
        server = Recorder({})
        with pytest.raises(InvalidRequestError) as caught:
            both(both.against(server).memories.batch_delete(requests=[{"memory_id": UUID}, selector]))
        assert words in str(caught.value)
        assert "requests[1]" in str(caught.value)
        assert not server.requests

    def test_on_a_server(self, world: World) -> None:
        both, memories, space = world.both, world.client.memories, world.space
        items = [{"space_id": space, "original_content": "x", "metadata": {"n": number}} for number in range(6)]
        made = both(memories.batch_create(requests=items)).created
        selectors = [
            {"memory_id": made[0].memory_id},
            {"memory_id": UUID},
            {"filter_selector": {"space_id": space, "filter": F("n") >= 4}},
        ]
        result = both(memories.batch_delete(requests=selectors, batch_size=1))
        assert result.total_deleted == 3
        assert result.succeeded == [made[0].memory_id, None]
        assert [(one.index, one.id) for one in result.failed] == [(1, UUID)]
        assert set(world.memories()) == {made[number].memory_id for number in (1, 2, 3)}
