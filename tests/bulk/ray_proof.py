"""The proof on a local Ray: `python -m tests.bulk.ray_proof`, or `make ray`.

5,000 rows go into an embedded server through several workers, one of which is killed in between. Then there are exactly
5,000, a second write changes nothing, and reading the space gives them back.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import ray
import ray.data

import goodmem_dyn.local
from goodmem_dyn import Goodmem
from goodmem_dyn.bulk import Writer, datasink, datasource

ROWS, PARTS = 5000, 25


def main() -> int:
    with goodmem_dyn.local.serve() as server, Goodmem(server.url, server.api_key) as client:
        embedder = server.create_default_embedder()
        space = client.spaces.create(name="ray", space_embedders=[embedder]).space_id
        os.environ.update(GOODMEM_BASE_URL=server.url, GOODMEM_API_KEY=str(server.api_key))
        ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": _environment()})
        with tempfile.TemporaryDirectory() as folder:
            writer = Writer(space, name="rows")
            killed: list[int] = []
            watcher = threading.Thread(target=kill_one, args=(Path(folder), killed), daemon=True)
            watcher.start()
            began = time.monotonic()
            slowly = ray.data.range(ROWS, override_num_blocks=PARTS).map(Rows(folder))
            slowly.write_datasink(datasink(writer), ray_remote_args={"max_retries": 5})
            first = time.monotonic() - began
            watcher.join(1)
        stored = list(client.memories.list(space_id=space, page_size=500))
        keys = {one.metadata["_bulk"]["key"] for one in stored if one.metadata}
        newest = max(one.created_at for one in stored)
        ray.data.range(ROWS, override_num_blocks=PARTS).map(Rows(None)).write_datasink(datasink(writer))
        again = list(client.memories.list(space_id=space, page_size=500))
        read = ray.data.read_datasource(datasource(space)).take_all()
        same = {json.loads(one["_bulk"])["key"]: bytes(one["content"]).decode() for one in read}
        ray.shutdown()
    print(f"workers killed: {len(killed)}; memories: {len(stored)}, keys: {len(keys)}, in {first:.1f} s")
    print(f"after a second write: {len(again)}, newer ones: {sum(one.created_at > newest for one in again)}")
    print(f"read back: {len(read)}, equal: {same == {str(n): f'row number {n}' for n in range(ROWS)}}")
    good = len(killed) == 1 and len(stored) == len(keys) == len(again) == len(same) == ROWS
    return 0 if good and all(text == f"row number {key}" for key, text in same.items()) else 1


class Rows:
    """Makes rows of numbers, and notes which processes are at work."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        number = int(row["id"])
        if self.folder is not None and number % 50 == 0:
            with contextlib.suppress(OSError):
                Path(self.folder, str(os.getpid())).touch()
            time.sleep(0.02)
        return {"key": str(number), "text": f"row number {number}", "half": number // 2}


def kill_one(folder: Path, killed: list[int]) -> None:
    """Kill the worker that began first, when some are at work."""
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.05)
    time.sleep(0.5)
    first = min(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(first.name), signal.SIGKILL)
        killed.append(int(first.name))


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {"PYTHONPATH": root, **{name: os.environ[name] for name in ("GOODMEM_BASE_URL", "GOODMEM_API_KEY")}}


if __name__ == "__main__":
    sys.exit(main())
