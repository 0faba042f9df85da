# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class OcrCategory(StrEnum):
    """
    What a region of a page is: `TITLE`, `SECTION_HEADER`, `TEXT`, `LIST_ITEM`, `TABLE`, `FORMULA`, `PICTURE`, `CAPTION`, `FOOTNOTE`, `PAGE_HEADER`, `PAGE_FOOTER`; `OTHER`, `UNKNOWN` or `UNSPECIFIED` where none of them is known to fit.
    """

    UNSPECIFIED = 'UNSPECIFIED'
    CAPTION = 'CAPTION'
    FOOTNOTE = 'FOOTNOTE'
    FORMULA = 'FORMULA'
    LIST_ITEM = 'LIST_ITEM'
    PAGE_FOOTER = 'PAGE_FOOTER'
    PAGE_HEADER = 'PAGE_HEADER'
    PICTURE = 'PICTURE'
    SECTION_HEADER = 'SECTION_HEADER'
    TABLE = 'TABLE'
    TEXT = 'TEXT'
    TITLE = 'TITLE'
    OTHER = 'OTHER'
    UNKNOWN = 'UNKNOWN'
