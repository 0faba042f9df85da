"""Items put together into requests: by number, by bytes, and by how they travel.

Rules: texts go into the JSON, files into the parts of a form, so that the two never share a request. A file that is
streamed goes alone. No batch is longer than the document allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn._bulk.items import INLINE, File

if TYPE_CHECKING:
    from goodmem_dyn._bulk.writing import Wanted

USUAL, BYTES = 100, 1024 * 1024
"""Items and bytes of a request: enough that its own cost is small, little enough that a lost one costs little."""
_ENVELOPE = 512


class Batches:
    """The batches that are being filled.

    Args:
        most: The document's limit.
        size: The caller's, or None.
    """

    def __init__(self, most: int, size: int | None) -> None:
        self.most = min(most, USUAL if size is None else size)
        self._open: dict[bool, list[Wanted]] = {}
        self._weights: dict[bool, int] = {}

    @staticmethod
    def weight(wanted: Wanted) -> int:
        """Bytes that an item takes on its way: what is streamed is never there as a whole."""
        size = INLINE if isinstance(wanted.item.content, File) else wanted.item.size
        return size + _ENVELOPE + len(str(wanted.item.metadata))

    def add(self, wanted: Wanted) -> list[Wanted] | None:
        """Put an item into a batch; gives a batch that is to be sent now."""
        if isinstance(wanted.item.content, File):
            return [wanted]
        kind, weight = wanted.is_file, self.weight(wanted)
        batch = self._open.setdefault(kind, [])
        if batch and self._weights[kind] + weight > BYTES:
            self._open[kind], self._weights[kind] = [wanted], weight
            return batch
        batch.append(wanted)
        self._weights[kind] = self._weights.get(kind, 0) + weight
        if len(batch) < self.most:
            return None
        self._weights[kind] = 0
        return self._open.pop(kind)

    def rest(self) -> list[list[Wanted]]:
        """What is left at the end."""
        left = [batch for batch in self._open.values() if batch]
        self._open, self._weights = {}, {}
        return left
