# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field


class DocumentTimings(Model):
    """
    Where the time for a document went. Sums run over pages and can exceed the elapsed time.
    """

    wall_time_ms: Annotated[int, Field(alias='wallTimeMs')]
    """
    Elapsed time for the document, in milliseconds.
    """
    sum_queue_wait_ms: Annotated[int, Field(alias='sumQueueWaitMs')]
    """
    Time that pages spent waiting, summed, in milliseconds.
    """
    sum_render_ms: Annotated[int, Field(alias='sumRenderMs')]
    """
    Time for rendering pages as images, summed, in milliseconds.
    """
    sum_ocr_ms: Annotated[int, Field(alias='sumOcrMs')]
    """
    Time for recognition, summed, in milliseconds.
    """
    sum_page_total_ms: Annotated[int, Field(alias='sumPageTotalMs')]
    """
    Time for pages in all, summed, in milliseconds.
    """
