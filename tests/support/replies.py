"""Replies: well-formed HTTP responses, and the ways in which they go wrong.

Rules: every function returns a list of steps, to be scripted, cut, joined or interleaved at will; nothing is added that
the caller did not ask for but the framing that makes a well-formed response well-formed.
"""

from __future__ import annotations

import json
import random
import zlib
from http import HTTPStatus
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.support.steps import Close, Send, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

JSON = "application/json"
NDJSON = "application/x-ndjson; charset=utf-8"
SSE = "text/event-stream"


def head(status: int, headers: Mapping[str, str] | Sequence[tuple[str, str]] = (), version: str = "1.1") -> bytes:
    """A status line and headers, ended."""
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unheard Of"
    pairs = headers.items() if hasattr(headers, "items") else headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    return f"HTTP/{version} {status} {phrase}\r\n{lines}\r\n".encode("latin-1")


def reply(status: int = 200, body: bytes = b"", content_type: str = JSON, **headers: str) -> list[Step]:
    """A whole response with a length; header names take underscores for hyphens."""
    fields = {"content-type": content_type, "content-length": str(len(body))}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    if status == 204:
        fields = {name: value for name, value in fields.items() if not name.startswith("content-")}
    return [Send(head(status, fields) + body)]


def as_json(value: Any, status: int = 200, **headers: str) -> list[Step]:
    """A whole JSON response."""
    return reply(status, json.dumps(value).encode(), **headers)


def error(status: int, text: str = "refused", **headers: str) -> list[Step]:
    """A GoodMem error of that status."""
    return as_json({"error": text, "status": status, "timestamp": 0}, status, **headers)


def redirect(location: str, status: int = 307) -> list[Step]:
    """A redirect without a body."""
    return reply(status, location=location)


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body; an empty one ends the body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def chunked(parts: Iterable[bytes], content_type: str = NDJSON, *, end: bool = True, **headers: str) -> list[Step]:
    """A response in chunks with exactly these boundaries, each written by itself; `end=False` leaves it unended."""
    fields = {"content-type": content_type, "transfer-encoding": "chunked"}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    steps: list[Step] = [Send(head(200, fields))]
    steps += [Send(chunk(part)) for part in parts if part]
    if end:
        steps.append(Send(chunk(b"")))
    return steps


def ndjson(values: Iterable[Any]) -> list[bytes]:
    """Lines of NDJSON, ready to be parts of a chunked response."""
    return [json.dumps(value).encode() + b"\n" for value in values]


def sse(values: Iterable[Any]) -> list[bytes]:
    """Server-sent events as GoodMem frames them, with the closing one at the end."""
    items = [b"event: item\ndata: " + json.dumps(value).encode() + b"\n\n" for value in values]
    return [*items, b'event: close\ndata: {"type":"completed"}\n\n']


def cut(data: bytes, at: Iterable[int]) -> list[bytes]:
    """Bytes cut at these positions."""
    marks = [0, *sorted(at), len(data)]
    return [data[start:stop] for start, stop in pairwise(marks)]


def truncated(body: bytes, missing: int, status: int = 200, content_type: str = JSON) -> list[Step]:
    """A response that announces `missing` bytes more than it sends, and closes."""
    fields = {"content-type": content_type, "content-length": str(len(body) + missing)}
    return [Send(head(status, fields) + body), Close()]


def huge_header(size: int) -> list[Step]:
    """A response with one header of `size` bytes."""
    return reply(200, b"{}", x_huge="h" * size)


def compressed(body: bytes, status: int = 200) -> list[Step]:
    """A gzip-encoded response; with `b"x" * 10**8` it is a bomb of 97 kB."""
    squeeze = zlib.compressobj(9, wbits=31)
    return reply(status, squeeze.compress(body) + squeeze.flush(), content_encoding="gzip")


def garbage(seed: int, size: int = 256) -> list[Step]:
    """Bytes that are not HTTP, and the end of the connection; the same for the same seed."""
    return [Send(random.Random(seed).randbytes(size)), Close()]
