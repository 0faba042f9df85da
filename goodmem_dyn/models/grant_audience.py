# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .grant_audience_all_authenticated import GrantAudienceAllAuthenticated


class GrantAudience(Model):
    principal_id: Annotated[str | None, Field(alias='principalId')] = None
    all_authenticated: Annotated[
        GrantAudienceAllAuthenticated | None, Field(alias='allAuthenticated')
    ] = None
