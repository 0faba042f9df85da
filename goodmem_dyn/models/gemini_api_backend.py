# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class GeminiApiBackend(StrEnum):
    """
    Where Gemini is served: the developers' API or Google Cloud. `UNSPECIFIED` is not for requests.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    DEVELOPER = 'DEVELOPER'
    GOOGLE_CLOUD = 'GOOGLE_CLOUD'
