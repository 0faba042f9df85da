# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .no_chunking_configuration import NoChunkingConfiguration
from .recursive_chunking_configuration import RecursiveChunkingConfiguration
from .sentence_chunking_configuration import SentenceChunkingConfiguration


class ChunkingConfiguration(Model):
    """
    How text is cut into chunks, the units that are embedded and found: exactly one of `none`, `recursive` and `sentence`.
    """

    none: NoChunkingConfiguration | None = None
    """
    Do not cut: the whole content is one chunk. Give an empty object.
    """
    recursive: RecursiveChunkingConfiguration | None = None
    """
    Cut at separators, from the most preferred one down.
    """
    sentence: SentenceChunkingConfiguration | None = None
    """
    Cut between sentences.
    """
