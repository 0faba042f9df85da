"""Who calls: the principal behind a key, and what it may do.

Rules this module keeps:

- A caller is kept in memory until something that decides about callers changes (`Store.version`), so that a request of
  a known key asks the database nothing. Time is asked at each request: a key opens and expires on its own.
- A change asks again while it holds the writing connection, so that a right that was lost meanwhile is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodmem_dyn.local._rights import loading
from goodmem_dyn.local.errors import ApiError
from goodmem_dyn.local.ids import now_ms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from goodmem_dyn.local._rights.authority import Authority
    from goodmem_dyn.local._store.store import Store

_KEPT = 1_000


@dataclass(frozen=True)
class Principal:
    """Who calls.

    Attributes:
        id: the user or service identity; owner of what is created.
        kind: `USER` or `SERVICE_IDENTITY`.
        key_id: the API key used; it is the audit actor (`createdById`).
        key: its row.
        authority: what it may do, as of `version`.
        version: `Store.version` as of which this is known.
    """

    id: str
    kind: str
    key_id: str
    key: sqlite3.Row
    authority: Authority
    version: int

    @property
    def actor_id(self) -> str:
        """What `createdById` and `updatedById` name."""
        return self.key_id

    @property
    def owns_instance(self) -> bool:
        """Whether the instance is this one's."""
        return self.authority.instance_owner == self.id


def lifecycle(row: sqlite3.Row, now: int) -> str:
    """Where a key is in its life, as answers say it; `USABLE` is the only state in which it opens anything."""
    if row["revoked_at"] is not None:
        return "REVOKED"
    if row["valid_from"] is not None and row["valid_from"] > now:
        return "NOT_YET_VALID"
    return "EXPIRED" if row["expires_at"] is not None and row["expires_at"] <= now else "USABLE"


class Callers:
    """The callers of one database."""

    def __init__(self, store: Store, roles: Mapping[str, Sequence[str]]) -> None:
        self._store = store
        self._roles = roles
        self._known: dict[bytes, Principal] = {}

    def find(self, key_hash: bytes) -> Principal:
        """The caller behind a key.

        Raises:
            ApiError: 401.
        """
        version = self._store.version  # before the database is read: what changes meanwhile is read again
        principal = self._known.get(key_hash)
        if principal is None or principal.version != version:
            with self._store.read() as connection:
                principal = self._load(connection, key_hash, version)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key_hash] = principal
        return _usable(principal)

    def current(self, connection: sqlite3.Connection, caller: Principal) -> Principal:
        """The caller as a connection sees it.

        Raises:
            ApiError: 401 for a key that was revoked meanwhile.
        """
        version = self._store.version
        if caller.version == version:
            return caller
        return _usable(self._load(connection, caller.key["key_hash"], version))

    def authority(self, connection: sqlite3.Connection, principal_id: str) -> Authority:
        """What a principal may do, whatever its key."""
        return loading.authority(connection, principal_id, self._roles)

    def _load(self, connection: sqlite3.Connection, key_hash: bytes, version: int) -> Principal:
        row = connection.execute(
            "SELECT k.*, p.kind AS kind FROM api_keys k JOIN principals p ON p.principal_id = k.subject_id"
            " WHERE k.key_hash = ? AND p.deleted_at IS NULL",
            (key_hash,),
        ).fetchone()
        if row is None:
            raise unknown()
        authority = loading.authority(connection, row["subject_id"], self._roles, row["ceiling"])
        return Principal(row["subject_id"], row["kind"], row["api_key_id"], row, authority, version)


def _usable(principal: Principal) -> Principal:
    if lifecycle(principal.key, now_ms()) != "USABLE":
        raise unknown()
    return principal


def unknown() -> ApiError:
    """What everybody is told whose key opens nothing."""
    return ApiError(401, "Invalid or expired API key.")
