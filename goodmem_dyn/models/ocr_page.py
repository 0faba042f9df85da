# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .image_info import ImageInfo
from .ocr_layout import OcrLayout
from .page_timings import PageTimings


class OcrPage(Model):
    """
    Recognized text and layout of one page.
    """

    raw_json: Annotated[str | None, Field(alias='rawJson')] = None
    """
    The engine's raw output as JSON text. Only if asked for.
    """
    markdown: str | None = None
    """
    The page as Markdown. Only if asked for.
    """
    layout: OcrLayout
    """
    The regions of the page.
    """
    timings: PageTimings
    """
    Where the time went.
    """
    image: ImageInfo
    """
    The image that was recognized.
    """
