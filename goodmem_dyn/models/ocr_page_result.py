# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from typing import Annotated

from goodmem_dyn._models.base import Model
from pydantic import Field

from .ocr_page import OcrPage
from .rpc_status import RpcStatus


class OcrPageResult(Model):
    """
    Result of one page: exactly one of `page` and `status`.
    """

    page_index: Annotated[int, Field(alias='pageIndex')]
    """
    The page, counted from 0.
    """
    page: OcrPage | None = None
    """
    What was recognized. Absent if the page failed.
    """
    status: RpcStatus | None = None
    """
    Why the page failed. Absent on success.
    """
