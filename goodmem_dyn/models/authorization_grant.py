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
    grant_id: Annotated[str, Field(alias='grantId')]
    audience: GrantAudience
    rule: AccessPolicyRule
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    revoked_at: Annotated[int | None, Field(alias='revokedAt')] = None
    revoked_by_id: Annotated[str | None, Field(alias='revokedById')] = None

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)
