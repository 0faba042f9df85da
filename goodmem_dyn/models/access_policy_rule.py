# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .access_policy_target import AccessPolicyTarget
from .operation import Operation
from .selector import Selector


class AccessPolicyRule(Model):
    operation: Operation
    selector: Selector
    assigned_resource: Annotated[
        AccessPolicyTarget | None, Field(alias='assignedResource')
    ] = None
