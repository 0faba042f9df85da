# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field

from .api_key_response import ApiKeyResponse


class CreateApiKeyResponse(Model):
    """
    A new API key and its metadata.
    """

    api_key_metadata: Annotated[
        ApiKeyResponse | None, Field(alias='apiKeyMetadata')
    ] = None
    """
    Metadata of the key, as lists show it.
    """
    raw_api_key: Annotated[Secret | None, Field(alias='rawApiKey')] = None
    """
    The key itself: `gm_` and more. Shown only here; the server keeps no readable copy.
    """
