"""Original content and page images as bytes: ETag, If-Match, one byte range.

Rules this module keeps:

- The ETag is strong: the SHA-256 of the bytes. `If-Match` is judged before anything else and answers 412.
- One `bytes` range gives 206; one that lies outside gives 416; several, or another unit, are ignored (RFC 9110).
- Compression, where switched on, is only for whole textual content, and has its own ETag.
- HEAD answers with the headers of GET.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.lists import Order, Where, page, resume
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    import sqlite3

_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII)
_TEXTUAL = re.compile(r"text/|application/(json|xml|.*\+json|.*\+xml)", re.ASCII)


def _matches(header: str, etag: str) -> bool:
    return header.strip() == "*" or etag in [candidate.strip() for candidate in header.split(",")]


def _span(header: str, length: int) -> tuple[int, int] | None:
    """First and one-past-last byte of a range, None for a header that is to be ignored.

    Raises:
        ApiError: 416.
    """
    match = _RANGE.fullmatch(header)
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first == "":
        start, end = max(length - int(last), 0), length
    else:
        start, end = int(first), min(int(last) + 1, length) if last else length
        if last and int(last) < start:
            return None
    if start >= length or start >= end:
        raise ApiError(
            416, f"Range {header!r} lies outside the {length} bytes", headers={"Content-Range": f"bytes */{length}"}
        )
    return start, end


def serve(call: Call, *, data: bytes, sha256: str, content_type: str) -> Reply:
    """Bytes, or the part of them that the request asks for.

    Raises:
        ApiError: 412, 416.
    """
    etag = f'"{sha256}"'
    # What users stored must never run as a page of this server.
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    wanted = call.headers.get("if-match")
    if wanted is not None and not _matches(wanted, etag):
        raise ApiError(412, f"If-Match does not name the current ETag {etag}", headers={"ETag": etag})
    ranged = call.headers.get("range")
    condition = call.headers.get("if-range", etag).strip()
    span = _span(ranged, len(data)) if ranged and condition == etag else None
    if span is not None:
        headers["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{len(data)}"
        return Reply(206, data[span[0] : span[1]], headers, content_type)
    if call.state.settings.gzip_content and not ranged and _TEXTUAL.match(content_type):
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in call.headers.get("accept-encoding", ""):
            packer = zlib.compressobj(wbits=31)
            data = packer.compress(data) + packer.flush()
            headers |= {"Content-Encoding": "gzip", "ETag": f'"{sha256}-gzip"'}
    return Reply(200, data, headers, content_type)


@handles("getMemoryContent")
def get_content(call: Call) -> Reply:
    """The original bytes of a memory."""
    with call.state.store.read() as connection:
        row = call.access.find(connection, "MEMORY", call.path["id"], columns="m.content, m.sha256, m.content_type")
    if row["content"] is None:
        raise ApiError(404, f"Memory {call.path['id']} has no inline content")
    return serve(call, data=bytes(row["content"]), sha256=row["sha256"], content_type=row["content_type"])


def _renditions(call: Call, where: Where) -> None:
    if "dpi" in call.query:
        where.add("dpi = ?", call.query["dpi"])
    if "contentType" in call.query:
        where.add("content_type = ?", call.query["contentType"])


@handles("listMemoryPageImages")
def list_page_images(call: Call) -> Reply:
    """The page images of a memory, without their bytes, by page."""
    cursor = resume(call)
    where = Where(["memory_id = ?"], [call.path["id"]])
    first, last = call.query.get("startPageIndex"), call.query.get("endPageIndex")
    if first is not None and last is not None and last < first:
        raise ApiError(400, f"endPageIndex {last} lies before startPageIndex {first}")
    for name, value in (("startPageIndex", first), ("endPageIndex", last)):
        if value is not None and value < 0:
            raise ApiError(400, f"{name} must not be negative")
    if first is not None:
        where.add("page_index >= ?", first)
    if last is not None:
        where.add("page_index <= ?", last)
    _renditions(call, where)
    columns = (
        "memory_id, page_index, dpi, content_type, length, sha256, created_at, updated_at, created_by_id, updated_by_id"
    )
    with call.state.store.read() as connection:
        call.access.find(connection, "MEMORY", call.path["id"], columns="m.memory_id")
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT {columns}, page_index AS sort_key, rowid AS sort_id FROM page_images",
            where=where,
            order=Order("page_index", "rowid", descending=False),
            largest=1000,
            render=lambda row: render.page_image(call.state.document, row),
        )
    shape = call.state.document.shape
    return Reply(body=shape("ListMemoryPageImagesResponse", {"pageImages": items, "nextToken": token}))


@handles("getMemoryPageImageContent")
def get_page_image(call: Call) -> Reply:
    """One page image; `dpi` and `contentType` must leave exactly one rendition."""
    where = Where(["memory_id = ?", "page_index = ?"], [call.path["id"], call.path["pageIndex"]])
    _renditions(call, where)
    with call.state.store.read() as connection:
        call.access.find(connection, "MEMORY", call.path["id"], columns="m.memory_id")
        rows: list[sqlite3.Row] = connection.execute(
            f"SELECT * FROM page_images WHERE {where.sql()} LIMIT 2", where.values
        ).fetchall()
    if not rows:
        raise ApiError(404, f"Memory {call.path['id']} has no image of page {call.path['pageIndex']}")
    if len(rows) > 1:
        raise ApiError(400, "Several renditions of this page exist: give dpi or contentType to choose one")
    row = rows[0]
    return serve(call, data=bytes(row["data"]), sha256=row["sha256"], content_type=row["content_type"])
