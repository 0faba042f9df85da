# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class SpaceEmbedderConfig(Model):
    """
    An embedder for a new space.
    """

    embedder_id: Annotated[str, Field(alias='embedderId')]
    """
    Id of the embedder, a UUID. An unknown one is a 400.
    """
    default_retrieval_weight: Annotated[
        float | None, Field(alias='defaultRetrievalWeight')
    ] = None
    """
    Weight of the embedder in retrievals that set none. The weights of a space need not add up to 1. Default: 1.0.
    """
