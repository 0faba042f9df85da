"""The order of the tests for several workers: each of them has its share of the slow ones, and begins with it.

Rules: a run lasts as long as the worker that is done last, so that nothing slow may be left to the end, nor wait behind
other slow tests while workers rest. pytest-xdist cuts the list into one piece for each worker, and one that is done takes
from the ends of the others' pieces. Tests of one module stay together, because they share fixtures.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

T = TypeVar("T", bound="pytest.Item")


def dealt(items: list[T], limit: Callable[[T], float], usual: float, workers: int) -> list[T]:
    """Tests in the order in which they shall be cut into pieces.

    Args:
        items: The tests.
        limit: How long a test may take, in seconds.
        usual: The limit of those that are not slow.
        workers: How many pieces there will be.
    """
    pieces: list[list[T]] = [[] for _ in range(workers)]
    slow = [item for item in items if limit(item) > usual]
    groups = [list(group) for _, group in groupby(slow, key=lambda item: item.nodeid.partition("::")[0])]
    for group in sorted(groups, key=lambda group: -sum(map(limit, group))):
        min(pieces, key=lambda piece: sum(map(limit, piece))).extend(group)
    rest = [item for item in items if limit(item) <= usual]
    dealt: list[T] = []
    for at, piece in enumerate(sorted(pieces, key=len)):
        size = (len(items) - len(dealt)) // (workers - at)  # as pytest-xdist cuts them
        filled = max(0, size - len(piece))
        dealt += [*piece, *rest[:filled]]
        del rest[:filled]
    return dealt + rest
