"""The stub server: canned answers over HTTP/1.1, fast enough never to be what a measurement waits for.

Rules: standard library only; a process of its own, on loopback; it ends when its parent closes the pipe to its
standard input (so also when the parent dies) and in any case after ``LIFETIME_S``; a request that a GoodMem server
would refuse is answered 400 with the reason, so that a client cannot be fast by sending less.

The first segment of a path may choose a scenario (``/each-20000/v1/memories:retrieve``), which every client can be
told through its base URL:

=================  ================================================================
``KIND-N``         a stream of N events, framed as ``answers.stream_body`` says
``list-N``         a list of N spaces
``slow``           every answer comes 10 ms later
``pause``          a stream of two events, 300 ms apart
``/stats``         connections and requests since the last time that this was asked
=================  ================================================================
"""

from __future__ import annotations

import asyncio
import functools
import json
import re
import sys
import threading
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tools.bench import answers

if TYPE_CHECKING:
    from pathlib import Path

LIFETIME_S = 3600
PAUSE_S = 0.3
SLOW_S = 0.01
_SCENARIO = re.compile(r"^/(each|bulk|large|list|slow|pause)(?:-(\d+))?(/v1/.*)$")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_BOUNDARY = re.compile(rb"\r\ncontent-type: *multipart/form-data; *boundary=\"?([^\r\n\"]+)", re.IGNORECASE)
_KEY = re.compile(rb"\r\nx-api-key: *([^\r\n]*)", re.IGNORECASE)
_MEMORY_ID = re.compile(rb'"memoryId": *"([0-9a-f-]{36})"')
_NDJSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n"
_WRITE = 65536


class RefusedError(Exception):
    """The request is not one that a GoodMem server would take."""


class _Stats:
    connections = 0
    requests = 0

    @classmethod
    def read(cls) -> bytes:
        body = json.dumps({"connections": cls.connections, "requests": cls.requests}).encode()
        cls.connections = cls.requests = 0
        return body


