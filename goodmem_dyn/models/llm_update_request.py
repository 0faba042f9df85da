# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated, Any

from goodmem_dyn._models.base import Model
from pydantic import Field

from .endpoint_authentication import EndpointAuthentication
from .llm_capabilities import LLMCapabilities
from .llm_sampling_params import LLMSamplingParams
from .llm_update_request_dashscope_api_dialect import (
    LLMUpdateRequestDashscopeApiDialect,
)
from .modality import Modality


class LLMUpdateRequest(Model):
    """
    Changes to an LLM. Fields left out keep their value.
    """

    display_name: Annotated[str | None, Field(alias='displayName')] = None
    """
    New name for people, 1 to 255 characters. Left out: unchanged.
    """
    description: str | None = None
    """
    New description. Left out: unchanged.
    """
    endpoint_url: Annotated[str | None, Field(alias='endpointUrl')] = None
    """
    New base URL of the provider's API. Left out: unchanged.
    """
    api_path: Annotated[str | None, Field(alias='apiPath')] = None
    """
    New path below `endpointUrl`; blank restores the provider's default. Left out: unchanged.
    """
    model_identifier: Annotated[str | None, Field(alias='modelIdentifier')] = None
    """
    New provider's name of the model. Left out: unchanged.
    """
    supported_modalities: Annotated[
        list[Modality] | None, Field(alias='supportedModalities')
    ] = None
    """
    New kinds of content that the model takes. Left out or empty: unchanged.
    """
    credentials: EndpointAuthentication | None = None
    """
    New credentials. Left out: the stored ones stay. An empty object is a 400; it never clears them.
    """
    version: str | None = None
    """
    New version text. Left out: unchanged.
    """
    monitoring_endpoint: Annotated[str | None, Field(alias='monitoringEndpoint')] = None
    """
    New URL where operators watch the endpoint. Left out: unchanged.
    """
    capabilities: LLMCapabilities | None = None
    """
    New statement of what the model can do. Left out: unchanged.
    """
    default_sampling_params: Annotated[
        LLMSamplingParams | None, Field(alias='defaultSamplingParams')
    ] = None
    """
    New default sampling parameters. Left out: unchanged.
    """
    max_context_length: Annotated[int | None, Field(alias='maxContextLength')] = None
    """
    New size of the context window, in tokens. Left out: unchanged.
    """
    client_config: Annotated[dict[str, Any] | None, Field(alias='clientConfig')] = None
    """
    Further settings for the connection, as free-form JSON. Left out: unchanged.
    """
    replace_labels: Annotated[dict[str, str] | None, Field(alias='replaceLabels')] = (
        None
    )
    """
    The new labels, in place of all present ones. At most 20 entries. Left out: the labels stay. Together with `mergeLabels` it is a 400.
    """
    merge_labels: Annotated[dict[str, str] | None, Field(alias='mergeLabels')] = None
    """
    Labels to add or overwrite by key; the others stay. At most 20 labels in the end. Left out: the labels stay. Together with `replaceLabels` it is a 400.
    """
    dashscope_api_dialect: Annotated[
        LLMUpdateRequestDashscopeApiDialect | None, Field(alias='dashscopeApiDialect')
    ] = None
    """
    The API that a `DASHSCOPE` endpoint speaks; only with that provider. Left out: kept, or inferred from a new path.
    """
