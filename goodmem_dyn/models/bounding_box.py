# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.base import Model


class BoundingBox(Model):
    """
    A rectangle on a page, given by two opposite corners.
    """

    x1: float
    """
    Horizontal position of the first corner.
    """
    y1: float
    """
    Vertical position of the first corner.
    """
    x2: float
    """
    Horizontal position of the second corner.
    """
    y2: float
    """
    Vertical position of the second corner.
    """
