# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field

from .api_key_response import ApiKeyResponse


class CompleteUserEnrollmentResponse(Model):
    api_key: Annotated[ApiKeyResponse, Field(alias='apiKey')]
    already_completed: Annotated[bool, Field(alias='alreadyCompleted')]
    raw_api_key: Annotated[Secret | None, Field(alias='rawApiKey')] = None
