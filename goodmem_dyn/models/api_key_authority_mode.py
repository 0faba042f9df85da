# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class ApiKeyAuthorityMode(StrEnum):
    """
    What a key may do: all that its subject may (`INHERIT_SUBJECT`), or of that only what its ceiling allows (`SCOPED`).
    """

    INHERIT_SUBJECT = 'INHERIT_SUBJECT'
    SCOPED = 'SCOPED'
