# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .gemini_api_backend import GeminiApiBackend


class GeminiEndpointConfig(Model):
    backend: GeminiApiBackend
    project_id: Annotated[str | None, Field(alias='projectId')] = None
    location: str | None = None
