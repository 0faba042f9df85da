# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class Modality(StrEnum):
    """
    Kind of content that a model takes: `TEXT`, `IMAGE`, `AUDIO` or `VIDEO`.
    """

    TEXT = 'TEXT'
    IMAGE = 'IMAGE'
    AUDIO = 'AUDIO'
    VIDEO = 'VIDEO'
