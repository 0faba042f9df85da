# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .access_policy_target import AccessPolicyTarget
from .operation import Operation


class AuthorizationCheck(Model):
    """
    The question whether the caller may do this to that.
    """

    operation: Operation
    """
    What would be done.
    """
    target: AccessPolicyTarget
    """
    To what: `INSTANCE` for creating at the top, listing and administration; the space for creating or listing memories; otherwise the resource itself.
    """
