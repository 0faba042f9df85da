# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .authorization_check_result import AuthorizationCheckResult


class CheckAuthorizationsResponse(Model):
    """
    What the caller may do.
    """

    results: list[AuthorizationCheckResult]
    """
    One answer for each check, in their order.
    """
