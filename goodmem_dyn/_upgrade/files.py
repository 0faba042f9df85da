"""Programs in files and folders: found, decoded and parsed, whatever they are like.

Rules: what cannot be read or parsed is told, and ends nothing. Of a folder, its programs and notebooks are read, and
not what was installed into it. A file that has none of the words that anything could be found by is not parsed.
"""

from __future__ import annotations

import ast
import json
import os
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PROGRAMS, NOTEBOOK = (".py", ".pyw", ".pyi"), ".ipynb"
FILE_BYTES = 8 << 20
"""Programs of more bytes are named, and not read: nobody wrote them by hand."""

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages", "dist-packages"})
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|.*\?\?*)$")


@dataclass
class Program:
    """A program that was parsed.

    Attributes:
        file: The file, as it was given or found.
        tree: Its parts.
        cells: Of a notebook: for every line, the cell and its first line.
    """

    file: str
    tree: ast.Module
    cells: Sequence[tuple[int, int]] = ()


class Unread(Exception):  # noqa: N818 - it is told as undecided, and is no error of the program
    """A program that cannot be judged, at a line."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


def found(paths: Iterable[str]) -> Iterator[str]:
    """Every program under the paths, each once, in the order of their names.

    Raises:
        FileNotFoundError: A path is not there.
    """
    seen: set[str] = set()
    for path in paths:
        if not os.path.exists(path):
            raise FileNotFoundError(path)
        for file in [path] if os.path.isfile(path) else _inside(path):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _inside(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            folder
            for folder in folders
            if folder not in _SKIPPED
            and not folder.startswith(".")
            and not os.path.exists(os.path.join(place, folder, "pyvenv.cfg"))
        )
        yield from (os.path.join(place, name) for name in sorted(files) if name.endswith((*PROGRAMS, NOTEBOOK)))


def content(file: str) -> bytes:
    """The bytes of a program.

    Raises:
        Unread: They cannot be read, or are too many.
    """
    try:
        with open(file, "rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise Unread(f"it cannot be read: {error.strerror or error}") from error
    if len(data) > FILE_BYTES:
        raise Unread(f"it has more than {FILE_BYTES >> 20} MiB")
    return data


def parsed(file: str, data: bytes) -> Program:
    """A program.

    Raises:
        Unread: It is no Python.
    """
    if file.endswith(NOTEBOOK):
        text, cells = _notebook(data)
    else:
        text, cells = _text(data), []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a compiler would say of somebody's strings
            return Program(file, ast.parse(text, file), cells)
    except SyntaxError as error:
        line = error.lineno or 1
        raise Unread(f"it is no Python that this version reads: {error.msg}", line) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unread(f"it cannot be parsed: {error or type(error).__name__}") from error


def _text(data: bytes) -> str:
    declared = next((coding[1] for line in data.splitlines()[:2] if (coding := _CODING.match(line))), None)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        declared = b"utf-16"
    try:
        return data.decode(declared.decode("ascii") if declared else "utf-8-sig").removeprefix("\ufeff")
    except LookupError as error:
        raise Unread(f"its encoding is not known: {error}") from error
    except UnicodeDecodeError:
        # Comments of old programs are in what their authors' machines used; the code itself is ASCII.
        return data.decode("latin-1")


def _notebook(data: bytes) -> tuple[str, list[tuple[int, int]]]:
    """The code of a notebook as one program, and the cell of every line of it."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        sources = [(number, _source(cell)) for number, cell in enumerate(cells, 1) if cell.get("cell_type") == "code"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unread(f"it is no notebook: {error}") from error
    lines: list[str] = []
    places: list[tuple[int, int]] = []
    for number, source in sources:
        if source.lstrip().startswith("%%"):
            continue  # another language, or a command
        places += [(number, len(lines))] * (source.count("\n") + 1)
        lines += [_MAGIC.sub(r"\1pass", line) if _is_magic(line) else line for line in source.split("\n")]
    return "\n".join(lines), places


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _is_magic(line: str) -> bool:
    return line.lstrip().startswith(("%", "!", "?")) or line.rstrip().endswith("?")
