# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateServiceIdentityRequest(Model):
    """
    A service identity to create.
    """

    service_identity_id: Annotated[str | None, Field(alias='serviceIdentityId')] = None
    """
    Id of the new identity, a UUID of the caller's choice. Left out: the server chooses one.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people; no other service identity may have it.
    """
    description: str | None = None
    """
    What it is for.
    """
    labels: dict[str, str] | None = None
    """
    Labels, at most 20.
    """
