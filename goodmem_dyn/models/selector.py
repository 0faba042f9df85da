# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class Selector(StrEnum):
    ANY = 'ANY'
    OWN = 'OWN'
    EXACT = 'EXACT'
    DIRECT_MEMBERS_OF = 'DIRECT_MEMBERS_OF'
