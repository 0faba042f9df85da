"""The authority of a principal or of a key, from the database.

Rules this module keeps: what is revoked or deleted counts for nothing; a principal that is deleted has no authority;
what roles give is asked of the table when it is needed, so that nothing of it is stored.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodmem_dyn.local._rights import table
from goodmem_dyn.local._rights.authority import Authority, merge
from goodmem_dyn.local._rights.table import Rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any


def authority(
    connection: sqlite3.Connection, subject: str, replaced: Mapping[str, Sequence[str]], ceiling: str | None = None
) -> Authority:
    """What a principal may do, with a key that has a ceiling (JSON) if there is one."""
    owner = connection.execute("SELECT owner_id FROM instance").fetchone()
    instance_owner = "" if owner is None else str(owner[0])
    rights = merge(_rules(connection, subject, subject == instance_owner, replaced))
    most = None if ceiling is None else merge(map(read, json.loads(ceiling)))
    return Authority(subject, instance_owner, rights, most)


def _rules(
    connection: sqlite3.Connection, subject: str, is_instance_owner: bool, replaced: Mapping[str, Sequence[str]]
) -> Iterator[Rule]:
    for role in (table.OWNER, table.INSTANCE_OWNER) if is_instance_owner else (table.OWNER,):
        yield from (Rule(right, selector) for right, selector in table.rules_of(role, replaced))
    assigned = connection.execute(
        "SELECT role, kind, resource_id FROM role_assignments WHERE principal_id = ? AND revoked_at IS NULL", (subject,)
    ).fetchall()
    for row in assigned:
        for right, selector in table.rules_of(row["role"], replaced):
            yield Rule(right, selector, row["kind"], row["resource_id"])
    granted = connection.execute(
        "SELECT operation, selector, kind, resource_id FROM grants"
        " WHERE (principal_id = ? OR principal_id IS NULL) AND revoked_at IS NULL",
        (subject,),
    ).fetchall()
    for row in granted:
        yield Rule(row["operation"], row["selector"], row["kind"], row["resource_id"])


def read(rule: dict[str, Any]) -> Rule:
    """A rule as the API writes it."""
    resource = rule.get("assignedResource") or {}
    return Rule(rule["operation"], rule["selector"], resource.get("kind"), resource.get("resourceId"))


def show(rule: Rule) -> dict[str, Any]:
    """A rule as the API shows it."""
    shown: dict[str, Any] = {"operation": rule.right, "selector": rule.selector}
    if rule.kind is not None:
        shown["assignedResource"] = target(rule.kind, rule.resource)
    return shown


def target(kind: str, resource: str | None) -> dict[str, Any]:
    """A resource as rules name it."""
    return {"kind": kind, **({"resourceId": resource} if resource else {})}
