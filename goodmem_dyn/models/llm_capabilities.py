# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class LLMCapabilities(Model):
    """
    What a language model can do. A value left out is unknown or inferred from the model name.
    """

    supports_chat: Annotated[bool | None, Field(alias='supportsChat')] = None
    """
    Whether it takes chat messages.
    """
    supports_completion: Annotated[bool | None, Field(alias='supportsCompletion')] = (
        None
    )
    """
    Whether it completes plain text.
    """
    supports_function_calling: Annotated[
        bool | None, Field(alias='supportsFunctionCalling')
    ] = None
    """
    Whether it can call functions.
    """
    supports_system_messages: Annotated[
        bool | None, Field(alias='supportsSystemMessages')
    ] = None
    """
    Whether it takes system messages.
    """
    supports_streaming: Annotated[bool | None, Field(alias='supportsStreaming')] = None
    """
    Whether it can stream its reply.
    """
    supports_sampling_parameters: Annotated[
        bool | None, Field(alias='supportsSamplingParameters')
    ] = None
    """
    Whether it takes sampling parameters such as a temperature.
    """
