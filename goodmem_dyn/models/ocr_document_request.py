# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from goodmem_dyn._models.strings import Base64Text
from pydantic import Field

from .ocr_input_format import OcrInputFormat


class OcrDocumentRequest(Model):
    """
    A document whose text to recognize.
    """

    content: Base64Text
    """
    The document, base64-encoded.
    """
    format: OcrInputFormat | None = None
    """
    Format of the document. Left out or `AUTO`: detected from the bytes.
    """
    include_raw_json: Annotated[bool | None, Field(alias='includeRawJson')] = None
    """
    Whether to return the engine's raw output for each page. Left out: the server's choice.
    """
    include_markdown: Annotated[bool | None, Field(alias='includeMarkdown')] = None
    """
    Whether to return each page as Markdown. Left out: the server's choice.
    """
    start_page: Annotated[int | None, Field(alias='startPage')] = None
    """
    First page, counted from 0. Left out: the first one.
    """
    end_page: Annotated[int | None, Field(alias='endPage')] = None
    """
    Last page, counted from 0 and included. Left out: the last one.
    """
