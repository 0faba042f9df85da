# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .length_measurement import LengthMeasurement


class SentenceChunkingConfiguration(Model):
    """
    Pack whole sentences into chunks.
    """

    max_chunk_size: Annotated[int, Field(alias='maxChunkSize')]
    """
    Largest size of a chunk, in units of `lengthMeasurement`.
    """
    min_chunk_size: Annotated[int, Field(alias='minChunkSize')]
    """
    Size that a chunk must reach before the next one starts, in units of `lengthMeasurement`.
    """
    enable_language_detection: Annotated[
        bool | None, Field(alias='enableLanguageDetection')
    ] = None
    """
    Whether to detect the language to find sentence ends better. Left out: the server's choice.
    """
    length_measurement: Annotated[LengthMeasurement, Field(alias='lengthMeasurement')]
    """
    Unit of the sizes.
    """
