# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field


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
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    username: str | None = None
    """
    Login name. Absent if there is none.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
