"""Spaces.

Rules this module keeps:

- A name is taken once for each owner, case-sensitively; that is a 409, also on rename.
- The embedders of a space are fixed when it is created; one that does not exist is a 400.
- Deleting a space deletes its memories, chunks, vectors and links, and cancels the jobs that still wait.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.chunk_config import complete
from goodmem_dyn.local._operations.lists import Order, Where, check_labels, is_descending, page, resume, updated_labels
from goodmem_dyn.local._operations.principals import new_owner
from goodmem_dyn.local._processing import queue
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.access import resource
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id, new_id, now_ms

_SORT = {"created_time": "created_at", "updated_time": "updated_at", "name": "name"}
_TAKEN = "A space with this name already exists"


def _shown(call: Call, connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    links = connection.execute(
        "SELECT * FROM space_embedders WHERE space_id = ? ORDER BY rowid", (row["space_id"],)
    ).fetchall()
    return render.space(call.state.document, row, links)


def shown_space(call: Call, connection: sqlite3.Connection, space_id: str) -> dict[str, Any]:
    """A space that exists, as the API shows it."""
    row = connection.execute("SELECT * FROM spaces WHERE space_id = ?", (space_id,)).fetchone()
    return _shown(call, connection, row)


def _row(call: Call, connection: sqlite3.Connection) -> sqlite3.Row:
    return call.access.find(connection, "SPACE", call.path["id"])


@handles("createSpace")
def create_space(call: Call) -> Reply:
    """A new space over existing embedders."""
    body = call.body
    check_labels(body.get("labels", {}))
    config = complete(body["defaultChunkingConfig"], "defaultChunkingConfig")
    embedders = [link["embedderId"].lower() for link in body["spaceEmbedders"]]
    if len(set(embedders)) < len(embedders):
        raise ValidationError([("spaceEmbedders", "An embedder may appear only once in a space")])
    space_id, now, actor = (body.get("spaceId") or new_id()).lower(), now_ms(), call.principal.actor_id
    with call.state.store.write() as connection:
        owner = new_owner(call, connection, body)
        for embedder in embedders:
            if resource(connection, "EMBEDDER", embedder) is None:
                raise ApiError(400, "Embedder not found")
            call.access.find(connection, "EMBEDDER", embedder, columns="embedder_id")
        if connection.execute("SELECT 1 FROM spaces WHERE space_id = ?", (space_id,)).fetchone():
            raise ApiError(409, f"Space already exists: {space_id}")
        try:
            connection.execute(
                "INSERT INTO spaces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    space_id, owner, body["name"], render.dump(body.get("labels", {})),
                    bool(body.get("publicRead")), render.dump(config), now, now, actor, actor,
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise ApiError(409, _TAKEN) from None
        for link, embedder in zip(body["spaceEmbedders"], embedders, strict=True):
            weight = float(link.get("defaultRetrievalWeight", 1.0))
            connection.execute(
                "INSERT INTO space_embedders VALUES (?, ?, ?, ?, ?, ?, ?)",
                (space_id, embedder, weight, now, now, actor, actor),
            )
        shown = shown_space(call, connection, space_id)
    return Reply(201, shown)


@handles("getSpace")
def get_space(call: Call) -> Reply:
    """A space by id."""
    with call.state.store.read() as connection:
        return Reply(body=_shown(call, connection, _row(call, connection)))


@handles("listSpaces")
def list_spaces(call: Call) -> Reply:
    """The spaces that the caller may read, a page at a time."""
    cursor = resume(call)
    where = Where([], [])
    if "ownerId" in call.query:
        owner = canonical_id(call.query["ownerId"])
        if owner is None:
            raise ApiError(400, f"Invalid owner ID format: {call.query['ownerId']}")
        where.add("owner_id = ?", owner)
    if call.query.get("nameFilter"):
        where.add("matches_glob(?, name)", call.query["nameFilter"])
    where.labels(call.query.get("label"))
    column = _SORT[call.query.get("sortBy", "created_time")]
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("space_id", "owner_id", public="public_read"))
        where.add(clause, *values)
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT *, {column} AS sort_key, space_id AS sort_id FROM spaces",
            where=where,
            order=Order(column, "space_id", is_descending(call)),
            largest=1000,
            render=lambda row: _shown(call, connection, row),
        )
    return Reply(body=call.state.document.shape("ListSpacesResponse", {"spaces": items, "nextToken": token}))


@handles("updateSpace")
def update_space(call: Call) -> Reply:
    """A new name, new labels, or new visibility."""
    body = call.body
    with call.state.store.write() as connection:
        row = _row(call, connection)
        try:
            connection.execute(
                "UPDATE spaces SET name = ?, labels = ?, public_read = ?, updated_at = ?, updated_by_id = ?"
                " WHERE space_id = ?",
                (
                    body.get("name", row["name"]), updated_labels(row["labels"], body),
                    body.get("publicRead", row["public_read"]), now_ms(), call.principal.actor_id, row["space_id"],
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise ApiError(409, _TAKEN) from None
        shown = shown_space(call, connection, row["space_id"])
    return Reply(body=shown)


@handles("deleteSpace")
def delete_space(call: Call) -> Reply:
    """Deletes a space and everything in it."""
    with call.state.store.write() as connection:
        row = _row(call, connection)
        queue.cancel(connection, "SELECT memory_id FROM memories WHERE space_id = ?", (row["space_id"],))
        connection.execute("DELETE FROM spaces WHERE space_id = ?", (row["space_id"],))
    call.state.invalidate(row["space_id"])
    return Reply(204)
