"""The tables that an export writes: JSONL and Parquet.

Rules: a table has its name only when it is whole; what is given up leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.extras import needed
from goodmem_dyn._bulk.items import MARK
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("id", "content_type", "content", "content_file", "content_ref", "content_sha256", "metadata", MARK)
"""The columns of an export. The last one says which source made an item; it is not read back."""
OBJECTS = ("metadata", MARK)
"""Those that hold objects, which stand in a Parquet file as JSON."""
FORMATS = (".jsonl", ".ndjson", ".parquet")


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose objects are JSON."""
    texts = {name: json.dumps(row[name], ensure_ascii=False) for name in OBJECTS if row.get(name) is not None}
    return {**row, **texts}


class JsonlTable:
    """A JSONL file that is being written."""

    def __init__(self, path: str) -> None:
        self.path, self.part = path, f"{path}.part"
        self.file = open(self.part, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by close()

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows; columns that are empty are left out."""
        for row in rows:
            filled = {name: value for name, value in row.items() if value is not None}
            self.file.write(json.dumps(filled, ensure_ascii=False) + "\n")

    def finish(self) -> None:
        """It is whole: give it its name."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        os.replace(self.part, self.path)

    def close(self) -> None:
        """Give up what is not finished."""
        self.file.close()
        with contextlib.suppress(FileNotFoundError):
            os.remove(self.part)


class ParquetTable:
    """A Parquet file that is being written; metadata stand in it as JSON."""

    def __init__(self, path: str) -> None:
        arrow, parquet = needed("pyarrow", "Parquet files"), needed("pyarrow.parquet", "Parquet files")
        self.arrow, self.path, self.part = arrow, path, f"{path}.part"
        self.schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
        self.writer = parquet.ParquetWriter(self.part, self.schema, compression="zstd")

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows."""
        flat_rows = [flat(row) for row in rows]
        if flat_rows:
            self.writer.write_table(self.arrow.Table.from_pylist(flat_rows, self.schema))

    def finish(self) -> None:
        """It is whole: give it its name."""
        self.writer.close()
        os.replace(self.part, self.path)

    def close(self) -> None:
        """Give up what is not finished."""
        self.writer.close()
        with contextlib.suppress(FileNotFoundError):
            os.remove(self.part)


def check_table(path: str) -> None:
    """Refuse a name that says no kind of table.

    Raises:
        InvalidRequestError: It does not.
    """
    if os.path.splitext(path)[1].lower() not in FORMATS:
        raise InvalidRequestError(
            f"bulk.export(): the name of path must end in {', '.join(FORMATS)}: {path!r} does not."
        )


def table(path: str) -> JsonlTable | ParquetTable:
    """A table of the kind that its name says."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    return ParquetTable(path) if path.lower().endswith(".parquet") else JsonlTable(path)
