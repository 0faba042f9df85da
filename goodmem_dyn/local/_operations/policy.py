"""The access policy: grants and role assignments.

Rules this module keeps:

- Both are made, shown, listed by what they are about, and revoked: the row stays, and revoking again changes nothing.
- Who manages the access of something grants any right on it but those that no grant may give.
- A grant to everybody names a resource, and rights over people go to somebody by name.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from goodmem_dyn.local._operations import principals, render
from goodmem_dyn.local._operations.lists import Order, Where, page, resume, strict_size
from goodmem_dyn.local._rights import loading, table
from goodmem_dyn.local._rights.table import INSTANCE, KINDS, Rule
from goodmem_dyn.local._state.access import missing
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id, new_id, now_ms

if TYPE_CHECKING:
    from collections.abc import Callable

_CONTAINER = "SPACE"


class _Policy(NamedTuple):
    """What tells grants and role assignments apart."""

    table: str
    key: str
    noun: str
    schema: str
    items: str
    show: Callable[..., dict[str, Any]]


_GRANTS = _Policy("grants", "grant_id", "Grant", "ListAuthorizationGrantsResponse", "grants", render.grant)
_ROLES = _Policy(
    "role_assignments",
    "role_assignment_id",
    "Role assignment",
    "ListRoleAssignmentsResponse",
    "roleAssignments",
    render.role_assignment,
)


def misfit(rule: Rule) -> str | None:
    """What is wrong with a rule in itself, or None."""
    names_one = rule.selector in ("EXACT", "DIRECT_MEMBERS_OF")
    if not names_one:
        return f"the selector {rule.selector} takes no assignedResource" if rule.kind is not None else None
    if rule.kind is None:
        return f"the selector {rule.selector} needs an assignedResource"
    problem = bad_resource(rule.kind, rule.resource)
    if problem is not None:
        return problem
    if rule.selector == "DIRECT_MEMBERS_OF":
        if rule.kind == _CONTAINER and "MEMORY" in table.targets(rule.right) and rule.right != "MANAGE_ACCESS":
            return None
        return f"{rule.right} of the direct members of a {rule.kind} is no right; members are memories of a SPACE"
    allowed = table.targets(rule.right)
    return None if rule.kind in allowed else f"{rule.right} is about {' or '.join(allowed)}, not about {rule.kind}"


def bad_resource(kind: str, key: str | None) -> str | None:
    if kind == INSTANCE:
        return "an INSTANCE takes no resourceId" if key else None
    if not key:
        return f"a {kind} needs a resourceId"
    return None if canonical_id(key) else f"{key} is no id"


def insert_role(
    connection: sqlite3.Connection,
    principal_id: str,
    role: str,
    kind: str,
    resource_id: str | None,
    *,
    actor_id: str,
    key: str | None = None,
) -> None:
    """Stores a role assignment; IntegrityError where it is there already."""
    connection.execute(
        "INSERT INTO role_assignments (role_assignment_id, principal_id, role, kind, resource_id, created_at,"
        " created_by_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key or new_id(), principal_id, role, kind, resource_id, now_ms(), actor_id),
    )


def insert_grant(
    connection: sqlite3.Connection, key: str, principal_id: str | None, rule: Rule, *, actor_id: str
) -> None:
    """Stores a grant, of nobody in particular for everybody; IntegrityError where it is there already."""
    connection.execute(
        "INSERT INTO grants (grant_id, principal_id, operation, selector, kind, resource_id, created_at, created_by_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, principal_id, *rule, now_ms(), actor_id),
    )


def _require(call: Call, connection: sqlite3.Connection, kind: str | None, key: str | None) -> None:
    """Asks for the management of a resource, or of the instance, where a rule names none.

    Raises:
        ApiError: 404 or 403.
    """
    if kind in (None, INSTANCE):
        call.access.instance(connection)
    elif kind not in KINDS:
        raise missing(str(kind), key or "")
    else:
        call.access.find(connection, str(kind), (key or "").lower())


def _exists(connection: sqlite3.Connection, of: _Policy, key: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {of.table} WHERE {of.key} = ?", (key,)).fetchone() is not None


def _row(connection: sqlite3.Connection, of: _Policy, key: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(f"SELECT * FROM {of.table} WHERE {of.key} = ?", (key,)).fetchone()
    if row is None:
        raise ApiError(404, f"{of.noun} not found: {key}")
    return row


def _read_grant(call: Call) -> tuple[str | None, Rule]:
    """To whom and what a grant gives, in itself good.

    Raises:
        ApiError: what no grant may be.
    """
    audience, refusal = call.body["audience"], call.state.refusal
    everybody = audience.get("allAuthenticated") is not None
    rule = loading.read(call.body["rule"])
    if everybody == ("principalId" in audience):
        raise ValidationError([("audience", "Exactly one of principalId, allAuthenticated must be given")])
    if rule.right in table.names("ungrantable"):
        raise refusal("grant.ungrantable", f"{rule.right} cannot be granted")
    problem = misfit(rule)
    if problem is None and everybody and rule.kind is None:
        problem = f"a grant to everybody names a resource; the selector {rule.selector} does not"
    if problem is None and rule.right in table.names("personal"):
        if everybody:
            problem = f"{rule.right} is granted to a principal, not to everybody"
        elif rule.selector not in ("ANY", "EXACT"):
            problem = f"{rule.right} is granted with ANY or EXACT, not with {rule.selector}"
    if problem is not None:
        raise refusal("grant.misfit", f"rule: {problem}")
    return None if everybody else str(audience["principalId"]), rule._replace(
        resource=rule.resource and rule.resource.lower()
    )


@handles("createAccessPolicyGrant")
def create_grant(call: Call) -> Reply:
    """A new grant."""
    principal_id, rule = _read_grant(call)
    key, refusal = (call.body.get("grantId") or new_id()).lower(), call.state.refusal
    with call.state.store.write() as connection:
        _require(call, connection, rule.kind, rule.resource)
        if principal_id is not None:
            row = principals.active(connection, principal_id)
            if row is None:
                message = f"audience.principalId: no user or service identity has the id {principal_id}"
                raise refusal("grant.principal", message)
            principal_id = row["principal_id"]
        if _exists(connection, _GRANTS, key):
            raise refusal("grant.taken", f"A grant with the id {key} already exists")
        try:
            insert_grant(connection, key, principal_id, rule, actor_id=call.principal.actor_id)
        except sqlite3.IntegrityError:
            raise refusal("grant.exists", "The same grant exists already") from None
        row = _row(connection, _GRANTS, key)
    return Reply(201, render.grant(call.state.document, row))


@handles("createAccessPolicyRoleAssignment")
def create_role_assignment(call: Call) -> Reply:
    """A new role of somebody's, in the instance or in a space."""
    body, refusal = call.body, call.state.refusal
    kind, resource_id = body["assignedResource"]["kind"], body["assignedResource"].get("resourceId")
    role = body["role"]
    problem = bad_resource(kind, resource_id)
    if role == "ROOT":
        raise refusal("role.root", "ROOT follows the ownership of the instance and is not assigned")
    if problem is None and role.startswith("SPACE_") != (kind == _CONTAINER):
        problem = f"the role {role} is not for a target of kind {kind}"
    if problem is not None:
        raise refusal("role.misfit", f"assignedResource: {problem}")
    key = (body.get("roleAssignmentId") or new_id()).lower()
    with call.state.store.write() as connection:
        _require(call, connection, kind, resource_id)
        principal = principals.active(connection, body["principalId"])
        if principal is None:
            message = f"principalId: no user or service identity has the id {body['principalId']}"
            raise refusal("role.principal", message)
        if _exists(connection, _ROLES, key):
            raise refusal("role.taken", f"A role assignment with the id {key} already exists")
        at = None if kind == INSTANCE else resource_id.lower()
        try:
            insert_role(
                connection, principal["principal_id"], role, kind, at, actor_id=call.principal.actor_id, key=key
            )
        except sqlite3.IntegrityError:
            raise refusal("role.exists", "The same role is assigned already") from None
        row = _row(connection, _ROLES, key)
    return Reply(201, render.role_assignment(call.state.document, row))


