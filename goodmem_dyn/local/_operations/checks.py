"""The question what the caller may do.

Rules this module keeps: a check answers whether, never why, and does not tell what is missing from what is denied; it
is asked of the caller alone, with the ceiling of the key that asks; questions that no rule could answer are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._operations.policy import bad_resource
from goodmem_dyn.local._rights import table
from goodmem_dyn.local._rights.table import INSTANCE
from goodmem_dyn.local._state.access import resource
from goodmem_dyn.local._state.calls import Call, Reply, handles

if TYPE_CHECKING:
    import sqlite3

    from goodmem_dyn.local._rights.authority import Target

_MOST_CHECKS = 50


@handles("checkAccessPolicy")
def check(call: Call) -> Reply:
    """What the caller may do, one answer for each question."""
    checks: list[dict[str, Any]] = call.body["checks"]
    if not 1 <= len(checks) <= _MOST_CHECKS:
        raise call.state.refusal("check.misfit", f"checks: 1 to {_MOST_CHECKS} are asked at once, not {len(checks)}")
    for number, question in enumerate(checks):
        right, kind, key = question["operation"], question["target"]["kind"], question["target"].get("resourceId")
        problem = bad_resource(kind, key)
        if problem is None and right in table.names("uncheckable"):
            problem = f"{right} cannot be checked"
        elif problem is None and kind not in table.targets(right):
            problem = f"{right} is about {' or '.join(table.targets(right))}, not about {kind}"
        if problem is not None:
            raise call.state.refusal("check.misfit", f"checks[{number}]: {problem}")
    with call.state.store.read() as connection:
        authority = call.access.authority(connection)
        results = []
        for question in checks:
            target = _target(call, connection, question["target"], authority.instance(question["operation"]))
            results.append({"allowed": target is not None and authority.allows(question["operation"], target)})
    return Reply(body=call.state.document.shape("CheckAuthorizationsResponse", {"results": results}))


def _target(call: Call, connection: sqlite3.Connection, target: dict[str, Any], instance: Target) -> Target | None:
    """What a check is about; None for what is not there, a tombstone too."""
    if target["kind"] == INSTANCE:
        return instance
    row = resource(connection, target["kind"], target["resourceId"].lower())
    if row is None or ("deleted_at" in row.keys() and row["deleted_at"] is not None):  # noqa: SIM118 -- a row, no dict
        return None
    return call.access.target(target["kind"], row)
