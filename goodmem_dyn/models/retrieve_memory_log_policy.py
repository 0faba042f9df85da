# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .retrieve_memory_log_policy_condition import RetrieveMemoryLogPolicyCondition


class RetrieveMemoryLogPolicy(Model):
    """
    A rule that has matching retrievals logged while it is in force.
    """

    policy_id: Annotated[str, Field(alias='policyId')]
    """
    Id of the policy, a UUID.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What the policy is for. May be absent.
    """
    condition: RetrieveMemoryLogPolicyCondition
    """
    Which retrievals the policy covers.
    """
    active_from: Annotated[int, Field(alias='activeFrom')]
    """
    Start of the time it is in force, in milliseconds since the Unix epoch.
    """
    active_until: Annotated[int | None, Field(alias='activeUntil')] = None
    """
    End of the time it is in force, in milliseconds since the Unix epoch. Absent: no end.
    """
    labels: dict[str, str]
    """
    Labels of the policy.
    """
    currently_active: Annotated[bool, Field(alias='currentlyActive')]
    """
    Whether the policy was in force when the reply was made.
    """
    deleted_at: Annotated[int | None, Field(alias='deletedAt')] = None
    """
    When the policy was deleted, in milliseconds since the Unix epoch. Absent unless deleted.
    """
    deleted_by_id: Annotated[str | None, Field(alias='deletedById')] = None
    """
    Id of the actor that deleted it. Absent unless deleted.
    """
    delete_reason: Annotated[str | None, Field(alias='deleteReason')] = None
    """
    Reason given at deletion. Absent if none was given.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    updated_by_id: Annotated[str, Field(alias='updatedById')]
    """
    Id of the actor that last changed this: a user or, on newer servers, the API key that was used.
    """

    @property
    def active_from_datetime(self) -> datetime:
        """`active_from` as a datetime, in UTC."""
        return moment(self.active_from, 1000)

    @property
    def active_until_datetime(self) -> datetime | None:
        """`active_until` as a datetime, in UTC."""
        return moment(self.active_until, 1000)

    @property
    def deleted_at_datetime(self) -> datetime | None:
        """`deleted_at` as a datetime, in UTC."""
        return moment(self.deleted_at, 1000)

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
