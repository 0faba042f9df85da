"""What a large text takes beside itself, counted, while it is cut, embedded and stored."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from goodmem_dyn.local._processing import room
from goodmem_dyn.local._processing.chunking import chunk
from goodmem_dyn.local._processing.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "An owl sleeps in the old tree, and nobody wakes it. " * 20_000


@pytest.fixture
def counted() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("counted")
def test_chunks_are_the_text_and_no_copy_of_it() -> None:
    text = TEXT
    chunks = chunk(text, {"recursive": {"chunkSize": 512, "chunkOverlap": 64}})
    kept, most = tracemalloc.get_traced_memory()
    assert kept < 0.5 * len(text)
    assert most < 1.0 * len(text)
    assert chunks[7].text == text[chunks[7].start : chunks[7].end]


@pytest.mark.usefixtures("counted")
def test_vectors_wait_in_a_file_and_come_back_as_often_as_they_are_asked_for() -> None:
    rows = np.arange(20_000, dtype=np.float32)[:, None].repeat(256, axis=1)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    vectors = Vectors()
    for first in range(0, len(rows), 1000):
        vectors.add(rows[first : first + 1000])
    for _ in range(2):
        for number, vector in enumerate(vectors.part(2500, 3000)):
            assert vector == rows[2500 + number].tobytes()
        assert number == 2999
    assert tracemalloc.get_traced_memory()[1] - before < rows.nbytes / 2
    assert [len(list(vectors.part(first, count))) for first, count in ((0, 0), (0, 1), (19_999, 1))] == [0, 1, 1]


def test_few_vectors_need_no_file() -> None:
    vectors = Vectors()
    vectors.add(np.ones((3, 4), dtype=np.float32))
    assert list(vectors.part(1, 2)) == [np.ones(4, dtype="<f4").tobytes()] * 2


def test_room_is_given_back_after_what_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(room, "_trim", lambda: given.append)
    for chunks in (1, 1999, 2000, 100_000):
        room.give_back(chunks)
    assert given == [0, 0]
