"""Vector search against the plain arithmetic it stands for, while the database changes under it."""

from __future__ import annotations

import contextlib
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.local._search.vectors import VectorIndex
from goodmem_dyn.local._store.store import Store
from tools.bench.counting import counted
from tools.evidence.vector_bench import measure

SPACE, OTHER = "space", "other"


class Only:
    """A choice of memories by their ids, that counts what it is asked."""

    def __init__(self, memory_ids):
        self.memory_ids = set(memory_ids)
        self.asked = 0

    def all(self):
        self.asked += len(self.memory_ids)
        return list(self.memory_ids)

    def among(self, memory_ids):
        self.asked += len(memory_ids)
        return [memory_id for memory_id in memory_ids if memory_id in self.memory_ids]


class Bench:
    """A database with an index, and what should be in it."""

    def __init__(self) -> None:
        self.store = Store()
        self.index = VectorIndex()
        self.serial = 0
        self.vectors: dict[tuple[str, str], dict[str, np.ndarray]] = {}
        self.memory_of: dict[str, str] = {}
        with self.store.write() as db:
            db.execute(
                "INSERT INTO principals (principal_id, kind, email, owner_id, creator_id, created_at, updated_at,"
                " created_by_id, updated_by_id) VALUES ('u', 'USER', 'u@example.test', 'u', 'u', 0, 0, 'u', 'u')"
            )
            for space in (SPACE, OTHER):
                db.execute("INSERT INTO spaces VALUES (?, 'u', ?, '{}', 0, '{}', 0, 0, 'u', 'u')", (space, space))

    def add(self, *vectors, space: str = SPACE, embedder: str = "e", also: dict | None = None) -> str:
        """A memory with a chunk for each vector; `also` gives the same chunks' vectors of other embedders."""
        self.serial += 1
        memory = f"m{self.serial}"
        with self.store.write() as db:
            db.execute(
                "INSERT INTO memories (memory_id, space_id, content_type, created_at, updated_at, created_by_id,"
                " updated_by_id) VALUES (?, ?, 'text/plain', 0, 0, 'u', 'u')",
                (memory, space),
            )
            for place in range(len(vectors)):
                chunk = f"{memory}.{place}"
                db.execute(
                    "INSERT INTO chunks VALUES (?, ?, ?, ?, '', 0, 0, NULL, 0, 0, 'u', 'u')",
                    (chunk, memory, space, place),
                )
            for name, rows in {embedder: vectors, **(also or {})}.items():
                for place, vector in enumerate(rows):
                    chunk = f"{memory}.{place}"
                    row = np.asarray(vector, dtype="<f4")
                    db.execute(
                        "INSERT INTO vectors VALUES (?, ?, ?, ?, ?)", (chunk, name, space, memory, row.tobytes())
                    )
                    self.vectors.setdefault((space, name), {})[chunk] = row
                    self.memory_of[chunk] = memory
        return memory

    def delete(self, memory: str, *, tell: bool = False) -> None:
        with self.store.write() as db:
            db.execute("DELETE FROM memories WHERE memory_id = ?", (memory,))
        for rows in self.vectors.values():
            for chunk in [chunk for chunk in rows if self.memory_of[chunk] == memory]:
                del rows[chunk]
        if tell:
            self.index.invalidate(SPACE)

    def search(self, query, limit=10, *, space: str = SPACE, only=None):
        queries = query if isinstance(query, dict) else {"e": query}
        queries = {name: np.asarray(vector, dtype=np.float32) for name, vector in queries.items()}
        with self.store.read() as db:
            return self.index.search(db, space, queries, limit, choice=None if only is None else Only(only))

    def expected(self, query, limit=10, *, space: str = SPACE, only=None):
        queries = query if isinstance(query, dict) else {"e": query}
        scores: dict[str, float] = {}
        for name, vector in queries.items():
            for chunk, row in self.vectors.get((space, name), {}).items():
                if only is None or self.memory_of[chunk] in only:
                    scores[chunk] = scores.get(chunk, 0.0) - float(row @ np.asarray(vector, dtype=np.float32))
        return sorted(scores.items(), key=lambda item: item[1])[:limit]


@pytest.fixture
def bench():
    found = Bench()
    yield found
    found.store.close()


def pairs(hits):
    return [(hit.chunk_id, pytest.approx(hit.score, abs=1e-5)) for hit in hits]


