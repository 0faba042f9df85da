"""Copies of vectors in memory, one for each (space, embedder), brought up to date from a snapshot of the database.

Rules: a copy only ever grows; a state that was handed out does not change. What a reading needs is known before it
begins, so that nothing is copied twice.

The database counts the deletions of each space. SQLite gives a new row a number above all others, so a copy and a
snapshot of the same count differ in rows at the end alone: a newer snapshot has more of them, an older one fewer. After
another deletion the copy begins anew; a snapshot from before one that the copy knows is read for itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from numpy.typing import NDArray

_FIRST_ROWS: Final = 256
_ROWS_AT_ONCE: Final = 512
"""Few, so that what they take is given back and taken again, and stays near the processor."""
_STATE: Final = """
SELECT coalesce((SELECT deletions FROM vector_deletions WHERE space_id = ?), 0),
    coalesce((SELECT max(rowid) FROM vectors WHERE space_id = ? AND embedder_id = ?), 0)
"""
"""How often vectors of the space were deleted, and the last row of those asked for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A state of a matrix. The arrays are views that later appends do not change; the lists only ever grow."""

    vectors: NDArray[np.float32]
    codes: NDArray[np.int32]
    chunk_ids: list[str]
    memory_ids: list[str]
    code_of: dict[str, int]

    def places(self, memory_ids: Collection[str]) -> NDArray[np.intp]:
        """Return the rows of these memories."""
        # The list of memories may grow meanwhile, the codes of this state do not.
        allowed = np.zeros(len(self.memory_ids), dtype=bool)
        known = map(self.code_of.get, memory_ids, repeat(-1))
        codes = np.fromiter(known, dtype=np.int64, count=len(memory_ids))
        allowed[codes[(codes >= 0) & (codes < len(allowed))]] = True
        return np.flatnonzero(allowed[self.codes])


class Matrix:
    """A growing copy of the vectors of one (space, embedder)."""

    def __init__(self, space_id: str, embedder_id: str) -> None:
        self._key = (space_id, embedder_id)
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._deletions = 0
        self._last = 0
        self._count = 0
        self._rowids = np.empty(0, dtype=np.int64)
        self._vectors: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self._codes = np.empty(0, dtype=np.int32)
        self._chunk_ids: list[str] = []
        self._memory_ids: list[str] = []
        self._code_of: dict[str, int] = {}

    @property
    def size(self) -> int:
        """Bytes held, about."""
        return self._vectors.nbytes + 200 * self._count

    def update(self, connection: sqlite3.Connection) -> Rows | None:
        """Return what the snapshot holds; None for nothing."""
        deletions, last = connection.execute(_STATE, (self._key[0], *self._key)).fetchone()
        with self._lock:
            if deletions >= self._deletions:
                if deletions > self._deletions:
                    self._empty()
                    self._deletions = deletions
                if last > self._last:
                    self._read(connection)
                return self._rows(int(np.searchsorted(self._rowids[: self._count], last, side="right")))
        return Matrix(*self._key).update(connection)

    def _rows(self, count: int) -> Rows | None:
        if not count:
            return None
        return Rows(self._vectors[:count], self._codes[:count], self._chunk_ids, self._memory_ids, self._code_of)

    def _read(self, connection: sqlite3.Connection) -> None:
        """Append what the snapshot holds after the last row."""
        which = "FROM vectors WHERE space_id = ? AND embedder_id = ? AND rowid > ?"
        values = (*self._key, self._last)
        more = connection.execute(f"SELECT count(*) {which}", values).fetchone()[0]
        rows = connection.cursor()
        rows.row_factory = None  # there may be many, and a tuple is made faster than a Row
        rows.execute(f"SELECT rowid, chunk_id, memory_id, vector {which} ORDER BY rowid", values)
        while batch := rows.fetchmany(_ROWS_AT_ONCE):
            self._append(batch, more)
            more -= len(batch)

    def _append(self, fresh: list[tuple[int, str, str, bytes]], coming: int) -> None:
        """Append rows, of which so many are still to come, these included."""
        rowids, chunk_ids, memory_ids, vectors = zip(*fresh, strict=True)
        self._make_room(coming, len(vectors[0]) // 4)
        for memory_id in dict.fromkeys(memory_ids):
            if memory_id not in self._code_of:
                self._code_of[memory_id] = len(self._memory_ids)
                self._memory_ids.append(memory_id)
        # A column at once: what Python does for each row is most of the time that a first search takes.
        here = slice(self._count, self._count + len(fresh))
        self._vectors[here] = np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(fresh), -1)
        self._codes[here] = list(map(self._code_of.__getitem__, memory_ids))
        self._rowids[here] = rowids
        self._chunk_ids.extend(chunk_ids)
        self._count += len(fresh)
        self._last = rowids[-1]

    def _make_room(self, coming: int, dimensions: int) -> None:
        needed = self._count + coming
        if needed <= len(self._vectors):
            return
        # Doubling keeps the cost of growing in proportion to what is added; a first reading knows what it needs.
        room = max(_FIRST_ROWS, needed, 2 * len(self._vectors))
        vectors, codes = np.empty((room, dimensions), dtype="<f4"), np.empty(room, dtype=np.int32)
        rowids = np.empty(room, dtype=np.int64)
        if self._count:
            vectors[: self._count] = self._vectors[: self._count]
            codes[: self._count] = self._codes[: self._count]
            rowids[: self._count] = self._rowids[: self._count]
        self._vectors, self._codes, self._rowids = vectors, codes, rowids
