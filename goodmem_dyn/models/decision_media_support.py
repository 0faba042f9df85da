# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .decision_media_limit import DecisionMediaLimit
from .decision_media_support_kind import DecisionMediaSupportKind


class DecisionMediaSupport(Model):
    kind: DecisionMediaSupportKind
    mime_types: Annotated[list[str], Field(alias='mimeTypes')]
    placements: list[str]
    limits: list[DecisionMediaLimit]
