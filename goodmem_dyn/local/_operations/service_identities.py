"""Service identities: principals that are no humans.

Rules this module keeps: a human makes one, and owns it at first; its name is taken once in the whole instance; keys,
roles and grants come apart from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations import principals, render
from goodmem_dyn.local._operations.lists import Order, Where, page, resume, strict_size
from goodmem_dyn.local._operations.principals import SERVICE_IDENTITY, USER
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id, new_id

if TYPE_CHECKING:
    import sqlite3


def _check_name(body: dict[str, Any]) -> None:
    if "displayName" in body and not body["displayName"].strip():
        raise ValidationError([("displayName", "Display name is required")])


def _row(connection: sqlite3.Connection, principal_id: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        "SELECT * FROM service_identities WHERE principal_id = ?", (principal_id,)
    ).fetchone()
    return row


@handles("createServiceIdentity")
def create_service_identity(call: Call) -> Reply:
    """A new service identity of the caller's."""
    body, caller, state = call.body, call.principal, call.state
    _check_name(body)
    key = (body.get("serviceIdentityId") or new_id()).lower()
    with state.store.write() as connection:
        call.access.new(connection, caller.id)
        if caller.kind != USER:
            message = "Permission denied: only users make service identities"
            raise state.refusal("service_identity.caller_is_service", message)
        principals.insert(
            state, connection, SERVICE_IDENTITY, body, principal_id=key, actor_id=caller.actor_id, owner_id=caller.id
        )
        row = _row(connection, key)
    return Reply(201, render.service_identity(state.document, row))


@handles("getServiceIdentity")
def get_service_identity(call: Call) -> Reply:
    """A service identity; a deleted one only with `includeDeleted`."""
    with call.state.store.read() as connection:
        deleted = bool(call.query.get("includeDeleted"))
        row = call.access.find(connection, SERVICE_IDENTITY, call.path["id"], deleted=deleted)
    return Reply(body=render.service_identity(call.state.document, row))


@handles("listServiceIdentities")
def list_service_identities(call: Call) -> Reply:
    """The service identities that the caller may read, a page at a time."""
    cursor = resume(call)
    strict_size(call, least=1, most=1000)
    where = Where([], [])
    if not call.query.get("includeDeleted"):
        where.add("deleted_at IS NULL")
    owner = call.query.get("ownerPrincipalId")
    if owner is not None:
        if canonical_id(owner) is None:
            raise ApiError(400, f"Invalid ownerPrincipalId: {owner}")
        where.add("owner_id = ?", owner.lower())
    where.labels(call.query.get("label"))
    document = call.state.document
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("principal_id", "owner_id"))
        where.add(clause, *values)
        items, token = page(
            call,
            connection,
            cursor,
            select="SELECT *, principal_id AS sort_key, principal_id AS sort_id FROM service_identities",
            where=where,
            order=Order("principal_id", "principal_id", descending=False),
            largest=1000,
            render=lambda row: render.service_identity(document, row),
        )
    return Reply(body=document.shape("ListServiceIdentitiesResponse", {"serviceIdentities": items, "nextToken": token}))


@handles("updateServiceIdentity")
def update_service_identity(call: Call) -> Reply:
    """A new name, description or labels; an empty description clears it."""
    _check_name(call.body)
    columns = {"displayName": "display_name", "description": "description"}
    with call.state.store.write() as connection:
        row = call.access.find(connection, SERVICE_IDENTITY, call.path["id"])
        principals.update(call, connection, SERVICE_IDENTITY, row, columns)
        row = _row(connection, call.path["id"])
    return Reply(body=render.service_identity(call.state.document, row))


@handles("deleteServiceIdentity")
def delete_service_identity(call: Call) -> Reply:
    """Makes a tombstone of a service identity; its keys open nothing any more."""
    with call.state.store.write() as connection:
        principals.end(call, connection, call.access.find(connection, SERVICE_IDENTITY, call.path["id"]))
    return Reply(204)
