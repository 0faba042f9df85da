# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class ImageInfo(Model):
    """
    Size of a page's image.
    """

    width_px: Annotated[int, Field(alias='widthPx')]
    """
    Width, in pixels.
    """
    height_px: Annotated[int, Field(alias='heightPx')]
    """
    Height, in pixels.
    """
    dpi: int
    """
    Resolution, in dots per inch.
    """
