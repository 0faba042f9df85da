"""Vector search: exact, by inner product, over what the database holds.

Rules kept here:

- The database is the truth. A matrix is a copy of one (space, embedder)'s vectors, brought up to date inside the very
  snapshot that the search reads, so that a search never misses what was committed nor finds what was deleted before it.
- Being up to date is proven in logarithmic time. SQLite gives a new row a number above all others, so while the copy's
  last row is still there, everything new stands after it; and what was deleted shows when the hits are looked up.
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

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from numpy.typing import NDArray

    from goodmem_dyn.local._store import Store

    Floats = NDArray[np.float32]

#: A million vectors of 256 dimensions are 1 GB.
MAX_BYTES: Final = 2_000_000_000
#: Below this share of allowed rows it is cheaper to gather them than to score all.
_GATHER_BELOW: Final = 0.1
_FIRST_ROWS: Final = 256
_ROWS_AT_ONCE: Final = 8_192


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk; lower scores are better."""

    chunk_id: str
    memory_id: str
    score: float


class VectorIndex:
    """The vectors of one database, searchable. Safe to use from any thread.

    Args:
        store: The database.
        max_bytes: How much memory the copies of vectors may take together; one copy is always kept.
    """

    def __init__(self, store: Store, *, max_bytes: int = MAX_BYTES) -> None:
        self._store = store
        self._max_bytes = max_bytes
        self._matrices: OrderedDict[tuple[str, str], _Matrix] = OrderedDict()
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
        embedder_id: str,
        query: Floats,
        limit: int,
        *,
        memory_ids: Collection[str] | None = None,
    ) -> list[Hit]:
        """Find the chunks nearest to a query.

        Args:
            connection: From ``store.read()``: the snapshot to search.
            space_id: The space.
            embedder_id: Which of the space's embedders made the vectors.
            query: float32, one dimension, as long as the vectors.
            limit: How many hits at most, 1 or more.
            memory_ids: Search only these memories; None for all.

        Returns:
            At most `limit` hits, best first.

        Raises:
            ValueError: The query has another size than the vectors.
        """
        wanted = np.ascontiguousarray(query, dtype=np.float32)
        matrix = self._matrix((space_id, embedder_id))
        hits = matrix.search(connection, wanted, limit, memory_ids)
        if not _all_there(connection, embedder_id, hits):
            matrix.clear()
            hits = matrix.search(connection, wanted, limit, memory_ids)
        self._evict()
        return hits

    def _matrix(self, key: tuple[str, str]) -> _Matrix:
        with self._lock:
            matrix = self._matrices.get(key)
            if matrix is None:
                matrix = self._matrices[key] = _Matrix(*key)
            self._matrices.move_to_end(key)
            return matrix

    def _evict(self) -> None:
        with self._lock:
            while sum(m.size for m in self._matrices.values()) > self._max_bytes and len(self._matrices) > 1:
                self._matrices.popitem(last=False)


