# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class Selector(StrEnum):
    """
    On which resources a rule holds: `ANY` of the kind, those that the caller owns (`OWN`), one (`EXACT`), or what is directly inside one (`DIRECT_MEMBERS_OF`), such as the memories of a space without the space itself.
    """

    ANY = 'ANY'
    OWN = 'OWN'
    EXACT = 'EXACT'
    DIRECT_MEMBERS_OF = 'DIRECT_MEMBERS_OF'
