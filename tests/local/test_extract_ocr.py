"""OCR: real pictures read by real models where the extra is installed, and a clear refusal where it is not."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont

from goodmem_dyn.local._processing import ocr
from tests.support.pdf import pdf

installed = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None,
    reason="reading pictures needs the [ocr] extra (150 MB): pip install 'goodmem-dyn[ocr]'",
)


def picture(text: str, kind: str = "PNG", **options) -> bytes:
    # Near a square: the reader scales the shorter side up, so that a strip would be five times as many pixels.
    image = Image.new("RGB", (420, 320), "white")
    ImageDraw.Draw(image).text((15, 20), text, fill="black", font=ImageFont.load_default(32))
    out = io.BytesIO()
    image.save(out, format=kind, **options)
    return out.getvalue()


def read(api, content: bytes, expect: int = 200, **options):
    return api("POST", "/v1/ocr:document", {"content": base64.b64encode(content).decode(), **options}, expect=expect)


def words(answer):
    return [[cell["text"] for cell in page["page"]["layout"]["cells"]] for page in answer["pages"]]


@installed
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF"])
def test_a_picture_is_read(api, kind):
    answer = read(api, picture("Hello GoodMem", kind), format=kind if kind == "PNG" else "AUTO")
    assert (answer["detectedFormat"], answer["pageCount"]) == (kind, 1)
    (page,) = answer["pages"]
    cells = page["page"]["layout"]["cells"]
    assert "".join(cell["text"] for cell in cells).replace(" ", "") == "HelloGoodMem"
    assert {cell["category"] for cell in cells} == {"TEXT"}
    assert all(0 <= cell["bbox"]["x1"] < cell["bbox"]["x2"] <= 420 for cell in cells)
    assert page["page"]["image"] == {"widthPx": 420, "heightPx": 320, "dpi": 96 if kind == "BMP" else 72}
    assert answer["timings"]["sumOcrMs"] == page["page"]["timings"]["ocrMs"]
    assert "markdown" not in page["page"]
    assert "rawJson" not in page["page"]


@installed
def test_pages_of_a_pdf_are_read_in_the_range_asked_for(api):
    document = pdf("Alpha page", "Beta page", "Gamma page")
    answer = read(api, document, startPage=1, endPage=2, includeMarkdown=True, includeRawJson=True)
    assert answer["pageCount"] == 3
    assert [page["pageIndex"] for page in answer["pages"]] == [1, 2]
    assert [text.split()[0] for (text,) in words(answer)] == ["Beta", "Gamma"]
    page = answer["pages"][0]["page"]
    assert page["markdown"].startswith("Beta")
    assert json.loads(page["rawJson"])[0]["score"] > 0.5
    assert page["image"]["dpi"] == 200


@installed
def test_frames_of_a_tiff_are_pages(api):
    frames = [Image.open(io.BytesIO(picture(text))) for text in ("First", "Second")]
    out = io.BytesIO()
    frames[0].save(out, format="TIFF", save_all=True, append_images=frames[1:])
    assert words(read(api, out.getvalue())) == [["First"], ["Second"]]


@installed
def test_a_page_that_cannot_be_read_fails_alone(api):
    broken = picture("x")[:120]
    answer = read(api, broken)
    (page,) = answer["pages"]
    assert page["status"]["code"] == 13
    assert "page" not in page


@installed
def test_an_empty_page_has_no_cells(api):
    blank = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(blank, format="PNG")
    assert words(read(api, blank.getvalue())) == [[]]


REFUSED = [
    (b"nothing known", {}, "content"),
    (picture("x"), {"format": "PDF"}, "content"),
    (b"\x89PNG\r\n\x1a\n broken", {}, "content"),
    (b"%PDF-1.4 broken", {}, "content"),
    (picture("x"), {"startPage": 1}, "startPage"),
    (picture("x"), {"startPage": -1}, "startPage"),
    (picture("x"), {"startPage": 0, "endPage": 7}, "startPage"),
]


@pytest.mark.parametrize(("content", "options", "field"), REFUSED)
def test_what_is_no_document_or_has_no_such_page_is_refused(api, content, options, field):
    answer = read(api, content, 400, **options)
    assert [error["field"] for error in answer["errors"]] == [field]


def test_content_that_is_not_base64_is_refused(api):
    answer = api("POST", "/v1/ocr:document", {"content": "%%%"}, expect=400)
    assert "base64" in json.dumps(answer)


def test_without_the_extra_the_error_names_it(api, monkeypatch):
    monkeypatch.setattr(ocr, "_engines", [])
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert "goodmem-dyn[ocr]" in read(api, picture("x"), 500)["error"]
