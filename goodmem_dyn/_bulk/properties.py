"""What documents say about themselves, as metadata: front matter of Markdown, head of HTML, information of PDF.

Rules: a document whose properties cannot be read is stored without them; nothing here makes an item fail, but a library
that is missing. Names are lower case; what is empty is left out.
"""

from __future__ import annotations

import contextlib
import html.parser
import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.extras import needed
from goodmem_dyn._bulk.items import File, plain

if TYPE_CHECKING:
    from goodmem_dyn._bulk.items import Item

_HEAD = 256 * 1024
"""Bytes of a text that are looked at."""
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def properties(item: Item) -> dict[str, Any]:
    """The properties of an item by its content type; none for what has none."""
    kind = (item.content_type or "").partition(";")[0]
    if kind == "text/markdown":
        return front_matter(_head(item))
    if kind in {"text/html", "application/xhtml+xml"}:
        return html_head(_head(item))
    return pdf_information(item) if kind == "application/pdf" else {}


def _head(item: Item) -> bytes:
    content = item.content
    if isinstance(content, File):
        with content.open() as file:
            return file.read(_HEAD)
    return content.encode() if isinstance(content, str) else bytes(content or b"")[:_HEAD]


def front_matter(data: bytes) -> dict[str, Any]:
    """The YAML between the two rules at the top of a Markdown text."""
    front = _FRONT.match(data)
    if front is None:
        return {}
    yaml = needed("yaml", "front matter")
    try:
        loaded = plain(yaml.safe_load(front[1]))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


class _Head(html.parser.HTMLParser):
    """Title, language, and the named metas of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "html" and values.get("lang"):
            self.found["language"] = values["lang"]
        name = values.get("name") or values.get("property")
        if tag == "meta" and name and values.get("content"):
            self.found.setdefault(name.lower(), values["content"])

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title and data.strip() and "title" not in self.found:
            self.found["title"] = " ".join(data.split())


def html_head(data: bytes) -> dict[str, Any]:
    """Title, language and metas of an HTML page."""
    head = _Head()
    head.feed(data.decode("utf-8", "replace"))
    return head.found


def pdf_information(item: Item) -> dict[str, Any]:
    """The information of a PDF: title, author, subject, keywords, dates, and the number of its pages."""
    pdfium = needed("pypdfium2", "properties of PDF files")
    with contextlib.ExitStack() as stack:
        content: Any = item.content
        if isinstance(content, File):
            content = content.path or stack.enter_context(content.open())
        try:
            document = stack.enter_context(contextlib.closing(pdfium.PdfDocument(content)))
            texts = {name.lower(): text for name, text in document.get_metadata_dict(skip_empty=True).items()}
            return {**texts, "pages": len(document)}
        except (pdfium.PdfiumError, OSError, ValueError):
            return {}
