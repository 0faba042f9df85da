# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .user_enrollment_response_status import UserEnrollmentResponseStatus


class UserEnrollmentResponse(Model):
    """
    A way for a user to get the first key.
    """

    enrollment_id: Annotated[str, Field(alias='enrollmentId')]
    """
    Id of the enrolment, a UUID.
    """
    user_id: Annotated[str, Field(alias='userId')]
    """
    Id of the user.
    """
    credential_prefix: Annotated[str, Field(alias='credentialPrefix')]
    """
    The first characters of the token, to tell tokens apart.
    """
    status: UserEnrollmentResponseStatus
    """
    Where it stands: open (`PENDING`), out of time, completed, or revoked.
    """
    expires_at: Annotated[int, Field(alias='expiresAt')]
    """
    When the token stops working, in milliseconds since the Unix epoch.
    """
    consumed_api_key_id: Annotated[str | None, Field(alias='consumedApiKeyId')] = None
    """
    Id of the key that it gave. Absent as long as it gave none.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    consumed_at: Annotated[int | None, Field(alias='consumedAt')] = None
    """
    When it was completed, in milliseconds since the Unix epoch. Absent as long as it is not.
    """
    revoked_at: Annotated[int | None, Field(alias='revokedAt')] = None
    """
    When it was revoked, in milliseconds since the Unix epoch. Absent as long as it is not.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    revoked_by_id: Annotated[str | None, Field(alias='revokedById')] = None
    """
    Id of the actor that revoked it: a principal or an API key. Absent as long as it is not.
    """

    @property
    def expires_at_datetime(self) -> datetime:
        """`expires_at` as a datetime, in UTC."""
        return moment(self.expires_at, 1000)

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def consumed_at_datetime(self) -> datetime | None:
        """`consumed_at` as a datetime, in UTC."""
        return moment(self.consumed_at, 1000)

    @property
    def revoked_at_datetime(self) -> datetime | None:
        """`revoked_at` as a datetime, in UTC."""
        return moment(self.revoked_at, 1000)
