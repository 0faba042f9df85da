"""What is fuzzed: each target takes bytes, and raises only where something is wrong.

Rules: an error of the package's own is an answer, anything else is a finding; two ways to one result must agree.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import math
import re
import socket
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from goodmem_dyn import Goodmem, GoodMemError
from goodmem_dyn import document as bundled
from goodmem_dyn._results.error_bodies import read_error
from goodmem_dyn._wire.frames import NdjsonDecoder, SseDecoder
from goodmem_dyn.charsets import UnknownCharsetError, decoded
from goodmem_dyn.filters import explain
from goodmem_dyn.local import Server, serve
from goodmem_dyn.local._filters.compiling import compile_filter, install

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = datetime.date(2026, 1, 2)
LIMIT = 4096


def frames(data: bytes) -> None:
    """The same events, however the bytes are cut."""
    for make in (lambda: NdjsonDecoder(LIMIT), lambda: SseDecoder(LIMIT)):
        outcomes = []
        for size in (1, 3, len(data) or 1):
            decoder: Any = make()
            events: list[bytes] = []
            try:
                for start in range(0, len(data), size):
                    events += decoder.feed(data[start : start + size])
                events += decoder.close()
            except GoodMemError as error:
                events.append(type(error).__name__.encode())
            outcomes.append(events)
        assert outcomes[0] == outcomes[1], "frames depend on where the bytes are cut"


def error_bodies(data: bytes) -> None:
    kind, _, body = data.partition(b"\n")
    read_error(body.decode("utf-8", "replace"), kind.decode("latin-1"))


def charsets(data: bytes) -> None:
    try:
        decoded(data, None)
    except UnknownCharsetError:
        return


@cache
def _database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    install(connection)
    return connection


def _is_beyond_doubles(text: str) -> bool:
    try:
        return math.isinf(float(text))
    except ValueError:
        return False


def filters(data: bytes) -> None:
    """What explain says and what the server's SQL finds are one; a refusal is one of both."""
    text, _, stored = data.decode("utf-8", "replace").partition("\0")
    try:
        metadata = json.loads(stored or "{}")
        written = json.dumps(metadata, allow_nan=False, ensure_ascii=False)
        written.encode()
    except (ValueError, RecursionError):
        return
    if not isinstance(metadata, dict) or "\\u0000" in written:  # the server refuses NUL, and surrogates
        return
    # A text that is such a number is one for PostgreSQL, and so for explain; SQLite calculates with doubles.
    if any(_is_beyond_doubles(text) for text in re.findall(r"[\d.]+(?:[eE][-+]?\d+)?", f"{text} {written}")):
        return
    try:
        says = explain(text, metadata, today=TODAY).matches
    except GoodMemError:
        says = None
    try:
        sql, parameters = compile_filter(text, "m.metadata")
    except GoodMemError:
        return
    query = f"SELECT {sql} FROM (SELECT ? AS metadata) m"
    finds = _database().execute(query, (*parameters, json.dumps(metadata))).fetchone()[0]
    if says is not None and "CURRENT" not in text.upper() and "now" not in text.lower():
        assert says == (finds == 1), f"explain says {says}, SQL finds {finds}"


def documents(data: bytes) -> None:
    """A document that somebody changed makes a client, or an error of ours."""
    changes = data.split(b"\n")
    document = json.loads(json.dumps(bundled()))
    for change in changes[:3]:
        node: Any = document
        for step in change:
            if not isinstance(node, (dict, list)) or not node:
                break
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = keys[step % len(keys)]
            if step % 7 == 0:
                node[key] = [None, [], {}, "x", 5, True][step % 6]
                break
            node = node[key]
    try:
        Goodmem(base_url="http://127.0.0.1:1", api_key="gm_k", document=document).close()
    except GoodMemError:
        return


@cache
def _client() -> Goodmem:
    answer = httpx.MockTransport(lambda _request: httpx.Response(200, json={"results": []}))
    return Goodmem(base_url="http://127.0.0.1:1", api_key="gm_k", transport=answer, max_retries=0)


def arguments(data: bytes) -> None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    for call in (
        lambda: _client().memories.batch_create(requests=value),
        lambda: _client().memories.create(space_id=value, original_content="x", metadata=value),
        lambda: _client().spaces.create(name="x", space_embedders=value, default_chunking_config=value),
    ):
        with contextlib.suppress(GoodMemError):
            call()


@cache
def _server() -> Server:
    return serve(log_level="critical")


def sockets(data: bytes) -> None:
    """Whatever comes over a socket, the server is there afterwards, and nothing was a 500."""
    server = _server()
    address = urlsplit(server.url)
    key = f"x-api-key: {server.api_key}".encode()
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
        connection.settimeout(0.3)
        try:
            connection.sendall(data.replace(b"x-api-key: KEY", key))
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65_536)
        except OSError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 500"), answer[:2000]
    assert httpx.get(f"{server.url}/v1/system/info", timeout=10, trust_env=False).status_code == 200


def _post(path: str, body: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: KEY\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n{body}".encode()


SEEDS: dict[Callable[[bytes], None], list[bytes]] = {
    frames: [
        b'{"a":1}\n{"b":2}\n',
        b"event: item\ndata: {}\n\nevent: close\ndata: {}\n\n",
        b"\xef\xbb\xbfdata: x\r\r: c\r\n",
    ],
    error_bodies: [
        b'application/json\n{"error": "no", "status": 404}',
        b'application/json\n{"errors": [{"field": "a", "message": "b"}]}',
        b"text/html\n<html><title>502</title></html>",
    ],
    charsets: ["Grüße".encode("cp1252"), "猫である".encode("shift-jis"), "owl".encode("utf-16-le"), b"\xff\xfeo\0"],
    filters: [
        b"CAST(val('$.a') AS TEXT) = 'x' AND NOT exists('$.b[*]')\0{\"a\": \"x\", \"b\": [1, null]}",
        b"CAST(val('$.n') AS NUMERIC) + 1 >= -2.5e3 OR 'a' IN val('$.t')\0{\"n\": 1e16, \"t\": [\"a\"]}",
        b"CAST(val('$.d') AS DATE) - CAST('2024-05-01' AS DATE) = 5 -- c\0{\"d\": \"2024-05-06\"}",
    ],
    documents: [bytes(range(1, 12)), b"\x05\x03\x09\n\x0e\x02", b"\x02\x08\x01\x07"],
    arguments: [
        b'[{"space_id": "00000000-0000-4000-8000-000000000001", "original_content": "x", "metadata": {"a": [1.5]}}]',
        b'{"recursive": {"chunk_size": 5, "chunk_overlap": 1}}',
    ],
    sockets: [
        _post("/v1/spaces", '{"name": "x", "labels": {"a": "b"}, "spaceEmbedders": []}'),
        _post("/v1/memories:retrieve", '{"message": "x", "spaceKeys": [{"spaceId": "x", "filter": "1 = 1"}]}'),
        b"GET /v1/spaces?nameFilter=%2A&maxResults=5 HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: KEY\r\n\r\n",
        b'POST /v1/memories HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: KEY\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n0\r\n\r\n',
    ],
}
"""The targets, and what each is begun with."""
