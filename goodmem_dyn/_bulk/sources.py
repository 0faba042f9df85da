"""What can be ingested, and how it is told apart: folders, files, tables, frames, listings, and iterables of records.

Rules: a `str` is a path or a URL when it is the source itself, and content when it is a record of one. A source has a
name, which is part of every id: that of what lies somewhere is where it lies, and one that lies nowhere needs a name
where something is to be deleted in it. What can be read once only is read once.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping, Sized
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import shown
from goodmem_dyn._bulk.folders import file_item, remote, remote_file, walk, walk_remote
from goodmem_dyn._bulk.items import File, Item, local_file
from goodmem_dyn._bulk.rows import Rows
from goodmem_dyn._bulk.tables import frame_rows, is_frame, reader_for
from goodmem_dyn.errors import FileArgumentError, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from goodmem_dyn._bulk.rows import Reading

UNNAMED = "records"
"""The name of a source that has none."""


class Source:
    """A source that is open for reading.

    Attributes:
        name: Its name.
        is_named: Whether the name is its own, rather than that of everything that has none.
        replayable: Whether it can be read again.
        is_async: Whether it must be read by an event loop.
        complete: Whether everything so far could be read.
    """

    def __init__(
        self,
        name: str,
        records: Callable[[], Any],
        rows: Rows,
        *,
        is_named: bool = True,
        replayable: bool = True,
        is_async: bool = False,
        total: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.name, self.is_named, self.replayable, self.is_async = name, is_named, replayable, is_async
        self.complete = True
        self._open, self._rows, self._total = records, rows, total

    def records(self) -> Iterator[Any] | AsyncIterator[Any]:
        """Its records, from the first."""
        self.complete = True
        self._rows.number = 0
        opened: Iterator[Any] | AsyncIterator[Any] = self._open()
        return opened

    def item(self, record: Any) -> Item:
        """The item of a record."""
        item = self._rows.item(record)
        self.complete = self.complete and not item.is_opaque
        return item

    def total(self) -> int | None:
        """How many records it has; None where only reading would tell."""
        return self._total()


def open_source(source: Any, reading: Reading, name: str | None = None) -> Source:
    """A source, told by what it is.

    Raises:
        InvalidRequestError: It is nothing that can be read.
        FileArgumentError: There is no such file or folder.
    """
    if isinstance(source, Source):
        return source
    opened = _located(source, reading) if isinstance(source, (str, os.PathLike)) else _records(source, reading)
    if name is not None:
        opened.name, opened.is_named = name, True
    return opened


def _located(source: str | os.PathLike[str], reading: Reading) -> Source:
    text = os.fspath(source)
    if isinstance(source, str) and "://" in source:
        return _remote(source, reading)
    path = os.path.abspath(text)
    name = pathlib.Path(path).as_uri()
    if os.path.isdir(path):
        return Source(
            name, lambda: walk(path, reading), Rows(reading), total=lambda: sum(1 for _ in walk(path, reading))
        )
    if not os.path.exists(path):
        raise FileArgumentError(f"There is no file or folder {text!r}.", path=text)
    reader = reader_for(path)
    if reader is None:
        key = os.path.basename(path)
        return Source(name, lambda: iter([file_item(key, lambda: local_file(path))]), Rows(reading), total=lambda: 1)

    def rows() -> Iterator[Any]:
        with open(path, "rb") as file:
            yield from reader(file)

    return Source(name, rows, Rows(reading, lambda inner: local_file(inside(os.path.dirname(path), inner))))


def _remote(url: str, reading: Reading) -> Source:
    filesystem, path = remote(url)
    if filesystem.isdir(path):
        return Source(url, lambda: walk_remote(filesystem, path, reading), Rows(reading))
    if not filesystem.exists(path):
        raise FileArgumentError(f"There is nothing at {url!r}.", path=url)
    reader = reader_for(path)
    if reader is None:
        key = path.rpartition("/")[2]
        return Source(
            url, lambda: iter([file_item(key, lambda: remote_file(filesystem, filesystem.info(path)))]), Rows(reading)
        )

    def rows() -> Iterator[Any]:
        with filesystem.open(path, "rb") as file:
            yield from reader(file)

    def file(inner: str) -> File:
        steps = pathlib.PurePosixPath(inner)
        if steps.is_absolute() or ".." in steps.parts:
            raise ValueError(f"its file {inner!r} lies outside of the folder of the table")
        return remote_file(filesystem, filesystem.info(f"{path.rpartition('/')[0]}/{steps}"))

    return Source(url, rows, Rows(reading, file))


def inside(folder: str, path: str) -> str:
    """A path relative to a folder that must not lead out of it.

    Raises:
        ValueError: It does.
    """
    top = os.path.realpath(folder)
    real = os.path.realpath(os.path.join(top, path))
    if os.path.commonpath([top, real]) != top:
        raise ValueError(f"its file {path!r} lies outside of the folder of the table")
    return real


def _records(source: Any, reading: Reading) -> Source:
    rows = Rows(reading)
    if is_frame(source):
        return Source(
            UNNAMED, lambda: frame_rows(source), rows, is_named=False, replayable=not hasattr(source, "read_next_batch")
        )
    if isinstance(source, (bytes, bytearray, memoryview, Mapping)):
        hint = "a list of them" if not isinstance(source, Mapping) else "a list of dicts"
        raise InvalidRequestError(f"A source must be a path, a table, or an iterable of records: give {hint}.")
    if isinstance(source, AsyncIterable):
        is_once = hasattr(source, "__anext__")
        return Source(UNNAMED, lambda: aiter(source), rows, is_named=False, replayable=not is_once, is_async=True)
    if not isinstance(source, Iterable):
        raise InvalidRequestError(f"A source must be a path, a table, or an iterable of records, not {shown(source)}.")
    is_once = isinstance(source, Iterator)

    def count() -> int | None:
        return len(source) if isinstance(source, Sized) else None

    return Source(UNNAMED, lambda: iter(source), rows, is_named=False, replayable=not is_once, total=count)
