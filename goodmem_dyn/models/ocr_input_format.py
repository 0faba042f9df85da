# Generated from spec/. Do not edit; run `python -m tools generate`.

from __future__ import annotations

from goodmem_dyn._models.strings import StrEnum


class OcrInputFormat(StrEnum):
    """
    Format of a document: `PDF`, `TIFF`, `PNG`, `JPEG`, `BMP`, or `AUTO` to detect it from the bytes.
    """

    AUTO = 'AUTO'
    PDF = 'PDF'
    TIFF = 'TIFF'
    PNG = 'PNG'
    JPEG = 'JPEG'
    BMP = 'BMP'
