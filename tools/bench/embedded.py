"""Measures the embedded server as its users meet it: through the client, over HTTP, before and after a restart.

Rules: the number of chunks is checked and not assumed; what is timed is a whole retrieval, from the call to the hits;
searches with a filter and without take turns.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from tools.bench import answers
from tools.bench.meter import Meter

LINES, TRIES, SHORT = 100, 30, 4000
_KEY = "gm_mzxw6ytboi"


def search(client: str, url: str, chunks: int) -> dict[str, float]:  # noqa: ARG001 -- every kind takes a client and a URL
    """Ingestion and retrieval in the embedded server; server and client share this process."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = str(Path(folder, "bench.db"))
        with goodmem_dyn.local.serve(data=data, api_key=_KEY) as server, _client(server) as goodmem:
            embedder = server.create_default_embedder()
            figures = {"ingest_us": _short_texts(goodmem, embedder)}
            space_id = _filled(goodmem, embedder, chunks)
        with goodmem_dyn.local.serve(data=data, api_key=_KEY) as server, _client(server) as goodmem:
            start = time.perf_counter()
            _retrieve(goodmem, space_id, _words(1), 20)
            figures["first_ms"] = (time.perf_counter() - start) * 1e3
            whole = _retrieve(goodmem, space_id, "line", 500, "CAST(val('$.number') AS NUMERIC) = 0")
            answers.expect(len(whole.hits), LINES, "chunks of one memory")
            return figures | _searches(goodmem, space_id, chunks // LINES // 2)


def spaces(count: int) -> dict[str, float]:
    """Spaces made one by one, and listed."""
    meter = Meter()
    with meter.running(), goodmem_dyn.local.serve(api_key=_KEY) as server, _client(server) as goodmem:
        embedder = server.create_default_embedder()
        for number in range(count):
            _space(goodmem, f"space {number}", embedder, {})
        answers.expect(sum(1 for _ in goodmem.spaces.list(page_size=100)), count, "spaces")
    return meter.figures


def chunks(count: int) -> dict[str, float]:
    """Chunks stored, embedded, and searched once."""
    meter = Meter()
    with meter.running(), goodmem_dyn.local.serve(api_key=_KEY) as server, _client(server) as goodmem:
        space_id = _filled(goodmem, server.create_default_embedder(), count)
        answers.expect(len(_retrieve(goodmem, space_id, _words(1), 20).hits), 20, "hits")
    return meter.figures


def _client(server: Any) -> Goodmem:
    return Goodmem(base_url=server.url, api_key=_KEY)


def _searches(goodmem: Goodmem, space_id: str, half: int) -> dict[str, float]:
    times: dict[str | None, list[float]] = {None: [], f"CAST(val('$.number') AS NUMERIC) < {half}": []}
    for number in range(TRIES):
        for chosen, taken in times.items():
            start = time.perf_counter()
            result = _retrieve(goodmem, space_id, _words(number * 37), 20, chosen)
            taken.append((time.perf_counter() - start) * 1e3)
            answers.expect(len(result.hits), 20, "hits")
    plain, filtered = times.values()
    return {"wall_ms": median(plain), "slowest_ms": max(plain), "filter_times": median(filtered) / median(plain)}


def _short_texts(goodmem: Goodmem, embedder: str) -> float:
    """Microseconds for each short text, from the call until all are found by a search."""
    space_id = _space(goodmem, "short", embedder, {})
    start = time.perf_counter()
    items: list[Any] = [{"space_id": space_id, "original_content": _words(number)} for number in range(SHORT)]
    goodmem.memories.batch_create(requests=items).raise_for_failures()
    _wait(goodmem, space_id)
    return (time.perf_counter() - start) * 1e6 / SHORT


def _filled(goodmem: Goodmem, embedder: str, chunks: int) -> str:
    # Two lines never fit into one chunk, so that every line is a chunk of its own.
    recursive: Any = {"chunk_size": 80, "chunk_overlap": 0, "keep_strategy": "KEEP_END"}
    recursive |= {"length_measurement": "CHARACTER_COUNT", "separators": ["\n"]}
    space_id = _space(goodmem, "bench", embedder, {"default_chunking_config": {"recursive": recursive}})
    for memory in range(chunks // LINES):
        text = "\n".join(f"{_words(memory * LINES + line)} closes line {line:02}" for line in range(LINES))
        goodmem.memories.create(space_id=space_id, original_content=text, metadata={"number": memory})
    _wait(goodmem, space_id)
    return space_id


def _space(goodmem: Goodmem, name: str, embedder: str, more: dict[str, Any]) -> str:
    return goodmem.spaces.create(name=name, space_embedders=[{"embedder_id": embedder}], **more).space_id


def _wait(goodmem: Goodmem, space_id: str) -> None:
    """Until everything in a space is processed."""
    for status in ("PENDING", "PROCESSING"):
        while next(iter(goodmem.memories.list(space_id=space_id, status_filter=status, page_size=1)), None) is not None:
            time.sleep(0.02)
    failed = next(iter(goodmem.memories.list(space_id=space_id, status_filter="FAILED", page_size=1)), None)
    answers.expect(failed, None, "a memory that failed")


def _retrieve(goodmem: Goodmem, space_id: str, message: str, size: int, chosen: str | None = None) -> Any:
    keys: list[Any] = [{"space_id": space_id, **({"filter": chosen} if chosen else {})}]
    return goodmem.memories.retrieve(message=message, space_keys=keys, requested_size=size, stream=False)


def _words(number: int) -> str:
    """Words that differ from line to line, forty characters of them."""
    names = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty")
    return " ".join(names[int(digit)] for digit in f"{number * 7919 % 10**7:07}")
