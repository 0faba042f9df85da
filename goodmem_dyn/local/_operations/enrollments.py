"""Enrolments: a user without a key gets its first one with a token that is good for one use.

Rules this module keeps:

- The token is shown once, by the answer that makes it; only a SHA3-256 hash of it is stored.
- A user has at most one open enrolment. One that has expired is replaced as if it were not there.
- Enrolments are managed by humans, for humans that never had a key.
- Every token that cannot be used is told the same thing. A token that was used with a key of the client's own may be
  shown again with the same values, and is told that it was used.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations import keys, render
from goodmem_dyn.local._operations.auth import hash_key, insert_key, is_full, new_key
from goodmem_dyn.local._operations.lists import Order, Where, page, resume, strict_size
from goodmem_dyn.local._operations.principals import USER
from goodmem_dyn.local._rights.authority import Target
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import new_id, now_ms

if TYPE_CHECKING:
    from collections.abc import Callable

_PREFIX, _SHOWN = "gme_", 9
_RIGHT = "MANAGE_USER_ENROLLMENT"
_OPEN = "consumed_at IS NULL AND revoked_at IS NULL"
_HOUR_MS = 3_600_000


def _hash(token: str) -> bytes:
    return hashlib.sha3_256(token.encode()).digest()


def status(row: sqlite3.Row, now: int) -> str:
    """Where an enrolment is in its life."""
    if row["consumed_at"] is not None:
        return "CONSUMED"
    if row["revoked_at"] is not None:
        return "REVOKED"
    return "EXPIRED" if row["expires_at"] <= now else "PENDING"


def _shown(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    return render.enrollment(call.state.document, row, status(row, now_ms()))


def _user(call: Call, connection: sqlite3.Connection) -> sqlite3.Row:
    """The user in the path, whose enrolments the caller manages.

    Raises:
        ApiError: 404 or 403.
    """
    row = call.access.find(connection, USER, call.path["userId"])
    if call.principal.kind != USER:
        raise call.state.refusal("enrollment.caller_is_service", "Permission denied: only users manage enrollments")
    return row


def _is_dormant(connection: sqlite3.Connection, user_id: str) -> bool:
    used = connection.execute(
        "SELECT 1 FROM api_keys WHERE subject_id = :user UNION ALL"
        " SELECT 1 FROM enrollments WHERE user_id = :user AND consumed_at IS NOT NULL",
        {"user": user_id},
    ).fetchone()
    return used is None


def summaries(call: Call, connection: sqlite3.Connection) -> Callable[[sqlite3.Row], dict[str, Any] | None]:
    """What lists of users say of enrolments, of users whose enrolments the caller manages."""
    authority, now = call.access.authority(connection), now_ms()

    def summary(row: sqlite3.Row) -> dict[str, Any] | None:
        user_id = row["principal_id"]
        if row["deleted_at"] is not None or not authority.allows(_RIGHT, Target(USER, user_id, user_id)):
            return None
        enrollment = connection.execute(
            f"SELECT * FROM enrollments WHERE user_id = ? AND {_OPEN}", (user_id,)
        ).fetchone()
        values: dict[str, Any] = {"bootstrapEligible": _is_dormant(connection, user_id)}
        if enrollment is not None:
            values |= {
                "openEnrollmentStatus": status(enrollment, now),
                "openEnrollmentExpiresAt": enrollment["expires_at"],
            }
        return call.state.document.shape("UserEnrollmentSummary", values)

    return summary


@handles("createUserEnrollment")
def create_enrollment(call: Call) -> Reply:
    """A new enrolment; its token is in this reply and nowhere else."""
    enrollment_id = (call.body.get("enrollmentId") or new_id()).lower()
    token, now, state = new_key(_PREFIX), now_ms(), call.state
    with state.store.write() as connection:
        user = _user(call, connection)
        user_id, actor = user["principal_id"], call.principal.actor_id
        if user["deleted_at"] is not None:
            raise state.refusal("enrollment.user_deleted", f"User {user_id} is deleted")
        if not _is_dormant(connection, user_id):
            message = f"User {user_id} has had a key already; issue a key instead of an enrollment"
            raise state.refusal("enrollment.not_dormant", message)
        before = connection.execute(f"SELECT * FROM enrollments WHERE user_id = ? AND {_OPEN}", (user_id,)).fetchone()
        if before is not None and status(before, now) == "PENDING" and not call.body.get("rotateExisting"):
            message = f"User {user_id} has an open enrollment; rotateExisting replaces it"
            raise state.refusal("enrollment.open", message)
        connection.execute(
            f"UPDATE enrollments SET revoked_at = ?, revoked_by_id = ? WHERE user_id = ? AND {_OPEN}",
            (now, actor, user_id),
        )
        try:
            connection.execute(
                "INSERT INTO enrollments (enrollment_id, user_id, token_hash, credential_prefix, expires_at,"
                " created_at, created_by_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    enrollment_id, user_id, _hash(token), token[:_SHOWN],
                    now + int(state.settings.enrollment_hours * _HOUR_MS), now, actor,
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise state.refusal("enrollment.taken", f"An enrollment with the id {enrollment_id} exists") from None
        row = _enrollment(connection, user_id, enrollment_id)
    shown = {"enrollment": _shown(call, row), "enrollmentToken": token}
    return Reply(201, state.document.shape("CreateUserEnrollmentResponse", shown))


def _enrollment(connection: sqlite3.Connection, user_id: str, enrollment_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM enrollments WHERE enrollment_id = ? AND user_id = ?", (enrollment_id, user_id)
    ).fetchone()
    if row is None:
        raise ApiError(404, f"Enrollment not found: {enrollment_id}")
    return row


@handles("getUserEnrollment")
def get_enrollment(call: Call) -> Reply:
    """An enrolment of a user's."""
    with call.state.store.read() as connection:
        user = _user(call, connection)
        row = _enrollment(connection, user["principal_id"], call.path["enrollmentId"])
    return Reply(body=_shown(call, row))