class _Upload:
    """Checks a multipart body as it flows past: the fields, and the length and checksum of the file."""

    def __init__(self, boundary: bytes) -> None:
        self._close = b"\r\n--" + boundary
        self._head: bytes | None = b""
        self._tail = b""
        self._size = self._sum = 0
        self._fields = b""

    def feed(self, data: bytes) -> None:
        if self._head is not None:
            self._head += data
            at = self._head.find(b"filename=")
            start = self._head.find(b"\r\n\r\n", at)
            if at < 0 or start < 0:
                return
            self._fields, data, self._head = self._head[:start], self._head[start + 4 :], None
        data = self._tail + data
        # What may still be the closing boundary is held back until more has come or the body has ended.
        body, self._tail = data[:-1024], data[-1024:]
        self._size += len(body)
        self._sum = zlib.crc32(body, self._sum)

    def finish(self) -> None:
        body, close, _ = self._tail.partition(self._close)
        size, checksum = self._size + len(body), zlib.crc32(body, self._sum)
        if not close or self._head is not None:
            raise RefusedError("the multipart body has no complete file part")
        if answers.SPACE_ID.encode() not in self._fields:
            raise RefusedError("the multipart body lacks the space id")
        if size % len(answers.BLOCK) or checksum != _block_checksum(size // len(answers.BLOCK)):
            raise RefusedError(f"the uploaded file differs: {size} bytes, checksum {checksum}")


@functools.cache
def _block_checksum(count: int) -> int:
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(answers.BLOCK, checksum)
    return checksum


def _check_creation(item: Any, position: int) -> None:
    wanted = {"spaceId": answers.SPACE_ID, "contentType": "text/plain", "metadata": answers.METADATA}
    if any(item.get(key) != value for key, value in wanted.items()):
        raise RefusedError(f"item {position} is not what the bench creates: {item!r:.200}")
    if item.get("originalContent") != answers.content_of(position):
        raise RefusedError(f"item {position} has the content of another: {item!r:.200}")


class Connection(asyncio.Protocol):
    """One connection: requests are answered in order, one at a time."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        _Stats.connections += 1
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""
        self._head = b""
        self._missing = 0
        self._upload: _Upload | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self._task: asyncio.Task[None] | None = None

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._task:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        if self._upload:
            self._missing -= len(data)
            self._upload.feed(data)
        else:
            self._buffer += data
            if not self._head and not self._begin():
                return
        if self._upload:
            if self._missing <= 0:
                upload, self._upload, self._buffer = self._upload, None, b""
                self._respond(self._head, upload)
        elif len(self._buffer) >= self._missing:
            body, self._buffer = self._buffer[: self._missing], self._buffer[self._missing :]
            self._respond(self._head, body)

    def _begin(self) -> bool:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return False
        self._head, self._buffer = head, rest
        length = _LENGTH.search(head)
        self._missing = int(length[1]) if length else 0
        boundary = _BOUNDARY.search(head)
        if boundary:
            self._upload = _Upload(boundary[1])
            self._upload.feed(rest)
            self._missing -= len(rest)
        return True

    def _respond(self, head: bytes, body: bytes | _Upload) -> None:
        self._head = b""
        _Stats.requests += 1
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        scenario, path = ("", 0), target
        if match := _SCENARIO.match(target):
            scenario, path = (match[1], int(match[2] or 0)), match[3]
        try:
            answer = self._answer(method, path, head, body, scenario)
        except RefusedError as error:
            answer = _response(400, json.dumps({"error": str(error)}).encode())
        if answer is None:
            return
        if scenario[0] == "slow":
            asyncio.get_running_loop().call_later(SLOW_S, self._transport.write, answer)
        else:
            self._transport.write(answer)

    def _answer(
        self, method: str, target: str, head: bytes, body: bytes | _Upload, scenario: tuple[str, int]
    ) -> bytes | None:
        if target == "/stats":
            _Stats.requests -= 1
            return _response(200, _Stats.read())
        key = _KEY.search(head)
        if not key or key[1].decode() != answers.API_KEY:
            raise RefusedError("the API key is missing or wrong")
        url = urlsplit(target)
        match method, url.path:
            case "POST", "/v1/memories" if isinstance(body, _Upload):
                body.finish()
                return _response(201, answers.memory_body(answers.item_id(0)))
            case "POST", "/v1/memories" if isinstance(body, bytes):
                _check_creation(json.loads(body), 0)
                chosen = _MEMORY_ID.search(body)
                return _response(201, answers.memory_body(chosen[1].decode() if chosen else answers.item_id(0)))
            case "POST", "/v1/memories:batchCreate" if isinstance(body, bytes):
                requests = json.loads(body)["requests"]
                # A client may send a large batch in parts: the number in its content tells where a part begins.
                first = int(requests[0]["originalContent"].partition(":")[0])
                for position, item in enumerate(requests, first):
                    _check_creation(item, position)
                return _response(200, answers.batch_body(first, len(requests)))
            case "POST", "/v1/memories:retrieve" if isinstance(body, bytes):
                if json.loads(body).get("spaceKeys") != [{"spaceId": answers.SPACE_ID}]:
                    raise RefusedError("the space keys are missing or wrong")
                self._task = asyncio.get_running_loop().create_task(self._stream(*scenario))
                return None
            case "GET", "/v1/spaces":
                query = parse_qs(url.query)
                size = query.get("maxResults") or query.get("max_results") or ["50"]
                token = query.get("nextToken") or query.get("next_token") or ["0"]
                return _response(200, answers.spaces_page(int(token[0]), int(size[0]), scenario[1]))
            case "GET", path if path.startswith("/v1/memories/"):
                return _response(200, answers.memory_body(path.removeprefix("/v1/memories/")))
        raise RefusedError(f"the bench makes no request such as {method} {target}")

    async def _stream(self, kind: str, total: int) -> None:
        if kind == "pause":
            first, second = answers.two_events()
            self._transport.write(_NDJSON + first)
            await asyncio.sleep(PAUSE_S)
            self._transport.write(second)
            return
        body = memoryview(answers.stream_body(kind, total))
        self._transport.write(_NDJSON)
        for at in range(0, len(body), _WRITE):
            await self._writable.wait()
            self._transport.write(body[at : at + _WRITE])


def _response(status: int, body: bytes) -> bytes:
    phrase = {200: b"OK", 201: b"Created", 400: b"Bad Request"}[status]
    return b"HTTP/1.1 %d %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (
        status,
        phrase,
        len(body),
        body,
    )


def _end_with_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    sys.stdin.buffer.read()
    loop.call_soon_threadsafe(stop.set)


async def _serve() -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=_end_with_parent, args=(loop, stop), daemon=True).start()
    try:
        await asyncio.wait_for(stop.wait(), LIFETIME_S)
    except TimeoutError:
        print(f"the stub server ended after {LIFETIME_S} s", file=sys.stderr)


def write_upload(path: Path, megabytes: int) -> None:
    """Write the file that an upload sends: the block, as often as asked for."""
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(answers.BLOCK)


if __name__ == "__main__":
    asyncio.run(_serve())
