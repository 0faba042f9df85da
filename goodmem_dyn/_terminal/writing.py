"""Writing results: as a table or a card for people, as JSON, JSON lines or YAML for programs.

Rules: what comes in pieces is written in pieces, so that a long list or a stream shows at once and takes no memory;
only a query needs all of it first. Programs get all of every value, people what fits.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from goodmem_dyn._columns import safe
from goodmem_dyn._terminal.failures import USAGE, TerminalError
from goodmem_dyn._terminal.plain import member, plain

if TYPE_CHECKING:
    from collections.abc import Iterable


def chosen_format(wanted: str | None) -> str:
    """The format to write in."""
    return wanted or ("table" if sys.stdout.isatty() else "jsonl")


class Writer:
    """Writes one result in one format.

    Args:
        form: One of `general.FORMATS`.
        query: A JMESPath expression to apply to the whole result.
        columns: The members to keep.
        colour: Whether to use colours.
        reveal: Whether secrets are shown.
    """

    def __init__(self, form: str, query: str | None, columns: str | None, *, colour: bool, reveal: bool) -> None:
        self.form, self._reveal, self._colour = form, reveal, colour
        self._query = _compiled(query) if query is not None else None
        self._columns = [column.strip() for column in columns.split(",") if column.strip()] if columns else []
        self._unseen, self._there = set(self._columns), dict[str, None]()

    @property
    def is_for_people(self) -> bool:
        """Whether a result may be shown in a way of its own."""
        return self.form == "table" and self._query is None and not self._columns

    def record(self, value: Any) -> None:
        """One record, or one plain value."""
        values = plain(value, reveal=self._reveal)
        self._value(self._query.search(values) if self._query is not None else self._kept(values))

    def batches(self, batches: Iterable[Iterable[Any]]) -> None:
        """Records that come in batches, such as the pages of a list."""
        values = ([plain(record, reveal=self._reveal) for record in batch] for batch in batches)
        if self._query is not None:
            self._value(self._query.search([record for batch in values for record in batch]))
        else:
            self._many([self._kept(record) for record in batch] for batch in values)

    def stream(self, items: Iterable[Any]) -> None:
        """Records that come one by one."""
        self.batches([item] for item in items)

    def _kept(self, record: Any) -> Any:
        if not self._columns or not isinstance(record, dict):
            return record
        self._unseen -= {name for name in self._unseen if member(record, name) is not None}
        self._there.update(dict.fromkeys(map(str, record)))
        return {name: member(record, name) for name in self._columns}

    def unseen(self) -> str:
        """What is said of columns that no record had; empty where there is nothing to say."""
        if not self._there or not self._unseen:
            return ""
        names = ", ".join(name for name in self._columns if name in self._unseen)
        return f"--columns: nothing has {names}. There are: {', '.join(self._there)}."

    def _value(self, value: Any) -> None:
        """What a query found, or one record."""
        if isinstance(value, list) and self.form in {"table", "jsonl", "raw"}:
            self._many([value])
        elif self.form == "table":
            self._table().record(value)
        elif self.form == "yaml":
            _out(_yaml(value))
        elif self.form == "raw" and not isinstance(value, (dict, list)):
            _out(f"{_bare(value)}\n")
        else:
            _out(f"{_dumped(value, indent=2 if self.form == 'json' else None)}\n")

    def _many(self, batches: Iterable[list[Any]]) -> None:
        if self.form == "table":
            self._table().batches(batches)
        elif self.form == "json":
            _array(record for batch in batches for record in batch)
        elif self.form == "yaml":
            _sequence(record for batch in batches for record in batch)
        else:
            write = _bare if self.form == "raw" else _dumped
            for batch in batches:
                for item in batch:
                    _out(f"{write(item)}\n")

    def _table(self) -> Any:
        from goodmem_dyn._terminal.tables import Tables

        return Tables(self._columns, colour=self._colour)


def _compiled(query: str) -> Any:
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        return _Query(jmespath.compile(query))
    except JMESPathError as error:
        raise TerminalError(f"--query: {error}", USAGE) from error


class _Query:
    def __init__(self, expression: Any) -> None:
        self._expression = expression

    def search(self, value: Any) -> Any:
        from jmespath.exceptions import JMESPathError

        try:
            return self._expression.search(value)
        except JMESPathError as error:
            raise TerminalError(f"--query: {error}", USAGE) from error


def _out(text: str) -> None:
    """Write, and let it be seen at once: what comes slowly is watched."""
    sys.stdout.write(text)
    sys.stdout.flush()


def _dumped(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _bare(value: Any) -> str:
    if isinstance(value, str):
        return safe(value) if sys.stdout.isatty() else value
    return _dumped(value)


def _yaml(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)
    return text.removesuffix("...\n") if not isinstance(value, (dict, list)) else text


def _array(items: Iterable[Any]) -> None:
    count = 0
    for count, item in enumerate(items, 1):
        text = _dumped(item, indent=2).replace("\n", "\n  ")
        _out(f"{'[' if count == 1 else ','}\n  {text}")
    _out("\n]\n" if count else "[]\n")


def _sequence(items: Iterable[Any]) -> None:
    count = 0
    for count, item in enumerate(items, 1):  # noqa: B007 - it is looked at after the loop
        _out(_yaml([item]))
    if not count:
        _out("[]\n")
