# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class Role(StrEnum):
    """
    A fixed set of rules. `ROOT` is the owner of the instance, `ADMIN` may administer it, `USER` works with what is its own; the others are for one space, each with more than the one before: read it, add memories, delete memories, manage it.
    """

    ROOT = 'ROOT'
    ADMIN = 'ADMIN'
    USER = 'USER'
    SPACE_VIEWER = 'SPACE_VIEWER'
    SPACE_CONTRIBUTOR = 'SPACE_CONTRIBUTOR'
    SPACE_CONTENT_MANAGER = 'SPACE_CONTENT_MANAGER'
    SPACE_ADMIN = 'SPACE_ADMIN'
