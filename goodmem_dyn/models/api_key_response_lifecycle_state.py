# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class ApiKeyResponseLifecycleState(StrEnum):
    """
    Where the key is in its life; it works only as `USABLE`.
    """

    NOT_YET_VALID = 'NOT_YET_VALID'
    USABLE = 'USABLE'
    EXPIRED = 'EXPIRED'
    REVOKED = 'REVOKED'
