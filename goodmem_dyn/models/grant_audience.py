# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .grant_audience_all_authenticated import GrantAudienceAllAuthenticated


class GrantAudience(Model):
    """
    For whom a grant holds: exactly one of the two.
    """

    principal_id: Annotated[str | None, Field(alias='principalId')] = None
    """
    Id of one user or service identity, a UUID.
    """
    all_authenticated: Annotated[
        GrantAudienceAllAuthenticated | None, Field(alias='allAuthenticated')
    ] = None
    """
    Everybody who has a key. Only with a selector that names a resource.
    """
