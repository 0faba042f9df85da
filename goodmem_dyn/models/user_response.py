# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .user_enrollment_summary import UserEnrollmentSummary


class UserResponse(Model):
    """
    A user.
    """

    user_id: Annotated[str, Field(alias='userId')]
    """
    Id of the user, a UUID.
    """
    email: str
    """
    Email address.
    """
    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    Name for people.
    """
    username: str | None = None
    """
    Login name. Absent if there is none.
    """
    labels: dict[str, str] | None
    """
    Labels of the user.
    """
    enrollment_summary: Annotated[
        UserEnrollmentSummary | None, Field(alias='enrollmentSummary')
    ] = None
    """
    How the user's enrolment stands. Only in lists that ask for it, where the caller may manage it.
    """
    deleted_at: Annotated[int | None, Field(alias='deletedAt')] = None
    """
    When the user was deleted, in milliseconds since the Unix epoch. Absent as long as it is not.
    """
    deleted_by_id: Annotated[str | None, Field(alias='deletedById')] = None
    """
    Id of the actor that deleted the user: a principal or an API key. Absent as long as it is not.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str | None, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    updated_by_id: Annotated[str | None, Field(alias='updatedById')]
    """
    Id of the actor that last changed this: a user or, on newer servers, the API key that was used.
    """

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
