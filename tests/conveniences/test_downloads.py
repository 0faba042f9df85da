"""Bytes on their way in: whole, by a range, to a path or an open file; and the raw answer of anything."""

from __future__ import annotations

import errno
import io
import resource
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import APIError, DownloadError, FileArgumentError, InvalidRequestError, NotFoundError
from tests.support.wire import UUID, Recorder, example

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conveniences.conftest import World
    from tests.support.both import Both

BYTES = bytes(range(256)) * 40


def binary(content: bytes = BYTES, status: int = 200, **headers: str) -> Recorder:
    return Recorder(httpx.Response(status, content=content, headers={"content-type": "application/pdf", **headers}))


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ("bytes=0-1023", "bytes=0-1023"),
        ((0, 1023), "bytes=0-1023"),
        ([5, 5], "bytes=5-5"),
        ((5, None), "bytes=5-"),
        ((None, 100), "bytes=-100"),
        (range(1024), "bytes=0-1023"),
        (range(10, 11), "bytes=10-10"),
        (None, None),
    ],
)
@pytest.mark.parametrize("method", ["content", "pages_image"])
def test_ranges(both: Both, method: str, given: Any, header: str | None) -> None:
    server = binary(status=206)
    args = {"id": UUID, "range": given, **({"page_index": 0} if method == "pages_image" else {})}
    assert both(getattr(both.against(server).memories, method)(**args, if_match='"v1"')) == BYTES
    assert server.request.headers.get("range") == header
    assert server.request.headers["if-match"] == '"v1"'


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((5, 4), "the end, 4, lies before the start, 5"),
        ((-1, 5), "ints of 0 or more"),
        ((0, True), "ints of 0 or more"),
        ((0.5, 1), "ints of 0 or more"),
        ((None, None), "at least one byte"),
        ((None, 0), "at least one byte"),
        ((1, 2, 3), "must be a pair"),
        (5, "must be a pair"),
        (range(0), "at least one position"),
        (range(0, 10, 2), "steps of 1"),
        ("bytes=0-1\r\nx: y", "header 'Range'"),
    ],
)
def test_ranges_refused(both: Both, given: Any, words: str) -> None:
    server = binary()
    with pytest.raises(InvalidRequestError) as caught:
        both(both.against(server).memories.content(id=UUID, range=given))
    assert words in str(caught.value)
    assert not server.requests


