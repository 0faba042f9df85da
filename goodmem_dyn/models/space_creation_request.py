# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .chunking_configuration import ChunkingConfiguration
from .space_embedder_config import SpaceEmbedderConfig


class SpaceCreationRequest(Model):
    """
    A new space.
    """

    name: str
    """
    Name of the space, 1 to 255 characters, unique for the owner; case matters. A duplicate is a 409.
    """
    labels: dict[str, str] | None = None
    """
    Labels to set: at most 20 entries, keys and values up to 255 characters, keys from `a-z`, `0-9`, `.`, `_` and `-`. Default: none.
    """
    space_embedders: Annotated[list[SpaceEmbedderConfig], Field(alias='spaceEmbedders')]
    """
    The embedders that index the space, at least one. They cannot be changed later. An unknown one is a 400.
    """
    owner_id: Annotated[str | None, Field(alias='ownerId')] = None
    """
    Id of the owner, a UUID. Creating for someone else takes more permission (403). Default: the caller.
    """
    default_chunking_config: Annotated[
        ChunkingConfiguration, Field(alias='defaultChunkingConfig')
    ]
    """
    How to chunk memories that bring no chunking of their own. The server requires it (400 without).
    """
    space_id: Annotated[str | None, Field(alias='spaceId')] = None
    """
    Id for the space, a UUID; one in use is a 409. Left out: the server makes one.
    """
