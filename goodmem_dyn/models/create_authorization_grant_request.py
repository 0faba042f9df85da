# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .access_policy_rule import AccessPolicyRule
from .grant_audience import GrantAudience


class CreateAuthorizationGrantRequest(Model):
    """
    A grant to create.
    """

    grant_id: Annotated[str | None, Field(alias='grantId')] = None
    """
    Id of the new grant, a UUID of the caller's choice. Left out: the server chooses one.
    """
    audience: GrantAudience
    """
    For whom it holds.
    """
    rule: AccessPolicyRule
    """
    What it allows.
    """
