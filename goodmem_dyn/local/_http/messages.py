"""Bytes in and out: reading bodies, sending replies, framing streams, closing connections.

Rules this module keeps:

- A stream's first event is made before its status line is sent, so what goes wrong before it is an HTTP error.
- After that an error cuts the connection: a stream that ends cleanly is complete.
- Multipart: file parts are spooled to disk; a JSON part may be a plain field or a file-like part.
"""

from __future__ import annotations

import json
import logging
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

import anyio
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException, MultiPartParser

from goodmem_dyn._bounds import BODY_RATE, BODY_SECONDS
from goodmem_dyn.local._state.calls import Upload
from goodmem_dyn.local.errors import ApiError, DecodeError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from goodmem_dyn.local._state.calls import Reply

_log = logging.getLogger("goodmem_dyn.local")

NDJSON = "application/x-ndjson"
SSE = "text/event-stream"
_FLUSH_SECONDS = 5.0


def to_json(value: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


async def read_body(request: Request, largest: int) -> bytes:
    """The whole body.

    Raises:
        ApiError: 413.
    """
    body = bytearray()  # a list would take forty times as much, where each piece is a byte
    async for chunk in _counted(request, largest):
        body += chunk
    return bytes(body)


async def _counted(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes, as far as it is allowed to, in size and in time.

    Raises:
        ApiError: 413, before anything is read where the body says how long it is; 408.
    """
    too_large = ApiError(413, f"The request body is larger than {largest} bytes", headers={"Connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isdigit() and (len(length) > 18 or int(length) > largest):
        raise too_large
    size, pieces, began = 0, request.stream(), time.monotonic()
    while True:
        left = began + BODY_SECONDS + size / BODY_RATE - time.monotonic()
        try:
            with anyio.fail_after(min(BODY_SECONDS, left)):
                chunk = await anext(pieces, None)
        except TimeoutError:
            pace = (
                f"nothing of it for {BODY_SECONDS:g} seconds"
                if left > BODY_SECONDS
                else f"less than {BODY_RATE:,} bytes a second"
            )
            raise ApiError(408, f"The request body came too slowly: {pace}", headers={"Connection": "close"}) from None
        if chunk is None:
            return
        size += len(chunk)
        if size > largest:
            raise too_large
        yield chunk


async def read_form(request: Request, json_part: str, largest: int) -> tuple[bytes, dict[str, Upload]]:
    """The JSON part and the file parts of a multipart body.

    Raises:
        DecodeError: not multipart, or without the JSON part.
    """
    parser = MultiPartParser(request.headers, _counted(request, largest), max_part_size=largest, max_files=10_000)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise DecodeError(f"the multipart body cannot be read: {error}") from None
    try:
        return await _parts(form, json_part)
    except DecodeError:
        await form.close()
        raise


async def _parts(form: FormData, json_part: str) -> tuple[bytes, dict[str, Upload]]:
    files: dict[str, Upload] = {}
    json_bytes: bytes | None = None
    for name, value in form.multi_items():
        if isinstance(value, str):
            if name != json_part:
                raise DecodeError(f"the part {name!r} is neither {json_part!r} nor a file (it has no file name)")
            json_bytes = value.encode()
        elif name == json_part:
            json_bytes = await value.read()
            await value.close()
        elif name in files:
            raise DecodeError(f"two file parts are named {name!r}")
        else:
            files[name] = Upload(value.content_type, value.file)
    if json_bytes is None:
        raise DecodeError(f"the multipart body has no part {json_part!r}")
    return json_bytes, files


async def send_reply(reply: Reply, scope: Scope, send: Send) -> None:
    """Sends a whole reply; HEAD gets its headers."""
    if reply.status == 204 or reply.body is None:
        payload, headers = b"", dict(reply.headers)
    else:
        payload = reply.body if isinstance(reply.body, bytes) else to_json(reply.body)
        headers = {"content-type": reply.media_type, **reply.headers}
    if reply.status != 204:
        headers["content-length"] = str(len(payload))
    raw = [(key.lower().encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else payload})


def wants_sse(headers: Headers) -> bool:
    """Whether a client asks for SSE; NDJSON is the default and wins a tie."""
    weights = {NDJSON: 0.0, SSE: 0.0}
    for part in headers.get("accept", "").split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if media.lower() in weights:
            quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
            try:
                weights[media.lower()] = float(quality)
            except ValueError:
                weights[media.lower()] = 1.0
    return weights[SSE] > weights[NDJSON]


async def send_events(
    source: AsyncIterator[dict[str, Any]], scope: Scope, receive: Receive, send: Send, *, cut: int | None = None
) -> None:
    """Sends a stream of events as NDJSON or SSE; closes the connection after `cut` of them.

    Raises:
        ServerError: what the source raises before its first event.
    """
    async with aclosing(cast("Any", source)) as events:
        iterator = aiter(events)
        event = await anext(iterator, None)
        sse = wants_sse(Headers(scope=scope))
        media = SSE if sse else f"{NDJSON}; charset=utf-8"
        headers = [(b"content-type", media.encode()), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        sent = 0
        try:
            while event is not None and sent != cut:
                if scope["state"]["transport"].is_closing():
                    return  # nobody reads any more
                line = b"event: item\ndata: " + to_json(event) + b"\n\n" if sse else to_json(event) + b"\n"
                await send({"type": "http.response.body", "body": line, "more_body": True})
                sent += 1
                event = await anext(iterator, None)
        except Exception:
            _log.exception("A stream broke after %d events", sent)
            cut = sent
        if sent == cut:
            await hang_up(scope, receive)
            return
        end = b'event: close\ndata: {"type":"completed"}\n\n' if sse else b""
        await send({"type": "http.response.body", "body": end})


async def abort(scope: Scope, receive: Receive) -> None:
    """Closes the connection at once; what was sent and has not left yet is lost."""
    scope["state"]["transport"].abort()
    await _gone(receive)


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Closes the connection in the middle of a reply, once everything sent so far has left."""
    scope["state"]["transport"].close()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Waits for the end of the connection: a reply that is left unfinished before it is an error in uvicorn's log."""
    with anyio.move_on_after(_FLUSH_SECONDS):
        while (await receive())["type"] != "http.disconnect":
            pass
