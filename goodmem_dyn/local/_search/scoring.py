"""From vectors and a query to the best rows, all of them or only those of chosen memories.

Rules: exact, whatever is chosen. Where there are many memories, a filter is asked about the best rows first and about
more only while too few of them are left: what it says of the others can change nothing. One that leaves little is asked
about all memories at once. Equal scores keep the order of insertion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from goodmem_dyn.local._search.matrices import Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray


#: Below this share of allowed rows it is cheaper to gather them than to score all.
_GATHER_BELOW: Final = 0.1
#: Up to here, all memories are looked at as fast as a part of them.
_FEW_MEMORIES: Final = 1_000
#: Looking at single memories takes longer than at as many of all; beyond this share of rows, all are looked at.
_ONE_BY_ONE_BELOW: Final = 0.25
_FIRST_LOOK: Final = 4
_STEP: Final = 4


class Choice(Protocol):
    """Memories that a search is limited to."""

    def all(self) -> Collection[str]:
        """Every memory of the choice."""
        ...

    def among(self, memory_ids: Sequence[str]) -> Collection[str]:
        """Those of these memories that belong to it."""
        ...


def best_rows(
    parts: Sequence[tuple[Rows, NDArray[np.float32]]], limit: int, choice: Choice | None
) -> tuple[Rows, NDArray[np.intp], NDArray[np.float32]]:
    """Return the rows and, best first, the places and the scores of the best of them.

    Args:
        parts: For each embedder, the vectors and the query; at least one.
        limit: How many places at most.
        choice: The memories to look at; None for all.
    """
    if len(parts) > 1:
        rows, scores = _add([(rows, rows.vectors @ query) for rows, query in parts])
        return rows, *_of_scores(rows, scores, limit, choice)
    [(rows, query)] = parts
    if choice is None or len(rows.memory_ids) > _FEW_MEMORIES:
        return rows, *_of_scores(rows, rows.vectors @ query, limit, choice)
    places = rows.places(choice.all())
    few = len(places) < _GATHER_BELOW * len(rows.codes)
    scores = rows.vectors[places] @ query if few else (rows.vectors @ query)[places]
    best = _best(scores, limit)
    return rows, places[best], scores[best]


def _of_scores(
    rows: Rows, scores: NDArray[np.float32], limit: int, choice: Choice | None
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The places and the scores of the best of all rows, or of those that are chosen."""
    if choice is None:
        best = _best(scores, limit)
    else:
        chosen = _looked_for(rows, scores, limit, choice)
        if chosen is None:
            places = rows.places(choice.all())
            chosen = places[_best(scores[places], limit)]
        best = chosen
    return best, scores[best]


def _looked_for(rows: Rows, scores: NDArray[np.float32], limit: int, choice: Choice) -> NDArray[np.intp] | None:
    """The best places whose memories are chosen, found from the best row down; None where that is the longer way."""
    allowed = np.zeros(len(rows.memory_ids), dtype=bool)
    asked = np.zeros(len(rows.memory_ids), dtype=bool)
    size = _FIRST_LOOK * limit
    while size <= _ONE_BY_ONE_BELOW * len(scores):
        candidates = _best(scores, size)
        codes = rows.codes[candidates]
        fresh = np.unique(codes[~asked[codes]])
        asked[fresh] = True
        ids = [rows.memory_ids[code] for code in fresh.tolist()]
        allowed[[rows.code_of[memory_id] for memory_id in choice.among(ids)]] = True
        chosen = candidates[allowed[codes]]
        if len(chosen) >= limit:
            return chosen[:limit]
        size *= _STEP
    return None


def _add(parts: Sequence[tuple[Rows, NDArray[np.float32]]]) -> tuple[Rows, NDArray[np.float32]]:
    """Add up the scores that several embedders give the same chunks."""
    first, scores = parts[0]
    count = len(scores)
    if all(len(s) == count and rows.chunk_ids[:count] == first.chunk_ids[:count] for rows, s in parts[1:]):
        total: NDArray[np.float32] = np.stack([part for _, part in parts]).sum(axis=0, dtype=np.float32)
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
    union = Rows(first.vectors, codes, list(memory_of), memories, code_of)
    return union, np.array(list(totals.values()), dtype=np.float32)


def _best(scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """Return the places of the highest scores, best first, equal ones in order."""
    if len(scores) > limit:
        # Everything that ties with the last one that fits is kept for the stable sort to decide.
        bar = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        candidates = np.flatnonzero(scores >= bar)
    else:
        candidates = np.arange(len(scores))
    order: NDArray[np.intp] = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
    return order
