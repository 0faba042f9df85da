# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class UserEnrollmentResponseStatus(StrEnum):
    PENDING = 'PENDING'
    EXPIRED = 'EXPIRED'
    CONSUMED = 'CONSUMED'
    REVOKED = 'REVOKED'
