# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class CreateServiceIdentityRequest(Model):
    service_identity_id: Annotated[str | None, Field(alias='serviceIdentityId')] = None
    display_name: Annotated[str, Field(alias='displayName')]
    description: str | None = None
    labels: dict[str, str] | None = None
