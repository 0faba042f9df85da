# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class LengthMeasurement(StrEnum):
    """
    Unit of chunk sizes: `CHARACTER_COUNT` counts characters, `TOKEN_COUNT` tokens; which tokenizer counts is not guaranteed. `CUSTOM` has no documented meaning.
    """

    CHARACTER_COUNT = 'CHARACTER_COUNT'
    TOKEN_COUNT = 'TOKEN_COUNT'
    CUSTOM = 'CUSTOM'
