"""Records for people: which of their columns matter, how a value reads, and tables as text and as HTML.

The terminal and notebooks share it, so that the same list looks the same everywhere. Rules: which columns matter is
told by the records alone: a name first, then the own id, then what is short and differs from record to record. An id is
never cut, because people copy it. Every text is escaped, secrets are masked, and what is left out is said. A notebook
shows a table without asking, so making one never fails and costs no I/O. This module imports nothing of the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goodmem_dyn._cache import pattern
from goodmem_dyn._records import record

LONGEST = 60
"""A value that is no id is cut after so many characters, where it shares a line with others."""
MAX_ROWS = 50
WIDTH = 120
"""So many characters a table is wide at most, where nobody knows how much room there is."""
_YEAR_2001 = 1_000_000_000_000
"""From here on a whole number whose name speaks of time is one, in milliseconds since 1970."""
_TIMES = ("-at", "-time", "-from", "-until", "timestamp")
_HUMP = pattern(r"([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])")


def kebab(name: str) -> str:
    """`efSearch` → `ef-search`; `display_name` → `display-name`; `If-Match` → `if-match`."""
    spaced = _HUMP.sub(lambda match: f"{match[1]}-{match[2]}" if match[1] else f"{match[3]}-", name)
    return re.sub(r"[^a-z\d]+", "-", spaced.lower()).strip("-")


def is_id(name: str) -> bool:
    """Whether a column holds ids, by its name in kebab case."""
    return name == "id" or name.endswith("-id")


def is_time(name: str) -> bool:
    """Whether a column holds times, by its name in kebab case."""
    return name.endswith(_TIMES)


def safe(text: str) -> str:
    """Text without control characters but for line ends and tabs: others are shown as what they are."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    # Spaces of other scripts are no control characters, but `isprintable` refuses them.
    return char if char.isspace() and char not in "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else ascii(char)[1:-1]


def shown_value(name: str, value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and value >= _YEAR_2001 and is_time(kebab(name)):
        import datetime

        try:
            moment = datetime.datetime.fromtimestamp(value / 1000, datetime.timezone.utc).astimezone()
        except (OverflowError, ValueError, OSError):
            return str(value)
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, (bytes, bytearray)):
        return f"{len(value):,} bytes"
    if isinstance(value, Mapping):
        return safe(", ".join(f"{key}={shown_value(str(key), member)}" for key, member in value.items()))
    if isinstance(value, (list, tuple)):
        return safe(", ".join(shown_value(name, item) for item in value))
    return safe(str(value))


def fitting(rows: Sequence[Mapping[str, Any]], width: int) -> list[str]:
    """The columns that matter most and fit into a width, in the order of their importance."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    filled = [name for name in names if any(_tells(row.get(name)) for row in rows)]
    own = next((name for name in filled if is_id(kebab(name))), None)
    ranked = sorted(filled, key=lambda name: (_rank(name, own, rows), filled.index(name)))
    columns: list[str] = []
    room = width
    for name in ranked:
        widest = max(len(shown_value(name, row.get(name))) for row in rows)
        needed = min(max(widest, len(name)), widest if is_id(kebab(name)) else LONGEST // 2) + 2
        needed = max(needed, len(name) + 2)
        if needed > room and columns:
            continue
        columns.append(name)
        room -= needed
    return columns


def _tells(value: Any) -> bool:
    return value is not None and value not in ("", {}, [])


def _rank(name: str, own: str | None, rows: Sequence[Mapping[str, Any]]) -> int:
    spelled = kebab(name)
    values = [row.get(name) for row in rows if _tells(row.get(name))]
    if any(isinstance(value, (Mapping, list)) for value in values):
        return 8
    if spelled in {"name", "display-name"}:
        return 0
    if name == own:
        return 1
    if spelled.endswith(("status", "state", "email")):
        return 2
    if is_id(spelled):
        return 7
    if is_time(spelled):
        return 5
    if isinstance(values[0], (bool, int, float)):
        return 4
    longest = max(len(shown_value(name, value)) for value in values)
    return 3 if longest <= LONGEST // 2 else 6


def count(number: int, noun: str) -> str:
    """A number of things: `1 hit`, `1,024 hits`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@record(frozen=True)
class Table:
    """Records as a table; one record alone is a card, with a line for each of its members.

    Attributes:
        caption: What it is a table of.
        records: Models, mappings, or plain values.
        columns: The columns to show; those that matter unless given.
        is_card: Whether it shows one record, member by member.
    """

    caption: str
    records: Sequence[Any]
    columns: Sequence[str] = ()
    is_card: bool = False

    def rows(self) -> tuple[list[str], list[list[str]], str]:
        """The names of the columns, the cells of every row, and the caption with what is left out."""
        shown = [fields(record) for record in self.records[:MAX_ROWS]]
        if self.is_card:
            cells = [[name, cell(name, value)] for name, value in shown[0].items() if _tells(value)]
            return [], cells, self.caption
        columns = list(self.columns) or (fitting(shown, WIDTH) if shown else [])
        notes = [self.caption]
        if len(self.records) > MAX_ROWS:
            notes.append(f"the first {MAX_ROWS} shown")
        hidden = {name for row in shown for name, value in row.items() if _tells(value)} - set(columns)
        if hidden and not self.columns:
            notes.append(f"{count(len(hidden), 'column')} not shown")
        return columns, [[cell(name, row.get(name)) for name in columns] for row in shown], "; ".join(notes)

    def html(self) -> str:
        """The table for a notebook."""
        import html

        columns, rows, caption = self.rows()
        title = f"<caption>{html.escape(caption)}</caption>"
        if not rows:
            return f"<table>{title}</table>"
        names = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
        head = f"<thead><tr>{names}</tr></thead>" if columns else ""
        lines = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows)
        return f"<table>{title}{head}<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"

    def text(self) -> str:
        """The table for a terminal."""
        columns, rows, caption = self.rows()
        lines = [columns, *rows] if columns else rows
        widths = [max(map(_wide, column)) for column in zip(*lines, strict=True)]
        padded = (
            "  ".join(text + " " * (width - _wide(text)) for text, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )
        return "\n".join([*padded, caption])


def fields(record: Any) -> dict[str, Any]:
    """A record by the names of its members."""
    if isinstance(record, Mapping):
        return {str(name): value for name, value in record.items()}
    if hasattr(type(record), "model_dump"):
        members: dict[str, Any] = record.model_dump(warnings=False)
        return members | {name: value for name, value in vars(record).items() if isinstance(value, bytes)}
    return {"value": record}


def cell(name: str, value: Any) -> str:
    """A value in one line, cut unless it is an id."""
    text = " ".join(shown_value(name, value).split())
    return text if is_id(kebab(name)) or len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _wide(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


class Tabular:
    """What notebooks and terminals show as a table."""

    def _tables(self) -> Iterable[Table]:
        """The tables that show it."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return "".join(table.html() for table in self._tables())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        tables = list(self._tables())
        return {
            "text/plain": "\n\n".join(table.text() for table in tables),
            "text/html": "".join(table.html() for table in tables),
        }

    def __rich_repr__(self) -> Iterator[Any]:
        for table in self._tables():
            columns, rows, _ = table.rows()
            yield from (dict(zip(columns, row, strict=True)) if columns else tuple(row) for row in rows)


class Records(list[Any], Tabular):
    """A list of records: a list in everything, which notebooks show as a table."""

    def _tables(self) -> Iterable[Table]:
        return [Table(count(len(self), "item"), self)]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # IPython prints what is a list as one, unless it is told so here.
        printer.text("\n".join(table.text() for table in self._tables()))
