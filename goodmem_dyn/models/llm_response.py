# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .dash_scope_api_dialect import DashScopeApiDialect
from .endpoint_authentication import EndpointAuthentication
from .llm_capabilities import LLMCapabilities
from .llm_provider_type import LLMProviderType
from .llm_sampling_params import LLMSamplingParams
from .modality import Modality


class LLMResponse(Model):
    """
    An LLM: a connection to a model behind an HTTP endpoint.
    """

    llm_id: Annotated[str, Field(alias='llmId')]
    """
    Id of the LLM, a UUID.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What it is for. May be absent or empty.
    """
    provider_type: Annotated[LLMProviderType, Field(alias='providerType')]
    """
    API that the endpoint speaks.
    """
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    """
    Base URL of the provider's API.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    Path of the endpoint below `endpointUrl`. Absent: the provider's default.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The provider's name of the model.
    """
    supported_modalities: Annotated[
        list[Modality] | None, Field(alias='supportedModalities')
    ]
    """
    Kinds of content that the model takes.
    """
    credentials: EndpointAuthentication | None = None
    """
    Credentials of the endpoint. Normally absent: the server leaves them out of create, update and list replies.
    """
    labels: dict[str, str] | None
    """
    Labels of the LLM.
    """
    version: str | None = None
    """
    Version of the model or deployment, as free text. May be absent.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL where operators watch the endpoint. May be absent.
    """
    capabilities: LLMCapabilities
    """
    What the model can do, given or inferred.
    """
    default_sampling_params: Annotated[
        LLMSamplingParams | None, Field(alias='defaultSamplingParams')
    ] = None
    """
    Sampling parameters for calls that set none. May be absent.
    """
    max_context_length: Annotated[int | None, Field(alias='maxContextLength')] = None
    """
    Size of the context window, in tokens. Absent: unknown.
    """
    client_config: Annotated[dict[str, Any] | None, Field(alias='clientConfig')] = None
    """
    Further settings for the connection, as free-form JSON. May be absent.
    """
    owner_id: Annotated[str, Field(alias='ownerId')]
    """
    Id of the owner, a UUID.
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
    dashscope_api_dialect: Annotated[
        DashScopeApiDialect | None, Field(alias='dashscopeApiDialect')
    ] = None
    """
    The API that a `DASHSCOPE` endpoint speaks. Absent for others.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
