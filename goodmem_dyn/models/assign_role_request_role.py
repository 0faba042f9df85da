# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class AssignRoleRequestRole(StrEnum):
    """
    The role: `ADMIN` and `USER` on the instance, the others on a space.
    """

    ADMIN = 'ADMIN'
    USER = 'USER'
    SPACE_VIEWER = 'SPACE_VIEWER'
    SPACE_CONTRIBUTOR = 'SPACE_CONTRIBUTOR'
    SPACE_CONTENT_MANAGER = 'SPACE_CONTENT_MANAGER'
    SPACE_ADMIN = 'SPACE_ADMIN'
