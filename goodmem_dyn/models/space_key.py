# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .embedder_weight import EmbedderWeight


class SpaceKey(Model):
    """
    A space to search, with settings for this search.
    """

    space_id: Annotated[str, Field(alias='spaceId')]
    """
    Id of the space, a UUID. A malformed one is a 400, an unknown one a 404.
    """
    embedder_weights: Annotated[
        list[EmbedderWeight] | None, Field(alias='embedderWeights')
    ] = None
    """
    Weights that override those of the space for this search. Left out: the space's own.
    """
    filter: str | None = None
    """
    Search only memories whose metadata match this filter expression, such as `CAST(val('$.lang') AS TEXT) = 'en'`. It is applied before the number of hits is cut. Always cast: `val()` is JSON. A missing field never matches a comparison. Syntax errors are a 400. Default: all.
    """
