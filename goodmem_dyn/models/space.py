# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from datetime import datetime

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.times import moment
from pydantic import Field

from .chunking_configuration import ChunkingConfiguration
from .space_embedder import SpaceEmbedder


class Space(Model):
    """
    A space: a named set of memories that share embedders and a default chunking.
    """

    space_id: Annotated[str, Field(alias='spaceId')]
    """
    Id of the space, a UUID.
    """
    name: str
    """
    Name of the space, unique for its owner; case matters.
    """
    labels: dict[str, str] | None
    """
    Labels of the space.
    """
    space_embedders: Annotated[list[SpaceEmbedder], Field(alias='spaceEmbedders')]
    """
    The embedders that index the space. They cannot be changed.
    """
    created_at: Annotated[int, Field(alias='createdAt')]
    """
    When this was created, in milliseconds since the Unix epoch.
    """
    updated_at: Annotated[int, Field(alias='updatedAt')]
    """
    When this last changed, in milliseconds since the Unix epoch.
    """
    owner_id: Annotated[str, Field(alias='ownerId')]
    """
    Id of the owner, a UUID.
    """
    created_by_id: Annotated[str, Field(alias='createdById')]
    """
    Id of the actor that created this: a user or, on newer servers, the API key that was used. Not the owner.
    """
    updated_by_id: Annotated[str, Field(alias='updatedById')]
    """
    Id of the actor that last changed this: a user or, on newer servers, the API key that was used.
    """
    default_chunking_config: Annotated[
        ChunkingConfiguration | None, Field(alias='defaultChunkingConfig')
    ] = None
    """
    How memories are chunked that bring no chunking of their own. Of its three keys, two may be null.
    """

    @property
    def created_at_datetime(self) -> datetime:
        """`created_at` as a datetime, in UTC."""
        return moment(self.created_at, 1000)

    @property
    def updated_at_datetime(self) -> datetime:
        """`updated_at` as a datetime, in UTC."""
        return moment(self.updated_at, 1000)
