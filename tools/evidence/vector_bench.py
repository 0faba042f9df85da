"""How long vector search takes as a space grows: ``python -m tools.evidence.vector_bench [--rows 1000 10000 100000]``.

Random unit vectors of 256 dimensions in a real database of the embedded server; four chunks to a memory. Each figure is
the median of many searches for the best 20, in milliseconds, the filter's own SQL included.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import time
from typing import TYPE_CHECKING

import numpy as np

from goodmem_dyn.local._filters import compiling
from goodmem_dyn.local._search.plans import Filtered, SpaceSearch
from goodmem_dyn.local._search.vectors import VectorIndex
from goodmem_dyn.local._store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

DIMENSIONS = 256
CHUNKS_PER_MEMORY = 4
LIMIT = 20
SPACE, EMBEDDER = "space", "embedder"


def fill(store: Store, rows: int, generator: np.random.Generator) -> None:
    """Put `rows` chunks with vectors into a store; half of the memories are kind 'a', one in a hundred is rare."""
    vectors = generator.standard_normal((rows, DIMENSIONS), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    memories = rows // CHUNKS_PER_MEMORY
    now = (0, 0, "u", "u")
    with store.write() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(
            "INSERT INTO principals (principal_id, kind, email, owner_id, creator_id, created_at, updated_at,"
            " created_by_id, updated_by_id) VALUES ('u', 'USER', 'u@example.test', 'u', 'u', 0, 0, 'u', 'u')",
        )
        connection.execute("INSERT INTO spaces VALUES (?, 'u', 'bench', '{}', 0, '{}', ?, ?, ?, ?)", (SPACE, *now))
        connection.executemany(
            "INSERT INTO memories (memory_id, space_id, content_type, metadata, created_at, updated_at, created_by_id,"
            " updated_by_id) VALUES (?, ?, 'text/plain', ?, ?, ?, ?, ?)",
            (
                (f"m{n}", SPACE, json.dumps({"kind": "ab"[n % 2], "rare": n % 100 == 0, "n": n}), *now)
                for n in range(memories)
            ),
        )
        connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, 'text', 0, 4, NULL, ?, ?, ?, ?)",
            (
                (f"c{n}", f"m{n // CHUNKS_PER_MEMORY % memories}", SPACE, n // memories * memories + n, *now)
                for n in range(rows)
            ),
        )
        connection.executemany(
            "INSERT INTO vectors VALUES (?, ?, ?, ?, ?)",
            (
                (f"c{n}", EMBEDDER, SPACE, f"m{n // CHUNKS_PER_MEMORY % memories}", vector.tobytes())
                for n, vector in enumerate(vectors)
            ),
        )


def median_ms(call: Callable[[], object], repeat: int) -> float:
    """Return the median time of a call in milliseconds, after one call that does not count."""
    call()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times)


def measure(rows: int, repeat: int) -> dict[str, float]:
    """Return milliseconds by what was measured."""
    generator = np.random.default_rng(7)
    with contextlib.closing(Store(prepare=compiling.install)) as store:
        fill(store, rows, generator)
        index = VectorIndex()
        queries = iter(generator.standard_normal((10 * repeat + 20, DIMENSIONS), dtype=np.float32))

        def search(condition: str | None = None) -> object:
            with store.read() as connection:
                choice = None
                if condition:
                    space = SpaceSearch(SPACE, {}, *compiling.compile_filter(condition, "m.metadata"))
                    choice = Filtered(connection, space)
                return index.search(connection, SPACE, {EMBEDDER: next(queries)}, LIMIT, choice=choice)

        start = time.perf_counter()
        search()
        figures = {"first": (time.perf_counter() - start) * 1_000}
        figures["all"] = median_ms(search, repeat)
        figures["filter 1/2"] = median_ms(lambda: search("CAST(val('$.kind') AS TEXT) = 'a'"), repeat)
        figures["filter 1/100"] = median_ms(lambda: search("CAST(val('$.rare') AS BOOLEAN)"), repeat)
        return figures


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="sizes to measure")
    parser.add_argument("--repeat", type=int, default=25, help="searches per figure")
    options = parser.parse_args()
    print(f"best {LIMIT} of n chunks x {DIMENSIONS} dimensions, milliseconds, {os.cpu_count()} cores")
    columns = ["first", "all", "filter 1/2", "filter 1/100"]
    print(f"{'n':>9}" + "".join(f"{column:>14}" for column in columns))
    for rows in options.rows:
        figures = measure(rows, options.repeat)
        print(f"{rows:>9,}" + "".join(f"{figures[column]:>14.2f}" for column in columns))
    print("first: the copy is read from the database; afterwards only what is new is read")


if __name__ == "__main__":
    main()
