# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .service_identity_response import ServiceIdentityResponse


class ListServiceIdentitiesResponse(Model):
    """
    A page of service identities.
    """

    service_identities: Annotated[
        list[ServiceIdentityResponse], Field(alias='serviceIdentities')
    ]
    """
    The identities of this page.
    """
    next_token: Annotated[str | None, Field(alias='nextToken')] = None
    """
    Token of the next page; pass it on with the same filters. Absent, null or empty on the last page.
    """
