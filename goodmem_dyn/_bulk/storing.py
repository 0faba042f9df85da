"""Rows stored without a view of their source: what a worker does that has a part of it only.

Rules: the server is asked for the ids of the rows before anything is sent, so that what is there is not sent again.
Nothing is replaced or deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.batches import Batches
from goodmem_dyn._bulk.identity import Identities
from goodmem_dyn._bulk.options import parent_id
from goodmem_dyn._bulk.results import FAILED
from goodmem_dyn._bulk.rows import Rows
from goodmem_dyn._bulk.writing import Writing, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodmem_dyn._bulk.api import Bulk
    from goodmem_dyn._bulk.items import Item
    from goodmem_dyn._bulk.rows import Reading
    from goodmem_dyn._bulk.writing import Wanted

Failure = tuple[str, "str | None", str, str, str]
"""Key, id, outcome, stage and reason of a row."""


def store_rows(
    bulk: Bulk, parent: str, name: str, reading: Reading, fields: Mapping[str, Any], rows: Iterable[Any]
) -> tuple[int, int, list[Failure]]:
    """Store rows; returns how many are new, how many were there, and what failed."""
    core, collection = bulk._core, bulk._collection
    writing = Writing(collection, core, parent_id("Writer.write()", parent), name, fields)
    batches, items = Batches(collection.create.most, None), Rows(reading)
    storing = _Storing(writing, core.engine.run)
    for row in rows:
        wanted = storing.wanted(items.item(row))
        batch = batches.add(wanted) if wanted is not None else None
        if batch:
            storing.store(batch)
    for batch in batches.rest():
        storing.store(batch)
    return storing.stored, storing.unchanged, storing.failures


class _Storing:
    def __init__(self, writing: Writing, run: Any) -> None:
        self.writing, self.run, self.identities = writing, run, Identities(writing)
        self.number = self.stored = self.unchanged = 0
        self.failures: list[Failure] = []

    def wanted(self, item: Item) -> Wanted | None:
        self.number += 1
        try:
            return self.identities.wanted(item, self.number)
        except (OSError, ValueError) as error:
            self.failures.append((item.key or f"record {self.number}", None, FAILED, "read", str(error)))
            return None

    def store(self, batch: list[Wanted]) -> None:
        there = self.run(self.writing.look([wanted.id for wanted in batch]))
        marks = {key: mark_of(self.writing.collection, resource) or {} for key, resource in there.items()}
        unchanged = [wanted for wanted in batch if marks.get(wanted.id, {}).get("hash") == wanted.fingerprint]
        self.unchanged += len(unchanged)
        missing = {wanted.number: wanted for wanted in batch if wanted not in unchanged}
        # The same row twice in one part is one item.
        unique = {wanted.id: wanted for wanted in missing.values()}
        self.unchanged += len(missing) - len(unique)
        for written in self.run(self.writing.store(list(unique.values()))) if unique else ():
            if written.problem:
                key = missing[written.number].item.key
                self.failures.append((key, written.id, FAILED, written.stage, written.problem))
            else:
                self.stored += 1
