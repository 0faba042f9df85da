"""Rows of tables, one after another: JSONL, CSV, Parquet and Arrow files, and the data frames of programs.

Rules: a table is never read whole. A line that cannot be read becomes an item that says why, and the lines after it are
read. pyarrow is asked for only where a file needs it.
"""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.extras import needed
from goodmem_dyn._bulk.items import Item
from goodmem_dyn._bulk.rows import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

ROWS = 256
"""Rows that are taken out of a columnar table together."""
_LARGEST_CELL = 2**31 - 1


def jsonl_rows(file: BinaryIO) -> Iterator[Any]:
    """The objects of a JSONL file."""
    for number, line in enumerate(file, 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Item(f"line {number}", is_opaque=True, problem=f"line {number} is not JSON: {error}")
            continue
        yield (
            Line.of(row, number)
            if isinstance(row, dict)
            else Item(f"line {number}", is_opaque=True, problem=f"line {number} is not a JSON object")
        )


def csv_rows(file: BinaryIO, delimiter: str = ",") -> Iterator[Any]:
    """The rows of a CSV file with a head."""
    csv.field_size_limit(_LARGEST_CELL)  # a cell may be a whole document
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        rows = csv.DictReader(text, delimiter=delimiter)
        while True:
            try:
                row = next(rows, None)
            except (csv.Error, UnicodeDecodeError) as error:
                yield Item(f"line {rows.line_num + 1}", is_opaque=True, problem=f"the table cannot be read on: {error}")
                return
            if row is None:
                return
            if None in row:
                yield Item(
                    f"line {rows.line_num}",
                    is_opaque=True,
                    problem=f"line {rows.line_num} has more cells than the head",
                )
            else:
                yield Line.of(row, rows.line_num)


def parquet_rows(file: BinaryIO) -> Iterator[Any]:
    """The rows of a Parquet file."""
    parquet = needed("pyarrow.parquet", "Parquet files")
    for batch in parquet.ParquetFile(file).iter_batches(batch_size=ROWS):
        yield from batch.to_pylist()


def arrow_rows(file: BinaryIO) -> Iterator[Any]:
    """The rows of an Arrow or Feather file, or of an Arrow stream."""
    arrow = needed("pyarrow", "Arrow files")
    ipc = needed("pyarrow.ipc", "Arrow files")
    is_file = file.read(6) == b"ARROW1"
    file.seek(0)
    if not is_file:
        yield from frame_rows(ipc.open_stream(file))
        return
    with ipc.open_file(arrow.PythonFile(file, "r")) as reader:
        for index in range(reader.num_record_batches):
            yield from _batch_rows(reader.get_batch(index))


READERS: dict[str, Callable[[Any], Iterator[Any]]] = {
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".csv": csv_rows,
    ".tsv": lambda file: csv_rows(file, "\t"),
    ".parquet": parquet_rows,
    ".arrow": arrow_rows,
    ".feather": arrow_rows,
}
"""The ends of the names of files that are tables, and what reads them."""


def reader_for(name: str) -> Callable[[Any], Iterator[Any]] | None:
    """What reads a table of this name; None for what is no table."""
    return READERS.get(os.path.splitext(name)[1].lower())


def is_frame(source: Any) -> bool:
    """Whether a source is a table of pandas, polars or Arrow."""
    root = type(source).__module__.partition(".")[0]
    names = ("to_dict", "iter_rows", "to_batches", "read_next_batch", "to_pylist")
    return root in {"pandas", "polars", "pyarrow"} and any(hasattr(source, name) for name in names)


def frame_rows(frame: Any) -> Iterator[Any]:
    """The rows of a data frame as dicts."""
    root = type(frame).__module__.partition(".")[0]
    if root == "pandas":
        for start in range(0, len(frame), ROWS):
            yield from frame.iloc[start : start + ROWS].to_dict("records")
    elif root == "polars":
        yield from frame.iter_rows(named=True, buffer_size=ROWS)
    elif hasattr(frame, "read_next_batch"):
        for batch in frame:
            yield from _batch_rows(batch)
    elif hasattr(frame, "to_batches"):
        for batch in frame.to_batches(max_chunksize=ROWS):
            yield from batch.to_pylist()
    else:
        yield from _batch_rows(frame)


def _batch_rows(batch: Any) -> Iterator[Any]:
    for start in range(0, batch.num_rows, ROWS):
        yield from batch.slice(start, ROWS).to_pylist()