@handles("listUserEnrollments")
def list_enrollments(call: Call) -> Reply:
    """All enrolments of a user's, newest first."""
    cursor = resume(call)
    strict_size(call, least=1, most=1000)
    with call.state.store.read() as connection:
        user = _user(call, connection)
        items, token = page(
            call,
            connection,
            cursor,
            select="SELECT *, created_at AS sort_key, enrollment_id AS sort_id FROM enrollments",
            where=Where(["user_id = ?"], [user["principal_id"]]),
            order=Order("created_at", "enrollment_id", descending=True),
            largest=1000,
            render=lambda row: _shown(call, row),
        )
    shown = {"enrollments": items, "nextToken": token}
    return Reply(body=call.state.document.shape("ListUserEnrollmentsResponse", shown))


@handles("deleteUserEnrollment")
def revoke_enrollment(call: Call) -> Reply:
    """Revokes an enrolment for ever; of one that is revoked already, nothing changes."""
    with call.state.store.write() as connection:
        user = _user(call, connection)
        row = _enrollment(connection, user["principal_id"], call.path["enrollmentId"])
        if row["consumed_at"] is not None:
            message = f"Enrollment {row['enrollment_id']} has been used and cannot be revoked"
            raise call.state.refusal("enrollment.consumed", message)
        if row["revoked_at"] is None:
            connection.execute(
                "UPDATE enrollments SET revoked_at = ?, revoked_by_id = ? WHERE enrollment_id = ?",
                (now_ms(), call.principal.actor_id, row["enrollment_id"]),
            )
    return Reply(204)


def _chosen(body: dict[str, Any]) -> tuple[str, str] | None:
    """Key id and key that a client chose, or None where the server is to make them.

    Raises:
        ValidationError: half of them, or what is no key.
    """
    if not body["enrollmentToken"].strip():
        raise ValidationError([("enrollmentToken", "Enrollment token is required")])
    chosen = [name for name in ("apiKeyId", "rawApiKey") if name in body]
    if len(chosen) == 1:
        raise ValidationError([(chosen[0], "Give both of apiKeyId and rawApiKey, or none of them")])
    if not chosen:
        return None
    if not is_full(body["rawApiKey"]):
        raise ValidationError([("rawApiKey", "Raw API key must be gm_ and 26 characters of lower-case base32")])
    return body["apiKeyId"].lower(), body["rawApiKey"]


def _repeats(connection: sqlite3.Connection, row: sqlite3.Row, chosen: tuple[str, str] | None) -> sqlite3.Row | None:
    """The key that a used token was used for, if it was used with the same values."""
    if chosen is None or not row["chosen_by_client"] or row["consumed_api_key_id"] != chosen[0]:
        return None
    key: sqlite3.Row = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (chosen[0],)).fetchone()
    return key if hmac.compare_digest(key["key_hash"], hash_key(chosen[1]) or b"") else None


@handles("completeUserEnrollment")
def complete_enrollment(call: Call) -> Reply:
    """Uses a token: its user gets a first key, made here or by the client."""
    body, state, now = call.body, call.state, now_ms()
    chosen = _chosen(body)
    unusable = state.refusal("enrollment.unusable_token", "The enrollment token is not valid")
    with state.store.write() as connection:
        row = connection.execute(
            "SELECT e.*, p.deleted_at AS deleted_at FROM enrollments e JOIN principals p ON p.principal_id = e.user_id"
            " WHERE e.token_hash = ?",
            (_hash(body["enrollmentToken"]),),
        ).fetchone()
        if row is None or row["deleted_at"] is not None:
            raise unusable
        if row["consumed_at"] is not None:
            key = _repeats(connection, row, chosen)
            if key is None:
                raise unusable
            return _completed(call, key, repeated=True)
        if status(row, now) != "PENDING":
            raise unusable
        key_id, raw = chosen or (new_id(), new_key())
        try:
            insert_key(
                connection, key_id=key_id, subject_id=row["user_id"], raw=raw, labels="{}", actor_id=row["user_id"]
            )
        except sqlite3.IntegrityError:
            raise state.refusal("enrollment.key_taken", "The API key or its id is in use") from None
        connection.execute(
            "UPDATE enrollments SET consumed_at = ?, consumed_api_key_id = ?, chosen_by_client = ?"
            " WHERE enrollment_id = ?",
            (now, key_id, chosen is not None, row["enrollment_id"]),
        )
        key = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone()
    return _completed(call, key, raw=None if chosen else raw)


def _completed(call: Call, key: sqlite3.Row, *, repeated: bool = False, raw: str | None = None) -> Reply:
    shown = {"apiKey": keys.shown(call, key), "alreadyCompleted": repeated, "rawApiKey": raw}
    return Reply(body=call.state.document.shape("CompleteUserEnrollmentResponse", shown))
