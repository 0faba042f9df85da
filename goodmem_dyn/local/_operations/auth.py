"""API keys: made, hashed, recognised.

Rules this module keeps:

- A key is `gm_` and the lower-case base32 of 16 random bytes; only a SHA3-256 hash of those bytes is stored.
- A key counts from `valid_from` until `expires_at`, unless revoked; anything else about it is a 401 with one text.
- `last_used_at` is exact in memory and written at most once a minute for each key, so reading stays reading.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from typing import TYPE_CHECKING

from goodmem_dyn.local._state.state import Principal
from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.state import State

_PREFIX = "gm_"


def new_key() -> str:
    """A new raw key; this is the only time it exists in readable form."""
    return _PREFIX + base64.b32encode(os.urandom(16)).decode().rstrip("=").lower()


def hash_key(raw: str) -> bytes | None:
    """What is stored of a key, or None when the text cannot be one."""
    body = raw[len(_PREFIX) :]
    if not raw.startswith(_PREFIX) or not body.isascii() or body != body.lower():
        return None
    try:
        decoded = base64.b32decode(body.upper() + "=" * (-len(body) % 8))
    except binascii.Error:
        return None
    if base64.b32encode(decoded).decode().rstrip("=").lower() != body:
        return None  # another spelling of the same bytes
    return hashlib.sha3_256(decoded).digest() if decoded else None


def insert_key(
    connection: sqlite3.Connection,
    *,
    key_id: str,
    user_id: str,
    raw: str,
    labels: str,
    actor_id: str,
    expires_at: int | None = None,
) -> None:
    """Stores a key's hash."""
    now = now_ms()
    connection.execute(
        "INSERT INTO api_keys (api_key_id, user_id, key_hash, key_prefix, labels, expires_at, created_at, updated_at,"
        " created_by_id, updated_by_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key_id, user_id, hash_key(raw), raw[:8], labels, expires_at, now, now, actor_id, actor_id),
    )


def authenticate(state: State, raw: str | None) -> Principal:
    """The caller behind a key.

    Raises:
        ApiError: 401.
    """
    if not raw:
        raise ApiError(401, "No API key provided. Send it in the x-api-key header.")
    digest = hash_key(raw)
    row = None
    if digest is not None:
        with state.store.read() as connection:
            row = connection.execute(
                "SELECT k.*, u.is_root FROM api_keys k JOIN users u USING (user_id) WHERE k.key_hash = ?", (digest,)
            ).fetchone()
    now = now_ms()
    if row is None or lifecycle(row, now) != "USABLE":
        raise ApiError(401, "Invalid or expired API key.")
    state.last_used[row["api_key_id"]] = now
    return Principal(user_id=row["user_id"], key_id=row["api_key_id"], is_root=bool(row["is_root"]))


def lifecycle(row: sqlite3.Row, now: int) -> str:
    """Where a key is in its life, as answers say it; `USABLE` is the only state in which it opens anything."""
    if row["revoked_at"] is not None:
        return "REVOKED"
    if row["valid_from"] is not None and row["valid_from"] > now:
        return "NOT_YET_VALID"
    return "EXPIRED" if row["expires_at"] is not None and row["expires_at"] <= now else "USABLE"
