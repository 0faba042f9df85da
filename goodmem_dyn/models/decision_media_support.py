# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_media_limit import DecisionMediaLimit
from .decision_media_support_kind import DecisionMediaSupportKind


class DecisionMediaSupport(Model):
    """
    One kind of media that a model takes.
    """

    kind: DecisionMediaSupportKind
    """
    The kind.
    """
    mime_types: Annotated[list[str], Field(alias='mimeTypes')]
    """
    The MIME types that it takes.
    """
    placements: list[str]
    """
    Where in a request it may stand.
    """
    limits: list[DecisionMediaLimit]
    """
    Limits of it.
    """
