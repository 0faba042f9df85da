# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class PageTimings(Model):
    """
    Where the time for one page went.
    """

    queue_wait_ms: Annotated[int, Field(alias='queueWaitMs')]
    """
    Time spent waiting, in milliseconds.
    """
    render_ms: Annotated[int, Field(alias='renderMs')]
    """
    Time spent rendering the page as an image, in milliseconds.
    """
    ocr_ms: Annotated[int, Field(alias='ocrMs')]
    """
    Time spent on recognition, in milliseconds.
    """
    total_ms: Annotated[int, Field(alias='totalMs')]
    """
    Time for the page in all, in milliseconds.
    """
