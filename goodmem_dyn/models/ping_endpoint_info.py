# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .ping_target_type import PingTargetType


class PingEndpointInfo(Model):
    """
    A pinged endpoint.
    """

    target_type: Annotated[PingTargetType, Field(alias='targetType')]
    """
    Kind of the object.
    """
    target_id: Annotated[str, Field(alias='targetId')]
    """
    Id of the object, a UUID.
    """
    resolved_endpoint: Annotated[str, Field(alias='resolvedEndpoint')]
    """
    URL that was called.
    """
    provider: str
    """
    Provider type of the object.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The provider's name of the model.
    """
