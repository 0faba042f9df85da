"""A writer that can be sent to other machines: it brings rows into a space, and doubles nothing.

Rules: the ids are those of `client.bulk.ingest` with the same name, so that a task that runs twice, or a row that was
there before, changes nothing. A writer holds no connection and no key: each process makes its own client, from its
environment unless it is told how. It stores and never deletes: to replace and to delete, the whole source must be
known, which only `ingest` does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.results import ItemOutcome
from goodmem_dyn._bulk.rows import Reading
from goodmem_dyn._bulk.storing import store_rows
from goodmem_dyn.client import Goodmem
from goodmem_dyn.errors import InvalidRequestError, PartialFailureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodmem_dyn._bulk.api import Bulk

_clients: dict[tuple[object, ...], Goodmem] = {}
"""The client of each process and environment, made when it first writes."""


@dataclass(frozen=True)
class Written:
    """What became of rows that were written.

    Attributes:
        stored: Rows that are new on the server.
        unchanged: Rows that were there.
        failures: Rows that are not there, with the reason.
    """

    stored: int = 0
    unchanged: int = 0
    failures: tuple[ItemOutcome, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(self.stored + other.stored, self.unchanged + other.unchanged, (*self.failures, *other.failures))

    def raise_for_failures(self) -> None:
        """Raise if a row is not there.

        Raises:
            PartialFailureError: Names the first ones; `.result` is this result.
        """
        if self.failures:
            shown = "; ".join(f"{failure.key}: {failure.reason}" for failure in self.failures[:5])
            raise PartialFailureError(f"{len(self.failures):,} rows failed: {shown}", result=self)


@dataclass(frozen=True)
class Writer:
    """Brings rows into a space, from any number of processes.

    Args:
        space_id: Id of the space.
        name: The name of the source, as in `client.bulk.ingest`: the same name and rows give the same ids.
        connect: Makes a client, in each process once. It is pickled, so let it read the key where it runs. Default: a
            client of the environment (`GOODMEM_BASE_URL`, `GOODMEM_API_KEY`).
        key: The column with the key of a row, or a function of the row.
        content: The column with the content.
        columns: The columns that become metadata; None for all that are nothing else.
        metadata: Metadata for every row, or a function of the row.
        fields: Further members of every item, such as `{"chunking_config": {...}}`.
        keep_ids: Whether rows keep the ids in their column `id`.

    Example:
        >>> writer = Writer(space_id, name="articles", key="url")  # doctest: +SKIP
        >>> writer.write([{"url": "https://example.com/1", "text": "…"}])  # doctest: +SKIP
        Written(stored=1, unchanged=0, failures=())
    """

    space_id: str
    name: str
    connect: Callable[[], Goodmem] = Goodmem
    key: str | Callable[[Any], object] | None = None
    content: str | None = None
    columns: tuple[str, ...] | None = None
    metadata: Mapping[str, object] | Callable[[Any], Mapping[str, object] | None] | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    keep_ids: bool = False

    def write(self, rows: Iterable[Any]) -> Written:
        """Store those of the rows that are not there.

        Args:
            rows: Dicts, texts, bytes or paths, as in `client.bulk.ingest`.

        Returns:
            How many are new, how many were there, and what failed.

        Raises:
            APIError: The server refused the call as a whole, for instance because of the key.
        """
        columns = None if self.columns is None else tuple(self.columns)
        reading = Reading(self.key, self.content, None, columns, self.metadata, keep_ids=self.keep_ids)
        stored, unchanged, failures = store_rows(self._bulk(), self.space_id, self.name, reading, self.fields, rows)
        return Written(stored, unchanged, tuple(ItemOutcome(*failure) for failure in failures))

    def _bulk(self) -> Bulk:
        owner = (os.getpid(), self.connect, *(os.environ.get(f"GOODMEM_{name}") for name in ("BASE_URL", "API_KEY")))
        if owner not in _clients:
            _clients[owner] = self.connect()
        client = _clients[owner]
        if not isinstance(client, Goodmem):
            raise InvalidRequestError(f"connect must make a Goodmem, not {type(client).__name__}.")
        bulk: Bulk = client.bulk
        return bulk
