"""Documents to text, and pages to images.

Rules kept here:

- The declared content type decides; only ``application/octet-stream``, which says nothing, is looked into.
- Text ends with one more newline than the document had, as the live server's does, so that offsets of chunks agree.
- What cannot be read is an `ExtractionError` that names the type and what can be read, never an empty text.
- PDFium holds global state: one call at a time.
"""

from __future__ import annotations

import io
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._bounds import MAX_PAGE_PIXELS
from goodmem_dyn._cache import lru_cache
from goodmem_dyn.charsets import MARKS, UnknownCharsetError, decoded
from goodmem_dyn.local._processing import extract_office as office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_READABLE: Final = (
    "text of any kind (text/*, JSON, XML, YAML, CSV), Markdown, HTML and PDF, "
    "and with [office] Word, Excel and PowerPoint"
)
_TEXT_TYPES: Final = {
    "application/csv",
    "application/ecmascript",
    "application/javascript",
    "application/json",
    "application/jsonl",
    "application/sql",
    "application/toml",
    "application/x-ndjson",
    "application/x-sh",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
}
_MARKDOWN_TYPES: Final = {"text/markdown", "text/x-markdown"}
_HTML_TYPES: Final = {"text/html", "application/xhtml+xml"}
_POINTS_PER_INCH: Final = 72

_pdfium = threading.Lock()


class ExtractionError(ValueError):
    """A document that no text, or no page, can be got out of."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page's text stands in the extracted text; the end is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, and its pages where it has such."""

    text: str
    pages: list[Page] | None = None


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture; `page_index` counts from 0."""

    page_index: int
    dpi: int
    content_type: str
    data: bytes


def extract(content: bytes, content_type: str) -> Extracted:
    r"""Return the text of a document.

    Args:
        content: The document.
        content_type: Its media type; a ``charset`` parameter is honoured for text, Markdown and HTML.

    Raises:
        ExtractionError: No text can be extracted from this type, or from these bytes.

    Example:
        >>> extract("Grüße".encode("latin-1"), "text/plain; charset=latin-1").text
        'Grüße\n'
    """
    kind, charset = _parse_type(content_type)
    if kind in {"application/octet-stream", ""}:
        kind = _look(content)
    if kind == "application/pdf":
        return _pdf(content)
    if kind in _HTML_TYPES:
        return _html(_markup(content, charset))
    if kind in _MARKDOWN_TYPES:
        return _markdown(_decode(content, charset))
    if kind in {office.WORD, office.EXCEL, office.POWERPOINT}:
        return _office(content, kind)
    if kind in office.OLD:
        raise ExtractionError(f"No text can be extracted from {kind}: save it as .{office.OLD[kind]} first.")
    if kind.startswith("text/") or kind in _TEXT_TYPES or kind.endswith(("+json", "+xml", "+yaml")):
        return Extracted(f"{_decode(content, charset)}\n")
    raise ExtractionError(f"No text can be extracted from {kind}: this server reads {_READABLE}.")


def is_plain(content: bytes, content_type: str) -> bool:
    """Whether a document is text as it is, so that its size is all that it can cost."""
    kind, _ = _parse_type(content_type)
    if kind in {"application/octet-stream", ""}:
        with suppress(ExtractionError):
            kind = _look(content)
    taken_apart = {"application/pdf", office.WORD, office.EXCEL, office.POWERPOINT}
    return kind not in taken_apart | _HTML_TYPES | _MARKDOWN_TYPES


def is_pdf(content: bytes, content_type: str) -> bool:
    """Whether a document has pages."""
    kind, _ = _parse_type(content_type)
    if kind == "application/octet-stream":
        return content[:1024].lstrip().startswith(b"%PDF-")
    return kind == "application/pdf"


@lru_cache(maxsize=256)
def _parse_type(content_type: str) -> tuple[str, str | None]:
    header = Message()
    header["content-type"] = content_type
    return header.get_content_type() if "/" in content_type else "", header.get_content_charset()


def _look(content: bytes) -> str:
    if (kind := office.look(content)) is not None:
        return kind
    head = content[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    try:
        text = decoded(content, None) if content.startswith(MARKS) else content.decode()
    except (UnicodeDecodeError, UnknownCharsetError):
        text = "\0"
    if "\0" in text:
        raise ExtractionError(
            f"These bytes are neither PDF, HTML nor text. Give the real content type; this server reads {_READABLE}."
        )
    return "text/plain"


def _decode(content: bytes, charset: str | None) -> str:
    try:
        return decoded(content, charset)
    except UnknownCharsetError as error:
        raise ExtractionError(str(error)) from None


def _markup(content: bytes, charset: str | None) -> str:
    from bs4.dammit import UnicodeDammit

    if charset is not None:
        return _decode(content, charset)
    return UnicodeDammit(content, is_html=True).unicode_markup or _decode(content, None)


def _html(markup: str) -> Extracted:
    from goodmem_dyn.local._processing.extract_html import to_text

    return Extracted(f"{to_text(markup)}\n")


def _markdown(text: str) -> Extracted:
    from markdown_it import MarkdownIt

    return _html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def _office(content: bytes, kind: str) -> Extracted:
    try:
        return Extracted(f"{office.to_text(content, kind)}\n")
    except office.OfficeError as error:
        raise ExtractionError(str(error)) from error


# ------------------------------------------------------------------ PDF


def _with_pdf(content: bytes, use: Callable[[Any], Any]) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # ships no annotations

    with _pdfium:
        try:
            with closing(pypdfium2.PdfDocument(content)) as document:
                return use(document)
        except pypdfium2.PdfiumError as exc:
            hint = " It is protected by a password: remove it first." if "assword" in str(exc) else ""
            raise ExtractionError(f"The PDF cannot be read: {str(exc).rstrip('.')}.{hint}") from None


def _pdf(content: bytes) -> Extracted:
    def read(document: Any) -> list[str]:
        texts = []
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                texts.append(text.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
        return texts

    text, pages = "\n", []
    for page in _with_pdf(content, read):
        pages.append(Page(len(text), len(text) + len(page)))
        text += f"{page}\n\n"
    if not text.strip():
        raise ExtractionError("The PDF holds no text, only pictures: run it through OCR first.")
    return Extracted(f"{text}\n", pages)


def render_pages(content: bytes, content_type: str, dpi: int) -> Iterator[PageImage]:
    """Yield each page of a PDF as a PNG image; nothing for documents without pages.

    Args:
        content: The document.
        content_type: Its media type.
        dpi: Dots per inch, 36 to 600.

    Raises:
        ExtractionError: The PDF cannot be read, or a page is too large at this resolution.
    """
    if is_pdf(content, content_type):
        for number in range(count_pages(content)):
            yield render_page(content, number, dpi)


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has; raise `ExtractionError` if it cannot be read."""
    return int(_with_pdf(content, len))


def render_page(content: bytes, number: int, dpi: int) -> PageImage:
    """Return a page of a PDF, counted from 0, as a PNG image; raise `ExtractionError` if it cannot be drawn."""
    return PageImage(number, dpi, "image/png", _with_pdf(content, partial(_png, number=number, dpi=dpi)))


def _png(document: Any, number: int, dpi: int) -> bytes:
    scale = dpi / _POINTS_PER_INCH
    with closing(document[number]) as page:
        width, height = page.get_size()
        if width * scale * height * scale > MAX_PAGE_PIXELS:
            raise ExtractionError(f"Page {number} is too large for {dpi} dpi: choose a lower resolution.")
        with closing(page.render(scale=scale)) as bitmap:
            out = io.BytesIO()
            bitmap.to_pil().save(out, format="PNG")
            return out.getvalue()
