# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class UserEnrollmentResponseStatus(StrEnum):
    """
    Where it stands: open (`PENDING`), out of time, completed, or revoked.
    """

    PENDING = 'PENDING'
    EXPIRED = 'EXPIRED'
    CONSUMED = 'CONSUMED'
    REVOKED = 'REVOKED'
