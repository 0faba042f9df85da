# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .access_policy_rule import AccessPolicyRule
from .api_key_authority_mode import ApiKeyAuthorityMode


class CreateApiKeyRequest(Model):
    """
    A new API key for the caller. All fields are optional.
    """

    labels: dict[str, str] | None = None
    """
    Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`, `.`, `_` and `-`. Default: none.
    """
    expires_at: Annotated[int | None, Field(alias='expiresAt')] = None
    """
    When the key stops working, in milliseconds since the Unix epoch. Left out: never.
    """
    api_key_id: Annotated[str | None, Field(alias='apiKeyId')] = None
    """
    Id for the key, a UUID; one in use is a 409. Left out: the server makes one. It does not make the call safe to repeat: the key itself is shown once.
    """
    subject_principal_id: Annotated[str | None, Field(alias='subjectPrincipalId')] = (
        None
    )
    authority_mode: Annotated[
        ApiKeyAuthorityMode | None, Field(alias='authorityMode')
    ] = None
    ceiling: list[AccessPolicyRule] | None = None
    valid_from: Annotated[int | None, Field(alias='validFrom')] = None

    @property
    def expires_at_datetime(self) -> datetime | None:
        """`expires_at` as a datetime, in UTC."""
        return moment(self.expires_at, 1000)
