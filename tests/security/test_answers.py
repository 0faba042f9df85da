"""Answers that cost too much, that repeat secrets, or that have the client ask for more."""

from __future__ import annotations

import json
import logging
import os
import pickle
import time
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import APIError, GoodMemError, models
from goodmem_dyn._bulk.folders import walk
from goodmem_dyn._bulk.rows import Reading
from goodmem_dyn.errors import APIConnectionError, APIResponseValidationError, APITimeoutError, FileArgumentError
from tests.support import replies
from tests.support.limited import limited
from tests.support.steps import Close, Send, Wait

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.support.server import StubServer

CALL = """
    import asyncio, gzip, httpx, time
    from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError
    import goodmem_dyn.models
    content = gzip.compress(eval(GIVEN["content"]))
    head = {"content-type": "application/json", "content-encoding": "gzip"}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, headers=head, content=content))
    options = {"base_url": "http://localhost:1", "api_key": "k", "transport": transport, "max_retries": 0, "deadline": 3}
    async def asked():
        async with AsyncGoodmem(**options) as client:
            return await client.spaces.list()
    before, began = peak(), time.process_time()
    try:
        Goodmem(**options).spaces.list() if GIVEN["is_sync"] else asyncio.run(asked())
        print("answered")
    except GoodMemError as error:
        print(type(error).__name__)
    print(time.process_time() - began, peak() - before)
"""


