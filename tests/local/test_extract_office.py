"""Office files: what a reader sees is what can be found, and what cannot be read says why."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import MemoryProcessingError
from goodmem_dyn.local._processing import extract_office as office
from goodmem_dyn.local._processing.extract import ExtractionError, extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from goodmem_dyn import Goodmem
    from goodmem_dyn.models import Space

docx = pytest.importorskip("docx", reason="needs the extra [office]")
openpyxl = pytest.importorskip("openpyxl", reason="needs the extra [office]")
pptx = pytest.importorskip("pptx", reason="needs the extra [office]")


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Visitors", 1)
    document.add_paragraph("Visitors sign in at the gate.")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("day", "guide"), ("Monday", "Ada")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Grüße, 你好")
    document.sections[0].header.paragraphs[0].text = "House rules"
    return saved(document.save)


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Animals"
    book.active.append(["animal", "legs", None])
    book.active.append(["owl", 2, None])
    book.create_sheet("Empty")
    book.create_sheet("Plants").append(["oak", 1.5, True])
    return saved(book.save)


def powerpoint() -> bytes:
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Owls"
    slide.placeholders[1].text = "They hunt at night."
    frame = slide.shapes.add_table(1, 2, 0, 0, 914400, 914400)
    frame.table.cell(0, 0).text, frame.table.cell(0, 1).text = "eyes", "two"
    slide.notes_slide.notes_text_frame.text = "Speak slowly."
    return saved(slides.save)


def saved(save: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


KINDS = [
    pytest.param(
        word,
        office.WORD,
        "Visitors\nVisitors sign in at the gate.\nday\tguide\nMonday\tAda\nGrüße, 你好\nHouse rules\n",
        id="docx",
    ),
    pytest.param(excel, office.EXCEL, "Animals\nanimal\tlegs\nowl\t2\n\nPlants\noak\t1.5\tTrue\n", id="xlsx"),
    pytest.param(powerpoint, office.POWERPOINT, "Owls\nThey hunt at night.\neyes\ttwo\nSpeak slowly.\n", id="pptx"),
]


@pytest.mark.parametrize(("make", "kind", "text"), KINDS)
def test_the_text_is_what_a_reader_sees(make: Callable[[], bytes], kind: str, text: str) -> None:
    content = make()
    assert extract(content, kind).text == text
    assert extract(content, "application/octet-stream").text == text


@pytest.mark.parametrize(("make", "kind", "text"), KINDS)
def test_without_the_reader_the_error_names_the_extra(
    make: Callable[[], bytes], kind: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docx", "openpyxl", "pptx"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtractionError, match=r"pip install 'goodmem-dyn\[office\]'"):
        extract(make(), kind)


@pytest.mark.parametrize("kind", [office.WORD, office.EXCEL, office.POWERPOINT])
def test_what_cannot_be_read_says_so(kind: str) -> None:
    with pytest.raises(ExtractionError, match="is a ZIP archive, and these bytes are none"):
        extract(b"no office file", kind)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(ExtractionError, match="cannot be read"):
        extract(out.getvalue(), kind)


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_UNPACKED", 1000)
    with pytest.raises(ExtractionError, match=r"unpacks to .* bytes; at most 1,000"):
        extract(word(), office.WORD)


def test_an_empty_one_holds_no_text() -> None:
    with pytest.raises(ExtractionError, match="The Word document holds no text"):
        extract(saved(docx.Document().save), office.WORD)


def test_an_old_one_says_what_to_save_it_as() -> None:
    with pytest.raises(ExtractionError, match=r"save it as \.docx first"):
        extract(b"\xd0\xcf\x11\xe0", "application/msword")


def test_a_file_is_found_by_what_stands_in_it(goodmem_client: Goodmem, goodmem_space: Space, tmp_path: Path) -> None:
    for name, make in (("visitors.docx", word), ("animals.xlsx", excel), ("owls.pptx", powerpoint)):
        (tmp_path / name).write_bytes(make())
        goodmem_client.memories.create(space_id=goodmem_space.space_id, file_path=tmp_path / name, wait=True)
    found = goodmem_client.memories.retrieve(
        message="Where do visitors sign in?", space_ids=[goodmem_space.space_id], stream=False
    )
    assert "sign in at the gate" in found.hits[0].text


def test_a_broken_one_fails_and_says_why(goodmem_client: Goodmem, goodmem_space: Space, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"no office file")
    with pytest.raises(MemoryProcessingError, match="This is no Word document"):
        goodmem_client.memories.create(space_id=goodmem_space.space_id, file_path=tmp_path / "broken.docx", wait=True)