def test_scores_are_negative_inner_products_best_first(bench):
    memory = bench.add([1, 0], [0.5, 0.5], [-1, 0])
    hits = bench.search([2, 0])
    assert [(hit.chunk_id, hit.memory_id, hit.score) for hit in hits] == [
        (f"{memory}.0", memory, -2.0),
        (f"{memory}.1", memory, -1.0),
        (f"{memory}.2", memory, 2.0),
    ]


def test_equal_scores_keep_the_order_of_insertion(bench):
    bench.add(*[[n % 3, 0] for n in range(400)])
    assert pairs(bench.search([1, 0], 250)) == bench.expected([1, 0], 250)


def test_an_empty_space_has_no_hits(bench):
    assert bench.search([1, 0]) == []
    bench.add([1, 0])
    assert bench.search([1, 0], space=OTHER) == []
    assert bench.search([1, 0], only=[]) == []
    assert bench.search([1, 0], only=["unknown"]) == []


def test_a_query_of_another_size_is_refused(bench):
    bench.add([1, 0])
    with pytest.raises(ValueError, match="3 dimensions, the vectors have 2"):
        bench.search([1, 0, 0])


def test_what_is_added_is_found_at_once(bench):
    for number in range(1, 700):
        memory = bench.add([number, 0])
        if number % 100 == 1:
            assert bench.search([1, 0], 1)[0].memory_id == memory


def test_what_is_deleted_is_not_found_even_if_nobody_says_so(bench):
    first, second, third = (bench.add([n, 0]) for n in (1, 2, 3))
    assert [hit.memory_id for hit in bench.search([1, 0])] == [third, second, first]
    bench.delete(second)
    assert [hit.memory_id for hit in bench.search([1, 0])] == [third, first]
    bench.delete(third)
    assert [hit.memory_id for hit in bench.search([1, 0])] == [first]


def test_a_row_number_that_is_used_again_hides_nothing(bench):
    """SQLite gives the number of a deleted last row to the next one."""
    bench.add([1, 0])
    gone = bench.add([-2, 0], [-2, 0], [-2, 0])
    bench.search([1, 0])
    bench.delete(gone)
    new = [bench.add([n, 0]) for n in (9, 8, 7, 6, 5)]
    assert [hit.memory_id for hit in bench.search([1, 0], 2)] == new[:2]


def test_an_older_snapshot_sees_its_own_state(bench):
    old = bench.add([1, 0])
    with bench.store.read() as before:
        before.execute("SELECT count(*) FROM vectors").fetchone()
        bench.add([2, 0])
        bench.search([1, 0])
        hits = bench.index.search(before, SPACE, {"e": np.array([1, 0], dtype=np.float32)}, 5)
        assert [hit.memory_id for hit in hits] == [old]
    assert len(bench.search([1, 0])) == 2


def test_several_embedders_are_added_up(bench):
    bench.add([1, 0], [0, 1], also={"f": [[1, 0, 0], [5, 0, 0]]})
    query = {"e": [1, 0], "f": [0.5, 0, 0]}
    assert pairs(bench.search(query)) == bench.expected(query)


def test_a_chunk_without_a_vector_of_one_embedder_gets_nothing_from_it(bench):
    bench.add([1, 0], [0, 1], also={"f": [[0, 0, 1]]})
    bench.add([3, 0])
    bench.add([0, 3], also={"f": [[1, 0, 0]]})
    query = {"e": [1, 1], "f": [2, 0, -4]}
    assert sorted(pairs(bench.search(query)), key=str) == sorted(bench.expected(query), key=str)


def test_memory_is_bounded_and_the_answer_is_the_same(bench):
    bench.index = VectorIndex(max_bytes=1)
    for space in (SPACE, OTHER):
        for n in range(20):
            bench.add([n, 1], space=space)
    for _ in range(3):
        for space in (SPACE, OTHER):
            assert pairs(bench.search([1, 0], 3, space=space)) == bench.expected([1, 0], 3, space=space)
    assert len(bench.index._matrices) == 1


def test_a_first_search_does_no_work_in_python_for_each_row(bench):
    bench.add(*([n, 1] for n in range(3000)))
    for index in (bench.index, VectorIndex()):  # what is made once is made by the first
        bench.index = index
        figures: dict[str, float] = {}
        with counted(figures):
            hits = bench.search([1, 0], 3)
        assert len(hits) == 3
    assert figures["calls"] < 1000


