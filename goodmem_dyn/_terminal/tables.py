"""Tables and cards for people: the columns that matter, as wide as the terminal.

Rules: which columns matter, and how a value reads, is said in `goodmem_dyn._columns`, as for notebooks. Nothing that a
server sends can move the cursor.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from goodmem_dyn._columns import cell, fitting, is_id, is_time, kebab, safe, shown_value
from goodmem_dyn._terminal.plain import member

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 2
NARROWEST = 8
"""No column is made narrower than this to have others fit."""


class Tables:
    """Writes records for people.

    Args:
        columns: The columns to show; empty for those that matter.
        colour: Whether to use colours.
    """

    def __init__(self, columns: list[str], *, colour: bool) -> None:
        self._columns = columns
        self._console = console(colour=colour)

    def batches(self, batches: Iterable[list[Any]]) -> None:
        """A table for each batch, with the same columns."""
        shown = False
        for batch in batches:
            if not batch:
                continue
            if not all(isinstance(record, dict) for record in batch):
                self._plain(batch)
            else:
                self._columns = self._columns or fitting(batch, self._console.width)
                widths = self._widths(batch)
                room = max(sum(widths) + GAP * len(widths), self._console.width)
                self._print(self._table(batch, widths, header=not shown), room)
            shown = True
        if not shown:
            print("Nothing found.", file=sys.stderr)

    def record(self, value: Any) -> None:
        """One record as a card; a plain value as it is."""
        if isinstance(value, dict):
            self._print(self._card(value), self._console.width)
        elif value is not None:
            self._plain([value])

    def _print(self, table: Table, width: int) -> None:
        """Write a table without the blanks at the ends of its lines, which would be copied along."""
        with self._console.capture() as captured:
            self._console.print(table, width=width, crop=False)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
        sys.stdout.flush()

    def _plain(self, values: list[Any]) -> None:
        for value in values:
            self._console.print(Text(shown_value("", value)), soft_wrap=True)

    def _widths(self, rows: list[Any]) -> list[int]:
        """The width of each column: as wide as its values, or less for all but ids, so that they fit together."""
        natural = [max(cell_len(str(self._cell(name, member(row, name)))) for row in rows) for name in self._columns]
        widths = [max(width, cell_len(name)) for name, width in zip(self._columns, natural, strict=True)]
        soft = [index for index, name in enumerate(self._columns) if not is_id(kebab(name))]
        excess = sum(widths) + GAP * len(widths) - self._console.width
        while excess > 0 and soft:
            widest = max(soft, key=lambda index: widths[index])
            if widths[widest] <= NARROWEST:
                break
            widths[widest] -= 1
            excess -= 1
        return widths

    def _table(self, rows: list[Any], widths: list[int], *, header: bool) -> Table:
        table = Table(box=None, header_style="bold", pad_edge=False, show_header=header, padding=(0, GAP, 0, 0))
        for name, width in zip(self._columns, widths, strict=True):
            values = [member(row, name) for row in rows]
            numbers = all(
                isinstance(value, (int, float, type(None))) and not isinstance(value, bool) for value in values
            )
            table.add_column(
                escape(safe(name)),
                no_wrap=True,
                overflow="ellipsis",
                width=width,
                justify="right" if numbers and not is_time(kebab(name)) else "left",
            )
        for row in rows:
            table.add_row(*(self._cell(name, member(row, name)) for name in self._columns))
        return table

    @staticmethod
    def _cell(name: str, value: Any) -> Text:
        return Text(cell(name, value))

    def _card(self, record: dict[str, Any]) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold", min_width=36)  # an id
        for name, value in _lines(record):
            table.add_row(Text(safe(name)), Text(value))
        return table


def console(*, colour: bool) -> Console:
    """A console on standard output that colours nothing by itself."""
    return Console(
        highlight=False,
        no_color=not colour,
        color_system="auto" if colour else None,
        force_terminal=True if colour else None,
        soft_wrap=False,
    )


def _lines(record: dict[str, Any], indent: str = "") -> Iterable[tuple[str, str]]:
    """Every member of a record that says something, those of nested ones indented below their names."""
    for name, value in record.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{name}", ""
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, 1):
                yield f"{indent}{name} {number}", ""
                yield from _lines(item, f"{indent}  ")
        elif value not in (None, {}, []):
            yield f"{indent}{name}", shown_value(name, value)
