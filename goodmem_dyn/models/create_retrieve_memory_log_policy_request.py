# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .retrieve_memory_log_policy_condition import RetrieveMemoryLogPolicyCondition


class CreateRetrieveMemoryLogPolicyRequest(Model):
    """
    A new retrieval log policy.
    """

    policy_id: Annotated[str | None, Field(alias='policyId')] = None
    """
    Id for the policy, a UUID; one in use is a 409. Left out: the server makes one.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What the policy is for. Default: none.
    """
    condition: RetrieveMemoryLogPolicyCondition
    """
    Which retrievals the policy covers.
    """
    active_from: Annotated[int | None, Field(alias='activeFrom')] = None
    """
    Start of the time it is in force, in milliseconds since the Unix epoch. Left out: the server sets it.
    """
    active_until: Annotated[int | None, Field(alias='activeUntil')] = None
    """
    End of the time it is in force, in milliseconds since the Unix epoch. Left out: no end.
    """
    labels: dict[str, str] | None = None
    """
    Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`, `.`, `_` and `-`. Default: none.
    """

    @property
    def active_from_datetime(self) -> datetime | None:
        """`active_from` as a datetime, in UTC."""
        return moment(self.active_from, 1000)

    @property
    def active_until_datetime(self) -> datetime | None:
        """`active_until` as a datetime, in UTC."""
        return moment(self.active_until, 1000)
