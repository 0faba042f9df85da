# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .bounding_box import BoundingBox
from .ocr_category import OcrCategory


class OcrCell(Model):
    """
    One region of a page.
    """

    bbox: BoundingBox | None = None
    """
    Where the region lies. Absent if unknown.
    """
    category_label: Annotated[str, Field(alias='categoryLabel')]
    """
    Category as the engine names it.
    """
    category: OcrCategory
    """
    Category of the region, from a fixed list.
    """
    text: str
    """
    Text of the region.
    """
