"""Users.

Rules this module keeps:

- A user is made without a key; an enrolment (`enrollments`) or a key that somebody issues comes later.
- A deleted user stays as a tombstone, which is seen only by those who ask for it, and cannot be changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations import enrollments, principals, render
from goodmem_dyn.local._operations.auth import insert_key, new_key
from goodmem_dyn.local._operations.lists import Order, Where, page, resume, strict_size
from goodmem_dyn.local._operations.policy import insert_role
from goodmem_dyn.local._operations.principals import USER
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import new_id

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._state.state import State


@dataclass(frozen=True)
class User:
    """A user that `Server.add_user` made.

    Attributes:
        user_id: id of the user.
        api_key: a key of the user's; it is shown here and nowhere else.
    """

    user_id: str
    api_key: str = field(repr=False)


def add_user(state: State, email: str, display_name: str, username: str | None) -> User:
    """Makes an ordinary user with the role `USER` and a key.

    Raises:
        ApiError: 409 when the email or the username is taken.
    """
    user_id, raw = new_id(), new_key()
    values = {"email": email, "username": username, "displayName": display_name}
    with state.store.write() as connection:
        principals.insert(state, connection, USER, values, principal_id=user_id, actor_id=user_id)
        insert_role(connection, user_id, "USER", "INSTANCE", None, actor_id=user_id)
        insert_key(connection, key_id=new_id(), subject_id=user_id, raw=raw, labels="{}", actor_id=user_id)
    return User(user_id, raw)


def _check_email(body: dict[str, Any]) -> None:
    if "email" in body and "@" not in body["email"].strip().strip("@"):
        raise ValidationError([("email", "Email is required: an address with an @")])


@handles("createUser")
def create_user(call: Call) -> Reply:
    """A new user, without a key."""
    body = call.body
    _check_email(body)
    user_id = (body.get("userId") or new_id()).lower()
    with call.state.store.write() as connection:
        call.access.instance(connection)
        actor = call.principal.actor_id
        principals.insert(call.state, connection, USER, body, principal_id=user_id, actor_id=actor)
        row = connection.execute("SELECT * FROM principals WHERE principal_id = ?", (user_id,)).fetchone()
    return Reply(201, render.user(call.state.document, row))


@handles("listUsers")
def list_users(call: Call) -> Reply:
    """The users that the caller may read, a page at a time."""
    cursor = resume(call)
    strict_size(call, least=1, most=1000)
    where = Where([], [])
    if not call.query.get("includeDeleted"):
        where.add("deleted_at IS NULL")
    where.labels(call.query.get("label"))
    document = call.state.document
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("principal_id", "owner_id"))
        where.add(clause, *values)
        summary = enrollments.summaries(call, connection) if call.query.get("includeEnrollmentSummary") else None
        items, token = page(
            call,
            connection,
            cursor,
            select="SELECT *, principal_id AS sort_key, principal_id AS sort_id FROM users",
            where=where,
            order=Order("principal_id", "principal_id", descending=False),
            largest=1000,
            render=lambda row: render.user(document, row, summary=summary and summary(row)),
        )
    return Reply(body=document.shape("ListUsersResponse", {"users": items, "nextToken": token}))


@handles("getCurrentUser")
def current_user(call: Call) -> Reply:
    """The caller."""
    with call.state.store.read() as connection:
        row = connection.execute("SELECT * FROM users WHERE principal_id = ?", (call.principal.id,)).fetchone()
    if row is None:
        raise call.state.refusal("user.no_profile", f"{call.principal.id} is a service identity and has no profile")
    return Reply(body=render.user(call.state.document, row))


def _found(call: Call, value: str, by: str, refusal: str) -> Reply:
    deleted = bool(call.query.get("includeDeleted"))
    with call.state.store.read() as connection:
        row = call.access.find(connection, USER, value, by=by, deleted=deleted, forbidden=refusal)
    return Reply(body=render.user(call.state.document, row))


@handles("getUser")
def get_user(call: Call) -> Reply:
    """A user by id."""
    return _found(call, call.path["id"], "principal_id", "user.forbidden_by_id")


@handles("getUserByEmail")
def get_user_by_email(call: Call) -> Reply:
    """A user by email, in any case."""
    email = call.path["email"]
    if "@" not in email.strip("@"):
        raise ApiError(400, f"Invalid email: {email}")
    return _found(call, email, "email", "user.forbidden_by_email")


@handles("getUserByUsername")
def get_user_by_username(call: Call) -> Reply:
    """A user by username; one that may not be read looks as one that is not there."""
    if not call.path["username"].strip():
        raise ApiError(400, "The username must not be blank")
    return _found(call, call.path["username"], "username", "user.forbidden_by_username")


def _row(call: Call, connection: sqlite3.Connection) -> sqlite3.Row:
    return call.access.find(connection, USER, call.path["id"])


@handles("updateUser")
def update_user(call: Call) -> Reply:
    """New names, email or labels; an empty username or display name clears it."""
    _check_email(call.body)
    columns = {"email": "email", "username": "username", "displayName": "display_name"}
    with call.state.store.write() as connection:
        principals.update(call, connection, USER, _row(call, connection), columns)
        row = connection.execute("SELECT * FROM users WHERE principal_id = ?", (call.path["id"],)).fetchone()
    return Reply(body=render.user(call.state.document, row))


@handles("deleteUser")
def delete_user(call: Call) -> Reply:
    """Makes a tombstone of a user; the owner of the instance has to hand that over first."""
    with call.state.store.write() as connection:
        row = _row(call, connection)
        if connection.execute("SELECT 1 FROM instance WHERE owner_id = ?", (row["principal_id"],)).fetchone():
            message = f"User {row['principal_id']} owns the instance: transfer the ownership first"
            raise call.state.refusal("user.owns_instance", message)
        principals.end(call, connection, row)
    return Reply(204)
