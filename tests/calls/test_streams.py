"""Streams: the same events whatever the split, an error for every cut, and nothing left open."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn import APIError, APIResponseValidationError, AsyncGoodmem, Goodmem, NotFoundError
from goodmem_dyn.errors import ClientStateError, IncompleteStreamError, StreamError
from tests.support import replies
from tests.support.examples import UUID
from tests.support.steps import Close, Reset, Until
from tools.bench.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.both import Both
    from tests.support.server import StubServer

SPACE, CHUNK, MEMORY = UUID, "00000000-0000-4000-8000-0000000000c1", "00000000-0000-4000-8000-0000000000a1"
TEXT = "A line\u2028with every\u2029kind\x85of\rbreak \u00e9\U0001f989"


def chunk(text: str = TEXT, score: float = -0.7) -> dict[str, Any]:
    inner = {
        "chunkId": CHUNK,
        "memoryId": MEMORY,
        "chunkSequenceNumber": 0,
        "chunkText": text,
        "vectorStatus": "GENERATED",
        "createdAt": 1,
        "updatedAt": 1,
        "createdById": UUID,
        "updatedById": UUID,
    }
    return {
        "retrievedItem": {"chunk": {"resultSetId": UUID, "chunk": inner, "memoryIndex": 0, "relevanceScore": score}}
    }


EVENTS: list[dict[str, Any]] = [
    {"resultSetBoundary": {"resultSetId": UUID, "kind": "BEGIN", "stageName": "retrieve", "expectedItems": 1}},
    chunk(),
    {"resultSetBoundary": {"resultSetId": UUID, "kind": "END", "stageName": ""}},
    {"somethingNew": {"kept": True}},
]
RECORDED = b"".join(json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in EVENTS)


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in exactly these pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces, self.closed = pieces, 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces

    async def __aiter__(self) -> Any:
        for piece in self.pieces:
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def client_of(pieces: list[bytes], media: str = "application/x-ndjson; charset=utf-8", **options: Any) -> Goodmem:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": media}, stream=Pieces(pieces))

    return Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(answer), max_retries=0, **options)


def read(pieces: list[bytes], **options: Any) -> list[dict[str, Any]]:
    with client_of(pieces, **options) as client, client.memories.retrieve(message="x", space_ids=[SPACE]) as stream:
        return [event.model_dump(mode="json", by_alias=True, exclude_unset=True) for event in stream]


WHOLE = read([RECORDED])


def sse(end: bool = True) -> bytes:
    lines = b"".join(b"event: item\ndata: " + json.dumps(event).encode() + b"\n\n" for event in EVENTS)
    return lines + (b'event: close\ndata: {"type":"completed"}\n\n' if end else b"")


def test_the_recorded_stream_reads_as_recorded() -> None:
    assert [next(iter(event)) for event in WHOLE] == [next(iter(event)) for event in EVENTS]
    assert WHOLE[1]["retrievedItem"]["chunk"]["chunk"]["chunkText"] == TEXT
    assert WHOLE[3] == {"somethingNew": {"kept": True}}


@pytest.mark.parametrize("at", range(0, len(RECORDED), 7))
def test_a_split_anywhere_changes_nothing(at: int) -> None:
    assert read([RECORDED[:at], RECORDED[at:]]) == WHOLE


@settings(max_examples=60)
@given(cuts=st.lists(st.integers(0, len(RECORDED)), max_size=30))
def test_any_split_gives_the_same_events(cuts: list[int]) -> None:
    assert read(replies.cut(RECORDED, cuts)) == WHOLE


@settings(max_examples=60)
@given(cuts=st.lists(st.integers(0, len(sse())), max_size=30), crlf=st.booleans())
def test_any_split_of_server_sent_events_gives_the_same_events(cuts: list[int], crlf: bool) -> None:
    data = sse().replace(b"\n", b"\r\n") if crlf else sse()
    assert read(replies.cut(data, [min(cut, len(data)) for cut in cuts]), media="text/event-stream") == WHOLE


@pytest.mark.parametrize("media", ["application/x-ndjson", "text/event-stream"])
def test_every_truncation_raises(media: str) -> None:
    """A body that ends inside an event, or a retrieval that ends before its result set does, is not complete."""
    data = RECORDED if "ndjson" in media else sse()
    complete = RECORDED.index(b'{"somethingNew"') if "ndjson" in media else len(data)
    whole = {complete - 1, complete, len(data) - 1, len(data)} if "ndjson" in media else {len(data)}
    for at in range(1, len(data)):
        if at in whole:
            assert len(read([data[:at]], media=media)) in {3, 4}
            continue
        with pytest.raises(IncompleteStreamError):
            read([data[:at]], media=media)


def test_comments_and_other_fields_of_server_sent_events_are_nothing() -> None:
    data = b"\xef\xbb\xbf: heartbeat\n\nid: 7\nretry: 10\n\n" + sse().replace(
        b"event: item\n", b": still here\nevent: item\nid: 1\n"
    )
    assert read([data], media="text/event-stream") == WHOLE


def test_an_event_in_several_data_lines() -> None:
    text = json.dumps(EVENTS[3], indent=1).replace("\n", "\ndata: ")
    data = f"data: {text}\n\nevent: close\ndata: {{}}\n\n".encode()
    assert read([data], media="text/event-stream") == [EVENTS[3]]


def test_blank_lines_are_nothing_and_the_last_line_may_lack_its_end() -> None:
    assert read([b"\n\r\n  \n", RECORDED.replace(b"\n", b"\r\n\n").rstrip()]) == WHOLE


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_run_of_blank_lines_costs_what_its_bytes_cost(end: bytes) -> None:
    def calls(lines: int) -> float:
        figures: dict[str, float] = {}
        with counted(figures):
            assert read([end * lines, sse()], media="text/event-stream") == WHOLE
        return figures["calls"]

    few = calls(1)
    assert calls(100_000) < few + 1000


def test_one_event_is_bounded_in_size(both: Both) -> None:
    line = json.dumps(chunk("x" * 5000)).encode()
    for pieces in ([line + b"\n"], [line[:3000], line[3000:6000] + b"\n"], replies.cut(line, range(0, len(line), 10))):
        with pytest.raises(StreamError, match=r"Event 1 of the stream has more than 4,096 bytes") as caught:
            read(pieces, max_event_bytes=4096)
        assert caught.value.event_number == 1
        assert not isinstance(caught.value, IncompleteStreamError)


def test_without_an_option_an_event_has_eight_mebibytes() -> None:
    line = json.dumps({"somethingNew": "x" * (8 * 1024 * 1024 - 20)}).encode()
    assert len(line) <= 8 * 1024 * 1024
    assert len(read([line + b"\n"])) == 1
    with pytest.raises(StreamError, match="8,388,608"):
        read([line + b" " * 64 + b"\n"])


@pytest.mark.parametrize("junk", [b"{not json}\n", b"\xff\xfe\n", b'["a list"]\n', b"<html>\n", b'"text"\n'])
def test_a_malformed_line_says_which(junk: bytes) -> None:
    lines = RECORDED.split(b"\n")
    with pytest.raises(StreamError, match="event 2 of the stream is not a valid RetrieveMemoryEvent") as caught:
        read([lines[0] + b"\n" + junk + b"\n".join(lines[1:])])
    assert caught.value.event_number == 2


def test_what_a_malformed_line_holds_is_not_shown() -> None:
    with pytest.raises(StreamError) as caught:
        read([b'["sk-secret"]\n'])
    assert "sk-secret" not in str(caught.value)


# Life of a stream ----------------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_a_stream_is_entered(both: Both, stub: StubServer) -> None:
    stub.script(replies.chunked([RECORDED]))
    client = both.client(base_url=stub.url)
    stream = client.memories.retrieve(message="x", space_ids=[SPACE])
    assert not stub.requests
    assert "not entered" in repr(stream)
    with pytest.raises(ClientStateError, match="Enter the stream first"):
        both.list(stream)
    with both.open(stream) as entered:
        assert entered is stream
        assert stream.status_code == 200
        assert stream.headers["content-type"] == replies.NDJSON
        assert len(both.list(stream)) == 4
    assert len(stub.requests) == 1
    with pytest.raises(ClientStateError, match="used already"), both.open(stream):
        pass


def test_async_with_directly_and_after_await(stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", replies.chunked([RECORDED]))

    async def main() -> list[int]:
        async with AsyncGoodmem(base_url=stub.url) as client:
            counts = []
            async with client.memories.retrieve(message="x", space_ids=[SPACE]) as stream:
                counts.append(len([event async for event in stream]))
            async with await client.memories.retrieve(message="x", space_ids=[SPACE]) as stream:
                counts.append(len([event async for event in stream]))
            counts.append(len(await client.memories.retrieve(message="x", space_ids=[SPACE], stream=False)))
            return counts

    assert asyncio.run(main()) == [4, 4, 4]


def test_a_stream_that_is_left_early_gives_its_connection_up(both: Both, stub: StubServer) -> None:
    import threading

    never = threading.Event()
    stub.script([*replies.chunked([RECORDED], end=False), Until(never), Close()], replies.as_json({"spaces": []}))
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(message="x", space_ids=[SPACE])) as stream:
        both.next(iter(stream) if not both.is_async else stream)
    assert "closed" in repr(stream)
    assert both(client.spaces.list()).data == []
    never.set()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_on_a_stream_is_an_error(both: Both, stub: StubServer, status: int) -> None:
    stub.script(replies.redirect("https://elsewhere.example/", status))
    client = both.client(base_url=stub.url, api_key="gm_x")
    with (
        pytest.raises(APIError, match=r"redirects to 'https://elsewhere\.example/'") as caught,
        both.open(client.memories.retrieve(message="x", space_ids=[SPACE])),
    ):
        pass
    assert caught.value.status_code == status
    assert len(stub.requests) == 1


def test_an_error_status_is_raised_on_entering_with_its_body(both: Both, stub: StubServer) -> None:
    stub.script(replies.error(404, "Space not found: x"))
    stub.on("GET", "/v1/system/info", replies.error(404))  # whose version may explain it
    client = both.client(base_url=stub.url)
    with (
        pytest.raises(NotFoundError, match="Space not found: x"),
        both.open(client.memories.retrieve(message="x", space_ids=[SPACE])),
    ):
        pass


def test_a_page_of_html_is_no_stream(both: Both, stub: StubServer) -> None:
    stub.script(replies.reply(200, b"<html>console</html>", "text/html"))
    stub.on("GET", "/v1/system/info", replies.error(404))  # whose version may explain it
    client = both.client(base_url=stub.url)
    with (
        pytest.raises(APIResponseValidationError, match="text/html"),
        both.open(client.memories.retrieve(message="x", space_ids=[SPACE])),
    ):
        pass


@pytest.mark.parametrize("end", [Close(), Reset()])
def test_a_cut_connection_raises_and_keeps_what_arrived(both: Both, stub: StubServer, end: Any) -> None:
    lines = RECORDED.splitlines(keepends=True)
    stub.script(
        *[[*replies.chunked([b"".join(RECORDED.split(b"\n")[:2][i] + b"\n" for i in (0, 1))], end=False), end]] * 2
    )
    assert len(lines) >= 4
    client = both.client(base_url=stub.url, max_retries=0)
    with (
        pytest.raises(IncompleteStreamError),
        both.open(client.memories.retrieve(message="x", space_ids=[SPACE])) as stream,
    ):
        both.list(stream)
    if isinstance(end, Reset):
        return  # what a reset cut off is lost on the way
    with (
        pytest.raises(IncompleteStreamError) as caught,
        both.open(client.memories.retrieve(message="x", space_ids=[SPACE])) as stream,
    ):
        both(stream.collect())
    assert [hit.text for hit in caught.value.partial.hits] == [TEXT]
    assert caught.value.__cause__ is not None


def test_collected_without_a_stream_a_cut_raises(both: Both, stub: StubServer) -> None:
    stub.script([*replies.chunked([RECORDED], end=False), Close()])
    client = both.client(base_url=stub.url, max_retries=0)
    with pytest.raises(IncompleteStreamError, match="broke after 4 events") as caught:
        both(client.memories.retrieve(message="x", space_ids=[SPACE], stream=False))
    assert [hit.text for hit in caught.value.partial.hits] == [TEXT]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": "Out of memory", "status": 500, "timestamp": 0}, "Out of memory"),
        ({"error": "Out of memory"}, "Out of memory"),
        ({"errors": [{"field": "message", "message": "is too long"}]}, "message: is too long"),
    ],
)
@pytest.mark.parametrize("before", [0, 2])
def test_an_error_in_place_of_an_event_is_raised_in_the_servers_words(body: Any, said: str, before: int) -> None:
    recorded = b"".join(json.dumps(event).encode() + b"\n" for event in [*EVENTS[:before], body])
    with (
        client_of([recorded]) as client,
        pytest.raises(StreamError, match=f"failed after the stream had begun: {said}$") as caught,
    ):
        client.memories.retrieve(message="?", space_ids=[SPACE], stream=False)
    assert caught.value.event_number == before + 1
    assert len(caught.value.partial.events) == before


@pytest.mark.parametrize("pieces", [[], [b""], [b"\n\n"], [b"\r\n"]])
def test_a_stream_that_ends_before_its_first_event_was_cut(pieces: list[bytes]) -> None:
    with client_of(pieces) as client, pytest.raises(IncompleteStreamError, match="before its first event"):
        client.memories.retrieve(message="?", space_ids=[SPACE], stream=False)


def test_server_sent_events_may_say_that_there_are_none() -> None:
    with client_of([b'event: close\ndata: {"type":"completed"}\n\n'], "text/event-stream") as client:
        assert client.memories.retrieve(message="?", space_ids=[SPACE], stream=False).events == []


def test_arguments_are_checked_before_entering(both: Both) -> None:
    client = both.client(base_url="http://127.0.0.1:1")
    with pytest.raises(ValueError, match="message"):
        client.memories.retrieve(message="", space_ids=[SPACE])
