"""Text of scanned documents, by the RapidOCR models that ship inside their package (the ``[ocr]`` extra).

Rules kept here:

- The format is detected from the bytes; one that was named must be the one that was found.
- Pages count from 0 and both ends of a range belong to it. A page that cannot be read is a status of that page.
- One page at a time: the models use every core, and the time spent waiting is reported.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._bounds import MAX_PAGE_PIXELS
from goodmem_dyn.local._processing import apart, extract
from goodmem_dyn.local.errors import ApiError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

_MAGIC: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
)
_PDF_DPI: Final = 200
_IMAGE_DPI: Final = 72
#: A TIFF without a unit says 1.
_LEAST_DPI: Final = 10
#: gRPC's INTERNAL.
_INTERNAL: Final = 13

_lock = threading.Lock()
_engines: list[Any] = []


def document(request: dict[str, Any]) -> dict[str, Any]:
    """Read a document.

    Args:
        request: An ``OcrDocumentRequest`` that its schema allows.

    Returns:
        An ``OcrDocumentResponse``.

    Raises:
        ValidationError: Not base64, another format than named, or a page range outside the document.
        ApiError: 500 without the extra.
    """
    try:
        content = base64.b64decode(request["content"], validate=True)
    except (binascii.Error, ValueError):
        raise ValidationError([("content", "Not valid base64")]) from None
    detected = next((name for magic, name in _MAGIC if content.startswith(magic)), None)
    wanted = request.get("format") or "AUTO"
    if detected is None or wanted not in {"AUTO", detected}:
        message = f"The bytes are {detected or 'none of PDF, TIFF, PNG, JPEG and BMP'}"
        raise ValidationError([("content", message if wanted == "AUTO" else f"{message}, not {wanted}")])
    count, render = _pages(content, detected)
    first, last = request.get("startPage") or 0, request.get("endPage")
    last = count - 1 if last is None else last
    if not 0 <= first <= last < count:
        message = f"Pages {first} to {last} of a document whose pages are 0 to {count - 1}"
        raise ValidationError([("startPage", message)])
    started = time.perf_counter()
    pages = [_page(number, render, request) for number in range(first, last + 1)]
    timings = [page["page"]["timings"] for page in pages if "page" in page]
    return {
        "detectedFormat": detected,
        "pageCount": count,
        "pages": pages,
        "timings": {
            "wallTimeMs": _ms(time.perf_counter() - started),
            "sumQueueWaitMs": sum(timing["queueWaitMs"] for timing in timings),
            "sumRenderMs": sum(timing["renderMs"] for timing in timings),
            "sumOcrMs": sum(timing["ocrMs"] for timing in timings),
            "sumPageTotalMs": sum(timing["totalMs"] for timing in timings),
        },
    }


def _engine() -> Any:
    """Return the models, loaded once. The lock is held."""
    if not _engines:
        try:
            from rapidocr import RapidOCR  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional extra

            _engines.append(RapidOCR(params={"Global.log_level": "error"}))
        except ImportError:
            message = "OCR is not installed on this server: pip install 'goodmem-dyn[ocr]', then start it again"
            raise ApiError(500, message) from None
    return _engines[0]


def _pages(content: bytes, kind: str) -> tuple[int, Callable[[int], tuple[Image, int]]]:
    """Return how many pages there are, and what renders one to an image and its dots per inch."""
    from PIL import Image, UnidentifiedImageError

    if kind == "PDF":
        try:
            count = apart.count_pages(content)
        except extract.ExtractionError as error:
            raise ValidationError([("content", str(error))]) from None
        return count, lambda number: (
            Image.open(io.BytesIO(apart.page(content, number, _PDF_DPI).data)),
            _PDF_DPI,
        )
    try:
        image = Image.open(io.BytesIO(content))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError([("content", f"The {kind} image cannot be read: {error}")]) from None
    if image.width * image.height > MAX_PAGE_PIXELS:
        raise ValidationError([("content", f"The {kind} image has more than {MAX_PAGE_PIXELS:,} pixels")])

    def frame(number: int) -> tuple[Any, int]:
        image.seek(number)
        dpi = round(float(image.info.get("dpi", (_IMAGE_DPI,))[0]))
        return image, dpi if dpi >= _LEAST_DPI else _IMAGE_DPI

    return int(getattr(image, "n_frames", 1)), frame


def _page(number: int, render: Callable[[int], tuple[Image, int]], request: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    start = time.perf_counter()
    with _lock:
        entered = time.perf_counter()
        engine = _engine()
        try:
            image, dpi = render(number)
            pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]
            rendered = time.perf_counter()
            result = engine(np.ascontiguousarray(pixels))
        except Exception as error:  # a broken page fails alone, whatever its decoder raises
            return {"pageIndex": number, "status": {"code": _INTERNAL, "message": f"Page {number}: {error}"}}
    done = time.perf_counter()
    texts = list(result.txts or ())
    boxes = [] if result.boxes is None else result.boxes.tolist()
    page: dict[str, Any] = {
        "layout": {"cells": [_cell(text, box) for text, box in zip(texts, boxes, strict=True)]},
        "timings": {
            "queueWaitMs": _ms(entered - start),
            "renderMs": _ms(rendered - entered),
            "ocrMs": _ms(done - rendered),
            "totalMs": _ms(done - start),
        },
        "image": {"widthPx": image.width, "heightPx": image.height, "dpi": dpi},
    }
    if request.get("includeMarkdown"):
        page["markdown"] = "\n\n".join(texts)
    if request.get("includeRawJson"):
        scores = [float(score) for score in result.scores or ()]
        raw = [{"text": text, "score": s, "box": box} for text, s, box in zip(texts, scores, boxes, strict=True)]
        page["rawJson"] = json.dumps(raw, ensure_ascii=False)
    return {"pageIndex": number, "page": page}


def _cell(text: str, box: list[list[float]]) -> dict[str, Any]:
    xs, ys = [point[0] for point in box], [point[1] for point in box]
    bounds = {"x1": min(xs), "y1": min(ys), "x2": max(xs), "y2": max(ys)}
    return {"bbox": bounds, "categoryLabel": "Text", "category": "TEXT", "text": text}


def _ms(seconds: float) -> int:
    return round(seconds * 1_000)