def _get(call: Call, of: _Policy) -> Reply:
    with call.state.store.read() as connection:
        row = _row(connection, of, call.path["id"])
        if row["revoked_at"] is not None and not call.query.get("includeRevoked"):
            raise ApiError(404, f"{of.noun} not found: {call.path['id']}")
        _require(call, connection, row["kind"], row["resource_id"])
    return Reply(body=of.show(call.state.document, row))


def _list(call: Call, of: _Policy) -> Reply:
    """Those about one resource, in the order in which they were made; rules that name none are the instance's."""
    cursor = resume(call)
    strict_size(call, least=0, most=1000)
    kind, key = call.query["resourceKind"], call.query.get("resourceId")
    problem = bad_resource(kind, key)
    if problem is not None:
        raise call.state.refusal("policy.list_target", f"resourceId: {problem}")
    where = Where([], [])
    if kind == INSTANCE:
        where.add("kind = ? OR kind IS NULL", kind)
    else:
        where.add("kind = ? AND resource_id = ?", kind, key.lower() if key else key)
    if not call.query.get("includeRevoked"):
        where.add("revoked_at IS NULL")
    with call.state.store.read() as connection:
        _require(call, connection, kind, key)
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT *, serial AS sort_key, {of.key} AS sort_id FROM {of.table}",
            where=where,
            order=Order("serial", of.key, descending=False),
            largest=1000,
            render=lambda row: of.show(call.state.document, row),
        )
    return Reply(body=call.state.document.shape(of.schema, {of.items: items, "nextToken": token}))


def _revoke(call: Call, of: _Policy) -> Reply:
    with call.state.store.write() as connection:
        row = _row(connection, of, call.path["id"])
        _require(call, connection, row["kind"], row["resource_id"])
        if of is _ROLES and row["role"] == "ROOT":
            raise call.state.refusal("role.root", "ROOT follows the ownership of the instance and is not revoked")
        if row["revoked_at"] is None:
            connection.execute(
                f"UPDATE {of.table} SET revoked_at = ?, revoked_by_id = ? WHERE {of.key} = ?",
                (now_ms(), call.principal.actor_id, call.path["id"]),
            )
            row = _row(connection, of, call.path["id"])
    return Reply(body=of.show(call.state.document, row))


def _register(of: _Policy, word: str) -> None:
    """Registers what both have; `word` is what it is called in operation ids."""

    def bind(action: Callable[[Call, _Policy], Reply]) -> Callable[[Call], Reply]:
        return lambda call: action(call, of)

    for verb, action, ending in (("get", _get, ""), ("list", _list, "s"), ("delete", _revoke, "")):
        handles(f"{verb}AccessPolicy{word}{ending}")(bind(action))


_register(_GRANTS, "Grant")
_register(_ROLES, "RoleAssignment")
