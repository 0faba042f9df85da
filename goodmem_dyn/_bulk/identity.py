"""From an item to the id that it has: what it contains, looked up where it was noted, and what follows from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._bulk.items import File, item_id
from goodmem_dyn._bulk.properties import properties
from goodmem_dyn._bulk.writing import Wanted

if TYPE_CHECKING:
    from goodmem_dyn._bulk.items import Item
    from goodmem_dyn._bulk.journal import Journal
    from goodmem_dyn._bulk.writing import Writing


class Identities:
    """Gives the items of one source their ids.

    Args:
        writing: Says what holds them, and what all of them have.
        journal: Where it is noted what files contain; None to look each time.
        asks: Whether documents are asked for their own properties.
    """

    def __init__(self, writing: Writing, journal: Journal | None = None, *, asks: bool = False) -> None:
        self.writing, self.journal, self.asks = writing, journal, asks

    def wanted(self, item: Item, number: int) -> Wanted:
        """An item with its id.

        Raises:
            OSError: It cannot be read.
            ValueError: It cannot be sent.
        """
        if item.problem is not None:
            raise ValueError(item.problem)
        self._look(item)
        fingerprint = item.fingerprint(self.writing.fields)
        item.key = item.key or f"sha256:{fingerprint}"
        key_id = item.given_id or item_id(self.writing.parent, self.writing.source, item.key, fingerprint)
        return Wanted(number, key_id, fingerprint, item)

    def _look(self, item: Item) -> None:
        """Find out what an item contains."""
        file = item.content if isinstance(item.content, File) else None
        journal = self.journal if file is not None and file.stamp else None
        facts = journal.content(item.key, file.stamp) if journal is not None and file is not None else None
        if facts is not None and file is not None and (facts["properties"] is not None or not self.asks):
            item.digest, item.size, item.name = facts["digest"], file.size, file.name
            item.content_type = item.content_type or facts["type"]
        else:
            item.look()
            metadata = properties(item) if self.asks else None
            facts = {"digest": item.digest, "type": item.content_type, "properties": metadata}
            if journal is not None and file is not None:
                journal.note(item.key, file.stamp, file.modified, facts)
        if self.asks:
            item.metadata = {**(facts["properties"] or {}), **item.metadata}
