# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .gemini_api_backend import GeminiApiBackend


class GeminiEndpointConfig(Model):
    """
    Where a Gemini embedder is served.
    """

    backend: GeminiApiBackend
    """
    Which API it is.
    """
    project_id: Annotated[str | None, Field(alias='projectId')] = None
    """
    Project of Google Cloud; required there.
    """
    location: str | None = None
    """
    Region of Google Cloud. Default: `global`.
    """
