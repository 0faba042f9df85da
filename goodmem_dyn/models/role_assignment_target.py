# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .role_assignment_target_kind import RoleAssignmentTargetKind


class RoleAssignmentTarget(Model):
    """
    Where a role holds.
    """

    kind: RoleAssignmentTargetKind
    """
    `INSTANCE` or `SPACE`.
    """
    resource_id: Annotated[str | None, Field(alias='resourceId')] = None
    """
    Id of the space, a UUID. Absent for the instance.
    """
