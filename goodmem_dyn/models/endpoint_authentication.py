# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .api_key_auth import ApiKeyAuth
from .credential_kind import CredentialKind
from .gcp_adc_auth import GcpAdcAuth


class EndpointAuthentication(Model):
    """
    How the server authenticates to a model endpoint. `kind` decides which of `apiKey` and `gcpAdc` must be given; never both.
    """

    kind: CredentialKind
    """
    Kind of credential. It must agree with the payload: a mismatch is a 400.
    """
    api_key: Annotated[ApiKeyAuth | None, Field(alias='apiKey')] = None
    """
    API key and how to send it. Required for `CREDENTIAL_KIND_API_KEY`, forbidden otherwise.
    """
    gcp_adc: Annotated[GcpAdcAuth | None, Field(alias='gcpAdc')] = None
    """
    Google Cloud settings. Required for `CREDENTIAL_KIND_GCP_ADC`, forbidden otherwise.
    """
    labels: dict[str, str] | None = None
    """
    Notes for operators, such as who owns the key. At most 20 entries. Default: none.
    """
