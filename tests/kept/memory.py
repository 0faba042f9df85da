"""What a large text costs an embedded server, in memory: `python -m tests.kept.memory [MB …]`.

Rules: each size is a process of its own, which holds server and client; counted is what it has more than at rest, after
a first memory was processed. The text itself, which its caller holds, is not counted, whatever the server makes of it is.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from goodmem_dyn.local import serve

SENTENCES = "An owl sleeps in the old tree, and nobody wakes it. " * 20 + "\n"


def resident(name: str) -> float:
    """MiB of this process: `VmRSS`, what it has, or `VmHWM`, the most that it had."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name))


def measured(megabytes: int) -> str:
    """What a text of this size costs, in words."""
    size = megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as folder, serve(data=Path(folder) / "memory.db") as server:
        client = server.client(timeout=600)
        embedder = client.embedders.ensure(
            display_name="e",
            provider_type="OPENAI",
            endpoint_url=f"{server.url}/local/v1",
            model_identifier="wordllama-l2-256",
            dimensionality=256,
            distribution_type="DENSE",
        )
        space = client.spaces.create(name="s", space_embedders=[embedder.embedder_id]).space_id
        client.memories.create(space_id=space, original_content=SENTENCES, wait=True)
        text = (SENTENCES * (size // len(SENTENCES) + 1))[:size].encode()
        gc.collect()
        rest = resident("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        began = time.monotonic()
        made = client.memories.create(space_id=space, file=text, content_type="text/plain")
        stored = resident("VmHWM") - rest
        client.memories.wait(id=made.memory_id, timeout=600)
        seconds = time.monotonic() - began
        peak = resident("VmHWM") - rest
        time.sleep(1)
        left = resident("VmRSS") - rest
        client.close()
    return (
        f"{megabytes:4} MB of text: {peak:5.0f} MiB at most ({stored:.0f} until it was stored), {left:4.0f} afterwards, "
        f"{seconds:.0f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.kept.memory", description=__doc__.partition("\n")[0])
    parser.add_argument("megabytes", nargs="*", type=int, default=[10, 50, 100])
    parser.add_argument("--here", action="store_true", help="measure in this very process")
    given = parser.parse_args()
    for size in given.megabytes:
        if given.here:
            print(measured(size), flush=True)
        else:
            subprocess.run([sys.executable, "-m", "tests.kept.memory", "--here", str(size)], check=True)


if __name__ == "__main__":
    main()
