"""Hours of use in minutes: ``make soak``, or ``python -m tools.evidence.soak [--seconds 180] [--write]``.

Both clients work without a pause, behind the tests' fault-injecting proxy: memories are created, read, listed, searched
(some streams are left in the middle), downloaded and deleted, wrong calls are made, clients come and go. Server and
proxy are processes of their own, so that memory and file descriptors are the client's.

Rules this module keeps:

* Bounded: it ends when its time is over. It ends with status 1 when anything but a `GoodMemError` came out of a call,
  when a memory was lost or doubled, or when memory or file descriptors grew.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError, NotFoundError
from tools import paths
from tools.evidence.tally import Sample, Tally, table, verdict

WORKERS, RATE, SEED = 8, 0.1, 20
STEP = 5.0
PAGE = "docs/reliability.md"
BEGIN, END = "<!-- soak: begin -->", "<!-- soak: end -->"


def serve() -> None:
    """The server and the proxy before it, until the standard input ends; prints both addresses, key and space."""
    from goodmem_dyn.local import serve as embedded
    from tests.support.proxy import FaultProxy, seeded

    # The loop of the server warns of every write to a client that has left, and leaving is part of the exercise.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    with embedded() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
        space = client.spaces.create(
            name="soak", space_embedders=[server.create_default_embedder()], default_chunking_config={"none": {}}
        )
        with FaultProxy(server.url, seeded(SEED, RATE)) as proxy:
            # Its log is for tests, and would be what grows.
            threading.Thread(target=_forget, args=(proxy,), daemon=True).start()
            print(proxy.url, server.url, server.api_key, space.space_id, flush=True)
            sys.stdin.read()


def _forget(proxy: Any) -> None:
    while True:
        time.sleep(1)
        proxy.log[:-1000] = [None] * max(len(proxy.log) - 1000, 0)


def round_sync(client: Goodmem, space: str, number: int, tally: Tally, stored: list[str]) -> None:
    """A few calls as a program makes them."""
    made = None
    with tally.counted():
        made = client.memories.create(space_id=space, original_content=f"Owl {number}.").memory_id
    with tally.counted(NotFoundError):
        client.memories.get(id="00000000-0000-4000-8000-000000000000")
    with tally.counted(GoodMemError):
        client.memories.create(spce_id=space)  # type: ignore[call-overload]  # a mistake, on purpose
    with tally.counted(), client.memories.retrieve(message="owl", space_ids=[space]) as stream:
        for index, _ in enumerate(stream):
            if number % 3 == 0 and index == 1:
                break
    with tally.counted():
        for _ in client.memories.list(space_id=space, page_size=5, max_items=12):
            pass
    if made is None:
        return
    with tally.counted():
        assert client.memories.content(id=made) == f"Owl {number}.".encode()
    if number % 20 == 0:
        stored.append(made)
        return
    with tally.counted():
        client.memories.delete(id=made)


async def round_async(client: AsyncGoodmem, space: str, number: int, tally: Tally, stored: list[str]) -> None:
    """The same with the other client; some calls are cancelled."""
    made = None
    with tally.counted():
        made = (await client.memories.create(space_id=space, original_content=f"Owl {number}.")).memory_id
    with tally.counted(NotFoundError):
        await client.memories.get(id="00000000-0000-4000-8000-000000000000")
    with tally.counted():
        async with client.memories.retrieve(message="owl", space_ids=[space]) as stream:
            index = 0
            async for _ in stream:
                index += 1
                if number % 3 == 0 and index == 2:
                    break
    with tally.counted(), contextlib.suppress(TimeoutError, asyncio.TimeoutError):
        await asyncio.wait_for(client.memories.list(space_id=space), 0.002 if number % 5 == 0 else 60)
    if made is None:
        return
    with tally.counted():
        assert await client.memories.content(id=made) == f"Owl {number}.".encode()
    if number % 20 == 0:
        stored.append(made)
        return
    with tally.counted():
        await client.memories.delete(id=made)


def work(address: str, key: str, space: str, end: float, tally: Tally, stored: list[str], shared: Goodmem) -> None:
    """One thread, until the end: most rounds with the shared client, some with one of its own."""
    number = 0
    while time.monotonic() < end:
        number += 1
        if number % 10 == 0:
            with Goodmem(base_url=address, api_key=key, max_retries=8) as own:
                round_sync(own, space, number, tally, stored)
        else:
            round_sync(shared, space, number, tally, stored)


async def work_async(address: str, key: str, space: str, end: float, tally: Tally, stored: list[str]) -> None:
    """All tasks of one event loop, until the end."""

    async def task(client: AsyncGoodmem) -> None:
        number = 0
        while time.monotonic() < end:
            number += 1
            await round_async(client, space, number, tally, stored)

    async with AsyncGoodmem(base_url=address, api_key=key, max_retries=8) as client:
        await asyncio.gather(*(task(client) for _ in range(WORKERS)))


def look(began: float, tally: Tally) -> Sample:
    """The process as it is now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    rss = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    errors = sum(tally.errors.values())
    return Sample(time.monotonic() - began, tally.calls, errors, rss, len(os.listdir("/proc/self/fd")))


def soak(seconds: float) -> tuple[list[Sample], Tally, list[str]]:
    """One run; samples, counts, and what went wrong."""
    tally, kept = Tally(), list[str]()
    server = subprocess.Popen(
        [sys.executable, "-m", "tools.evidence.soak", "--serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        address, direct, key, space = server.stdout.readline().split()
        began = time.monotonic()
        end = began + seconds
        samples = []
        with Goodmem(base_url=address, api_key=key, max_retries=8) as shared:
            threads = [
                threading.Thread(target=work, args=(address, key, space, end, tally, kept, shared))
                for _ in range(WORKERS)
            ]
            loop = work_async(address, key, space, end, tally, kept)
            threads.append(threading.Thread(target=asyncio.run, args=(loop,)))
            for thread in threads:
                thread.start()
            while time.monotonic() < end:
                time.sleep(min(STEP, max(end - time.monotonic(), 0.01)))
                samples.append(look(began, tally))
                last = samples[-1]
                print(
                    f"{last.seconds:6.0f} s  {last.calls:8,} calls  {last.errors:5,} errors  {last.rss:7.1f} MiB  "
                    f"{last.descriptors:4} descriptors",
                    flush=True,
                )
            for thread in threads:
                thread.join(60)
        if any(thread.is_alive() for thread in threads):
            tally.strange.append("a call does not end")
        with Goodmem(base_url=direct, api_key=key) as client:
            stored = [memory.memory_id for memory in client.memories.list(space_id=space, page_size=500)]
        return samples, tally, verdict(samples, tally, kept, stored)
    finally:
        server.communicate(timeout=60)


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m tools.evidence.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=180.0, help="how long (default: %(default)g)")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE}")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve()
        return 0
    if not Path("/proc/self/statm").exists():
        print("The soak reads memory and descriptors from /proc, which this system does not have: run it on Linux.")
        return 2
    samples, tally, wrong = soak(options.seconds)
    print(table(samples, tally))
    if options.write:
        path = paths.ROOT / PAGE
        text = path.read_text(encoding="utf-8")
        replaced = f"{BEGIN}\n{table(samples, tally)}\n{END}"
        path.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _: replaced, text, flags=re.DOTALL), encoding="utf-8")
    for problem in wrong:
        print(f"WRONG: {problem}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
