# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .role import Role
from .role_assignment_target import RoleAssignmentTarget


class RoleAssignment(Model):
    """
    A role that a principal has.
    """

    role_assignment_id: Annotated[str, Field(alias='roleAssignmentId')]
    """
    Id of the assignment, a UUID.
    """
    principal_id: Annotated[str, Field(alias='principalId')]
    """
    Id of the user or service identity.
    """
    role: Role
    """
    The role.
    """
    assigned_resource: Annotated[RoleAssignmentTarget, Field(alias='assignedResource')]
    """
    Where the role holds.
    """
    assigned_at: Annotated[int, Field(alias='assignedAt')]
    """
    When it was assigned, in milliseconds since the Unix epoch.
    """
    assigned_by_id: Annotated[str, Field(alias='assignedById')]
    """
    Id of the actor that assigned it: a principal or an API key.
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
    def assigned_at_datetime(self) -> datetime:
        """`assigned_at` as a datetime, in UTC."""
        return moment(self.assigned_at, 1000)

    @property
    def revoked_at_datetime(self) -> datetime | None:
        """`revoked_at` as a datetime, in UTC."""
        return moment(self.revoked_at, 1000)
