# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class EmbedderWeight(Model):
    """
    Weight of one embedder in a search.
    """

    embedder_id: Annotated[str, Field(alias='embedderId')]
    """
    Id of the embedder, a UUID.
    """
    weight: float
    """
    The weight: positive, zero or negative. Weights need not add up to 1.
    """
