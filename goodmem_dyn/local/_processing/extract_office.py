"""Office documents to text: Word, Excel and PowerPoint of 2007 and later, through readers that are an extra.

Rules kept here:

- The text is what a reader of the document sees, in its order: paragraphs, tables row by row, sheets, slides and notes.
- Without the extra, and for what cannot be read, the error says so; there is never an empty text.
- A document is a ZIP file of XML: one that unpacks to more than a server can bear is refused before it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PREFIX: Final = "application/vnd.openxmlformats-officedocument."
WORD: Final = f"{_PREFIX}wordprocessingml.document"
EXCEL: Final = f"{_PREFIX}spreadsheetml.sheet"
POWERPOINT: Final = f"{_PREFIX}presentationml.presentation"
#: What earlier versions wrote is another format, which none of the readers knows.
OLD: Final = {"application/msword": "docx", "application/vnd.ms-excel": "xlsx", "application/vnd.ms-powerpoint": "pptx"}
_PARTS: Final = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL, "ppt/presentation.xml": POWERPOINT}
_NAMES: Final = {WORD: "Word document", EXCEL: "Excel workbook", POWERPOINT: "PowerPoint presentation"}
#: Text of so many bytes is more than any server would take as such.
MOST_UNPACKED: Final = 256 * 1024 * 1024


class OfficeError(ValueError):
    """A document that no text can be got out of; the message says why."""


def look(content: bytes) -> str | None:
    """The type of bytes that are an office document; None for any other."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def to_text(content: bytes, kind: str) -> str:
    """The text of an office document.

    Args:
        content: The document.
        kind: `WORD`, `EXCEL` or `POWERPOINT`.

    Raises:
        OfficeError: It cannot be read, holds no text, or the extra is not installed.
    """
    name = _NAMES[kind]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise OfficeError(f"This is no {name}: such a file is a ZIP archive, and these bytes are none.") from None
    if unpacked > MOST_UNPACKED:
        raise OfficeError(f"The {name} unpacks to {unpacked:,} bytes; at most {MOST_UNPACKED:,} are read.")
    try:
        lines = list(_READERS[kind](io.BytesIO(content)))
    except ModuleNotFoundError as error:
        raise OfficeError(
            f"Reading a {name} needs {error.name}, which is not installed: pip install 'goodmem-dyn[office]'."
        ) from None
    except Exception as error:  # the readers have no common class for what they cannot read
        raise OfficeError(f"The {name} cannot be read: {type(error).__name__}.") from error
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise OfficeError(f"The {name} holds no text.")
    return text


def _row(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def _word(file: io.BytesIO) -> Iterator[str]:
    import docx  # type: ignore[import-not-found,unused-ignore]  # an extra, which need not be there

    def blocks(container: Any) -> Iterator[str]:
        for block in container.iter_inner_content():
            if hasattr(block, "rows"):
                # A merged cell stands in every place that it covers, and is said once.
                yield from (_row(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
            else:
                yield block.text

    document = docx.Document(file)
    yield from blocks(document)
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield from blocks(part)


def _excel(file: io.BytesIO) -> Iterator[str]:
    import openpyxl  # type: ignore[import-untyped,unused-ignore]  # it ships no annotations

    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            rows = (
                _row("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)
            )
            filled = [row for row in rows if row]
            if filled:
                yield from (sheet.title, *filled, "")
    finally:
        book.close()


def _powerpoint(file: io.BytesIO) -> Iterator[str]:
    import pptx  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an extra; it ships no annotations

    def shapes(group: Any) -> Iterator[str]:
        for shape in group:
            if hasattr(shape, "shapes"):
                yield from shapes(shape.shapes)
            elif getattr(shape, "has_table", False):
                yield from (_row(cell.text for cell in row.cells) for row in shape.table.rows)
            elif shape.has_text_frame:
                yield shape.text_frame.text

    for slide in pptx.Presentation(file).slides:
        yield from (text for text in shapes(slide.shapes) if text.strip())
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            yield slide.notes_slide.notes_text_frame.text
        yield ""


_READERS: Final[dict[str, Callable[[io.BytesIO], Iterator[str]]]] = {
    WORD: _word,
    EXCEL: _excel,
    POWERPOINT: _powerpoint,
}
