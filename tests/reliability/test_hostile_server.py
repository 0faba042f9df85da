"""Servers that send anything at all: every call ends with an error of ours, in bounded time and memory."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import subprocess
import sys
import time
import warnings
import zlib
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodmem_dyn import Goodmem, UnexpectedAnswerWarning
from goodmem_dyn._results import cursor, reader, retrievals
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    GoodMemError,
    IncompleteStreamError,
    InternalServerError,
    PaginationError,
    StreamError,
)
from tests.support import replies
from tests.support.examples import UUID, bundled
from tests.support.steps import Close, Reset, Send, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.both import Both
    from tests.support.server import StubServer
    from tests.support.steps import Step

ASK: dict[str, Any] = {"message": "m", "space_ids": [UUID]}
SPACE = bundled().value({"$ref": "#/components/schemas/Space"})
EVENT = {"status": {"code": "NOT_FOUND", "message": "m"}}
DEEP = b"[" * 200_000
LIMIT = 15.0
"""Seconds in which everything here must have ended, on a machine with other things to do."""


def hostile_about_itself(stub: StubServer, body: bytes) -> None:
    """What a client asks that looks for the reason of a failure is answered no better."""
    for path in ("/v1/system/info", "/openapi", "/openapi.json"):
        stub.on("GET", path, replies.reply(200, body))


def call(both: Both, stub: StubServer, reply: Any, *, stream: bool = False, **options: Any) -> Any:
    """One call, or one whole stream, against one reply."""
    stub.on("GET", "/v1/spaces", reply)
    stub.on("POST", "/v1/memories:retrieve", reply)
    client = both.client(base_url=stub.url, **{"max_retries": 0, "timeout": 5, **options})
    began = time.monotonic()
    try:
        if not stream:
            return both(client.spaces.list())
        with both.open(client.memories.retrieve(**ASK)) as events:
            return both.list(events)
    finally:
        assert time.monotonic() - began < LIMIT


# Answers -------------------------------------------------------------------------------------------------------------

BODIES: dict[str, bytes] = {
    "empty": b"",
    "nonsense": b"\x00\xff\xfe nonsense",
    "cut": b'{"spaces": [{"spaceId": "',
    "null": b"null",
    "a number": b"5",
    "a list": b"[]",
    "wrong types": b'[{"a": 1}]',
    "wrong inside": b'{"places": [5, null, "x"]}',
    "invalid UTF-8": b'{"spaces": [{"name": "\xff\xfe"}]}',
    "half a surrogate": b'{"spaces": [{"name": "\\ud800"}]}',
    "a huge number": b'{"spaces": [{"createdAt": ' + b"9" * 6000 + b"}]}",
    "NaN": b"NaN",
    "deep": DEEP,
    "deep objects": b'{"a":' * 100_000,
    "two values": b'{"spaces": []} {"spaces": []}',
    "a page of HTML": b"<html>Sign in</html>",
}


LITTLE = frozenset({"a list", "half a surrogate"})
"""Bodies that say less than is promised, or say it otherwise, and are no other thing."""


@pytest.mark.parametrize("name", sorted(LITTLE))
def test_a_success_that_says_little_is_taken_and_told(both: Both, stub: StubServer, name: str) -> None:
    with pytest.warns(UnexpectedAnswerWarning):
        page = call(both, stub, replies.reply(200, BODIES[name]))
    assert [one.name for one in page.data] == (["\ufffd"] if name == "half a surrogate" else [])


@pytest.mark.parametrize("name", sorted(BODIES.keys() - LITTLE))
def test_a_success_that_is_none(both: Both, stub: StubServer, name: str) -> None:
    hostile_about_itself(stub, BODIES[name])
    with pytest.raises(APIResponseValidationError) as caught:
        call(both, stub, replies.reply(200, BODIES[name]))
    assert len(caught.value.message) < 2000
    assert len(caught.value.body) <= 2000
    str(caught.value).encode()


@pytest.mark.parametrize("status", [300, 400, 404, 418, 499, 500, 599, 999])
@pytest.mark.parametrize("name", BODIES)
def test_an_error_with_any_body(both: Both, stub: StubServer, name: str, status: int) -> None:
    hostile_about_itself(stub, BODIES[name])
    with pytest.raises(APIError) as caught:
        call(both, stub, replies.reply(status, BODIES[name]))
    assert caught.value.status_code == status
    assert len(caught.value.message) < 3000
    str(caught.value).encode()


@pytest.mark.parametrize(
    "charset",
    ["utf-16", "idna", "punycode", "rot13", "zlib", "undefined", "unicode_escape", "'", "x" * 500, "mbcs"],
)
def test_any_charset(both: Both, stub: StubServer, charset: str) -> None:
    reply = replies.reply(400, b'{"error": "\xff\xfe\\x"}', content_type=f"application/json; charset={charset}")
    with pytest.raises(APIError):
        call(both, stub, reply)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999999\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
        b"HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nna me: x\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
        b"\r\n" * 1000,
        b"\x16\x03\x01\x02\x00",
        b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",
    ],
)
def test_a_head_that_is_none(both: Both, stub: StubServer, head: bytes) -> None:
    with pytest.raises(GoodMemError):
        call(both, stub, [Send(head), Close()])


@pytest.mark.parametrize("seed", range(8))
def test_noise(both: Both, stub: StubServer, seed: int) -> None:
    with pytest.raises(GoodMemError):
        call(both, stub, replies.garbage(seed, 2000))


def test_headers_without_end(both: Both, stub: StubServer) -> None:
    def forever() -> Iterator[Step]:
        yield Send(b"HTTP/1.1 200 OK\r\n")
        while True:
            yield Send(b"x-a: " + b"b" * 1000 + b"\r\n")

    for reply in (forever(), replies.huge_header(500_000)):
        with pytest.raises(APIConnectionError):
            call(both, stub, reply)


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        (b"0\r\n", b"a: b\r\n" * 1000),
        (b"0\r\na: ", b"a" * 65536),
        (b"5;", b"a" * 65536),
        (b"", b"0" * 65536),
    ],
    ids=["trailers", "a trailer", "an extension of a chunk", "a size of a chunk"],
)
def test_framing_without_end(both: Both, stub: StubServer, begins: bytes, goes_on: bytes) -> None:
    def steps() -> Iterator[Step]:
        yield Send(replies.head(200, {"content-type": "application/json", "transfer-encoding": "chunked"}))
        yield Send(replies.chunk(b'{"spaces": []}') + begins)
        while True:
            yield Send(goes_on)

    stub.on("GET", "/v1/spaces", lambda _: steps())
    with pytest.raises(APIConnectionError):
        both(both.client(base_url=stub.url, max_retries=0, deadline=5).spaces.list())


def test_promises_without_end(both: Both, stub: StubServer) -> None:
    def forever() -> Iterator[Step]:
        while True:
            yield Send(replies.head(103, {"link": "</style.css>"}) * 200)

    with pytest.raises(APIConnectionError):
        call(both, stub, forever(), timeout=1)


@pytest.mark.parametrize("keep", [0, 1, 13])
def test_a_body_that_stops_in_the_middle(both: Both, stub: StubServer, keep: int) -> None:
    body = b'{"spaces": []}'
    for reply in (
        replies.truncated(body[:keep], len(body) - keep),
        [*replies.chunked([body[:keep]], replies.JSON, end=False), Close()],
        [*replies.chunked([body[:keep]], replies.JSON, end=False), Reset()],
    ):
        with pytest.raises(APIConnectionError):
            call(both, stub, reply)


@pytest.mark.parametrize("length", ["chunked", "said"])
def test_a_body_without_end(both: Both, stub: StubServer, length: str) -> None:
    def forever() -> Iterator[Step]:
        if length == "said":
            yield Send(replies.head(200, {"content-type": replies.JSON, "content-length": str(10**14)}))
        else:
            yield Send(replies.head(200, {"content-type": replies.JSON, "transfer-encoding": "chunked"}))
        while True:
            yield Send(b" " * 65536 if length == "said" else replies.chunk(b" " * 65536))

    with pytest.raises(APIConnectionError, match="more than 67,108,864 bytes"):
        call(both, stub, forever())


@pytest.mark.parametrize("target", ["/v1/spaces", "http://127.0.0.1:1/", "//[", "\x80", "javascript:alert(1)"])
def test_redirects(both: Both, stub: StubServer, target: str) -> None:
    with pytest.raises(APIError, match="redirects"):
        call(both, stub, replies.redirect(target))
    assert len(stub.requests) == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "identity", "compress", "x" * 200])
@pytest.mark.parametrize(
    "body",
    [b"nonsense", b"", gzip.compress(b"x" * 1000, mtime=0)[:-9], zlib.compress(b"[")],
    ids=["nonsense", "empty", "cut gzip", "deflated"],
)
def test_bodies_that_cannot_be_decompressed(both: Both, stub: StubServer, encoding: str, body: bytes) -> None:
    hostile_about_itself(stub, body)
    with pytest.raises(GoodMemError):
        call(both, stub, replies.reply(200, body, content_encoding=encoding))


def test_what_is_compressed_as_asked_for_is_read(both: Both, stub: StubServer) -> None:
    assert call(both, stub, replies.compressed(b'{"spaces": []}')).data == []


# Streams -------------------------------------------------------------------------------------------------------------

LINES: dict[str, bytes] = {
    "nonsense": b"nonsense\n",
    "a number": b"5\n",
    "deep": DEEP + b"\n",
    "invalid UTF-8": b'{"status": {"code": "\xff", "message": "m"}}\n',
    "wrong types": b"[5]\n",
}


@pytest.mark.parametrize("framing", ["ndjson", "sse"])
@pytest.mark.parametrize("name", LINES)
def test_an_event_that_is_none(both: Both, stub: StubServer, name: str, framing: str) -> None:
    line = LINES[name]
    body = line if framing == "ndjson" else b"event: item\ndata: " + line + b"\n"
    kind = replies.NDJSON if framing == "ndjson" else replies.SSE
    with pytest.raises(StreamError, match="event 1"):
        call(both, stub, replies.chunked([body], kind), stream=True)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("framing", ["ndjson", "sse"])
@pytest.mark.parametrize("end", ["chunk", "close"])
def test_a_stream_that_stops_in_the_middle(both: Both, stub: StubServer, framing: str, keep: float, end: str) -> None:
    parts = replies.ndjson([EVENT]) if framing == "ndjson" else replies.sse([EVENT])
    whole = b"".join(parts)
    kind = replies.NDJSON if framing == "ndjson" else replies.SSE
    cut = whole[: max(1, int(len(whole) * keep) - 1)]
    reply = replies.chunked([cut], kind, end=end == "chunk")
    with pytest.raises(IncompleteStreamError):
        call(both, stub, [*reply, Close()] if end == "close" else reply, stream=True)


def test_a_line_without_end(both: Both, stub: StubServer) -> None:
    def forever() -> Iterator[Step]:
        yield Send(replies.head(200, {"content-type": replies.NDJSON, "transfer-encoding": "chunked"}))
        while True:
            yield Send(replies.chunk(b"x" * 65536))

    with pytest.raises(StreamError, match=r"has more than 1,000,000 bytes.*max_event_bytes"):
        call(both, stub, forever(), stream=True, max_event_bytes=1_000_000)


@pytest.mark.parametrize(
    ("part", "kind"), [(b"\n", "ndjson"), (b" \n", "ndjson"), (b": beat\n\n", "sse"), (b"\n", "sse")]
)
def test_a_stream_that_says_nothing_for_ever(both: Both, stub: StubServer, part: bytes, kind: str) -> None:
    media = replies.NDJSON if kind == "ndjson" else replies.SSE

    def forever() -> Iterator[Step]:
        yield Send(replies.head(200, {"content-type": media, "transfer-encoding": "chunked"}))
        while True:
            yield Send(replies.chunk(part * 8192))

    with pytest.raises(StreamError, match="no event"):
        call(both, stub, forever(), stream=True, max_event_bytes=1_000_000)


def test_heartbeats_are_no_nothing(both: Both, stub: StubServer) -> None:
    """Blank lines keep a connection open, and each event begins the count anew."""
    line = replies.ndjson([EVENT])[0]
    parts = [b"\n" * 900_000, line, b"\n" * 900_000, line]
    assert len(call(both, stub, replies.chunked(parts), stream=True, max_event_bytes=1_000_000)) == 2


def test_events_without_end_are_not_collected(both: Both, stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_KEPT_BYTES", 200_000)
    line = b"".join(replies.ndjson([EVENT])) * 100

    def forever() -> Iterator[Step]:
        yield Send(replies.head(200, {"content-type": replies.NDJSON, "transfer-encoding": "chunked"}))
        while True:
            yield Send(replies.chunk(line))

    stub.on("POST", "/v1/memories:retrieve", forever(), forever(), forever())
    client = both.client(base_url=stub.url, max_retries=0)
    with pytest.raises(StreamError, match="Ask for less"):
        both(client.memories.retrieve(**ASK, stream=False))
    with both.open(client.memories.retrieve(**ASK)) as stream, pytest.raises(StreamError, match="Ask for less"):
        both.list(stream.items())
    with both.open(client.memories.retrieve(**ASK)) as stream:
        for _ in range(20_000):
            both.next(stream)  # whoever iterates keeps nothing
    stub.wait_closed(5)


def test_statuses_without_end_are_not_kept(both: Both, stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrievals, "MAX_KEPT_BYTES", 200_000)
    lines = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}] * 10_000)
    stub.on("POST", "/v1/memories:retrieve", replies.chunked(lines, end=False))
    client = both.client(base_url=stub.url, max_retries=0)
    with (
        both.open(client.memories.retrieve(**ASK)) as stream,
        pytest.raises(StreamError, match="statuses and replies"),
    ):
        both.list(stream)


# Pages ---------------------------------------------------------------------------------------------------------------


def test_a_token_that_comes_again(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": [], "nextToken": "t"}))
    with pytest.raises(PaginationError, match="repeats"):
        both.list(both(both.client(base_url=stub.url).spaces.list()))


def test_empty_pages_without_end(both: Both, stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursor, "MAX_EMPTY_PAGES", 100)
    numbers = iter(range(10**9))
    stub.on("GET", "/v1/spaces", lambda _: replies.as_json({"spaces": [], "nextToken": f"t{next(numbers)}"}))
    with pytest.raises(PaginationError, match="empty pages"):
        both.list(both(both.client(base_url=stub.url).spaces.list()))


@pytest.mark.parametrize("by_page", [False, True], ids=["items", "pages"])
def test_a_deadline_holds_from_item_to_item(both: Both, by_page: bool) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        time.sleep(0.02)
        number = len(asked)
        return httpx.Response(200, json={"spaces": [], **({"nextToken": f"t{number}"} if number < 100 else {})})

    page = both(both.against(answer, deadline=0.3).spaces.list())
    if by_page:  # each is asked for by the caller, and has its own time
        while page.has_next_page:
            page = both(page.get_next_page())
        assert len(asked) == 100
        return
    with pytest.raises(APITimeoutError, match=r"deadline of 0\.3 seconds, all pages together"):
        both.list(page)
    assert 2 <= len(asked) < 30


def test_items_after_empty_pages_are_found_and_the_deadline_begins_anew_with_each(both: Both) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        time.sleep(0.01)
        number = len(asked)
        items = [] if number % 4 else [{**SPACE, "name": f"s{number}"}]
        return httpx.Response(200, json={"spaces": items, **({"nextToken": f"t{number}"} if number < 60 else {})})

    page = both(both.against(answer, deadline=0.5).spaces.list())
    assert [space.name for space in both.list(page)] == [f"s{number}" for number in range(4, 61, 4)]


# Bombs ---------------------------------------------------------------------------------------------------------------

BOMBS = """
import asyncio, resource, sys, time

