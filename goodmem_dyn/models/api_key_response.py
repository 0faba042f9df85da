# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .access_policy_rule import AccessPolicyRule
from .api_key_authority_mode import ApiKeyAuthorityMode
from .api_key_response_lifecycle_state import ApiKeyResponseLifecycleState
from .api_key_response_status import ApiKeyResponseStatus


class ApiKeyResponse(Model):
    """
    Metadata of an API key. It never contains the key itself.
    """

    api_key_id: Annotated[str, Field(alias='apiKeyId')]
    """
    Id of the key, a UUID.
    """
    subject_principal_id: Annotated[str | None, Field(alias='subjectPrincipalId')]
    """
    Id of the principal that the key acts for; it never changes.
    """
    owner_principal_id: Annotated[str | None, Field(alias='ownerPrincipalId')]
    """
    Id of the principal that administers the key, and gets no access by it.
    """
    authority_mode: Annotated[ApiKeyAuthorityMode | None, Field(alias='authorityMode')]
    """
    Whether the key may do all that its subject may, or less.
    """
    ceiling: list[AccessPolicyRule] | None = None
    """
    The most that a `SCOPED` key may do; it gives no right by itself. Absent otherwise, and where `ceilingOmitted` says so.
    """
    ceiling_omitted: Annotated[bool | None, Field(alias='ceilingOmitted')]
    """
    Whether the ceiling was left out of this answer, as `BASIC` lists do.
    """
    key_prefix: Annotated[str | None, Field(alias='keyPrefix')]
    """
    First characters of the key, to tell keys apart; not a secret.
    """
    status: ApiKeyResponseStatus
    """
    `ACTIVE`: usable now. `INACTIVE`: expired, revoked or not valid yet. `STATUS_UNSPECIFIED`: unknown.
    """
    lifecycle_state: Annotated[
        ApiKeyResponseLifecycleState | None, Field(alias='lifecycleState')
    ]
    """
    Where the key is in its life; it works only as `USABLE`.
    """
    labels: dict[str, str] | None
    """
    Labels of the key.
    """
    expires_at: Annotated[int | None, Field(alias='expiresAt')] = None
    """
    When the key stops working, in milliseconds since the Unix epoch. Absent: never.
    """
    valid_from: Annotated[int | None, Field(alias='validFrom')]
    """
    From when the key works, in milliseconds since the Unix epoch.
    """
    revoked_at: Annotated[int | None, Field(alias='revokedAt')] = None
    """
    When the key was revoked, in milliseconds since the Unix epoch. Absent as long as it is not.
    """
    revoked_by_id: Annotated[str | None, Field(alias='revokedById')] = None
    """
    Id of the actor that revoked the key: a principal or an API key. Absent as long as it is not.
    """
    last_used_at: Annotated[int | None, Field(alias='lastUsedAt')] = None
    """
    When the key was last used, in milliseconds since the Unix epoch. Absent: not yet.
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
    def expires_at_datetime(self) -> datetime | None:
        """`expires_at` as a datetime, in UTC."""
        return moment(self.expires_at, 1000)

    @property
    def valid_from_datetime(self) -> datetime | None:
        """`valid_from` as a datetime, in UTC."""
        return moment(self.valid_from, 1000)

    @property
    def revoked_at_datetime(self) -> datetime | None:
        """`revoked_at` as a datetime, in UTC."""
        return moment(self.revoked_at, 1000)

    @property
    def last_used_at_datetime(self) -> datetime | None:
        """`last_used_at` as a datetime, in UTC."""
        return moment(self.last_used_at, 1000)

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
