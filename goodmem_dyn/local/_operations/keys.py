"""API keys.

Rules this module keeps:

- A key says who its subject is; it is shown once, and revoked for ever: its row stays. On servers whose document does
  not tell of revocation, INACTIVE is a switch, and a key that is deleted goes.
- A scoped key has a ceiling, which cannot be changed. Whatever it allows, its subject may do and so may the key that
  issues it; what might be more is refused.
- A service identity has scoped keys only, and a scoped key issues scoped keys only.
- Another key for a user that inherits all its rights is issued by that user alone.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations import principals, render
from goodmem_dyn.local._operations.auth import insert_key, new_key
from goodmem_dyn.local._operations.lists import Order, Where, check_labels, page, resume, updated_labels
from goodmem_dyn.local._operations.policy import misfit
from goodmem_dyn.local._rights import loading
from goodmem_dyn.local._rights.authority import Authority, Columns, Target
from goodmem_dyn.local._rights.table import INSTANCE, Rule
from goodmem_dyn.local._state.access import resource
from goodmem_dyn.local._state.callers import lifecycle
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import canonical_id, new_id, now_ms

if TYPE_CHECKING:
    import sqlite3

_LIFECYCLE = (  # as callers.lifecycle says it of a row
    "CASE WHEN revoked_at IS NOT NULL THEN 'REVOKED' WHEN valid_from > ? THEN 'NOT_YET_VALID'"
    " WHEN expires_at <= ? THEN 'EXPIRED' ELSE 'USABLE' END = ?"
)
_MOST_RULES = 1000


def shown(call: Call, row: sqlite3.Row, *, ceiling: bool = True) -> dict[str, Any]:
    """A key as the API shows it, with its ceiling or without."""
    used = max(row["last_used_at"] or 0, call.state.last_used.get(row["api_key_id"], 0))
    state = lifecycle(row, now_ms())
    return render.api_key(call.state.document, row, lifecycle=state, last_used=used or None, ceiling=ceiling)


def _read_ceiling(call: Call) -> list[Rule] | None:
    """The rules of the ceiling that a request gives, in themselves good.

    Raises:
        ApiError: rules that cannot be.
    """
    body, refusal = call.body, call.state.refusal
    ceiling = body.get("ceiling")
    if body.get("authorityMode", "INHERIT_SUBJECT") != "SCOPED":
        if ceiling is not None:
            raise refusal("key.bad_ceiling", "A ceiling needs authorityMode SCOPED")
        return None
    if not ceiling or len(ceiling) > _MOST_RULES:
        raise refusal("key.bad_ceiling", f"A scoped key needs a ceiling of 1 to {_MOST_RULES} rules")
    rules: list[Rule] = []
    for number, entry in enumerate(ceiling):
        rule = loading.read(entry)
        problem = misfit(rule)
        if problem is not None:
            raise refusal("key.bad_ceiling", f"ceiling[{number}]: {problem}")
        rules.append(rule._replace(resource=rule.resource and rule.resource.lower()))
    return rules


def _times(body: dict[str, Any]) -> tuple[int | None, int | None]:
    begin, end = body.get("validFrom"), body.get("expiresAt")
    if end is not None and end <= max(now_ms(), begin or 0):
        raise ValidationError([("expiresAt", "Expires at must lie in the future, and after valid from")])
    return None if begin is None else int(begin), None if end is None else int(end)


def _subject(call: Call, connection: sqlite3.Connection, *, scoped: bool) -> str:
    """The subject of a new key, for which the caller may issue one.

    Raises:
        ApiError: 400 or 403.
    """
    state, caller = call.state, call.access.caller(connection)
    subject = str(call.body.get("subjectPrincipalId") or caller.id).lower()
    call.access.new(connection, caller.id)
    row = principals.active(connection, subject)
    if row is None:
        raise state.refusal("key.subject", f"subjectPrincipalId: no user or service identity has the id {subject}")
    if row["kind"] != principals.USER and not scoped:
        raise state.refusal("key.bad_ceiling", "A key of a service identity needs authorityMode SCOPED")
    if subject != caller.id:
        call.access.find(connection, row["kind"], subject)
        if not scoped:
            raise state.refusal(
                "key.subject_not_served", "Permission denied: another user's key can only be a scoped one"
            )
    if caller.authority.ceiling is not None and not scoped:
        raise state.refusal("key.ceiling_not_covered", "Permission denied: a scoped key issues scoped keys only")
    return subject


def _check_covered(call: Call, connection: sqlite3.Connection, subject: str, rules: list[Rule]) -> None:
    own = call.access.authority(connection)
    theirs = own if subject == own.subject else call.state.callers.authority(connection, subject)
    for number, rule in enumerate(rules):
        target = _named(connection, own, rule)
        if not all(authority.covers(rule, target) for authority in (own, theirs)):
            message = f"Permission denied: ceiling[{number}] allows what its subject or this key does not"
            raise call.state.refusal("key.ceiling_not_covered", message)


def _named(connection: sqlite3.Connection, authority: Authority, rule: Rule) -> Target | None:
    """What a rule of a ceiling names, as a target; one that is not there has no owner and no container."""
    if rule.kind is None:
        return None
    if rule.kind == INSTANCE:
        return authority.instance(rule.right)
    row = resource(connection, rule.kind, rule.resource or "")
    owner = None if row is None else row["own_owner"]
    if rule.selector == "EXACT":
        return Target(rule.kind, rule.resource, owner, None if row is None else row["own_container"])
    return Target("MEMORY", None, owner, rule.resource)


@handles("createApiKey")
def create_api_key(call: Call) -> Reply:
    """A new key; the raw key is in this reply and nowhere else."""
    body = call.body
    check_labels(body.get("labels", {}))
    begin, end = _times(body)
    rules = _read_ceiling(call)
    key_id, raw = (body.get("apiKeyId") or new_id()).lower(), new_key()
    with call.state.store.write() as connection:
        subject = _subject(call, connection, scoped=rules is not None)
        _check_covered(call, connection, subject, rules or [])
        if connection.execute("SELECT 1 FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone():
            raise call.state.refusal("key.taken", f"An API key with the id {key_id} already exists")
        insert_key(
            connection,
            key_id=key_id,
            subject_id=subject,
            owner_id=call.principal.id,
            raw=raw,
            labels=render.dump(body.get("labels", {})),
            actor_id=call.principal.actor_id,
            valid_from=begin,
            expires_at=end,
            ceiling=None if rules is None else render.dump([loading.show(rule) for rule in rules]),
        )
        row = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone()
    created = {"apiKeyMetadata": shown(call, row), "rawApiKey": raw}
    return Reply(201, call.state.document.shape("CreateApiKeyResponse", created))


@handles("getApiKey")
def get_api_key(call: Call) -> Reply:
    """A key, with its ceiling."""
    with call.state.store.read() as connection:
        return Reply(body=shown(call, _row(call, connection)))


@handles("listApiKeys")
def list_api_keys(call: Call) -> Reply:
    """The keys that the caller may read, a page at a time; all at once for a document whose list has no pages."""
    document, now = call.state.document, now_ms()
    cursor = resume(call)
    where = Where([], [])
    for name, column in (("subjectPrincipalId", "subject_id"), ("ownerPrincipalId", "owner_id")):
        if name in call.query:
            principal = canonical_id(call.query[name])
            if principal is None:
                raise ApiError(400, f"Invalid {name}: {call.query[name]}")
            where.add(f"{column} = ?", principal)
    if "lifecycleState" in call.query:
        where.add(_LIFECYCLE, now, now, call.query["lifecycleState"])
    basic = call.query.get("view") == "BASIC"
    most, usual = (1000, 50) if basic else (20, 10)
    if "nextToken" not in (document.fields("ListApiKeysResponse") or ()):
        most = usual = sys.maxsize - 1
    elif call.query.get("maxResults", 0) > most:
        raise ApiError(400, f"maxResults must be at most {most} for this view")
    call.query["maxResults"] = call.query.get("maxResults") or usual
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("api_key_id", "owner_id"))
        where.add(clause, *values)
        keys, token = page(
            call,
            connection,
            cursor,
            select="SELECT *, api_key_id AS sort_key, api_key_id AS sort_id FROM api_keys",
            where=where,
            order=Order("api_key_id", "api_key_id", descending=False),
            largest=most,
            render=lambda row: shown(call, row, ceiling=not basic),
        )
    return Reply(body=document.shape("ListApiKeysResponse", {"keys": keys, "nextToken": token}))


def _row(call: Call, connection: sqlite3.Connection) -> sqlite3.Row:
    return call.access.find(connection, "API_KEY", call.path["id"])


def _revoke(call: Call, connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    now, actor = now_ms(), call.principal.actor_id
    connection.execute(
        "UPDATE api_keys SET revoked_at = ?, revoked_by_id = ?, updated_at = ?, updated_by_id = ? WHERE api_key_id = ?",
        (now, actor, now, actor, row["api_key_id"]),
    )


def _keeps_revoked(call: Call) -> bool:
    """Whether the server is one on which a key is revoked for ever; on one before, it is switched off and on again."""
    return "revokedAt" in (call.state.document.fields("ApiKeyResponse") or ())


@handles("updateApiKey")
def update_api_key(call: Call) -> Reply:
    """New labels, or revocation."""
    with call.state.store.write() as connection:
        row = _row(call, connection)
        key_id, wanted = row["api_key_id"], call.body.get("status")
        switches = wanted == "ACTIVE" and row["revoked_at"] is not None
        if switches and _keeps_revoked(call):
            raise call.state.refusal("key.revoked", f"API key {key_id} is revoked for ever; create a new one")
        connection.execute(
            "UPDATE api_keys SET labels = ?, updated_at = ?, updated_by_id = ? WHERE api_key_id = ?",
            (updated_labels(row["labels"], call.body), now_ms(), call.principal.actor_id, key_id),
        )
        if wanted == "INACTIVE" and row["revoked_at"] is None:
            _revoke(call, connection, row)
        elif switches:
            connection.execute(
                "UPDATE api_keys SET revoked_at = NULL, revoked_by_id = NULL WHERE api_key_id = ?", (key_id,)
            )
        row = connection.execute("SELECT * FROM api_keys WHERE api_key_id = ?", (key_id,)).fetchone()
    return Reply(body=shown(call, row))


@handles("deleteApiKey")
def delete_api_key(call: Call) -> Reply:
    """Revokes a key, whose row stays; of one that is revoked already, nothing changes. On older servers it goes."""
    with call.state.store.write() as connection:
        row = _row(call, connection)
        if not _keeps_revoked(call):
            connection.execute("DELETE FROM api_keys WHERE api_key_id = ?", (row["api_key_id"],))
        elif row["revoked_at"] is None:
            _revoke(call, connection, row)
    return Reply(204)
