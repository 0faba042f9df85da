"""From what a source gives, one after another, to items: dicts, texts, bytes, and paths.

Rules: a text is content, never a path: a path is an `os.PathLike`, or stands under the name of one. A table may name
files in its own folder only. A record that cannot be an item becomes an item that says why.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import pathlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.items import MARK, File, Item, local_file, plain

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = ("content", "text", "original_content")
"""The columns of which the first that is there is the content, unless another one is named."""
BASE64, IN_FOLDER, PATH = "content_base64", "content_file", "file_path"
OWN = frozenset(
    {MARK, "key", "id", "content_type", "content_ref", "content_sha256", "metadata", BASE64, IN_FOLDER, PATH}
)
"""The columns that are no metadata, whatever else a row has."""


@dataclass(frozen=True)
class Reading:
    """How a source is read.

    Attributes:
        key: The column with the key, or a function of the record; None for `key`, `id`, or what the content gives.
        content: The column with the content; None for the first of `content`, `text`, `original_content`.
        content_type: The media type of everything; None to infer it.
        columns: The columns that become metadata; None for all that are nothing else.
        metadata: Metadata for every item, or a function of the record that gives some.
        include: Globs of which a file must match one, as in a `.gitignore`; none for all.
        exclude: Globs of files and folders to leave out.
        gitignore: Whether `.gitignore` files are obeyed.
        hidden: Whether names that begin with a dot are read.
        properties: Whether documents are asked for their own properties.
        keep_ids: Whether the ids of the records are kept.
    """

    key: str | Callable[[Any], object] | None = None
    content: str | None = None
    content_type: str | None = None
    columns: tuple[str, ...] | None = None
    metadata: Mapping[str, object] | Callable[[Any], Mapping[str, object] | None] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    gitignore: bool = True
    hidden: bool = False
    properties: bool = False
    keep_ids: bool = False


class Line(dict[str, Any]):
    """A row of a text file, which people find by its line.

    Attributes:
        number: The line in the file, from 1: the last one of a row that has several.
    """

    number = 0

    @classmethod
    def of(cls, row: Mapping[str, Any], number: int) -> Line:
        line = cls(row)
        line.number = number
        return line


@dataclass
class Rows:
    """Makes items of records.

    Attributes:
        reading: How.
        files: Opens the files that a table names; None for records of a program, which may name any.
    """

    reading: Reading
    files: Callable[[str], File] | None = None
    number: int = field(default=0, init=False)

    def item(self, record: Any) -> Item:
        """The item of the next record."""
        self.number += 1
        if isinstance(record, Item):
            item, source = record, _source_of(record)
        else:
            source = record
            try:
                item = self._made(record)
            except (ValueError, OSError) as error:
                name = self._name(record)
                place = f"line {record.number}" if isinstance(record, Line) else f"record {self.number}"
                return Item(name or place, is_opaque=not name, problem=_text(error))
        if item.problem is None:
            try:
                self._finish(item, source)
            except Exception as error:  # what a caller's function raises is the item's problem, not the run's
                item.problem = f"its key or metadata cannot be made: {type(error).__name__}: {error}"
        return item

    def _name(self, record: Any) -> str:
        """The key of a record that is no item; empty where it shows none."""
        if isinstance(record, os.PathLike):
            return pathlib.Path(os.fsdecode(os.fspath(record))).as_posix()
        if not isinstance(record, Mapping) or callable(self.reading.key):
            return ""
        names = ("key", "id") if self.reading.key is None else (self.reading.key,)
        return next((str(record[name]) for name in names if not _is_missing(record.get(name))), "")

    def _made(self, record: Any) -> Item:
        if isinstance(record, Mapping):
            return self._row({str(name): value for name, value in record.items()})
        if isinstance(record, os.PathLike):
            path = os.fspath(record)
            path = os.fsdecode(path)
            return Item(pathlib.Path(path).as_posix(), local_file(path), metadata=_path_metadata(path))
        if isinstance(record, str):
            return Item("", record)
        if isinstance(record, (bytes, bytearray, memoryview)):
            return Item("", bytes(record))
        raise ValueError(f"a record must be a dict, a path, text or bytes, not {type(record).__name__}")

    def _row(self, row: dict[str, Any]) -> Item:
        reading = self.reading
        text = reading.content or next((name for name in TEXTS if not _is_missing(row.get(name))), None)
        sources = [name for name in (text, BASE64, IN_FOLDER, PATH) if name and not _is_missing(row.get(name))]
        if len(sources) != 1:
            raise ValueError(f"a record needs its content in one column, and {self._instead(row, sources)}")
        metadata = _object(row.get("metadata"))
        skipped = OWN | {text, *([reading.key] if isinstance(reading.key, str) else ())}
        names = reading.columns if reading.columns is not None else [name for name in row if name not in skipped]
        metadata |= {name: row[name] for name in names if not _is_missing(row.get(name))}
        return Item(
            _key_text(next((row[name] for name in ("key", "id") if not _is_missing(row.get(name))), "")),
            self._content(sources[0], row[sources[0]]),
            _text_or_none(row.get("content_type")),
            metadata,
            _text_or_none(row.get("content_ref")),
            _given_id(row.get("id")) if reading.keep_ids else None,
            digest=_text_or_none(row.get("content_sha256")) or "",
        )

    def _instead(self, row: dict[str, Any], sources: list[str]) -> str:
        """What a row has that should have one column with content."""
        wanted = (self.reading.content,) if self.reading.content else (*TEXTS, BASE64, IN_FOLDER)
        empty = [name for name in (*wanted, PATH) if name in row]
        if sources:
            return f"has {' and '.join(sources)}"
        if empty:
            return f"{' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty"
        return f"has none of {', '.join(wanted)} (columns: {', '.join(row)})"

    def _content(self, name: str, value: Any) -> str | bytes | File:
        if name == BASE64:
            try:
                return base64.b64decode(value, validate=True)
            except (binascii.Error, TypeError, ValueError):
                raise ValueError(f"its {BASE64} is not base64") from None
        if name in {IN_FOLDER, PATH}:
            return self._file(name, value)
        if isinstance(value, str):
            return value
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        if isinstance(value, os.PathLike) and self.files is None:
            return local_file(os.fsdecode(os.fspath(value)))
        raise ValueError(f"its content, in column {name}, must be text or bytes, not {type(value).__name__}")

    def _file(self, name: str, value: Any) -> File:
        """The file that a record names."""
        if not isinstance(value, (str, os.PathLike)):
            raise ValueError(f"its {name} must be a path, not {type(value).__name__}")  # noqa: TRY004 - told with others
        path = os.fsdecode(os.fspath(value))
        if self.files is None:
            return local_file(path)
        if name == PATH:
            raise ValueError(
                f"a table names its files in {IN_FOLDER}, relative to its own folder; {PATH} is for programs"
            )
        return self.files(path)

    def _finish(self, item: Item, source: Any) -> None:
        """Key and metadata as the caller wants them."""
        reading = self.reading
        if callable(reading.key):
            item.key = _key_text(reading.key(source))
        elif reading.key is not None and isinstance(source, Mapping):
            item.key = _key_text(source.get(reading.key))
            if not item.key:
                raise ValueError(f"its column {reading.key} is empty")
        item.content_type = reading.content_type or item.content_type
        added = reading.metadata(source) if callable(reading.metadata) else reading.metadata
        item.metadata = plain({**item.metadata, **(added or {})})
        if MARK in item.metadata:
            raise ValueError(f"the member {MARK} of metadata is used by bulk ingestion itself")


def _source_of(item: Item) -> Any:
    """What a caller's function is shown of a file: its path."""
    content = item.content
    return pathlib.Path(content.path) if isinstance(content, File) and content.path else pathlib.PurePosixPath(item.key)


def _path_metadata(path: str) -> dict[str, Any]:
    return {"path": pathlib.Path(path).as_posix(), "filename": os.path.basename(path)}


def _object(value: Any) -> dict[str, Any]:
    """The metadata that stands in one column: an object, or the JSON of one where a table cannot hold objects."""
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = ()
    if _is_missing(value):
        return {}
    if not isinstance(value, Mapping):
        raise ValueError("its column metadata must hold an object")  # noqa: TRY004 - told with others
    return dict(value)


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN


def _key_text(value: Any) -> str:
    value = plain(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with gaps
    return "" if value is None else str(value)


def _text_or_none(value: Any) -> str | None:
    return None if _is_missing(value) else str(value)


def _given_id(value: Any) -> str | None:
    if _is_missing(value):
        return None
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        raise ValueError(f"its id {value!r} is no UUID, so that it cannot be kept") from None


def _text(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    return str(error)
