"""Operations on the server itself: drain, job purge, licence, retrieval log policies.

Rules this module keeps:

- A draining server finishes what runs, starts nothing, and answers 503 to everything but system info and drain itself;
  `Server.resume()` takes it back to work.
- Purging counts or removes finished jobs that were last changed before a time; running and waiting ones are safe.
- The embedded server needs no licence: reloading finds none.
- A deleted log policy stays as a tombstone; deleting it again succeeds and changes nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from datetime import datetime
from typing import Any

from goodmem_dyn.local._operations import render
from goodmem_dyn.local._operations.lists import Order, Where, check_labels, is_descending, page, resume
from goodmem_dyn.local._rights.authority import Columns
from goodmem_dyn.local._state.calls import Call, Reply, handles
from goodmem_dyn.local.errors import ApiError, ValidationError
from goodmem_dyn.local.ids import new_id, now_ms

_FINISHED = ("BACKGROUND_JOB_SUCCEEDED", "BACKGROUND_JOB_FAILED", "BACKGROUND_JOB_CANCELED")
_POLL_SECONDS = 0.02


@handles("drainServer")
def drain(call: Call) -> Reply:
    """Stops taking work; with `waitForQuiesce`, returns when everything that ran has ended or time is up."""
    with call.state.store.read() as connection:
        call.access.instance(connection)
    state, timeout = call.state, int(call.body.get("timeoutSec", 900))
    if timeout < 0:
        raise ValidationError([("timeoutSec", "Timeout sec must not be negative")])
    if state.lifecycle == "READY":
        state.lifecycle = "DRAINING"
        state.worker.pause(paused=True)
    deadline = time.monotonic() + (timeout if call.body.get("waitForQuiesce") else 0)
    while True:
        # This request is one of those in flight.
        if not state.worker.busy and state.in_flight <= 1:
            state.lifecycle = "QUIESCED"
        if state.lifecycle == "QUIESCED" or time.monotonic() >= deadline:
            break
        time.sleep(_POLL_SECONDS)
    quiesced = state.lifecycle == "QUIESCED"
    message = "All work has ended" if quiesced else "Waiting for running work to end"
    body = {"state": state.lifecycle, "quiesced": quiesced, "message": message}
    return Reply(body=state.document.shape("AdminDrainResponse", body))


def _milliseconds(text: str) -> int:
    """An RFC 3339 time as milliseconds since the epoch.

    Raises:
        ValidationError: a time that no calendar has, such as a leap second in the wrong place.
    """
    # Python 3.10 reads neither "Z" nor fractions of other lengths than 3 and 6.
    text = re.sub(r"\.(\d+)", lambda match: f".{match[1][:6]:0<6}", text.upper().replace("Z", "+00:00"))
    try:
        return int(datetime.fromisoformat(text).timestamp() * 1000)
    except ValueError as error:
        raise ValidationError([("olderThan", f"Older than is not a time: {error}")]) from None


@handles("purgeBackgroundJobs")
def purge(call: Call) -> Reply:
    """Removes, or with `dryRun` counts, finished jobs older than a time."""
    body = call.body
    limit = int(body.get("limit", 0))
    if limit < 0:
        raise ValidationError([("limit", "Limit must not be negative; 0 means no limit")])
    before = _milliseconds(body["olderThan"])
    statuses = [f"BACKGROUND_JOB_{status.removeprefix('BACKGROUND_JOB_')}" for status in body.get("statuses", ())]
    statuses = statuses or list(_FINISHED)
    marks = ", ".join("?" * len(statuses))
    chosen = f"SELECT job_id FROM jobs WHERE status IN ({marks}) AND updated_at < ? ORDER BY job_id LIMIT ?"
    values = (*statuses, before, limit or -1)
    dry = bool(body.get("dryRun"))
    with call.state.store.write() as connection:
        call.access.instance(connection)
        counts = [
            connection.execute(f"SELECT count(*) FROM {table} WHERE job_id IN ({chosen})", values).fetchone()[0]
            for table in ("jobs", "job_attempts", "job_references")
        ]
        if not dry:
            connection.execute(f"DELETE FROM jobs WHERE job_id IN ({chosen})", values)
    return Reply(
        body=call.state.document.shape(
            "AdminPurgeJobsResponse",
            {"jobsPurged": counts[0], "attemptsPurged": counts[1], "referencesPurged": counts[2], "dryRun": dry},
        )
    )


@handles("reloadLicense")
def reload_license(call: Call) -> Reply:
    """There is no licence to load."""
    with call.state.store.read() as connection:
        call.access.instance(connection)
    body = {"status": "NOT_FOUND", "message": "The embedded server needs no license and looks for none"}
    return Reply(body=call.state.document.shape("AdminReloadLicenseResponse", body))


def _policy(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    now = now_ms()
    until = row["active_until"]
    active = row["deleted_at"] is None and row["active_from"] <= now and (until is None or now < until)
    return call.state.document.shape(
        "RetrieveMemoryLogPolicy",
        {
            "policyId": row["policy_id"],
            "displayName": row["display_name"],
            "description": row["description"],
            "condition": json.loads(row["condition"]),
            "activeFrom": row["active_from"],
            "activeUntil": until,
            "labels": json.loads(row["labels"]),
            "currentlyActive": active,
            "deletedAt": row["deleted_at"],
            "deletedById": row["deleted_by_id"],
            "deleteReason": row["delete_reason"],
            "createdAt": row["created_at"],
            "updatedAt": row["updated_at"],
            "createdById": row["created_by_id"],
            "updatedById": row["updated_by_id"],
        },
    )


def _check_policy(body: dict[str, Any], now: int) -> None:
    errors: list[tuple[str, str]] = []
    name = body["displayName"]
    if not name.strip() or len(name) > 255:
        errors.append(("displayName", "Display name must have 1 to 255 characters"))
    condition = body["condition"]
    if bool(condition.get("matchAll")) == bool(condition.get("anyOf")):
        errors.append(("condition", "Exactly one of matchAll, anyOf must be given"))
    for index, clause in enumerate(condition.get("anyOf", ())):
        if not any(clause.values()):
            errors.append((f"condition.anyOf[{index}]", "A clause needs at least one selector"))
    until = body.get("activeUntil")
    if until is not None and until <= body.get("activeFrom", now):
        errors.append(("activeUntil", "Active until must lie after active from"))
    if errors:
        raise ValidationError(errors)
    check_labels(body.get("labels", {}))


@handles("createRetrieveMemoryLogPolicy")
def create_policy(call: Call) -> Reply:
    """A new log policy, active at once unless it says otherwise."""
    body, now, actor = call.body, now_ms(), call.principal.actor_id
    _check_policy(body, now)
    policy_id = (body.get("policyId") or new_id()).lower()
    until = body.get("activeUntil")
    with call.state.store.write() as connection:
        call.access.instance(connection)
        try:
            connection.execute(
                "INSERT INTO log_policies (policy_id, display_name, description, condition, active_from, active_until,"
                " labels, created_at, updated_at, created_by_id, updated_by_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    policy_id, body["displayName"], body.get("description"), render.dump(body["condition"]),
                    int(body.get("activeFrom", now)), None if until is None else int(until),
                    render.dump(body.get("labels", {})), now, now, actor, actor,
                ),
            )  # fmt: skip
        except sqlite3.IntegrityError:
            raise ApiError(409, f"Log policy already exists: {policy_id}") from None
        row = _policy_row(connection, policy_id)
    return Reply(201, _policy(call, row))


def _policy_row(connection: sqlite3.Connection, policy_id: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute("SELECT * FROM log_policies WHERE policy_id = ?", (policy_id,)).fetchone()
    return row


def _find_policy(call: Call, connection: sqlite3.Connection, *, deleted: bool) -> sqlite3.Row:
    return call.access.find(connection, "RETRIEVE_MEMORY_LOG_POLICY", call.path["id"], deleted=deleted)


@handles("getRetrieveMemoryLogPolicy")
def get_policy(call: Call) -> Reply:
    """A log policy; a deleted one only with `includeDeleted`."""
    with call.state.store.read() as connection:
        deleted = call.query.get("includeDeleted", False)
        return Reply(body=_policy(call, _find_policy(call, connection, deleted=deleted)))


@handles("deleteRetrieveMemoryLogPolicy")
def delete_policy(call: Call) -> Reply:
    """Turns a policy into a tombstone, and returns it."""
    now, actor = now_ms(), call.principal.actor_id
    with call.state.store.write() as connection:
        row = _find_policy(call, connection, deleted=True)
        if row["deleted_at"] is None:
            connection.execute(
                "UPDATE log_policies SET deleted_at = ?, deleted_by_id = ?, delete_reason = ?, updated_at = ?,"
                " updated_by_id = ? WHERE policy_id = ?",
                (now, actor, call.body.get("reason"), now, actor, call.path["id"]),
            )
            row = _policy_row(connection, row["policy_id"])
    return Reply(body=_policy(call, row))


@handles("listRetrieveMemoryLogPolicies")
def list_policies(call: Call) -> Reply:
    """Log policies, a page at a time; `nameFilter` is a substring in any case."""
    cursor = resume(call)
    where = Where([], [])
    query = call.query
    if not query.get("includeDeleted"):
        where.add("deleted_at IS NULL")
    if query.get("nameFilter"):
        where.add("instr(fold(display_name), fold(?)) > 0", query["nameFilter"])
    if "activeAt" in query:
        moment = query["activeAt"]
        where.add("active_from <= ? AND (active_until IS NULL OR active_until > ?)", moment, moment)
        where.add("deleted_at IS NULL OR deleted_at > ?", moment)
    where.labels(query.get("label"))
    column = query.get("sortBy", "created_at")
    with call.state.store.read() as connection:
        call.access.instance(connection)
        clause, values = call.access.rows(connection, Columns("policy_id", "NULL"))
        where.add(clause, *values)
        items, token = page(
            call,
            connection,
            cursor,
            select=f"SELECT *, {column} AS sort_key, policy_id AS sort_id FROM log_policies",
            where=where,
            order=Order(column, "policy_id", is_descending(call)),
            largest=1000,
            render=lambda row: _policy(call, row),
        )
    shape = call.state.document.shape
    return Reply(body=shape("ListRetrieveMemoryLogPoliciesResponse", {"policies": items, "nextToken": token}))
