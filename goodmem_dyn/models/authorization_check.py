# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .access_policy_target import AccessPolicyTarget
from .operation import Operation


class AuthorizationCheck(Model):
    operation: Operation
    target: AccessPolicyTarget
