# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .dash_scope_api_dialect import DashScopeApiDialect
from .distribution_type import DistributionType
from .endpoint_authentication import EndpointAuthentication
from .gemini_endpoint_config import GeminiEndpointConfig
from .modality import Modality
from .provider_type import ProviderType


class EmbedderResponse(Model):
    """
    An embedder: a connection to a model behind an HTTP endpoint.
    """

    embedder_id: Annotated[str, Field(alias='embedderId')]
    """
    Id of the embedder, a UUID.
    """
    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people.
    """
    description: str | None = None
    """
    What it is for. May be absent or empty.
    """
    provider_type: Annotated[ProviderType, Field(alias='providerType')]
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
    dimensionality: int
    """
    Number of dimensions of a vector.
    """
    distribution_type: Annotated[DistributionType, Field(alias='distributionType')]
    """
    Whether the vectors are dense or sparse.
    """
    max_sequence_length: Annotated[int | None, Field(alias='maxSequenceLength')] = None
    """
    Longest input of the model, in tokens. Absent: unknown.
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
    Labels of the embedder.
    """
    version: str | None = None
    """
    Version of the model or deployment, as free text. May be absent.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL where operators watch the endpoint. May be absent.
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
    gemini_endpoint_config: Annotated[
        GeminiEndpointConfig | None, Field(alias='geminiEndpointConfig')
    ] = None
    """
    Where a `GEMINI` embedder is served. Absent for others.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
