# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .resource_kind import ResourceKind


class AccessPolicyTarget(Model):
    """
    A resource, by its kind and id.
    """

    kind: ResourceKind
    """
    Kind of the resource.
    """
    resource_id: Annotated[str | None, Field(alias='resourceId')] = None
    """
    Id of the resource, a UUID. Absent for `INSTANCE`, of which there is one.
    """
