# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .distribution_type import DistributionType
from .embedder_creation_request_dashscope_api_dialect import (
    EmbedderCreationRequestDashscopeApiDialect,
)
from .endpoint_authentication import EndpointAuthentication
from .gemini_endpoint_config import GeminiEndpointConfig
from .modality import Modality
from .provider_type import ProviderType


class EmbedderCreationRequest(Model):
    """
    A new embedder: a connection to a model behind an HTTP endpoint.
    """

    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people, 1 to 255 characters. It need not be unique.
    """
    description: str | None = None
    """
    What it is for. Default: none.
    """
    provider_type: Annotated[ProviderType, Field(alias='providerType')]
    """
    API that the endpoint speaks. It cannot be changed later.
    """
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    """
    Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended. It is not called on creation.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    Path of the endpoint below `endpointUrl`. Default: `/v2/embed` for Cohere, `/embed` for TEI, `/embeddings` otherwise.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The provider's name of the model, such as `text-embedding-3-small`. Part of what makes an embedder a duplicate (409).
    """
    dimensionality: int
    """
    Number of dimensions of a vector. It must be what the model returns.
    """
    distribution_type: Annotated[DistributionType, Field(alias='distributionType')]
    """
    Whether the vectors are dense or sparse.
    """
    max_sequence_length: Annotated[int | None, Field(alias='maxSequenceLength')] = None
    """
    Longest input of the model, in tokens. Left out: unknown.
    """
    supported_modalities: Annotated[
        list[Modality] | None, Field(alias='supportedModalities')
    ] = None
    """
    Kinds of content that the model takes. Default: text only.
    """
    credentials: EndpointAuthentication | None = None
    """
    How the server authenticates to the provider. SaaS providers such as Cohere, Jina and Voyage need it (400 without); local ones may not. Default: none.
    """
    labels: dict[str, str] | None = None
    """
    Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`, `.`, `_` and `-`. Default: none.
    """
    version: str | None = None
    """
    Version of the model or deployment, as free text. Default: none.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    URL where operators watch the endpoint. For information only. Default: none.
    """
    owner_id: Annotated[str | None, Field(alias='ownerId')] = None
    """
    Id of the owner, a UUID. Naming someone else takes `CREATE_EMBEDDER_ANY` (403). Default: the caller.
    """
    embedder_id: Annotated[str | None, Field(alias='embedderId')] = None
    """
    Id for the embedder, a UUID; one in use is a 409. Left out: the server makes one.
    """
    dashscope_api_dialect: Annotated[
        EmbedderCreationRequestDashscopeApiDialect | None,
        Field(alias='dashscopeApiDialect'),
    ] = None
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: inferred from the path and the model.
    """
    gemini_endpoint_config: Annotated[
        GeminiEndpointConfig | None, Field(alias='geminiEndpointConfig')
    ] = None
    """
    Where a `GEMINI` embedder is served; only with that provider. Left out: the developers' API.
    """
