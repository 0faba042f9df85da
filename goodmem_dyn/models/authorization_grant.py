# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .access_policy_rule import AccessPolicyRule
from .grant_audience import GrantAudience


class AuthorizationGrant(Model):
    """
    A rule in force for somebody.
    """

    grant_id: Annotated[str, Field(alias='grantId')]
    """
    Id of the grant, a UUID.
    """
    audience: GrantAudience
    """
    For whom it holds.
    """
    rule: AccessPolicyRule
    """
    What it allows.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    revoked_at: Annotated[int | None, Field(alias='revokedAt')] = None
    """
    When it was revoked, in milliseconds since the Unix epoch. Absent as long as it is not.
    """
    revoked_by_id: Annotated[str | None, Field(alias='revokedById')] = None
    """
    Id of the actor that revoked it: a principal or an API key. Absent as long as it is not.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def revoked_at_datetime(self) -> datetime | None:
        """`revoked_at` as a datetime, in UTC."""
        return moment(self.revoked_at, 1000)
