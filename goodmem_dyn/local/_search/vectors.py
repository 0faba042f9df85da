"""Vector search: exact, by inner product, over what the database holds.

Rules kept here:

- The database is the truth. A matrix is a copy of one (space, embedder)'s vectors, brought up to date inside the very
  snapshot that the search reads, so that a search never misses what was committed nor finds what was deleted before it.
- Being up to date is proven in logarithmic time: the database counts deletions, and the last row is looked up.
- New vectors are appended, without copying the old ones each time; a deletion throws the copy away.
- Scores are negative inner products, as pgvector's ``<#>``: lower is better. Equal scores keep the order of insertion.
- Copies are bounded by bytes; the least recently searched go first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from goodmem_dyn.local._search.matrices import Matrix
from goodmem_dyn.local._search.scoring import best_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from goodmem_dyn.local._search.scoring import Choice

#: A million vectors of 256 dimensions are 1 GB.
MAX_BYTES: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk; lower scores are better."""

    chunk_id: str
    memory_id: str
    score: float


class VectorIndex:
    """The vectors of one database, searchable. Safe to use from any thread.

    Args:
        max_bytes: How much memory the copies of vectors may take together; one copy is always kept.
    """

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._matrices: OrderedDict[tuple[str, str], Matrix] = OrderedDict()
        self._lock = threading.Lock()

    def invalidate(self, space_id: str) -> None:
        """Forget the vectors of a space, because some of them were deleted."""
        with self._lock:
            for key in [key for key in self._matrices if key[0] == space_id]:
                del self._matrices[key]

    def search(
        self,
        connection: sqlite3.Connection,
        space_id: str,
        queries: Mapping[str, NDArray[np.float32]],
        limit: int,
        *,
        choice: Choice | None = None,
    ) -> list[Hit]:
        """Find the chunks nearest to a query.

        Args:
            connection: From ``store.read()``: the snapshot to search.
            space_id: The space.
            queries: The query as each embedder of the space sees it, times its weight: float32, one dimension, as long
                as that embedder's vectors. The scores of several are added; a chunk without a vector of one of them
                gets nothing from it.
            limit: How many hits at most, 1 or more.
            choice: Search only these memories; None for all.

        Returns:
            At most `limit` hits, best first.

        Raises:
            ValueError: A query has another size than the vectors.

        Example:
            >>> with store.read() as connection:  # doctest: +SKIP
            ...     hits = index.search(connection, space_id, {embedder_id: vector}, 20)
        """
        matrices = [self._matrix((space_id, embedder_id)) for embedder_id in queries]
        wanted = [np.ascontiguousarray(query, dtype=np.float32) for query in queries.values()]
        hits = _search(connection, matrices, wanted, limit, choice)
        self._evict()
        return hits

    def load(self, connection: sqlite3.Connection, space_id: str, embedder_id: str) -> None:
        """Read the vectors of a space, so that no search has to; `connection` is from ``store.read()``."""
        self._matrix((space_id, embedder_id)).update(connection)
        self._evict()

    def _matrix(self, key: tuple[str, str]) -> Matrix:
        with self._lock:
            matrix = self._matrices.get(key)
            if matrix is None:
                matrix = self._matrices[key] = Matrix(*key)
            self._matrices.move_to_end(key)
            return matrix

    def _evict(self) -> None:
        with self._lock:
            while sum(m.size for m in self._matrices.values()) > self._max_bytes and len(self._matrices) > 1:
                self._matrices.popitem(last=False)


def _search(
    connection: sqlite3.Connection,
    matrices: Sequence[Matrix],
    queries: Sequence[NDArray[np.float32]],
    limit: int,
    choice: Choice | None,
) -> list[Hit]:
    parts = [
        (rows, query) for matrix, query in zip(matrices, queries, strict=True) if (rows := matrix.update(connection))
    ]
    for rows, query in parts:
        if rows.vectors.shape[1] != len(query):
            raise ValueError(f"The query has {len(query)} dimensions, the vectors have {rows.vectors.shape[1]}.")
    if not parts:
        return []
    rows, places, scores = best_rows(parts, limit, choice)
    ranked = zip(places.tolist(), scores.tolist(), strict=True)
    return [Hit(rows.chunk_ids[place], rows.memory_ids[rows.codes[place]], -score) for place, score in ranked]
