# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class ApiKeyResponseStatus(StrEnum):
    """
    `ACTIVE`: usable now. `INACTIVE`: expired, revoked or not valid yet. `STATUS_UNSPECIFIED`: unknown.
    """

    ACTIVE = 'ACTIVE'
    INACTIVE = 'INACTIVE'