@pytest.mark.parametrize("is_sync", [True, False], ids=["sync", "async"])
@pytest.mark.parametrize(
    "content",
    [
        """b'{"spaces":[' + b"1," * 1_500_000 + b"1]}" """,
        """b'{"spaces":[' + b"{}," * 400_000 + b"1]}" """,
        """b'{"spaces":[{"labels":{' + b",".join(b'"%d":1' % i for i in range(300_000)) + b"}}]}" """,
        """b"[" * 1_000_000""",
        """b'{"a":' * 200_000""",
    ],
    ids=["numbers for objects", "empty objects", "numbers in a map", "lists without end", "objects without end"],
)
def test_what_a_wrong_answer_costs(content: str, is_sync: bool) -> None:
    ended = limited(CALL, content=content, is_sync=is_sync)
    seconds, grown = map(float, ended.output.split()[-2:])
    assert seconds < 6
    assert grown < 200


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that goes on for a gibibyte, and knows how much of it was read."""

    def __init__(self, begins: bytes = b"") -> None:
        self._begins = begins
        self.mebibytes = 0

    def __iter__(self) -> Iterator[bytes]:
        yield self._begins
        for _ in range(1024):
            self.mebibytes += 1
            yield b" " * (1 << 20)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


JSON = {"content-type": "application/json"}


def test_json_has_less_room_than_content(both: Any) -> None:
    body = Endless(b'{"spaces": [')
    client = both.against(lambda request: httpx.Response(200, headers=JSON, stream=body))
    with pytest.raises(APIConnectionError, match="67,108,864"):
        both(client.spaces.list())
    assert 64 <= body.mebibytes <= 66
    content = b"a" * (65 << 20)
    client = both.against(lambda request: httpx.Response(200, headers=JSON, content=content))
    assert len(both(client.memories.content(id="0198c0de-7a4b-7000-8000-000000000001"))) == len(content)


LADDER = {f"S{i}": {"allOf": [{"$ref": f"#/components/schemas/S{i + 1}"}] * 2} for i in range(30)}


def hostile(paths: dict[str, Any]) -> bytes:
    schemas = {**LADDER, "S30": {"type": "object", "properties": {"a": {}}}}
    return json.dumps({"openapi": "3.1.0", "info": {}, "paths": paths, "components": {"schemas": schemas}}).encode()


def test_a_failed_call_reads_no_more_than_it_needs(both: Any) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}}
    content = hostile({"/v1/x": {"post": {"responses": {}, "requestBody": body}}})
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/v1/system/info":
            return httpx.Response(200, json={"gitCommit": "f" * 40})
        return httpx.Response(200, content=content) if request.url.path == "/openapi" else httpx.Response(404)

    client = both.against(answer)
    for _ in range(2):
        with pytest.raises(APIError, match=r"does not have spaces\.list"):
            both(client.spaces.list())
    assert asked == ["/v1/spaces", "/v1/system/info", "/openapi", "/v1/spaces"]


def test_a_look_up_reads_a_document_of_a_few_mebibytes(both: Any) -> None:
    bodies: list[Endless] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/system/info":
            return httpx.Response(200, json={"gitCommit": "f" * 40})
        if request.url.path == "/v1/spaces":
            return httpx.Response(404)
        bodies.append(Endless(b'{"paths": {'))
        return httpx.Response(200, headers=JSON, stream=bodies[-1])

    with pytest.raises(APIError):
        both(both.against(answer).spaces.list())
    assert bodies
    assert all(4 <= body.mebibytes <= 6 for body in bodies)


def test_a_look_up_ends_with_the_deadline_of_its_call(both: Any, stub: StubServer) -> None:
    drip = [Send(replies.head(200, {"content-type": "application/json", "transfer-encoding": "chunked"}))]
    for _ in range(200):
        drip += [Send(replies.chunk(b" ")), Wait(0.05)]
    stub.on("GET", "/v1/spaces", replies.error(404))
    stub.on("GET", "/v1/system/info", drip)
    client = both.client(base_url=stub.url, api_key="k", deadline=1.0, max_retries=0)
    import time

    began = time.monotonic()
    with pytest.raises(GoodMemError):
        both(client.spaces.list())
    assert time.monotonic() - began < 6


def can_be_read(depth: int) -> bool:
    """Whether this Python reads JSON of that depth: each version has a bound of its own."""
    try:
        json.loads("[" * depth + "]" * depth)
    except RecursionError:
        return False
    return True


def test_a_log_that_cannot_show_an_answer_leaves_it_out(both: Any, caplog: pytest.LogCaptureFixture) -> None:
    space = {"spaceId": "0198c0de-7a4b-7000-8000-000000000001", "name": "n", "spaceEmbedders": []}
    depth = next(depth for depth in (3000, 1400, 900) if can_be_read(depth))  # Python reads it, and does not walk it
    content = json.dumps(space)[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
    head = {"content-type": "application/json"}
    client = both.against(lambda request: httpx.Response(200, headers=head, content=content.encode()))
    with caplog.at_level(logging.DEBUG, "goodmem_dyn"), pytest.raises(GoodMemError, match="valid Space"):
        both(client.spaces.get(id=space["spaceId"]))
    assert "nested too deep to be shown" in caplog.text


# Secrets in every spelling

KEY = 'gm_"quoted"\\and/slashed'
ID = "0198c0de-7a4b-7000-8000-000000000001"
SPELLINGS = {
    "as it is": KEY,
    "JSON": json.dumps(KEY)[1:-1],
    "JSON in JSON": json.dumps(json.dumps(KEY)[1:-1])[1:-1],
    "percent-encoded": "gm_%22quoted%22%5Cand%2Fslashed",
    "percent-encoded, small": "gm_%22quoted%22%5cand%2fslashed",
    "percent-encoded twice": "gm_%2522quoted%2522%255Cand%252Fslashed",
    "HTML": "gm_&quot;quoted&quot;\\and/slashed",
    "HTML, by numbers": "gm_&#34;quoted&#x22;&#92;and&#x2F;slashed",
    "JSON with other escapes": r"gm_\u0022quoted\u0022\u005Cand\/slashed",
    "JSON, three deep": json.dumps(json.dumps(json.dumps(KEY)[1:-1])[1:-1])[1:-1],
    "capitals": KEY.upper(),
}


def everything(error: BaseException) -> str:
    texts = []
    one: BaseException | None = error
    while one is not None:
        texts += [str(one), repr(one), *map(str, vars(one).values())]
        one = one.__cause__ or one.__context__
    return "\n".join(texts) + str(pickle.loads(pickle.dumps(error)).__dict__)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", ["body", "request id", "misfit"])
def test_a_key_that_is_repeated_is_hidden(
    both: Any, caplog: pytest.LogCaptureFixture, spelling: str, place: str
) -> None:
    text = SPELLINGS[spelling]
    told: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if place == "misfit":
            return httpx.Response(
                200, headers={"content-type": "application/json"}, content=json.dumps([text]).encode()
            )
        headers = {"x-request-id": text} if place == "request id" else {}
        return httpx.Response(400, headers=headers, content=f"sent: {text}".encode())

    client = both.against(answer, api_key=KEY, on_attempt=told.append)
    with caplog.at_level(logging.DEBUG, "goodmem_dyn"), pytest.raises(APIError) as caught:
        both(client.users.me())
    assert text not in everything(caught.value)
    assert text not in caplog.text
    assert text not in str(told)
    assert isinstance(caught.value, APIResponseValidationError) == (place == "misfit")


def test_a_secret_in_the_json_of_a_request_that_is_echoed_as_text_is_hidden(both: Any) -> None:
    secret = json.dumps({"private_key": "-----BEGIN\nabc\n"})

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"error": f"cannot read {request.content.decode()}"})

    key = models.ApiKeyAuth(inline_secret=secret)
    with pytest.raises(APIError) as caught:
        both(
            both.against(answer).embedders.create(
                display_name="e",
                provider_type="OPENAI",
                endpoint_url="http://localhost:1",
                model_identifier="m",
                dimensionality=3,
                distribution_type="DENSE",
                credentials={"kind": "CREDENTIAL_KIND_API_KEY", "api_key": key},
            )
        )
    assert "BEGIN" not in everything(caught.value)


def test_a_key_in_an_event_that_is_none_is_hidden(both: Any) -> None:
    content = json.dumps([KEY]).encode() + b"\n"
    client = both.against(
        lambda request: httpx.Response(200, headers={"content-type": "application/x-ndjson"}, content=content),
        api_key=KEY,
    )
    with (
        pytest.raises(GoodMemError) as caught,
        both.open(client.memories.retrieve(message="m", space_ids=[ID])) as stream,
    ):
        both.list(stream)
    assert "quoted" not in "".join(traceback.format_exception(caught.value)) + everything(caught.value)


def test_a_key_as_a_status_line_is_hidden(both: Any, stub: StubServer) -> None:
    key = "gm_statusline12345"
    stub.script([Send(f"HTTP/1.1 {key}\r\n\r\n".encode()), Close()])
    with pytest.raises(APIConnectionError) as caught:
        both(both.client(base_url=stub.url, api_key=key, max_retries=0).spaces.list())
    assert key not in everything(caught.value)


def test_a_key_as_the_name_of_a_header_is_hidden(both: Any, stub: StubServer) -> None:
    key = "gm_headername12345"
    stub.script([Send(replies.head(400, {f"x-{key}": "1", "content-length": "0"})), Close()])
    with pytest.raises(APIError) as caught:
        both(both.client(base_url=stub.url, api_key=key, max_retries=0).spaces.list())
    assert key not in everything(caught.value) + str(caught.value.headers)


def test_what_a_server_adds_beside_a_secret_is_masked() -> None:
    made = models.ApiKeyAuth.model_validate({"inlineSecret": "sk-1", "newField": "hush-hush", "deep": {"a": ["hush"]}})
    for text in (repr(made), str(made.model_dump()), made.model_dump_json(), str(pickle.loads(pickle.dumps(made)))):
        assert "hush" not in text
    assert made.model_dump(context={"secrets": True})["newField"] == "hush-hush"


# What the caller gives


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_opened(both: Any, tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "pipe")  # to open it would wait for ever
    client = both.against(lambda request: httpx.Response(500))
    path = tmp_path / "pipe" if kind == "pipe" else "/dev/zero"
    with pytest.raises(FileArgumentError, match="a pipe, a socket or a device"):
        both(client.memories.create(space_id=ID, file_path=path))


def test_a_source_that_gives_little_is_not_waited_for_beyond_the_deadline(both: Any, stub: StubServer) -> None:
    class Slow:
        reads = 0

        def read(self, size: int) -> bytes:
            self.reads += 1
            time.sleep(0.05)
            return b"x"

    file = Slow()
    with pytest.raises(APITimeoutError, match="deadline"):
        both(
            both.client(base_url=stub.url, deadline=0.5, max_retries=0).memories.create(
                space_id=ID, file=file, content_type="a/b"
            )
        )
    assert file.reads < 40


@pytest.mark.parametrize("given", ["transport", "http_client"])
def test_an_upload_ends_with_its_deadline_whoever_sends_it(both: Any, stub: StubServer, given: str) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            time.sleep(0.001)
            return b"x" * size

    if given == "transport":
        options = {"transport": httpx.AsyncHTTPTransport() if both.is_async else httpx.HTTPTransport()}
    else:
        options = {"http_client": both.http_client(base_url=stub.url)}
    client = both.client(
        **{"base_url": stub.url} if given == "transport" else {}, deadline=0.5, max_retries=0, **options
    )
    with pytest.raises(APITimeoutError, match="deadline"):
        both(client.memories.create(space_id=ID, file=Endless(), content_type="a/b"))
    if given == "http_client":
        both(options["http_client"].close())


def test_cookies_without_end_are_forgotten(both: Any) -> None:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers.get("cookie", ""))
        return httpx.Response(200, headers={"set-cookie": f"c{len(sent)}={'a' * 3000}"}, json={"spaces": []})

    client = both.against(answer)
    for _ in range(20):
        both(client.spaces.list())
    assert "c1=" in sent[1]
    assert max(map(len, sent)) < 10_000


def test_a_link_to_itself_fails_alone(both: Any, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "good.txt").write_text("good")
    found = {item.key: item.problem for item in walk(str(tmp_path), Reading())}
    assert found["good.txt"] is None
    assert "cannot be read" in str(found["loop"])


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "Connection", "Upgrade"])
def test_headers_of_the_framing_are_refused(both: Any, name: str) -> None:
    client = both.against(lambda request: httpx.Response(200, json={}))
    with pytest.raises(GoodMemError, match="written by the transport"):
        both(client.spaces.list(extra_headers={name: "5"}))
    with pytest.raises(GoodMemError, match="written by the transport"):
        both.client(base_url="http://localhost:1", default_headers={name: "5"})


@pytest.mark.parametrize("url", ["http://h/../..", "http://h/a/%2e%2e/b"])
def test_a_base_url_leads_nowhere_else(both: Any, url: str) -> None:
    with pytest.raises(GoodMemError, match="base_url"):
        both.client(base_url=url)


@pytest.mark.parametrize("host", ["127.evil.com", "127.0.0.1.evil.com", "localhost.evil.com", "10.0.0.1"])
def test_only_this_machine_is_this_machine(both: Any, host: str) -> None:
    with pytest.warns(match="unencrypted"):
        both.client(base_url=f"http://{host}", api_key="k")


@pytest.mark.parametrize("host", ["127.8.8.8", "localhost", "a.localhost", "[::1]"])
def test_this_machine_needs_no_encryption(both: Any, host: str) -> None:
    both.client(base_url=f"http://{host}:1", api_key="k")
