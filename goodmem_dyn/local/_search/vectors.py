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

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    _Floats = NDArray[np.float32]

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
        max_bytes: How much memory the copies of vectors may take together; one copy is always kept.
    """

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
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
        queries: Mapping[str, _Floats],
        limit: int,
        *,
        memory_ids: Collection[str] | None = None,
    ) -> list[Hit]:
        """Find the chunks nearest to a query.

        Args:
            connection: From ``store.read()``: the snapshot to search.
            space_id: The space.
            queries: The query as each embedder of the space sees it, times its weight: float32, one dimension, as long
                as that embedder's vectors. The scores of several are added; a chunk without a vector of one of them
                gets nothing from it.
            limit: How many hits at most, 1 or more.
            memory_ids: Search only these memories; None for all.

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
        hits = _search(connection, matrices, wanted, limit, memory_ids)
        if not _all_there(connection, hits):
            for matrix in matrices:
                matrix.clear()
            hits = _search(connection, matrices, wanted, limit, memory_ids)
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


def _search(
    connection: sqlite3.Connection,
    matrices: Sequence[_Matrix],
    queries: Sequence[_Floats],
    limit: int,
    memory_ids: Collection[str] | None,
) -> list[Hit]:
    parts = [
        (rows, query) for matrix, query in zip(matrices, queries, strict=True) if (rows := matrix.update(connection))
    ]
    for rows, query in parts:
        if rows.vectors.shape[1] != len(query):
            raise ValueError(f"The query has {len(query)} dimensions, the vectors have {rows.vectors.shape[1]}.")
    if not parts:
        return []
    if len(parts) == 1:
        rows, query = parts[0]
        places = None if memory_ids is None else rows.places(memory_ids)
        few = places is not None and len(places) < _GATHER_BELOW * len(rows.codes)
        scores = rows.vectors[places] @ query if few else rows.vectors @ query
    else:
        rows, scores = _add([(rows, rows.vectors @ query) for rows, query in parts])
        places, few = None if memory_ids is None else rows.places(memory_ids), False
    if places is not None and not few:
        scores = scores[places]
    best = _best(scores, limit)
    chosen = best if places is None else places[best]
    found = zip(chosen.tolist(), scores[best].tolist(), strict=True)
    return [Hit(rows.chunk_ids[place], rows.memory_ids[rows.codes[place]], -score) for place, score in found]


def _add(parts: Sequence[tuple[_Rows, _Floats]]) -> tuple[_Rows, _Floats]:
    """Add up the scores that several embedders give the same chunks."""
    first, scores = parts[0]
    count = len(scores)
    if all(len(s) == count and rows.chunk_ids[:count] == first.chunk_ids[:count] for rows, s in parts[1:]):
        total: _Floats = np.stack([part for _, part in parts]).sum(axis=0, dtype=np.float32)
        return first, total
    memory_of: dict[str, str] = {}
    totals: dict[str, float] = {}
    for rows, part in parts:
        for place, score in enumerate(part.tolist()):
            chunk_id = rows.chunk_ids[place]
            totals[chunk_id] = totals.get(chunk_id, 0.0) + score
            memory_of.setdefault(chunk_id, rows.memory_ids[rows.codes[place]])
    memories = list(dict.fromkeys(memory_of.values()))
    code_of = {memory_id: code for code, memory_id in enumerate(memories)}
    codes = np.array([code_of[memory_id] for memory_id in memory_of.values()], dtype=np.int32)
    union = _Rows(first.vectors, codes, list(memory_of), memories, code_of)
    return union, np.array(list(totals.values()), dtype=np.float32)


def _all_there(connection: sqlite3.Connection, hits: Sequence[Hit]) -> bool:
    """Return whether the snapshot holds every hit."""
    sql = "SELECT count(*) FROM chunks WHERE chunk_id IN (SELECT value FROM json_each(?))"
    found: int = connection.execute(sql, (json.dumps([hit.chunk_id for hit in hits]),)).fetchone()[0]
    return found == len(hits)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A state of a matrix. The arrays are views that later appends do not change; the lists only ever grow."""

    vectors: _Floats
    codes: NDArray[np.int32]
    chunk_ids: list[str]
    memory_ids: list[str]
    code_of: dict[str, int]

    def places(self, memory_ids: Collection[str]) -> NDArray[np.intp]:
        """Return the rows of these memories."""
        # The list of memories may grow meanwhile, the codes of this state do not.
        allowed = np.zeros(len(self.memory_ids), dtype=bool)
        found = map(self.code_of.get, memory_ids, repeat(-1))
        codes = np.fromiter(found, dtype=np.int64, count=len(memory_ids))
        allowed[codes[(codes >= 0) & (codes < len(allowed))]] = True
        return np.flatnonzero(allowed[self.codes])


class _Matrix:
    """A growing copy of the vectors of one (space, embedder)."""

    def __init__(self, space_id: str, embedder_id: str) -> None:
        self._key = (space_id, embedder_id)
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._last = 0
        self._count = 0
        self._vectors: _Floats = np.empty((0, 0), dtype=np.float32)
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

    def update(self, connection: sqlite3.Connection) -> _Rows | None:
        """Return what the snapshot holds, and perhaps more that the caller finds out about; None for nothing."""
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
            if not self._count:
                return None
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


def _best(scores: _Floats, limit: int) -> NDArray[np.intp]:
    """Return the places of the highest scores, best first, equal ones in order."""
    if len(scores) > limit:
        # Everything that ties with the last one that fits is kept for the stable sort to decide.
        bar = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= bar)
    else:
        candidates = np.arange(len(scores))
    order: NDArray[np.intp] = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
    return order
