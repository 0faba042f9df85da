"""System information and initialisation, users, API keys.

Rules this module keeps:

- Initialising makes the root user and shows its key once; every later call says so and makes nothing.
- A key belongs to the caller, is shown once, and is revoked for ever: its row stays.
- A caller sees its own user and keys; root sees all.
"""

from __future__ import annotations

import contextlib
import platform
import sqlite3
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import goodmem_dyn
from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.access import may_change
from goodmem_dyn.local._operations.auth import insert_key, lifecycle, new_key
from goodmem_dyn.local._operations.lists import Order, Where, check_labels, page, resume, updated_labels
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    from goodmem_dyn.local._state.state import State

ROOT_EMAIL = "root@goodmem.ai"

_LIFECYCLE = (  # as auth.lifecycle says it of a row
    "CASE WHEN revoked_at IS NOT NULL THEN 'REVOKED' WHEN valid_from > ? THEN 'NOT_YET_VALID'"
    " WHEN expires_at <= ? THEN 'EXPIRED' ELSE 'USABLE' END = ?"
)


@dataclass(frozen=True)
class User:
    """A user that `Server.add_user` made.

    Attributes:
        user_id: id of the user.
        api_key: a key of the user's; it is shown here and nowhere else.
    """

    user_id: str
    api_key: str = field(repr=False)


@handles("getSystemInfo")
def system_info(call: Call) -> Reply:
    """Version and commit; this is also what clients use to see whether the server is there."""
    version = getattr(goodmem_dyn, "__version__", "0.0.0")
    numbers = [int(piece) if piece.isdigit() else 0 for piece in [*version.split("."), "0", "0"][:3]]
    return Reply(
        body=call.state.document.shape(
            "SystemInfoResponse",
            {
                "version": f"goodmem-dyn-local-v{version}",
                "major": numbers[0],
                "minor": numbers[1],
                "patch": numbers[2],
                "dirty": False,
                "gitCommit": call.state.document.commit or None,
                "capabilities": {
                    "embedded": "true",
                    "python": platform.python_version(),
                    "sqlite": sqlite3.sqlite_version,
                    **({"trouble": call.state.trouble.text} if call.state.trouble.text else {}),
                },
            },
        )
    )


def initialize(state: State, *, raw: str | None = None, user_id: str | None = None) -> tuple[str, str] | None:
    """Makes the root user and its first key; None when that happened before.

    Args:
        state: where.
        raw: the key to use instead of a new one.
        user_id: the root user's id instead of a new one.

    Returns:
        The raw key and the user id.
    """
    key, user, now = raw or new_key(), user_id or new_id(), now_ms()
    with state.store.write() as connection:
        if connection.execute("SELECT 1 FROM users WHERE is_root").fetchone():
            return None
        connection.execute(
            "INSERT INTO users (user_id, username, email, display_name, is_root, created_at, updated_at)"
            " VALUES (?, 'root', ?, 'System Root User', 1, ?, ?)",
            (user, ROOT_EMAIL, now, now),
        )
        insert_key(connection, key_id=new_id(), user_id=user, raw=key, labels='{"purpose":"admin"}', actor_id=user)
    return key, user


def add_root_key(state: State, raw: str) -> None:
    """Makes a key that was chosen one of the root user's, if it is not yet; also the root user, if there is none."""
    if initialize(state, raw=raw) is not None:
        return
    with state.store.write() as connection:
        root = connection.execute("SELECT user_id FROM users WHERE is_root").fetchone()[0]
        with contextlib.suppress(sqlite3.IntegrityError):  # the key is there
            insert_key(connection, key_id=new_id(), user_id=root, raw=raw, labels='{"purpose":"admin"}', actor_id=root)


def add_user(state: State, email: str, display_name: str, username: str | None) -> User:
    """Makes an ordinary user with a key.

    Raises:
        ApiError: 409 when the email or the username is taken.
    """
    user_id, raw, now = new_id(), new_key(), now_ms()
    with state.store.write() as connection:
        try:
            connection.execute(
                "INSERT INTO users (user_id, username, email, display_name, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (user_id, username, email, display_name, now, now),
            )
        except sqlite3.IntegrityError:
            raise ApiError(409, "A user with this email or username already exists") from None
        insert_key(connection, key_id=new_id(), user_id=user_id, raw=raw, labels="{}", actor_id=user_id)
    return User(user_id, raw)


@handles("initializeSystem")
def initialize_system(call: Call) -> Reply:
    """Makes the root user, once."""
    made = initialize(call.state)
    if made is None:
        return Reply(body={"alreadyInitialized": True, "message": "System is already initialized"})
    key, user = made
    return Reply(
        body={
            "alreadyInitialized": False,
            "message": "System initialized successfully",
            "rootApiKey": key,
            "userId": user,
        }
    )


def _user(call: Call, row: sqlite3.Row | None, shown: str) -> Reply:
    if row is None:
        raise ApiError(404, f"User not found: {shown}")
    if not may_change(call.principal, row["user_id"]):
        raise ApiError(403, f"Permission denied: reading user {shown}")
    return Reply(body=render.user(call.state.document, row))


@handles("getCurrentUser")
def current_user(call: Call) -> Reply:
    """The caller."""
    with call.state.store.read() as connection:
        row = connection.execute("SELECT * FROM users WHERE user_id = ?", (call.principal.user_id,)).fetchone()
    return _user(call, row, call.principal.user_id)


