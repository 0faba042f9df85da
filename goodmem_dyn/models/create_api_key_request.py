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
    """
    Id of the principal that the key acts for, a UUID. Left out: the caller.
    """
    authority_mode: Annotated[
        ApiKeyAuthorityMode | None, Field(alias='authorityMode')
    ] = None
    """
    Whether the key may do all that its subject may, or less. A service identity needs `SCOPED`. Default: `INHERIT_SUBJECT`.
    """
    ceiling: list[AccessPolicyRule] | None = None
    """
    The most that the key may do: 1 to 1000 rules, each of which the caller's key covers. Required for `SCOPED`; it can never be changed.
    """
    valid_from: Annotated[int | None, Field(alias='validFrom')] = None
    """
    From when the key works, in milliseconds since the Unix epoch. Left out: at once.
    """

    @property
    def expires_at_datetime(self) -> datetime | None:
        """`expires_at` as a datetime, in UTC."""
        return moment(self.expires_at, 1000)

    @property
    def valid_from_datetime(self) -> datetime | None:
        """`valid_from` as a datetime, in UTC."""
        return moment(self.valid_from, 1000)
