"""Sockets by hand: the physical limit. No pool to speak of, no errors, no retries; only what the workloads need."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from tools.bench import answers
from tools.bench.clients import httpx_models as models
from tools.bench.clients.memory_model import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_QUERY = json.dumps({"message": "bench", "spaceKeys": [{"spaceId": answers.SPACE_ID}]}).encode()
_READ = 65536


def _creation(number: int) -> dict[str, Any]:
    content = answers.content_of(number)
    fields = {"spaceId": answers.SPACE_ID, "contentType": "text/plain", "originalContent": content}
    return {**fields, "metadata": answers.METADATA}


class _Wire:
    """Spells requests and takes responses apart; knows nothing of how the bytes travel."""

    def __init__(self, base_url: str) -> None:
        url = urlsplit(base_url)
        assert url.hostname
        assert url.port
        self.address = (url.hostname, url.port)
        self._prefix = url.path
        self._headers = f"host: {url.netloc}\r\nx-api-key: {answers.API_KEY}\r\n"

    def request(self, method: str, path: str, body: bytes = b"", extra: str = "", length: int | None = None) -> bytes:
        size = len(body) if length is None else length
        head = f"{method} {self._prefix}{path} HTTP/1.1\r\n{self._headers}{extra}content-length: {size}\r\n\r\n"
        return head.encode() + body

    def upload(self, path: Path) -> tuple[bytes, bytes]:
        fields = json.dumps({"spaceId": answers.SPACE_ID, "contentType": "application/octet-stream"})
        head = (
            f'--raw\r\nContent-Disposition: form-data; name="request"\r\n\r\n{fields}\r\n'
            f'--raw\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
        ).encode()
        tail = b"\r\n--raw--\r\n"
        length = len(head) + path.stat().st_size + len(tail)
        extra = "content-type: multipart/form-data; boundary=raw\r\n"
        return self.request("POST", "/v1/memories", b"", extra, length) + head, tail


def _length(head: bytes) -> int:
    if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
        raise answers.MismatchError(f"unexpected answer {head[:80]!r}")
    return int(head.rpartition(b"content-length: ")[2])


class _Dechunker:
    """Takes chunked bytes in any portions, and gives back whole lines."""

    def __init__(self) -> None:
        self._buffer = b""
        self._lines = models.Lines()
        self.done = False

    def feed(self, data: bytes) -> list[bytes]:
        buffer, at, parts = self._buffer + data, 0, []
        while True:
            end = buffer.find(b"\r\n", at)
            if end < 0:
                break
            size = int(buffer[at:end], 16)
            if len(buffer) < end + size + 4:
                break
            if size == 0:
                self.done = True
                break
            parts.append(buffer[end + 2 : end + 2 + size])
            at = end + size + 4
        self._buffer = buffer[at:]
        return self._lines.feed(b"".join(parts))


class Sync:
    """The workloads on blocking sockets, one to each thread."""

    mock = None

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        assert not mock
        self._wire = _Wire(base_url)
        self._local = threading.local()
        self._sockets: list[socket.socket] = []

    def _socket(self) -> socket.socket:
        if not hasattr(self._local, "socket"):
            self._local.socket = socket.create_connection(self._wire.address)
            self._local.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets.append(self._local.socket)
        return self._local.socket  # type: ignore[no-any-return]  # thread-local attributes are untyped

    def _response(self, connection: socket.socket) -> bytes:
        head, _, body = connection.recv(_READ).partition(b"\r\n\r\n")
        parts, missing = [body], _length(head) - len(body)
        while missing > 0:
            parts.append(connection.recv(_READ))
            missing -= len(parts[-1])
        return b"".join(parts)

    def _call(self, *request: Any) -> bytes:
        connection = self._socket()
        connection.sendall(self._wire.request(*request))
        return self._response(connection)

    def get(self, memory_id: str) -> Any:
        return MEMORY.validate_json(self._call("GET", f"/v1/memories/{memory_id}"))

    def create(self) -> Any:
        return MEMORY.validate_json(self._call("POST", "/v1/memories", json.dumps(_creation(0)).encode()))

    def spaces(self, page_size: int) -> Iterator[Any]:
        position: str | None = "0"
        while position is not None:
            path = f"/v1/spaces?maxResults={page_size}&nextToken={position}"
            page = models.PAGE.validate_json(self._call("GET", path))
            yield from page.spaces
            position = page.next_token

    def events(self) -> Iterator[Any]:
        connection = self._socket()
        connection.sendall(self._wire.request("POST", "/v1/memories:retrieve", _QUERY))
        data, dechunker = b"", _Dechunker()
        while b"\r\n\r\n" not in data:
            data += connection.recv(_READ)
        data = data.partition(b"\r\n\r\n")[2]
        while True:
            for line in dechunker.feed(data):
                yield models.EVENT.validate_json(line)
            if dechunker.done:
                return
            data = connection.recv(_READ)

    def batch(self, count: int) -> Any:
        body = json.dumps({"requests": [_creation(number) for number in range(count)]}).encode()
        return models.BATCH.validate_json(self._call("POST", "/v1/memories:batchCreate", body)).results

    def upload(self, path: Path) -> Any:
        connection = self._socket()
        head, tail = self._wire.upload(path)
        connection.sendall(head)
        with path.open("rb") as file:
            connection.sendfile(file)
        connection.sendall(tail)
        return MEMORY.validate_json(self._response(connection))

    def close(self) -> None:
        for connection in self._sockets:
            connection.close()


class _Protocol(asyncio.Protocol):
    def __init__(self, release: Callable[[_Protocol], None]) -> None:
        self._release = release
        self._data = b""
        self._missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not inherit from asyncio's.
        self.transport = cast("asyncio.Transport", transport)

    def call(self, request: bytes) -> asyncio.Future[bytes]:
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, body = self._data.partition(b"\r\n\r\n")
        if end and len(body) == _length(head):
            self._data = b""
            self._release(self)
            if not self.answer.done():
                self.answer.set_result(body)


class Async:
    """The workloads of single calls on asyncio protocols; the others are measured on blocking sockets only."""

    mock = None

    def __init__(self, base_url: str, *, mock: str = "") -> None:
        assert not mock
        self._wire = _Wire(base_url)
        self._idle: list[_Protocol] = []

    async def _call(self, *request: Any) -> bytes:
        if self._idle:
            protocol = self._idle.pop()
        else:
            loop = asyncio.get_running_loop()
            _, protocol = await loop.create_connection(lambda: _Protocol(self._idle.append), *self._wire.address)
        return await protocol.call(self._wire.request(*request))

    async def get(self, memory_id: str) -> Any:
        return MEMORY.validate_json(await self._call("GET", f"/v1/memories/{memory_id}"))

    async def create(self) -> Any:
        return MEMORY.validate_json(await self._call("POST", "/v1/memories", json.dumps(_creation(0)).encode()))

    async def close(self) -> None:
        for protocol in self._idle:
            protocol.transport.close()
