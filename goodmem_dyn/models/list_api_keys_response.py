# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .api_key_response import ApiKeyResponse


class ListApiKeysResponse(Model):
    """
    All API keys that the caller may see.
    """

    keys: list[ApiKeyResponse]
    """
    The keys' metadata. The keys themselves are never listed.
    """
