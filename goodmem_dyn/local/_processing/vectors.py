"""Vectors on their way from an embedder to the database.

Rules: those of a large document lie in a file without a name, because they take more room than its text; they are read
as often as they are asked for, since what the database refuses now is written later.
"""

from __future__ import annotations

import tempfile
import weakref
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

_IN_MEMORY: Final = 4 << 20
"""Bytes of vectors that are kept without a file."""
_READ: Final = 1024
"""Vectors that are read at once."""


class Vectors:
    """Vectors as the database has them, little-endian float32, in the order in which they were added."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by the next line
        weakref.finalize(self, self._file.close)
        self._width = 0

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add rows."""
        self._width = vectors.shape[1] * 4
        self._file.write(vectors.astype("<f4", copy=False).tobytes())

    def parts(self, counts: Iterable[int]) -> Iterator[Callable[[], Iterator[bytes]]]:
        """What reads each of several parts that follow one another."""
        first = 0
        for count in counts:
            yield partial(self.part, first, count)
            first += count

    def part(self, first: int, count: int) -> Iterator[bytes]:
        """Some of the vectors."""
        for start in range(first, first + count, _READ):
            self._file.seek(start * self._width)
            data = self._file.read(min(first + count - start, _READ) * self._width)
            yield from (data[at : at + self._width] for at in range(0, len(data), self._width))
