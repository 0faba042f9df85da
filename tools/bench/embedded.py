"""Measures the embedded server as its users meet it: through the client, over HTTP.

Rules: the number of chunks is checked and not assumed; what is timed is a whole retrieval, from the call to the hits.
"""

from __future__ import annotations

import time
from typing import Any

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from tools.bench import answers


def search(client: str, url: str, chunks: int) -> dict[str, float]:  # noqa: ARG001 -- every kind takes a client and a URL
    """A retrieval from the embedded server, once all chunks are indexed; server and client share this process."""
    lines, tries = 100, 30
    # Two lines never fit into one chunk, so that every line is a chunk of its own.
    recursive: Any = {"chunk_size": 80, "chunk_overlap": 0, "keep_strategy": "KEEP_END"}
    recursive |= {"length_measurement": "CHARACTER_COUNT", "separators": ["\n"]}
    with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as goodmem:
        space_id = goodmem.spaces.create(
            name="bench",
            space_embedders=[{"embedder_id": server.create_default_embedder()}],
            default_chunking_config={"recursive": recursive},
        ).space_id
        for memory in range(chunks // lines):
            text = "\n".join(f"{_words(memory * lines + line)} closes line {line:02}" for line in range(lines))
            goodmem.memories.create(space_id=space_id, original_content=text, metadata={"number": memory})
        states = {"PENDING"}
        while states != {"COMPLETED"}:
            time.sleep(0.2)
            states = {
                str(memory.processing_status) for memory in goodmem.memories.list(space_id=space_id, page_size=500)
            }
            answers.expect(states <= {"PENDING", "PROCESSING", "COMPLETED"}, True, f"states {states}")

        def retrieve(message: str, size: int, chosen: str | None = None) -> Any:
            keys: list[Any] = [{"space_id": space_id, **({"filter": chosen} if chosen else {})}]
            return goodmem.memories.retrieve(message=message, space_keys=keys, requested_size=size, stream=False)

        whole = retrieve("line", 500, "CAST(val('$.number') AS NUMERIC) = 0")
        answers.expect(len(whole.hits), lines, "chunks of one memory")
        times = []
        for number in range(tries):
            start = time.perf_counter()
            result = retrieve(_words(number * 37), 20)
            times.append((time.perf_counter() - start) * 1e3)
            answers.expect(len(result.hits), 20, "hits")
    return {"wall_ms": sorted(times)[tries // 2], "slowest_ms": max(times)}


def _words(number: int) -> str:
    """Words that differ from line to line, forty characters of them."""
    names = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty")
    return " ".join(names[int(digit)] for digit in f"{number * 7919 % 10**7:07}")
