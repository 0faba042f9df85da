# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .chunk_reference import ChunkReference
from .memory import Memory


class RetrievedItem(Model):
    """
    A hit: exactly one of `chunk` and `memory`.
    """

    memory: Memory | None = None
    """
    A whole memory as a hit. Servers known so far send chunks.
    """
    chunk: ChunkReference | None = None
    """
    A chunk as a hit, with its score.
    """
