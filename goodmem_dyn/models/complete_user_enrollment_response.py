# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field

from .api_key_response import ApiKeyResponse


class CompleteUserEnrollmentResponse(Model):
    """
    The key that a completed enrolment gave.
    """

    api_key: Annotated[ApiKeyResponse, Field(alias='apiKey')]
    """
    The key's metadata.
    """
    already_completed: Annotated[bool, Field(alias='alreadyCompleted')]
    """
    Whether the same call had completed it before.
    """
    raw_api_key: Annotated[Secret | None, Field(alias='rawApiKey')] = None
    """
    The key itself, where the server made it; shown once.
    """
