# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .decision_model_capabilities import DecisionModelCapabilities
from .decision_model_provider_type import DecisionModelProviderType
from .endpoint_authentication import EndpointAuthentication


class DecisionModelResponse(Model):
    """
    A registered decision model.
    """

    decision_model_id: Annotated[str, Field(alias='decisionModelId')]
    """
    Id of the decision model, a UUID.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What it is for. Absent if nothing was said.
    """
    provider_type: Annotated[DecisionModelProviderType, Field(alias='providerType')]
    """
    The protocol that the endpoint speaks.
    """
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    """
    Base URL of the provider.
    """
    api_path: Annotated[str, Field(alias='apiPath')]
    """
    Path of the provider's API.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The model, as the provider calls it.
    """
    credentials: EndpointAuthentication | None = None
    """
    The stored credentials, where they were asked for.
    """
    configuration: dict[str, Any]
    """
    Its settings by name.
    """
    labels: dict[str, str]
    """
    Its labels.
    """
    version: str | None = None
    """
    Version of the model. Absent if nothing was said.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL that tells whether the provider is up. Absent if there is none.
    """
    owner_id: Annotated[str, Field(alias='ownerId')]
    """
    Id of the owner.
    """
    capabilities: DecisionModelCapabilities
    """
    What the server knows of the model. Read-only.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    updated_by_id: Annotated[str, Field(alias='updatedById')]
    """
    Id of the actor that last changed this: a user or, on newer servers, the API key that was used.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
