# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Secret
from pydantic import Field


class CompleteUserEnrollmentRequest(Model):
    """
    A token to exchange for a key.
    """

    enrollment_token: Annotated[Secret, Field(alias='enrollmentToken')]
    """
    The token of the enrolment.
    """
    api_key_id: Annotated[str | None, Field(alias='apiKeyId')] = None
    """
    Id that the key is to have, a UUID. Together with `rawApiKey` or not at all.
    """
    raw_api_key: Annotated[Secret | None, Field(alias='rawApiKey')] = None
    """
    The key itself, made by the caller: `gm_` and 26 lower-case base32 characters. Together with `apiKeyId` or not at all.
    """