def test_searches_and_changes_may_happen_at_once(bench):
    memories = [bench.add([n, 1]) for n in range(1, 40)]
    stop, problems = threading.Event(), []

    def look():
        while not stop.is_set():
            with bench.store.read() as db:
                hits = bench.index.search(db, SPACE, {"e": np.array([1, 0], dtype=np.float32)}, 200)
                there = db.execute("SELECT count(*) FROM vectors").fetchone()[0]
            scores = [hit.score for hit in hits]
            if len(hits) != there or scores != sorted(scores):
                problems.append((len(hits), there))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for memory in memories[::2]:
        bench.delete(memory, tell=True)
        bench.add([50, 1], [60, 1])
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []


def test_each_snapshot_finds_what_it_holds(bench):
    """Whatever another one, older or newer, looked for in between."""
    first, second = bench.add([3, 0]), bench.add([2, 0])
    query = {"e": np.array([1, 0], dtype=np.float32)}
    with contextlib.ExitStack() as snapshots:
        expected = []
        for change in (
            lambda: None,
            lambda: bench.add([1, 0], [4, 0]),
            lambda: bench.delete(first),
            lambda: bench.add([5, 0]),
            lambda: bench.delete(second),
        ):
            change()
            db = snapshots.enter_context(bench.store.read())
            rows = db.execute("SELECT chunk_id FROM vectors").fetchall()
            expected.append((db, {row["chunk_id"] for row in rows}))
        for order in (expected, expected[::-1], expected[::2] + expected[1::2]):
            for db, chunks in order:
                assert {hit.chunk_id for hit in bench.index.search(db, SPACE, query, 200)} == chunks


NUMBERS = st.integers(-8, 8)
ACTIONS = st.one_of(
    st.tuples(st.just("add"), st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=4), st.booleans()),
    st.tuples(st.just("delete"), st.integers(0, 50), st.booleans()),
    st.tuples(st.just("search"), st.tuples(NUMBERS, NUMBERS, NUMBERS), st.integers(1, 6)),
    st.tuples(st.just("filtered"), st.tuples(NUMBERS, NUMBERS, NUMBERS), st.sets(st.integers(0, 20))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIONS, max_size=25))
def test_any_history_gives_what_plain_arithmetic_gives(actions):
    bench = Bench()
    memories: list[str] = []
    try:
        for name, first, second in actions:
            if name == "add":
                memories.append(bench.add(*first, also={"f": first} if second else None))
            elif name == "delete" and memories:
                bench.delete(memories.pop(first % len(memories)), tell=second)
            elif name == "search":
                scores = [hit.score for hit in bench.search(first, second)]
                assert scores == [score for _, score in bench.expected(first, second)]
            elif name == "filtered":
                only = {memories[n] for n in second if n < len(memories)}
                query = {"e": first, "f": first}
                found = {(hit.chunk_id, hit.score) for hit in bench.search(query, 100, only=only)}
                assert found == set(bench.expected(query, 100, only=only))
    finally:
        bench.store.close()


def test_the_benchmark_measures_what_there_is():
    figures = measure(2_000, 2)
    assert figures.keys() == {"first", "all", "filter 1/2", "filter 1/100"}
    assert min(figures.values()) > 0


@pytest.fixture(scope="module")
def crowd():
    """Many memories whose chunks share a few scores."""
    found = Bench()
    vectors = np.random.default_rng(5).integers(-3, 4, (1200, 2, 2))
    yield found, [found.add(*pair) for pair in vectors]
    found.store.close()


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1, 0.01, 0.0])
@pytest.mark.parametrize("limit", [1, 20, 300])
def test_a_choice_among_many_memories_is_exact_and_asked_about_few(crowd, share, limit):
    bench, ids = crowd
    generator = np.random.default_rng(6)
    only = Only(memory for memory in ids if generator.random() < share)
    query = np.asarray([1, 2], dtype=np.float32)
    with bench.store.read() as db:
        hits = bench.index.search(db, SPACE, {"e": query}, limit, choice=only)
    assert [(hit.chunk_id, hit.score) for hit in hits] == bench.expected(query, limit, only=only.memory_ids)
    assert only.asked <= 0.5 * len(ids) + len(only.memory_ids)
    if share >= 0.5 and limit == 20:
        assert only.asked <= 80, "a filter that keeps half is asked about the best rows alone"
