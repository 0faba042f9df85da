# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Base64
from pydantic import Field

from .decision_media_kind import DecisionMediaKind


class DecisionMedia(Model):
    """
    A picture, a sound or a film.
    """

    kind: DecisionMediaKind
    """
    What it is.
    """
    mime_type: Annotated[str, Field(alias='mimeType')]
    """
    Its MIME type.
    """
    data: Base64
    """
    The bytes, as base64; nothing is fetched from an address.
    """
