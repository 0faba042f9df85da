"""Documents to text, pages to pictures."""

from __future__ import annotations

import io
import threading
import time

import pytest
from PIL import Image

from goodmem_dyn.local._processing import extract as _extract
from goodmem_dyn.local._processing.extract import ExtractionError, extract, render_pages
from tests.support.pdf import pdf

TEXTS = [
    # (content, content type, text)
    (b"plain", "text/plain", "plain\n"),
    (b"plain\n", "text/plain", "plain\n\n"),
    ("Grüße".encode(), "text/plain", "Grüße\n"),
    ("Grüße".encode("latin-1"), "text/plain; charset=ISO-8859-1", "Grüße\n"),
    ("Grüße".encode("utf-16"), "text/plain", "Grüße\n"),
    ("Grüße".encode("utf-8-sig"), "text/plain", "Grüße\n"),
    ("Привет".encode("koi8-r"), 'text/csv; charset="koi8-r"', "Привет\n"),
    ("Grüße".encode("cp1252"), "text/plain", "Grüße\n"),
    (b'{"a": 1}', "application/json", '{"a": 1}\n'),
    (b"a,b\n1,2", "text/csv", "a,b\n1,2\n"),
    (b"<a>x</a>", "application/vnd.thing+xml", "<a>x</a>\n"),
    (b"k: v", "application/yaml", "k: v\n"),
    (b"found to be text", "application/octet-stream", "found to be text\n"),
    (b"<!DOCTYPE html><p>found</p>", "application/octet-stream", "found\n"),
    # Markdown: what is written, without the marks
    (b"# Title\n\nSome *text* and [a link](http://x.y).", "text/markdown", "Title\n\nSome text and a link.\n"),
    (b"- one\n- two\n\n```\nx = 1\n\ny\n```", "text/markdown", "- one\n- two\n\nx = 1\n\ny\n"),
    (b"|a|b|\n|-|-|\n|1|2|", "text/markdown", "a\tb\n1\t2\n"),
    # HTML: what is shown, in lines and paragraphs
    (b"<p>a <b>b</b>\n  c<br>d</p><p>e", "text/html", "a b c\nd\n\ne\n"),
    (b"<title>T &amp; U</title><body>x<script>no</script><style>no</style><!-- no -->", "text/html", "T & U\n\nx\n"),
    (b"<head><meta><noscript>no</noscript></head><template>no</template><svg><text>no</svg>x", "text/html", "x\n"),
    (b"<ul><li>one</li> <li>two</ul>z", "text/html", "- one\n- two\n\nz\n"),
    (b"<table><tr><td>1</td><td>2</td></tr> <tr><td>3</td></tr></table>", "text/html", "1\t2\n3\n"),
    (b"<pre>a\n  b</pre>", "text/html", "a\n  b\n"),
    (b"just words", "text/html", "just words\n"),
    ("<p>é".encode("latin-1"), "text/html; charset=latin-1", "é\n"),
    ('<meta charset="windows-1251"><p>При'.encode("cp1251"), "text/html", "При\n"),
    (b'<?xml version="1.0"?><html><body>x</body></html>', "application/xhtml+xml", "x\n"),
]


@pytest.mark.parametrize(("content", "content_type", "expected"), TEXTS, ids=[f"{t}-{c[:20]!r}" for c, t, _ in TEXTS])
def test_text_comes_out(content, content_type, expected):
    found = extract(content, content_type)
    assert (found.text, found.pages) == (expected, None)


REFUSED = [
    (b"\x89PNG\r\n", "image/png", "image/png"),
    (b"PK\3\4", "application/zip", "reads text"),
    (b"\0\1\2", "application/octet-stream", "neither PDF, HTML nor text"),
    (b"\xff\xfe\0\xd8", "application/octet-stream", "neither"),
    (b"x", "text/plain; charset=klingon", "klingon"),
    (b"\xff", "text/plain; charset=utf-8", "byte 0"),
    (b"%PDF-1.4 nonsense", "application/pdf", "cannot be read"),
    (pdf(""), "application/pdf", "OCR"),
]


@pytest.mark.parametrize(("content", "content_type", "message"), REFUSED, ids=[r[2] for r in REFUSED])
def test_what_holds_no_text_is_refused(content, content_type, message):
    with pytest.raises(ExtractionError, match=message):
        extract(content, content_type)


@pytest.mark.parametrize("content_type", ["application/pdf", "application/octet-stream"])
def test_a_pdf_has_text_and_pages(content_type):
    found = extract(pdf("First page", "Second page"), content_type)
    assert [found.text[page.start : page.end] for page in found.pages] == ["First page", "Second page"]


def test_a_one_page_pdf_is_framed_by_line_breaks_as_on_the_live_server():
    assert extract(pdf("Only page"), "application/pdf").text == "\nOnly page\n\n\n"


def test_hostile_nesting_takes_no_recursion_and_little_time():
    start = time.perf_counter()
    assert extract(b"<div>" * 20_000 + b"deep", "text/html").text == "deep\n"
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("dpi", [72, 144])
def test_pages_become_pictures(dpi):
    images = list(render_pages(pdf("One", "Two"), "application/pdf", dpi))
    assert [(image.page_index, image.dpi, image.content_type) for image in images] == [
        (0, dpi, "image/png"),
        (1, dpi, "image/png"),
    ]
    with Image.open(io.BytesIO(images[0].data)) as picture:
        assert picture.size == (200 * dpi // 72, 100 * dpi // 72)
        assert picture.convert("L").getextrema()[0] < 100  # there is ink on the page


def test_only_documents_with_pages_have_pictures():
    assert list(render_pages(b"text", "text/plain", 72)) == []


def test_a_page_without_end_is_refused():
    wide = pdf("x").replace(b"/MediaBox [0 0 200 100]", b"/MediaBox [0 0 14000 14000]")
    with pytest.raises(ExtractionError, match="too large for 600 dpi"):
        list(render_pages(wide, "application/pdf", 600))


def test_pdfs_are_read_one_at_a_time():
    """PDFium may not be called by two threads at once; most of the time that goes well, so it is looked at directly."""
    inside, most = 0, 0

    def use(document):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.02)
        inside -= 1
        return len(document)

    document, found = pdf("One", "Two"), []
    threads = [threading.Thread(target=lambda: found.append(_extract._with_pdf(document, use))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, most) == ([2] * 4, 1)
