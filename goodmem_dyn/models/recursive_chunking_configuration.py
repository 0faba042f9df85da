# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .length_measurement import LengthMeasurement
from .separator_keep_strategy import SeparatorKeepStrategy


class RecursiveChunkingConfiguration(Model):
    """
    Cut at the most preferred separator, cut pieces that are still too long at the next one, and join neighbors up to the chunk size.
    """

    chunk_size: Annotated[int, Field(alias='chunkSize')]
    """
    Target size of a chunk, in units of `lengthMeasurement`. Not a hard limit: overlap can make a chunk longer, by up to `chunkOverlap`.
    """
    chunk_overlap: Annotated[int, Field(alias='chunkOverlap')]
    """
    Most text that a chunk repeats from the end of the one before, in units of `lengthMeasurement`. Only whole pieces are repeated, so it is often nothing.
    """
    separators: list[str] | None = None
    """
    Separators, most preferred first, at most 20. Left out or empty: the server's own.
    """
    keep_strategy: Annotated[SeparatorKeepStrategy, Field(alias='keepStrategy')]
    """
    What happens to a separator at a cut. Default: `KEEP_END`.
    """
    separator_is_regex: Annotated[bool | None, Field(alias='separatorIsRegex')] = None
    """
    Whether the separators are regular expressions. Default: false.
    """
    length_measurement: Annotated[LengthMeasurement, Field(alias='lengthMeasurement')]
    """
    Unit of the sizes. Default: `CHARACTER_COUNT`.
    """