def _all_there(connection: sqlite3.Connection, embedder_id: str, hits: list[Hit]) -> bool:
    """Return whether the snapshot holds every hit."""
    slots = ", ".join("?" for _ in hits)
    sql = f"SELECT count(*) FROM vectors WHERE embedder_id = ? AND chunk_id IN ({slots})"
    found: int = connection.execute(sql, (embedder_id, *(hit.chunk_id for hit in hits))).fetchone()[0]
    return found == len(hits)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A state of a matrix. The arrays are views that later appends do not change; the lists only ever grow."""

    vectors: Floats
    codes: NDArray[np.int32]
    chunk_ids: list[str]
    memory_ids: list[str]
    code_of: dict[str, int]


class _Matrix:
    """A growing copy of the vectors of one (space, embedder)."""

    def __init__(self, space_id: str, embedder_id: str) -> None:
        self._key = (space_id, embedder_id)
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._last = 0
        self._count = 0
        self._vectors: Floats = np.empty((0, 0), dtype=np.float32)
        self._codes = np.empty(0, dtype=np.int32)
        self._chunk_ids: list[str] = []
        self._memory_ids: list[str] = []
        self._code_of: dict[str, int] = {}

    def clear(self) -> None:
        """Forget everything; the next search reads it anew."""
        with self._lock:
            self._empty()

    @property
    def size(self) -> int:
        """Bytes held, about."""
        return self._vectors.nbytes + 200 * self._count

    def search(
        self, connection: sqlite3.Connection, query: Floats, limit: int, memory_ids: Collection[str] | None
    ) -> list[Hit]:
        rows = self._update(connection)
        if not len(rows.codes):
            return []
        if rows.vectors.shape[1] != len(query):
            raise ValueError(f"The query has {len(query)} dimensions, the vectors have {rows.vectors.shape[1]}.")
        scores, places = _score(rows, query, memory_ids)
        best = _best(scores, limit)
        chosen = best if places is None else places[best]
        found = zip(chosen.tolist(), scores[best].tolist(), strict=True)
        return [Hit(rows.chunk_ids[place], rows.memory_ids[rows.codes[place]], -score) for place, score in found]

    def _update(self, connection: sqlite3.Connection) -> _Rows:
        """Return what the snapshot holds, and perhaps more that the caller finds out about."""
        with self._lock:
            if self._count:
                last = connection.execute("SELECT chunk_id FROM vectors WHERE rowid = ?", (self._last,)).fetchone()
                if last is None or last["chunk_id"] != self._chunk_ids[self._count - 1]:
                    self._empty()
            fresh = connection.execute(
                "SELECT rowid, chunk_id, memory_id, vector FROM vectors"
                " WHERE space_id = ? AND embedder_id = ? AND rowid > ? ORDER BY rowid",
                (*self._key, self._last),
            )
            while batch := fresh.fetchmany(_ROWS_AT_ONCE):
                self._append(batch)
            vectors, codes = self._vectors[: self._count], self._codes[: self._count]
            return _Rows(vectors, codes, self._chunk_ids, self._memory_ids, self._code_of)

    def _append(self, fresh: list[sqlite3.Row]) -> None:
        dimensions = len(fresh[0]["vector"]) // 4
        needed = self._count + len(fresh)
        if needed > len(self._vectors):
            # Doubling keeps the cost of growing in proportion to what is added.
            room = max(_FIRST_ROWS, needed, 2 * len(self._vectors))
            vectors, codes = np.empty((room, dimensions), dtype=np.float32), np.empty(room, dtype=np.int32)
            if self._count:
                vectors[: self._count] = self._vectors[: self._count]
                codes[: self._count] = self._codes[: self._count]
            self._vectors, self._codes = vectors, codes
        raw = b"".join(row["vector"] for row in fresh)
        self._vectors[self._count : needed] = np.frombuffer(raw, dtype="<f4").reshape(len(fresh), dimensions)
        for place, row in enumerate(fresh, start=self._count):
            memory_id = row["memory_id"]
            code = self._code_of.setdefault(memory_id, len(self._memory_ids))
            if code == len(self._memory_ids):
                self._memory_ids.append(memory_id)
            self._codes[place] = code
            self._chunk_ids.append(row["chunk_id"])
        self._count = needed
        self._last = fresh[-1]["rowid"]


def _score(rows: _Rows, query: Floats, memory_ids: Collection[str] | None) -> tuple[Floats, NDArray[np.intp] | None]:
    """Return inner products, and the rows they belong to where those are not simply all."""
    if memory_ids is None:
        return rows.vectors @ query, None
    allowed = np.zeros(len(rows.memory_ids) + 1, dtype=bool)
    codes = [code for memory_id in memory_ids if (code := rows.code_of.get(memory_id)) is not None]
    allowed[[code for code in codes if code < len(allowed)]] = True
    places = np.flatnonzero(allowed[rows.codes])
    if len(places) < _GATHER_BELOW * len(rows.codes):
        return rows.vectors[places] @ query, places
    return (rows.vectors @ query)[places], places


def _best(scores: Floats, limit: int) -> NDArray[np.intp]:
    """Return the places of the highest scores, best first, equal ones in order."""
    if len(scores) > limit:
        # Everything that ties with the last one that fits is kept for the stable sort to decide.
        bar = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= bar)
    else:
        candidates = np.arange(len(scores))
    order: NDArray[np.intp] = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
    return order
