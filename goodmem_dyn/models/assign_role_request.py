# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .assign_role_request_role import AssignRoleRequestRole
from .role_assignment_target import RoleAssignmentTarget


class AssignRoleRequest(Model):
    role_assignment_id: Annotated[str | None, Field(alias='roleAssignmentId')] = None
    principal_id: Annotated[str, Field(alias='principalId')]
    role: AssignRoleRequestRole
    assigned_resource: Annotated[RoleAssignmentTarget, Field(alias='assignedResource')]