resource.setrlimit(resource.RLIMIT_AS, (1536 * 1024**2,) * 2)

from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError

url, case = sys.argv[1], sys.argv[2]
ask = {"message": "m", "space_ids": ["00000000-0000-4000-8000-000000000001"]}
options = {"base_url": url, "max_retries": 0, "timeout": 5}


def sync():
    with Goodmem(**options) as client:
        if case.startswith("stream"):
            with client.memories.retrieve(**ask) as stream:
                for _ in stream:
                    pass
        else:
            client.spaces.list()


async def asynchronous():
    async with AsyncGoodmem(**options) as client:
        if case.startswith("stream"):
            async with client.memories.retrieve(**ask) as stream:
                async for _ in stream:
                    pass
        else:
            await client.spaces.list()


for run in (sync, lambda: asyncio.run(asynchronous())):
    began = time.monotonic()
    try:
        run()
    except GoodMemError as error:
        print(type(error).__name__, int(time.monotonic() - began), str(error)[:100].replace("\\n", " "))
    else:
        print("no error")
# Not what `getrusage` says, which on Linux begins with the size of the process that started this one.
with open("/proc/self/status") as status:
    print(int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) // 1024)
"""


def bomb(content: bytes, times: int) -> bytes:
    """What becomes `content` that many times over, but for the checksum that nobody gets to."""
    squeeze = zlib.compressobj(9, wbits=31)
    head = squeeze.compress(content * 1024) + squeeze.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what was before, so that the same bytes can come again.
    block = squeeze.compress(content * 1024) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return head + block * (times // 1024 - 1)


def endless(part: bytes, status: int = 200, kind: str = "application/json") -> Iterator[Step]:
    yield Send(replies.head(status, {"content-type": kind, "transfer-encoding": "chunked"}))
    while True:
        yield Send(replies.chunk(part))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited and measured as Linux does it")
@pytest.mark.parametrize(
    "case", ["bomb", "error bomb", "stream bomb", "stream of blanks", "endless error", "bomb in bomb"]
)
def test_bombs(stub: StubServer, case: str) -> None:
    """In a process of its own, which may have 1.5 GiB of address space, and takes much less."""
    giga = 1024**2  # of a kilobyte
    if case in ("bomb", "stream bomb"):
        body = bomb(b"x" * 1024, giga)
    elif case == "stream of blanks":
        body = bomb(b"\n" * 1024, giga)
    elif case == "bomb in bomb":
        body = gzip.compress(bomb(b"\0" * 1024, giga))
    else:
        body = bomb(b"e" * 1024, giga)
    kind = replies.NDJSON if case.startswith("stream") else replies.JSON
    status = 500 if "error" in case else 200
    encoding = "gzip, gzip" if case == "bomb in bomb" else "gzip"
    for method, path in (("GET", "/v1/spaces"), ("POST", "/v1/memories:retrieve")):
        if case == "endless error":
            stub.on(method, path, lambda _: endless(b"e" * 65536, 500))
        else:
            stub.on(method, path, replies.reply(status, body, kind, content_encoding=encoding))
    found = subprocess.run(
        [sys.executable, "-c", BOMBS, stub.url, case], capture_output=True, text=True, check=False, timeout=60
    )
    assert found.stderr == ""
    *outcomes, peak = found.stdout.splitlines()
    for outcome in outcomes:
        name, seconds, _ = outcome.split(" ", 2)
        wanted = {"StreamError", "IncompleteStreamError"} if case.startswith("stream") else {"APIConnectionError"}
        assert name in (wanted if "error" not in case else {"InternalServerError"}), outcome
        assert int(seconds) < 10
    assert int(peak) < 500, found.stdout


# Anything ------------------------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
ERROR_KEYS = st.sampled_from(
    ["error", "errors", "message", "detail", "details", "code", "status", "title", "violations"]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    status=st.integers(300, 999),
    body=st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(ERROR_KEYS, json_values, max_size=4).map(lambda value: json.dumps(value).encode()),
    media=st.sampled_from(["application/json", "text/html", "", "application/problem+json; charset=latin-1", ";;;="]),
    request_id=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=300),
)
def test_any_error_becomes_one_of_ours(status: int, body: bytes, media: str, request_id: str) -> None:
    headers = [(b"content-type", media.encode()), (b"x-request-id", request_id.encode("latin-1", "replace"))]
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=body, headers=headers))
    client = Goodmem(base_url="http://127.0.0.1:1", transport=transport, max_retries=0)
    with client, pytest.raises(APIError) as caught:
        client.spaces.list()
    text = str(caught.value)
    assert len(text) < 60_000
    text.encode()
    assert caught.value.status_code == status


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=json_values | st.dictionaries(st.sampled_from(["spaces", "nextToken", "x"]), json_values, max_size=3))
def test_any_json_is_a_page_or_an_error(value: Any) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=value))
    client = Goodmem(base_url="http://127.0.0.1:1", transport=transport, max_retries=0)
    with client, warnings.catch_warnings():
        warnings.simplefilter("ignore", UnexpectedAnswerWarning)
        try:
            page = client.spaces.list()
        except APIResponseValidationError:
            return
    assert isinstance(page.data, list)
    repr(page)


@settings(max_examples=60, deadline=None)
@pytest.mark.filterwarnings("ignore::goodmem_dyn.UnexpectedAnswerWarning")
@given(seed=st.integers(0, 10**9), size=st.integers(0, 400), mutations=st.integers(0, 20))
def test_damaged_streams_end_in_events_or_errors(seed: int, size: int, mutations: int) -> None:
    """Real lines with bytes exchanged: each damage is a `StreamError`, or leaves an event that is one."""
    chance = random.Random(seed)
    data = bytearray(b"".join(replies.ndjson([EVENT, {"abstractReply": {"text": "t", "relevanceScore": 0.5}}])))
    for _ in range(mutations):
        data[chance.randrange(len(data))] = chance.randrange(256)
    content = bytes(data[: size or len(data)])
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, content=content, headers={"content-type": replies.NDJSON})
    )
    client = Goodmem(base_url="http://127.0.0.1:1", transport=transport, max_retries=0)
    with client, contextlib.suppress(StreamError), client.memories.retrieve(**ASK) as stream:
        assert len(list(stream)) <= content.count(b"\n") + 1


def test_a_drip_is_ended_by_a_deadline(both: Both, stub: StubServer) -> None:
    """A server that sends a byte now and then keeps a call without a deadline as long as it likes."""

    def drip() -> Iterator[Step]:
        yield Send(replies.head(200, {"content-type": replies.JSON, "transfer-encoding": "chunked"}))
        while True:
            yield Send(replies.chunk(b" "))
            yield Wait(0.02)

    began = time.monotonic()
    with pytest.raises(GoodMemError):
        call(both, stub, drip(), deadline=0.5)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("pause", [5.0, 0.05], ids=["silent", "dripping"])
def test_a_stream_that_is_collected_ends_with_its_deadline(both: Any, stub: StubServer, pause: float) -> None:
    line = b'{"resultSetBoundary":{"kind":"BEGIN","resultSetId":"a","stageName":"retrieve"}}\n'

    def answer(_request: Any) -> Any:
        yield Send(replies.head(200, {"content-type": "application/x-ndjson", "transfer-encoding": "chunked"}))
        while True:
            yield Send(replies.chunk(line))
            yield Wait(pause)

    stub.on("POST", "/v1/memories:retrieve", answer)
    client = both.client(base_url=stub.url, api_key="gm_x", max_retries=0)
    began = time.monotonic()
    with pytest.raises(IncompleteStreamError, match="time") as caught:
        both(client.memories.retrieve(message="x", space_ids=["a"], stream=False, deadline=0.4))
    assert time.monotonic() - began < 4
    assert caught.value.event_number


def test_a_download_ends_with_its_deadline(both: Any, stub: StubServer, tmp_path: Any) -> None:
    def answer(_request: Any) -> Any:
        yield Send(replies.head(200, {"content-type": "application/octet-stream", "content-length": "1000000"}))
        while True:
            yield Send(b"x" * 10)
            yield Wait(0.05)

    stub.on("GET", f"/v1/memories/{UUID}/content", answer)
    client = both.client(base_url=stub.url, api_key="gm_x", max_retries=0)
    began = time.monotonic()
    with pytest.raises(GoodMemError):
        both(client.memories.content(id=UUID, to=tmp_path / "file", deadline=0.4))
    assert time.monotonic() - began < 4


def test_a_failure_in_place_of_a_stream_ends_with_its_deadline(both: Any, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", [Send(replies.head(500, {"content-length": "100"})), Wait(9)])
    client = both.client(base_url=stub.url, api_key="gm_x", max_retries=0)
    began = time.monotonic()
    with (
        pytest.raises(InternalServerError),
        both.open(client.memories.retrieve(message="x", space_ids=["a"], deadline=0.4)),
    ):
        pass
    assert time.monotonic() - began < 4
