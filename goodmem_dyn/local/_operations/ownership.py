"""Transfers of ownership: of a space, of a service identity, of the instance.

Rules this module keeps:

- A transfer happens at once and whole, or not at all; nothing else of what is transferred changes.
- The new owner is another principal that is not deleted; an instance is owned by a human.
- With the instance goes the role `ROOT`, in the same transaction.
"""

from __future__ import annotations

import sqlite3

from goodmem_dyn.local._operations import principals, render
from goodmem_dyn.local._operations.policy import insert_role
from goodmem_dyn.local._operations.spaces import shown_space
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.ids import now_ms


def _new_owner(call: Call, connection: sqlite3.Connection, present: str, *, but: str | None = None) -> sqlite3.Row:
    """The new owner that a request names, where `present` is the one now; `but` is one that cannot be it.

    Raises:
        ApiError: there is no such principal, or it is the present owner.
    """
    wanted = call.body["newOwnerId"].lower()
    if wanted == present:
        raise call.state.refusal("transfer.same_owner", f"newOwnerId: {wanted} is the owner already")
    row = principals.active(connection, wanted)
    if row is None or wanted == but:
        problem = "cannot own itself" if wanted == but else "is no user or service identity"
        raise call.state.refusal("transfer.new_owner", f"newOwnerId: {wanted} {problem}")
    return row


@handles("transferSpaceOwnership")
def transfer_space(call: Call) -> Reply:
    """Gives a space to another owner; its memories, embedders, grants and roles stay as they are."""
    with call.state.store.write() as connection:
        row = call.access.find(connection, "SPACE", call.path["id"])
        owner = _new_owner(call, connection, row["owner_id"])["principal_id"]
        try:
            connection.execute(
                "UPDATE spaces SET owner_id = ?, updated_at = ?, updated_by_id = ? WHERE space_id = ?",
                (owner, now_ms(), call.principal.actor_id, row["space_id"]),
            )
        except sqlite3.IntegrityError:
            message = f"{owner} has a space with this name already"
            raise call.state.refusal("transfer.name_taken", message) from None
        shown = shown_space(call, connection, row["space_id"])
    return Reply(body={"space": shown})


@handles("transferServiceIdentityOwnership")
def transfer_service_identity(call: Call) -> Reply:
    """Gives a service identity to another owner; its keys, grants and roles stay as they are."""
    key, kind = call.path["id"], principals.SERVICE_IDENTITY
    with call.state.store.write() as connection:
        row = call.access.find(connection, kind, key)
        if row["deleted_at"] is not None:
            raise call.state.refusal("service_identity.deleted", f"{key} is deleted and cannot be transferred")
        owner = _new_owner(call, connection, row["owner_id"], but=key)["principal_id"]
        connection.execute(
            "UPDATE principals SET owner_id = ?, updated_at = ?, updated_by_id = ? WHERE principal_id = ?",
            (owner, now_ms(), call.principal.actor_id, key),
        )
        row = connection.execute("SELECT * FROM principals WHERE principal_id = ?", (key,)).fetchone()
    return Reply(body={"serviceIdentity": render.service_identity(call.state.document, row)})


@handles("transferInstanceOwnership")
def transfer_instance(call: Call) -> Reply:
    """Gives the instance to another user; no other role changes, and no key is made."""
    with call.state.store.write() as connection:
        call.access.instance(connection)
        present = connection.execute("SELECT owner_id FROM instance").fetchone()[0]
        owner = _new_owner(call, connection, present)
        if owner["kind"] != principals.USER:
            raise call.state.refusal("transfer.new_owner", "newOwnerId: an instance is owned by a user")
        now, actor = now_ms(), call.principal.actor_id
        connection.execute(
            "UPDATE instance SET owner_id = ?, updated_at = ?, updated_by_id = ?", (owner["principal_id"], now, actor)
        )
        connection.execute(
            "UPDATE role_assignments SET revoked_at = ?, revoked_by_id = ? WHERE role = 'ROOT' AND revoked_at IS NULL",
            (now, actor),
        )
        insert_role(connection, owner["principal_id"], "ROOT", "INSTANCE", None, actor_id=actor)
        row = connection.execute("SELECT * FROM instance").fetchone()
    return Reply(body={"instance": render.instance(call.state.document, row)})
