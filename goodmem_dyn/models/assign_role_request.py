# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .assign_role_request_role import AssignRoleRequestRole
from .role_assignment_target import RoleAssignmentTarget


class AssignRoleRequest(Model):
    """
    A role to give to a principal.
    """

    role_assignment_id: Annotated[str | None, Field(alias='roleAssignmentId')] = None
    """
    Id of the new assignment, a UUID of the caller's choice. Left out: the server chooses one.
    """
    principal_id: Annotated[str, Field(alias='principalId')]
    """
    Id of the user or service identity, a UUID. It must be active.
    """
    role: AssignRoleRequestRole
    """
    The role: `ADMIN` and `USER` on the instance, the others on a space.
    """
    assigned_resource: Annotated[RoleAssignmentTarget, Field(alias='assignedResource')]
    """
    Where the role holds: the instance or one space.
    """
