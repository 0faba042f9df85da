"""Memories one at a time: create (JSON and multipart), read, list, delete.

Rules this module keeps:

- A memory and the job that will process it are committed together, before the reply; what is acknowledged is processed.
- Content is stored as bytes; exactly one source is given, and it is not empty.
- Content is shown only where asked for, always as base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn.filters import FilterSyntaxError
from goodmem_dyn.local._filters.compiling import compile_filter, in_time, refusal
from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.chunk_config import complete
from goodmem_dyn.local._operations.lists import Order, Where, is_descending, page, resume
from goodmem_dyn.local._processing import queue
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.state import State

COLUMNS = (
    "m.memory_id, m.space_id, m.content_type, m.length, m.sha256, m.ref, m.metadata, m.processing_status,"
    " m.page_image_status, m.page_image_count, m.chunking_config, m.created_at, m.updated_at, m.created_by_id,"
    " m.updated_by_id"
)
"""Everything but the content."""

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+*-]+(?:\s*;[\x20-\x7e]*)?", re.ASCII)
_SORT = ("created_at", "updated_at", "content_type", "processing_status")


@dataclass
class Draft:
    """A memory that is valid by itself and not stored yet."""

    memory_id: str
    space_id: str
    content: bytes
    body: dict[str, Any]
    metadata: str | None
    chunking: str | None


def draft(body: dict[str, Any], upload: bytes | None, field: str = "") -> Draft:
    """Checks what needs no database.

    Args:
        body: the create request.
        upload: bytes of a file part, or None for a JSON body.
        field: where the request stands in the body, for error messages (`requests[2].`).

    Raises:
        ValidationError: every broken rule.
    """
    errors: list[tuple[str, str]] = []
    content = upload
    if upload is None:
        content = _inline(body, field, errors)
    elif "originalContent" in body or "originalContentB64" in body:
        errors.append((f"{field}originalContent", "Content is given by the file part; leave the content fields out"))
    if content == b"":
        name = "file" if upload is not None else _given(body)
        errors.append((f"{field}{name}", "Content must not be empty"))
    if not _MEDIA_TYPE.fullmatch(body["contentType"]):
        errors.append((f"{field}contentType", "Content type must be a media type such as text/plain"))
    chunking = None
    if "chunkingConfig" in body:
        chunking = render.dump(complete(body["chunkingConfig"], f"{field}chunkingConfig"))
    metadata = None
    try:
        metadata = render.store_metadata(body.get("metadata"))
    except OverflowError:
        errors.append((f"{field}metadata", "Metadata has a number beyond the range of a double"))
    if errors:
        raise ValidationError(errors)
    assert content is not None
    memory_id = (body.get("memoryId") or new_id()).lower()
    return Draft(memory_id, body["spaceId"].lower(), content, body, metadata, chunking)


def _given(body: dict[str, Any]) -> str:
    return "originalContentB64" if "originalContentB64" in body else "originalContent"


def _inline(body: dict[str, Any], field: str, errors: list[tuple[str, str]]) -> bytes | None:
    if "originalContentB64" in body:
        try:
            return base64.b64decode(body["originalContentB64"], validate=True)
        except (binascii.Error, ValueError):
            errors.append((f"{field}originalContentB64", "Original content B64 is not valid base64"))
            return None
    if "originalContent" not in body:
        errors.append((f"{field}originalContent", "Original content is required"))
        return None
    text: str = body["originalContent"]
    return text.encode()


def store(state: State, connection: sqlite3.Connection, call: Call, new: Draft) -> sqlite3.Row:
    """Stores a memory and queues its processing, within a transaction.

    Raises:
        ApiError: 404, 403, 409.
    """
    call.access.find(connection, "SPACE", new.space_id, columns="space_id")
    if connection.execute("SELECT 1 FROM memories WHERE memory_id = ?", (new.memory_id,)).fetchone():
        raise ApiError(409, f"Memory already exists: {new.memory_id}")
    now, actor, body = now_ms(), call.principal.actor_id, new.body
    images = bool(body.get("extractPageImages"))
    connection.execute(
        "INSERT INTO memories (memory_id, space_id, content_type, length, sha256, ref, metadata,"
        " extract_page_images, chunking_config, created_at, updated_at, created_by_id, updated_by_id, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new.memory_id, new.space_id, body["contentType"], len(new.content),
            hashlib.sha256(new.content).hexdigest(), body.get("originalContentRef"), new.metadata,
            images, new.chunking, now, now, actor, actor, new.content,
        ),
    )  # fmt: skip
    queue.add(connection, new.memory_id, queue.PROCESS, state.settings.job_attempts)
    if images:
        queue.add(connection, new.memory_id, queue.PAGE_IMAGES, state.settings.job_attempts)
    row: sqlite3.Row = connection.execute(
        f"SELECT {COLUMNS} FROM memories m WHERE memory_id = ?", (new.memory_id,)
    ).fetchone()
    return row


@handles("createMemory")
def create_memory(call: Call) -> Reply:
    """Stores a memory; it is PENDING until a worker has processed it."""
    upload = None
    if call.files or "multipart" in call.headers.get("content-type", ""):
        if len(call.files) != 1:
            raise ValidationError([("file", f"Exactly one file part is required, not {len(call.files)}")])
        upload = next(iter(call.files.values())).file.read()
    new = draft(call.body, upload)
    with call.state.store.write() as connection:
        row = store(call.state, connection, call, new)
    call.state.worker.wake()
    return Reply(201, render.memory(call.state.document, row))


def shown(
    state: State, connection: sqlite3.Connection, row: sqlite3.Row, *, content: bool, processing: bool
) -> dict[str, Any]:
    """A memory with what the request asked for besides its metadata."""
    data = None
    if content:
        data = connection.execute("SELECT content FROM memories WHERE memory_id = ?", (row["memory_id"],)).fetchone()[0]
    past = queue.history(state.document, connection, row["memory_id"]) if processing else None
    return render.memory(state.document, row, content=data, history=past)


@handles("getMemory")
def get_memory(call: Call) -> Reply:
    """A memory by id."""
    with call.state.store.read() as connection:
        row = call.access.find(connection, "MEMORY", call.path["id"], columns=COLUMNS)
        body = shown(
            call.state,
            connection,
            row,
            content=call.query.get("includeContent", False),
            processing=call.query.get("includeProcessingHistory", False),
        )
    return Reply(body=body)


def compiled_filter(state: State, text: str) -> tuple[str, list[object]]:
    """A metadata filter as SQL over `memories`.

    Raises:
        ApiError: 400, with the column.
    """
    try:
        return compile_filter(text, "m.metadata", doubled_quotes=state.settings.doubled_quotes_in_filters)
    except FilterSyntaxError as error:
        raise ApiError(400, refusal(error)) from None


@handles("listMemories")
def list_memories(call: Call) -> Reply:
    """The memories of a space, a page at a time."""
    cursor = resume(call)
    where = Where(["m.space_id = ?"], [call.path["spaceId"]])
    if "statusFilter" in call.query:
        where.add("m.processing_status = ?", call.query["statusFilter"])
    if call.query.get("filter"):
        clause, values = compiled_filter(call.state, call.query["filter"])
        where.add(clause, *values)
    column = call.query.get("sortBy", _SORT[0])
    with call.state.store.read() as connection, in_time(connection) if "filter" in call.query else nullcontext():
        space = call.access.find(connection, "SPACE", call.path["spaceId"], columns="space_id")
        clause, values = call.access.members(connection, space)
        where.add(clause, *values)
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT {COLUMNS}, m.{column} AS sort_key, m.memory_id AS sort_id FROM memories m",
            where=where,
            order=Order(f"m.{column}", "m.memory_id", is_descending(call)),
            largest=500,
            render=lambda row: shown(
                call.state,
                connection,
                row,
                content=call.query.get("includeContent", False),
                processing=call.query.get("includeProcessingHistory", False),
            ),
        )
    return Reply(body=call.state.document.shape("MemoryListResponse", {"memories": items, "nextToken": token}))


def remove(connection: sqlite3.Connection, memory_id: str) -> None:
    """Deletes a memory with its chunks, vectors and images, and cancels its jobs."""
    queue.cancel(connection, "?", (memory_id,))
    connection.execute("DELETE FROM memories WHERE memory_id = ?", (memory_id,))


@handles("deleteMemory")
def delete_memory(call: Call) -> Reply:
    """Deletes a memory."""
    with call.state.store.write() as connection:
        row = call.access.find(connection, "MEMORY", call.path["id"], columns="m.space_id")
        remove(connection, call.path["id"])
    call.state.invalidate(row["space_id"])
    return Reply(204)
