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

from goodmem_dyn.local._state.callers import unknown
from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.callers import Principal
    from goodmem_dyn.local._state.state import State

_PREFIX = "gm_"
_BYTES = 16


def new_key(prefix: str = _PREFIX) -> str:
    """A new raw key; this is the only time it exists in readable form."""
    return prefix + base64.b32encode(os.urandom(_BYTES)).decode().rstrip("=").lower()


def _decoded(raw: str) -> bytes | None:
    body = raw[len(_PREFIX) :]
    if not raw.startswith(_PREFIX) or not body.isascii() or body != body.lower():
        return None
    try:
        decoded = base64.b32decode(body.upper() + "=" * (-len(body) % 8))
    except binascii.Error:
        return None
    # Not another spelling of the same bytes.
    return decoded if base64.b32encode(decoded).decode().rstrip("=").lower() == body else None


def hash_key(raw: str) -> bytes | None:
    """What is stored of a key, or None when the text cannot be one."""
    decoded = _decoded(raw)
    return hashlib.sha3_256(decoded).digest() if decoded else None


def is_full(raw: str) -> bool:
    """Whether a key that somebody else made has the length of those that are made here."""
    return len(_decoded(raw) or b"") == _BYTES


def insert_key(
    connection: sqlite3.Connection,
    *,
    key_id: str,
    subject_id: str,
    raw: str,
    labels: str,
    actor_id: str,
    owner_id: str | None = None,
    valid_from: int | None = None,
    expires_at: int | None = None,
    ceiling: str | None = None,
) -> None:
    """Stores a key's hash; its owner is its subject unless told otherwise, and a ceiling (JSON) makes it scoped."""
    now = now_ms()
    connection.execute(
        "INSERT INTO api_keys (api_key_id, subject_id, owner_id, key_hash, key_prefix, labels, valid_from, expires_at,"
        " authority_mode, ceiling, created_at, updated_at, created_by_id, updated_by_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key_id, subject_id, owner_id or subject_id, hash_key(raw), raw[:8], labels, valid_from, expires_at,
            "INHERIT_SUBJECT" if ceiling is None else "SCOPED", ceiling, now, now, actor_id, actor_id,
        ),
    )  # fmt: skip


def authenticate(state: State, raw: str | None) -> Principal:
    """The caller behind a key.

    Raises:
        ApiError: 401.
    """
    if not raw:
        raise ApiError(401, "No API key provided. Send it in the x-api-key header.")
    digest = hash_key(raw)
    if digest is None:
        raise unknown()
    principal = state.callers.find(digest)
    state.last_used[principal.key_id] = now_ms()
    return principal
