# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .authorization_check import AuthorizationCheck


class CheckAuthorizationsRequest(Model):
    """
    Checks to make at once.
    """

    checks: list[AuthorizationCheck]
    """
    1 to 50 checks.
    """
