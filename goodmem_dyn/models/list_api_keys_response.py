# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .api_key_response import ApiKeyResponse


class ListApiKeysResponse(Model):
    """
    All API keys that the caller may see.
    """

    keys: list[ApiKeyResponse]
    """
    The keys' metadata. The keys themselves are never listed.
    """
    next_token: Annotated[str | None, Field(alias='nextToken')] = None
    """
    Token of the next page; pass it on with the same filters. Absent, null or empty on the last page.
    """
