# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field


class CompleteUserEnrollmentRequest(Model):
    enrollment_token: Annotated[Secret, Field(alias='enrollmentToken')]
    api_key_id: Annotated[str | None, Field(alias='apiKeyId')] = None
    raw_api_key: Annotated[Secret | None, Field(alias='rawApiKey')] = None
