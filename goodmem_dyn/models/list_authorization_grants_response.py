# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .authorization_grant import AuthorizationGrant


class ListAuthorizationGrantsResponse(Model):
    """
    A page of grants.
    """

    grants: list[AuthorizationGrant]
    """
    The grants of this page.
    """
    next_token: Annotated[str | None, Field(alias='nextToken')] = None
    """
    Token of the next page; pass it on with the same filters. Absent, null or empty on the last page.
    """
