# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_model_provider_type import DecisionModelProviderType
from .endpoint_authentication import EndpointAuthentication


class CreateDecisionModelRequest(Model):
    """
    A decision model to register.
    """

    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What it is for.
    """
    provider_type: Annotated[DecisionModelProviderType, Field(alias='providerType')]
    """
    The protocol that the endpoint speaks. It cannot be changed later.
    """
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    """
    Base URL of the provider, http or https, without a query.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    Path of the provider's API below `endpointUrl`. Left out: the default of `JEV` and `LAYA`; `CLEF` has none and needs one.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The model, as the provider calls it.
    """
    credentials: EndpointAuthentication | None = None
    """
    The provider's API key. Optional for `LAYA`.
    """
    configuration: dict[str, Any] | None = None
    """
    Settings by name: `timeout_millis`, `max_response_bytes`, and `image_preview` for `JEV`. Names stay in snake_case.
    """
    labels: dict[str, str] | None = None
    """
    Labels, at most 20.
    """
    version: str | None = None
    """
    Version of the model, for people.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL that tells whether the provider is up.
    """
    owner_id: Annotated[str | None, Field(alias='ownerId')] = None
    """
    Id of the owner, a UUID. Left out: the caller.
    """
    decision_model_id: Annotated[str | None, Field(alias='decisionModelId')] = None
    """
    Id of the new decision model, a UUID of the caller's choice. Left out: the server chooses one.
    """
