# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class RoleAssignmentTargetKind(StrEnum):
    """
    `INSTANCE` or `SPACE`.
    """

    INSTANCE = 'INSTANCE'
    SPACE = 'SPACE'
