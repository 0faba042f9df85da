# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model

from .ocr_cell import OcrCell


class OcrLayout(Model):
    """
    Layout of a page.
    """

    cells: list[OcrCell]
    """
    The regions of the page.
    """