def test_to_a_path(both: Both, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    target = tmp_path / "a.pdf"
    target.write_text("before")
    client = both.against(binary())
    count = both(client.memories.content(id=UUID, to=target, on_progress=lambda *state: seen.append(state)))
    assert (count, target.read_bytes()) == (len(BYTES), BYTES)
    assert seen[-1] == (len(BYTES), len(BYTES))
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_to_an_open_file(both: Both) -> None:
    file = io.BytesIO()
    assert both(both.against(binary()).memories.content(id=UUID, to=file)) == len(BYTES)
    assert file.getvalue() == BYTES
    assert not file.closed


@pytest.mark.parametrize("size", [5_000, 500_000], ids=["when it is closed", "on the way"])
def test_a_full_disk(both: Both, tmp_path: Path, size: int) -> None:
    target = tmp_path / "copy.bin"
    target.write_bytes(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    client = both.against(binary(b"x" * size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DownloadError, match=r"copy\.bin.*before is there still") as caught:
            both(client.memories.content(id=UUID, to=target))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.path == str(target)
    assert [one.name for one in tmp_path.iterdir()] == ["copy.bin"]
    assert target.read_bytes() == b"before"


def test_a_file_that_cannot_be_replaced(both: Both, tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(DownloadError, match="could not be written to"):
        both(both.against(binary()).memories.content(id=UUID, to=target))
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_an_open_file_on_a_full_disk(both: Both) -> None:
    class Full(io.RawIOBase):
        kept = 0

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            if self.kept:
                raise OSError(errno.ENOSPC, "No space left on device")
            self.kept = 100
            return 100

    with pytest.raises(DownloadError, match=r"after 100 bytes: No space left on device\. It keeps those") as caught:
        both(both.against(binary()).memories.content(id=UUID, to=Full()))
    assert (caught.value.path, caught.value.written) == (None, 100)


def test_an_error_writes_nothing(both: Both, tmp_path: Path) -> None:
    client = both.against(Recorder(httpx.Response(404, json={"error": "no content", "status": 404})))
    with pytest.raises(NotFoundError, match="no content"):
        both(client.memories.content(id=UUID, to=tmp_path / "a"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"to": io.StringIO()}, InvalidRequestError, "for binary writing"),
        ({"to": 5}, InvalidRequestError, "to must be a path or a file"),
        ({"to": "nowhere/a"}, FileArgumentError, "'nowhere/a' cannot be written"),
        ({"on_progress": print}, InvalidRequestError, "on_progress needs `to`"),
    ],
)
def test_targets_refused(both: Both, given: dict[str, Any], kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        both(both.against(binary()).memories.content(id=UUID, **given))


def test_raw(both: Both, tmp_path: Path) -> None:
    client = both.against(binary(etag='"v1"', status=206))
    raw = both(client.memories.with_raw_response.content(id=UUID, range=(0, 5)))
    assert (raw.status_code, raw.headers["etag"], raw.content, raw.parse()) == (206, '"v1"', BYTES, BYTES)
    raw = both(client.memories.with_raw_response.content(id=UUID, to=tmp_path / "a"))
    assert (raw.content, raw.parse(), (tmp_path / "a").read_bytes()) == (b"", len(BYTES), BYTES)


def test_raw_answers_of_other_kinds(both: Both) -> None:
    conflict = {"x-request-id": "r-1"}
    created = httpx.Response(201, json=example("Memory"), headers=conflict)
    client = both.against(Recorder(created))
    raw = both(client.memories.with_raw_response.create(space_id=UUID, original_content="x"))
    assert (raw.status_code, raw.request_id, raw.parse().memory_id) == (201, "r-1", example("Memory")["memoryId"])
    client = both.against(Recorder({"spaces": [example("Space")]}))
    assert len(both(client.spaces.with_raw_response.list()).parse().data) == 1
    results = httpx.Response(207, json={"results": [{"success": False, "memoryId": UUID}]})
    raw = both(both.against(Recorder(results)).memories.with_raw_response.batch_get(memory_ids=[UUID]))
    assert (raw.status_code, [one.id for one in raw.parse().failed]) == (207, [UUID])
    raw = both(both.against(Recorder(httpx.Response(204))).memories.with_raw_response.delete(id=UUID))
    assert (raw.status_code, raw.content, raw.parse()) == (204, b"", None)
    raw = both(both.against(Recorder(example("UserResponse"))).users.with_raw_response.get(email="a@b.c"))
    assert raw.parse().email == example("UserResponse")["email"]


def test_on_a_server(world: World, tmp_path: Path) -> None:
    both, memories = world.both, world.client.memories
    made = both(memories.create(space_id=world.space, file=BYTES, content_type="application/x-bytes"))
    key = made.memory_id
    assert both(memories.content(id=key)) == BYTES
    assert both(memories.content(id=key, range=range(10, 20))) == BYTES[10:20]
    assert both(memories.content(id=key, range=(None, 3))) == BYTES[-3:]
    etag = both(memories.with_raw_response.content(id=key)).headers["etag"]
    assert both(memories.content(id=key, if_match=etag, to=tmp_path / "a")) == len(BYTES)
    with pytest.raises(APIError) as caught:
        both(memories.content(id=key, if_match='"other"'))
    assert caught.value.status_code == 412
    with pytest.raises(APIError) as caught:
        both(memories.content(id=key, range=(len(BYTES), None)))
    assert caught.value.status_code == 416
