"""Statuses of refusals that no live server has shown: one table, which `Settings.statuses` changes.

Rules this module keeps: a refusal of rights and people is raised through `State.refusal` with a name of this table, so
that the table is what a server answers, and docs/local-server.md lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES: dict[str, int] = {
    "user.forbidden_by_id": 403,
    "user.forbidden_by_email": 404,
    "user.forbidden_by_username": 404,
    "user.no_profile": 404,
    "user.taken": 409,
    "user.deleted": 412,
    "user.owns_instance": 412,
    "service_identity.caller_is_service": 403,
    "service_identity.taken": 409,
    "service_identity.deleted": 412,
    "enrollment.caller_is_service": 403,
    "enrollment.open": 409,
    "enrollment.taken": 409,
    "enrollment.not_dormant": 412,
    "enrollment.user_deleted": 412,
    "enrollment.consumed": 412,
    "enrollment.unusable_token": 401,
    "enrollment.key_taken": 409,
    "key.taken": 409,
    "key.bad_ceiling": 400,
    "key.ceiling_not_covered": 403,
    "key.subject": 400,
    "key.subject_not_served": 403,
    "key.revoked": 412,
    "grant.misfit": 400,
    "grant.ungrantable": 400,
    "grant.principal": 400,
    "grant.taken": 409,
    "grant.exists": 409,
    "role.misfit": 400,
    "role.principal": 400,
    "role.root": 400,
    "role.taken": 409,
    "role.exists": 409,
    "policy.list_target": 400,
    "check.misfit": 400,
    "transfer.new_owner": 400,
    "transfer.same_owner": 400,
    "transfer.name_taken": 409,
    "decision_model.taken": 409,
    "decision_model.settings": 400,
    "decide.unsupported": 400,
    "decide.unusable": 412,
    "decide.unreachable": 503,
    "decide.rate_limited": 429,
    "decide.unreadable": 500,
}
"""Name of a refusal → its HTTP status."""


def check(statuses: Mapping[str, int]) -> None:
    """Refuses a name that is not in the table, or what is no status of a refusal.

    Raises:
        ValueError: saying which.
    """
    for name, status in statuses.items():
        if name not in STATUSES:
            raise ValueError(f"statuses has no {name!r}; it has {', '.join(STATUSES)}")
        if not 400 <= status <= 599:
            raise ValueError(f"statuses[{name!r}] must be 400 to 599, not {status}")
