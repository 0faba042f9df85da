"""System information, initialisation, and the instance.

Rules this module keeps:

- Initialising makes the root user, who owns the instance and administers it, and shows its key once; every later call
  says so and makes nothing.
- An instance has one owner, always; the role `ROOT` is where the ownership is.
"""

from __future__ import annotations

import contextlib
import platform
import sqlite3
from typing import TYPE_CHECKING

import goodmem_dyn
from goodmem_dyn.local._operations import principals, render
from goodmem_dyn.local._operations.auth import insert_key, new_key
from goodmem_dyn.local._operations.policy import insert_grant, insert_role
from goodmem_dyn.local._rights.table import Rule
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    from goodmem_dyn.local._state.state import State

ROOT_EMAIL = "root@goodmem.ai"

_SHARED = (("READ_SPACE", "EXACT"), ("LIST_MEMORY", "EXACT"), ("READ_MEMORY", "DIRECT_MEMBERS_OF"))


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
    """Makes the instance, the root user and its first key; None when that happened before.

    Args:
        state: where.
        raw: the key to use instead of a new one.
        user_id: the root user's id instead of a new one.

    Returns:
        The raw key and the user id.
    """
    key, user, now = raw or new_key(), user_id or new_id(), now_ms()
    with state.store.write() as connection:
        if connection.execute("SELECT 1 FROM instance").fetchone():
            return None
        values = {"email": ROOT_EMAIL, "username": "root", "displayName": "System Root User"}
        principals.insert(state, connection, principals.USER, values, principal_id=user, actor_id=user)
        connection.execute("INSERT INTO instance VALUES (?, ?, ?, ?, ?, ?)", (new_id(), user, now, now, user, user))
        for role in ("ROOT", "ADMIN"):
            insert_role(connection, user, role, "INSTANCE", None, actor_id=user)
        labels = '{"purpose":"admin"}'
        insert_key(connection, key_id=new_id(), subject_id=user, raw=key, labels=labels, actor_id=user)
    return key, user


def add_root_key(state: State, raw: str) -> None:
    """Makes a key that was chosen one of the root user's, if it is not yet; also the root user, if there is none."""
    if initialize(state, raw=raw) is not None:
        return
    with state.store.write() as connection:
        root = connection.execute("SELECT owner_id FROM instance").fetchone()[0]
        with contextlib.suppress(sqlite3.IntegrityError):  # the key is there
            labels = '{"purpose":"admin"}'
            insert_key(connection, key_id=new_id(), subject_id=root, raw=raw, labels=labels, actor_id=root)


def upgrade(state: State) -> None:
    """Gives public spaces of an older server the grants that stand for the mark, which a newer one does not have."""
    if "publicRead" in (state.document.fields("Space") or ()):
        return
    with state.store.read() as connection:
        if connection.execute("SELECT 1 FROM spaces WHERE public_read LIMIT 1").fetchone() is None:
            return
    with state.store.write() as connection:
        for row in connection.execute("SELECT space_id, owner_id FROM spaces WHERE public_read").fetchall():
            for right, selector in _SHARED:
                rule = Rule(right, selector, "SPACE", row["space_id"])
                with contextlib.suppress(sqlite3.IntegrityError):  # it is granted already
                    insert_grant(connection, new_id(), None, rule, actor_id=row["owner_id"])
        connection.execute("UPDATE spaces SET public_read = 0")


@handles("initializeSystem")
def initialize_system(call: Call) -> Reply:
    """Makes the root user, once."""
    created = initialize(call.state)
    if created is None:
        return Reply(body={"alreadyInitialized": True, "message": "System is already initialized"})
    key, user = created
    return Reply(
        body={
            "alreadyInitialized": False,
            "message": "System initialized successfully",
            "rootApiKey": key,
            "userId": user,
        }
    )


@handles("getInstance")
def get_instance(call: Call) -> Reply:
    """The instance; its owner needs the right to read it as everybody does."""
    with call.state.store.read() as connection:
        call.access.instance(connection)
        return Reply(body=render.instance(call.state.document, connection.execute("SELECT * FROM instance").fetchone()))
