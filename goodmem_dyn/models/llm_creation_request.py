# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .endpoint_authentication import EndpointAuthentication
from .llm_capabilities import LLMCapabilities
from .llm_creation_request_dashscope_api_dialect import (
    LLMCreationRequestDashscopeApiDialect,
)
from .llm_provider_type import LLMProviderType
from .llm_sampling_params import LLMSamplingParams
from .modality import Modality


class LLMCreationRequest(Model):
    """
    A new LLM: a connection to a model behind an HTTP endpoint.
    """

    display_name: Annotated[str, Field(alias='displayName')]
    """
    Name for people, 1 to 255 characters. It need not be unique.
    """
    description: str | None = None
    """
    What it is for. Default: none.
    """
    provider_type: Annotated[LLMProviderType, Field(alias='providerType')]
    """
    API that the endpoint speaks. It cannot be changed later.
    """
    endpoint_url: Annotated[str, Field(alias='endpointUrl')]
    """
    Base URL of the provider's API, such as `https://api.openai.com/v1`; `apiPath` is appended.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    Path of the endpoint below `endpointUrl`. Default: `/chat/completions`.
    """
    model_identifier: Annotated[str, Field(alias='modelIdentifier')]
    """
    The provider's name of the model, such as `gpt-4o`. Part of what makes an LLM a duplicate (409).
    """
    supported_modalities: Annotated[
        list[Modality] | None, Field(alias='supportedModalities')
    ] = None
    """
    Kinds of content that the model takes. Default: text only.
    """
    credentials: EndpointAuthentication | None = None
    """
    How the server authenticates to the provider. Hosted providers usually need it, local ones may not. Default: none.
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
    capabilities: LLMCapabilities | None = None
    """
    What the model can do. Left out: inferred from the model name, and reported as a status.
    """
    default_sampling_params: Annotated[
        LLMSamplingParams | None, Field(alias='defaultSamplingParams')
    ] = None
    """
    Sampling parameters for calls that set none. Left out: the provider's.
    """
    max_context_length: Annotated[int | None, Field(alias='maxContextLength')] = None
    """
    Size of the context window, in tokens. Left out: unknown.
    """
    client_config: Annotated[dict[str, Any] | None, Field(alias='clientConfig')] = None
    """
    Further settings for the connection, as free-form JSON. Default: none.
    """
    owner_id: Annotated[str | None, Field(alias='ownerId')] = None
    """
    Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the caller.
    """
    llm_id: Annotated[str | None, Field(alias='llmId')] = None
    """
    Id for the LLM, a UUID; one in use is a 409. Left out: the server makes one.
    """
    dashscope_api_dialect: Annotated[
        LLMCreationRequestDashscopeApiDialect | None, Field(alias='dashscopeApiDialect')
    ] = None
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: inferred from the path and the model.
    """
