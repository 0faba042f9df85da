# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class NoChunkingConfiguration(Model):
    """
    Do not cut: the whole content is one chunk. It has no settings.
    """
