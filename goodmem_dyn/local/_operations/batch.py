"""Memories many at a time: create, get, delete by id and by filter.

Rules this module keeps:

- Results stand in the order of the request; 200 when all succeeded, 207 when some failed.
- A request that is wrong in itself (a broken item, a malformed filter) is a 400 and does nothing at all.
- An item is refused before it changes anything; those that succeed are committed together, before the reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._filters.compiling import in_time
from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.memories import COLUMNS, Draft, compiled_filter, draft, remove, shown, store
from goodmem_dyn.local._processing import queue
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id

if TYPE_CHECKING:
    import sqlite3

_GRPC = {400: 3, 403: 7, 404: 5, 409: 6, 412: 9}


def _failure(call: Call, error: ApiError) -> dict[str, Any]:
    code = error.status if call.state.settings.item_error_codes == "http" else _GRPC[error.status]
    return {"success": False, "error": {"code": code, "message": error.message}}


def _reply(call: Call, results: list[dict[str, Any]], total: int | None = None) -> Reply:
    shape = call.state.document.shape
    body = shape(
        "BatchMemoryResponse",
        {"results": [shape("BatchMemoryResult", result) for result in results], "totalDeleted": total},
    )
    return Reply(200 if all(result["success"] for result in results) else 207, body)


@handles("batchCreateMemory")
def batch_create(call: Call) -> Reply:
    """Stores memories, each as a single create would."""
    items: list[dict[str, Any]] = call.body["requests"]
    uploads = _uploads(call, items) if call.files or "multipart" in call.headers.get("content-type", "") else None
    drafts: list[Draft] = []
    errors: list[tuple[str, str]] = []
    for index, item in enumerate(items):
        try:
            drafts.append(draft(item, None if uploads is None else uploads[index], f"requests[{index}]."))
        except ValidationError as error:
            errors.extend(error.errors)
    if errors:
        raise ValidationError(errors)
    results: list[dict[str, Any]] = []
    call.access.each()
    with call.state.store.write() as connection:
        for drawn_up in drafts:
            try:
                row = store(call.state, connection, call, drawn_up)
                results.append({"success": True, "memory": render.memory(call.state.document, row)})
            except ApiError as error:
                results.append({"memoryId": drawn_up.body.get("memoryId"), **_failure(call, error)})
    call.state.worker.wake()
    return _reply(call, results)


def _uploads(call: Call, items: list[dict[str, Any]]) -> list[bytes]:
    """The file of each item: by `fileField`; a single file of a single item needs no name."""
    errors: list[tuple[str, str]] = []
    taken: dict[str, int] = {}
    contents: list[bytes] = []
    for index, item in enumerate(items):
        name = item.get("fileField")
        if name is None and len(items) == len(call.files) == 1:
            name = next(iter(call.files))
        field = f"requests[{index}].fileField"
        if name is None:
            errors.append((field, "File field is required: it names the part that holds the content of this item"))
        elif name not in call.files:
            parts = ", ".join(call.files) or "none"
            errors.append((field, f"No file part is named {name!r}; the body has: {parts}"))
        elif name in taken:
            errors.append((field, f"File part {name!r} is already used by requests[{taken[name]}]"))
        else:
            taken[name] = index
            contents.append(call.files[name].file.read())
    unused = [name for name in call.files if name not in taken]
    if unused and not errors:
        errors.append(("requests", f"No item uses the file part {unused[0]!r}"))
    if errors:
        raise ValidationError(errors)
    return contents


@handles("batchGetMemory")
def batch_get(call: Call) -> Reply:
    """Reads memories by id, in the order asked for."""
    results = []
    call.access.each()
    with call.state.store.read() as connection:
        for text in call.body["memoryIds"]:
            try:
                row = call.access.find(connection, "MEMORY", _memory_id(text), columns=COLUMNS)
            except ApiError as error:
                results.append({"memoryId": text, **_failure(call, error)})
                continue
            memory = shown(
                call.state,
                connection,
                row,
                content=bool(call.body.get("includeContent")),
                processing=bool(call.body.get("includeProcessingHistory")),
            )
            results.append({"success": True, "memoryId": row["memory_id"], "memory": memory})
    return _reply(call, results)


def _memory_id(text: str) -> str:
    canonical = canonical_id(text)
    if canonical is None:
        raise ApiError(400, f"Invalid memory ID format: {text}")
    return canonical


@handles("batchDeleteMemory")
def batch_delete(call: Call) -> Reply:
    """Deletes memories by id or by filter; a filter that matches nothing deletes nothing and succeeds."""
    selectors: list[dict[str, Any]] = call.body["requests"]
    errors = [
        (f"requests[{index}]", "Exactly one of memoryId, filterSelector must be given")
        for index, selector in enumerate(selectors)
        if ("memoryId" in selector) == ("filterSelector" in selector)
    ]
    if errors:
        raise ValidationError(errors)
    for selector in selectors:
        text = selector.get("filterSelector", {}).get("filter")
        if text:
            compiled_filter(call.state, text)
    results: list[dict[str, Any]] = []
    spaces: set[str] = set()
    call.access.each()
    with call.state.store.write() as connection:
        for index, selector in enumerate(selectors):
            result: dict[str, Any] = {"requestIndex": index, "memoryId": selector.get("memoryId")}
            try:
                count = _delete(call, connection, selector, spaces)
                results.append({**result, "success": True, "deletedCount": count})
            except ApiError as error:
                results.append({**result, "deletedCount": 0, **_failure(call, error)})
    for space_id in spaces:
        call.state.invalidate(space_id)
    return _reply(call, results, sum(result["deletedCount"] for result in results))


def _delete(call: Call, connection: sqlite3.Connection, selector: dict[str, Any], spaces: set[str]) -> int:
    if "memoryId" in selector:
        memory_id = _memory_id(selector["memoryId"])
        row = call.access.find(connection, "MEMORY", memory_id, columns="m.space_id")
        remove(connection, memory_id)
        spaces.add(row["space_id"])
        return 1
    chosen = selector["filterSelector"]
    space_id = chosen["spaceId"].lower()
    call.access.find(connection, "SPACE", space_id, columns="space_id")
    clauses, values = ["m.space_id = ?"], [space_id]
    if "statusFilter" in chosen:
        clauses.append("m.processing_status = ?")
        values.append(chosen["statusFilter"])
    if chosen.get("filter"):
        clause, bound = compiled_filter(call.state, chosen["filter"])
        clauses.append(clause)
        values.extend(bound)
    query = f"SELECT json_group_array(m.memory_id) FROM memories m WHERE {' AND '.join(clauses)}"
    with in_time(connection):
        chosen_ids = connection.execute(query, values).fetchone()[0]
    matching = "SELECT value FROM json_each(?)"
    queue.cancel(connection, matching, (chosen_ids,))
    spaces.add(space_id)
    return connection.execute(f"DELETE FROM memories WHERE memory_id IN ({matching})", (chosen_ids,)).rowcount
