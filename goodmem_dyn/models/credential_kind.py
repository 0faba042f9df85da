# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class CredentialKind(StrEnum):
    """
    Kind of credential: `CREDENTIAL_KIND_API_KEY` for an API key, `CREDENTIAL_KIND_GCP_ADC` for Google Application Default Credentials of the server, `CREDENTIAL_KIND_UNSPECIFIED` for neither.
    """

    CREDENTIAL_KIND_UNSPECIFIED = 'CREDENTIAL_KIND_UNSPECIFIED'
    CREDENTIAL_KIND_API_KEY = 'CREDENTIAL_KIND_API_KEY'
    CREDENTIAL_KIND_GCP_ADC = 'CREDENTIAL_KIND_GCP_ADC'
