"""HTML tables for notebooks.

Rules: every text is escaped, secrets are masked, long values are cut, and at most 50 rows of 12 columns are shown: what
is missing is said. A notebook shows a table without asking, so making one never fails and costs no I/O.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 50, 12, 80


def count(number: int, noun: str) -> str:
    """A number of things: `1 hit`, `1,024 hits`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def table(rows: Sequence[Any], caption: str) -> str:
    """A table of models or of mappings; columns that are empty in every row are left out."""
    shown = [_fields(row) for row in rows[:MAX_ROWS]]
    columns = list(dict.fromkeys(name for row in shown for name, value in row.items() if value not in (None, {}, [])))
    notes = [caption]
    if len(rows) > MAX_ROWS:
        notes.append(f"the first {MAX_ROWS} shown")
    if len(columns) > MAX_COLUMNS:
        notes.append(f"without {', '.join(columns[MAX_COLUMNS:])}")
    title = f"<caption>{html.escape('; '.join(notes))}</caption>"
    if not shown:
        return f"<table>{title}</table>"
    columns = columns[:MAX_COLUMNS]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    lines = ("".join(f"<td>{_cell(row.get(name))}</td>" for name in columns) for row in shown)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _fields(row: Any) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return {str(name): value for name, value in row.items()}
    if hasattr(type(row), "model_dump"):
        fields: dict[str, Any] = row.model_dump(warnings=False)
        content = {name: value for name, value in vars(row).items() if isinstance(value, bytes)}
        return fields | content
    return {"value": row}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{len(value):,} bytes" if isinstance(value, (bytes, bytearray)) else str(value)
    return html.escape(text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…")
