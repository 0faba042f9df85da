# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .document_timings import DocumentTimings
from .ocr_input_format import OcrInputFormat
from .ocr_page_result import OcrPageResult


class OcrDocumentResponse(Model):
    """
    Recognized text and layout of a document.
    """

    detected_format: Annotated[OcrInputFormat, Field(alias='detectedFormat')]
    """
    Format that was detected.
    """
    page_count: Annotated[int, Field(alias='pageCount')]
    """
    Number of pages.
    """
    pages: list[OcrPageResult]
    """
    One result for each page; some may be errors.
    """
    timings: DocumentTimings
    """
    Where the time went.
    """