@handles("getUser")
def get_user(call: Call) -> Reply:
    """A user by id."""
    with call.state.store.read() as connection:
        row = connection.execute("SELECT * FROM users WHERE user_id = ?", (call.path["id"],)).fetchone()
    return _user(call, row, call.path["id"])


@handles("getUserByEmail")
def get_user_by_email(call: Call) -> Reply:
    """A user by email, in any case."""
    email = call.path["email"]
    if "@" not in email.strip("@"):
        raise ApiError(400, f"Invalid email: {email}")
    with call.state.store.read() as connection:
        row = connection.execute("SELECT * FROM users WHERE email = ?", (email,)).fetchone()
    return _user(call, row, email)


def _key(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    used = max(row["last_used_at"] or 0, call.state.last_used.get(row["api_key_id"], 0))
    return render.api_key(call.state.document, row, lifecycle=lifecycle(row, now_ms()), last_used=used or None)


@handles("createApiKey")
def create_api_key(call: Call) -> Reply:
    """A new key of the caller's; the raw key is in this reply and nowhere else."""
    body = call.body
    check_labels(body.get("labels", {}))
    expires = body.get("expiresAt")
    if expires is not None and expires <= now_ms():
        raise ValidationError([("expiresAt", "Expires at must lie in the future")])
    key_id, raw = (body.get("apiKeyId") or new_id()).lower(), new_key()
    with call.state.store.write() as connection:
        if connection.execute("SELECT 1 FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone():
            raise ApiError(409, f"An API key with the id {key_id} already exists")
        insert_key(
            connection,
            key_id=key_id,
            user_id=call.principal.user_id,
            raw=raw,
            labels=render.dump(body.get("labels", {})),
            actor_id=call.principal.actor_id,
            expires_at=None if expires is None else int(expires),
        )
        row = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone()
    shown = {"apiKeyMetadata": _key(call, row), "rawApiKey": raw}
    return Reply(201, call.state.document.shape("CreateApiKeyResponse", shown))


@handles("listApiKeys")
def list_api_keys(call: Call) -> Reply:
    """The caller's keys, in the order of their ids; everybody's for root. Older documents know no pages of it."""
    document, now = call.state.document, now_ms()
    cursor, where = resume(call), Where([], [])
    if not call.principal.is_root:
        where.add("user_id = ?", call.principal.user_id)
    for name in ("subjectPrincipalId", "ownerPrincipalId"):
        if name in call.query:
            where.add("user_id = ?", call.query[name].lower())
    if "lifecycleState" in call.query:
        where.add(_LIFECYCLE, now, now, call.query["lifecycleState"])
    most, usual = (1000, 50) if call.query.get("view") == "BASIC" else (20, 10)
    if "nextToken" not in (document.fields("ListApiKeysResponse") or ()):
        most = usual = sys.maxsize - 1
    elif call.query.get("maxResults", 0) > most:
        raise ApiError(400, f"maxResults must be at most {most} for this view")
    call.query["maxResults"] = call.query.get("maxResults") or usual
    with call.state.store.read() as connection:
        keys, token = page(
            call,
            connection,
            cursor,
            select="SELECT *, api_key_id AS sort_key, api_key_id AS sort_id FROM api_keys",
            where=where,
            order=Order("api_key_id", "api_key_id", descending=False),
            largest=most,
            render=lambda row: _key(call, row),
        )
    return Reply(body=document.shape("ListApiKeysResponse", {"keys": keys, "nextToken": token}))


def _own_key(call: Call, connection: sqlite3.Connection) -> sqlite3.Row:
    key_id = call.path["id"]
    row: sqlite3.Row | None = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone()
    if row is None:
        raise ApiError(404, f"API key not found: {key_id}")
    if not may_change(call.principal, row["user_id"]):
        raise ApiError(403, f"Permission denied: changing API key {key_id}")
    return row


@handles("updateApiKey")
def update_api_key(call: Call) -> Reply:
    """New labels, or revocation."""
    now = now_ms()
    with call.state.store.write() as connection:
        row = _own_key(call, connection)
        if call.body.get("status") == "ACTIVE" and row["revoked_at"] is not None:
            raise ApiError(400, f"API key {row['api_key_id']} is revoked for ever; create a new one")
        revoked = now if call.body.get("status") == "INACTIVE" and row["revoked_at"] is None else row["revoked_at"]
        connection.execute(
            "UPDATE api_keys SET labels = ?, revoked_at = ?, updated_at = ?, updated_by_id = ? WHERE api_key_id = ?",
            (updated_labels(row["labels"], call.body), revoked, now, call.principal.actor_id, row["api_key_id"]),
        )
        row = _own_key(call, connection)
    return Reply(body=_key(call, row))


@handles("deleteApiKey")
def delete_api_key(call: Call) -> Reply:
    """Revokes a key; a key that is revoked already is not found."""
    now = now_ms()
    with call.state.store.write() as connection:
        row = _own_key(call, connection)
        if row["revoked_at"] is not None:
            raise ApiError(404, f"API key not found: {row['api_key_id']}")
        connection.execute(
            "UPDATE api_keys SET revoked_at = ?, updated_at = ?, updated_by_id = ? WHERE api_key_id = ?",
            (now, now, call.principal.actor_id, row["api_key_id"]),
        )
    return Reply(204)
