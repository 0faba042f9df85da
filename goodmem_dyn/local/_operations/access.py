"""Who may see and change what.

Rules this module keeps:

- The root user may do everything. Everybody else may do everything to what they own, and read spaces marked public.
- Reading tells "missing" (404) from "not yours" (403); lists show only what the caller may read.
- Acting for another owner (`ownerId`) is root's right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local.errors import ApiError, ValidationError

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.state import Principal


def require_root(principal: Principal, what: str) -> None:
    """Refuses everybody but root.

    Raises:
        ApiError: 403.
    """
    if not principal.is_root:
        raise ApiError(403, f"Permission denied: {what} needs the root user's key")


def may_change(principal: Principal, owner_id: str) -> bool:
    """Whether the caller may change, and therefore read, what `owner_id` owns."""
    return principal.is_root or principal.user_id == owner_id


def new_owner(connection: sqlite3.Connection, principal: Principal, body: dict[str, Any]) -> str:
    """The owner of a resource being created.

    Raises:
        ApiError: 403 for acting for somebody else.
        ValidationError: no such user.
    """
    owner = str(body.get("ownerId") or principal.user_id).lower()
    if not may_change(principal, owner):
        raise ApiError(403, "Permission denied: creating a resource for another owner")
    if connection.execute("SELECT 1 FROM users WHERE user_id = ?", (owner,)).fetchone() is None:
        raise ValidationError([("ownerId", f"No user has the id {owner}")])
    return owner


def find_space(
    connection: sqlite3.Connection, principal: Principal, space_id: str, *, change: bool = False
) -> sqlite3.Row:
    """A space's row, if the caller may read it (or, with `change`, change it).

    Raises:
        ApiError: 404 or 403.
    """
    row: sqlite3.Row | None = connection.execute("SELECT * FROM spaces WHERE space_id = ?", (space_id,)).fetchone()
    if row is None:
        raise ApiError(404, f"Space not found: {space_id}")
    if may_change(principal, row["owner_id"]) or (row["public_read"] and not change):
        return row
    raise ApiError(403, f"Permission denied: {'changing' if change else 'reading'} space {space_id}")


def find_memory(
    connection: sqlite3.Connection, principal: Principal, memory_id: str, *, columns: str = "m.*", change: bool = False
) -> sqlite3.Row:
    """A memory's row, if the caller may read (or change) its space.

    `columns` names what to read besides the rights; leave `m.content` out where it is not needed.

    Raises:
        ApiError: 404 or 403.
    """
    row: sqlite3.Row | None = connection.execute(
        f"SELECT {columns}, s.owner_id AS owner_id, s.public_read AS public_read "
        "FROM memories m JOIN spaces s USING (space_id) WHERE m.memory_id = ?",
        (memory_id,),
    ).fetchone()
    if row is None:
        raise ApiError(404, f"Memory not found: {memory_id}")
    if may_change(principal, row["owner_id"]) or (row["public_read"] and not change):
        return row
    raise ApiError(403, f"Permission denied: {'changing' if change else 'reading'} memory {memory_id}")
