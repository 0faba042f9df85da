# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .access_policy_target import AccessPolicyTarget
from .operation import Operation
from .selector import Selector


class AccessPolicyRule(Model):
    """
    One operation, and on what: the unit of grants, roles and ceilings of keys.
    """

    operation: Operation
    """
    What may be done.
    """
    selector: Selector
    """
    On which resources of the operation's kind.
    """
    assigned_resource: Annotated[
        AccessPolicyTarget | None, Field(alias='assignedResource')
    ] = None
    """
    The resource that the selector names. Required for `EXACT` and `DIRECT_MEMBERS_OF`; absent otherwise.
    """
