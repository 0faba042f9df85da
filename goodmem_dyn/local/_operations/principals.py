"""Users and service identities in the database: made, looked up as the new owner of something, ended.

Rules this module keeps:

- A principal that is made is an identity and nothing else: no key, no role, no grant.
- Email, username and the name of a service identity are taken for ever, also by those that are deleted.
- Ending one leaves a tombstone: its keys open nothing any more, its enrolment is revoked, what it owns keeps its owner.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.lists import check_labels, updated_labels
from goodmem_dyn.local.errors import ValidationError
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    from goodmem_dyn.local._state.calls import Call
    from goodmem_dyn.local._state.state import State

USER, SERVICE_IDENTITY = "USER", "SERVICE_IDENTITY"


def insert(
    state: State,
    connection: sqlite3.Connection,
    kind: str,
    values: dict[str, Any],
    *,
    principal_id: str,
    actor_id: str,
    owner_id: str | None = None,
) -> None:
    """Stores a principal; a user owns itself.

    Raises:
        ApiError: its id or one of its names is taken.
    """
    now, labels = now_ms(), values.get("labels") or {}
    check_labels(labels)
    owner = owner_id or principal_id
    try:
        connection.execute(
            "INSERT INTO principals (principal_id, kind, email, username, display_name, description, owner_id,"
            " creator_id, labels, created_at, updated_at, created_by_id, updated_by_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                principal_id, kind, values.get("email"), values.get("username") or None,
                values.get("displayName") or None, values.get("description") or None, owner, owner,
                render.dump(labels), now, now, actor_id, actor_id,
            ),
        )  # fmt: skip
    except sqlite3.IntegrityError:
        raise taken(state, kind) from None


def taken(state: State, kind: str) -> Exception:
    """What is told when a name is taken."""
    if kind == USER:
        return state.refusal("user.taken", "A user with this email, username or id already exists")
    return state.refusal("service_identity.taken", "A service identity with this display name or id already exists")


def update(call: Call, connection: sqlite3.Connection, kind: str, row: sqlite3.Row, columns: dict[str, str]) -> None:
    """Changes what a request gives: `columns` says for each member which column it is; an empty text clears it.

    Raises:
        ApiError: it is a tombstone, or the new name is taken.
        ValidationError: labels that break their rules.
    """
    if row["deleted_at"] is not None:
        raise call.state.refusal(f"{kind.lower()}.deleted", f"{row['principal_id']} is deleted and cannot be changed")
    check_label_members(call.body)
    changes = {column: call.body[name] or None for name, column in columns.items() if name in call.body}
    changes["labels"] = updated_labels(row["labels"], call.body)
    changes |= {"updated_at": now_ms(), "updated_by_id": call.principal.actor_id}
    try:
        connection.execute(
            f"UPDATE principals SET {', '.join(f'{name} = ?' for name in changes)} WHERE principal_id = ?",
            (*changes.values(), row["principal_id"]),
        )
    except sqlite3.IntegrityError:
        raise taken(call.state, kind) from None


def check_label_members(body: dict[str, Any]) -> None:
    """The rules of the newer resources: not both members, and nothing empty to merge.

    Raises:
        ValidationError: which one is broken.
    """
    if "replaceLabels" in body and "mergeLabels" in body:
        raise ValidationError([("mergeLabels", "Give replaceLabels or mergeLabels, not both")])
    if body.get("mergeLabels") == {}:
        raise ValidationError([("mergeLabels", "Merge labels must not be empty; replaceLabels {} removes all")])


def end(call: Call, connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Makes a tombstone of a principal; of one that is a tombstone already, nothing changes."""
    if row["deleted_at"] is not None:
        return
    now, actor = now_ms(), call.principal.actor_id
    connection.execute(
        "UPDATE principals SET deleted_at = ?, deleted_by_id = ?, updated_at = ?, updated_by_id = ?"
        " WHERE principal_id = ?",
        (now, actor, now, actor, row["principal_id"]),
    )
    connection.execute(
        "UPDATE enrollments SET revoked_at = ?, revoked_by_id = ?"
        " WHERE user_id = ? AND consumed_at IS NULL AND revoked_at IS NULL",
        (now, actor, row["principal_id"]),
    )


def active(connection: sqlite3.Connection, principal_id: str) -> sqlite3.Row | None:
    """A principal that is not deleted, by its id."""
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM principals WHERE principal_id = ? AND deleted_at IS NULL", (principal_id.lower(),)
    ).fetchone()
    return row


def new_owner(call: Call, connection: sqlite3.Connection, body: dict[str, Any]) -> str:
    """The owner of a resource being created, for whom the caller may create it.

    Raises:
        ApiError: 403.
        ValidationError: no such principal.
    """
    owner = str(body.get("ownerId") or call.principal.id).lower()
    call.access.new(connection, owner)
    if active(connection, owner) is None:
        raise ValidationError([("ownerId", f"No user or service identity has the id {owner}")])
    return owner
