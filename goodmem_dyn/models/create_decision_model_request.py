# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_model_provider_type import DecisionModelProviderType
from .endpoint_authentication import EndpointAuthentication


class CreateDecisionModelRequest(Model):
    display_name: Annotated[str, Field(alias='displayName')]
    description: str | None = None
    provider_type: Annotated[DecisionModelProviderType, Field(alias='providerType')]
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    credentials: EndpointAuthentication | None = None
    configuration: dict[str, Any] | None = None
    labels: dict[str, str] | None = None
    version: str | None = None
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    owner_id: Annotated[str | None, Field(alias='ownerId')] = None
    decision_model_id: Annotated[str | None, Field(alias='decisionModelId')] = None
