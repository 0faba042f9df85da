# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class AuthorizationCheckResult(Model):
    """
    The answer to one check.
    """

    allowed: bool
    """
    Whether it is allowed right now. False too where the target does not exist.
    """
