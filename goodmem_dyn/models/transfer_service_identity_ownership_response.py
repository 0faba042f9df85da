# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .service_identity_response import ServiceIdentityResponse


class TransferServiceIdentityOwnershipResponse(Model):
    """
    The result of a transfer.
    """

    service_identity: Annotated[ServiceIdentityResponse, Field(alias='serviceIdentity')]
    """
    The service identity with its new owner.
    """
