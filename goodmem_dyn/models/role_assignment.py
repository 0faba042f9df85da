# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .role import Role
from .role_assignment_target import RoleAssignmentTarget


class RoleAssignment(Model):
    role_assignment_id: Annotated[str, Field(alias='roleAssignmentId')]
    principal_id: Annotated[str, Field(alias='principalId')]
    role: Role
    assigned_resource: Annotated[RoleAssignmentTarget, Field(alias='assignedResource')]
    assigned_at: Annotated[int, Field(alias='assignedAt')]
    assigned_by_id: Annotated[str, Field(alias='assignedById')]
    revoked_at: Annotated[int | None, Field(alias='revokedAt')] = None
    revoked_by_id: Annotated[str | None, Field(alias='revokedById')] = None
