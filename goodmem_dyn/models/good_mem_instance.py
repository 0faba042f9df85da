# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field


class GoodMemInstance(Model):
    """
    The server as a whole.
    """

    instance_id: Annotated[str, Field(alias='instanceId')]
    """
    Id of the instance, a UUID.
    """
    owner_id: Annotated[str, Field(alias='ownerId')]
    """
    Id of the user who owns it.
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
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
