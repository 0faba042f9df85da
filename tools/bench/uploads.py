"""The workloads that send a file: how fast, and how long the event loop was kept from its other work."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tools.bench import answers
from tools.bench.clients import load
from tools.bench.meter import Figures, Meter


def upload(client: str, url: str, path: str) -> Figures:
    """One file, as a multipart form."""
    meter, subject = Meter(), load(client).Sync(url)
    small = Path(path).with_suffix(".small")
    subject.upload(small)
    with meter.running():
        memory = subject.upload(Path(path))
    answers.check_memory(memory, answers.item_id(0))
    subject.close()
    return _with_rate(meter.figures, path)


def _with_rate(figures: Figures, path: str) -> Figures:
    if Meter.counts:
        return figures
    return {**figures, "mb_per_s": Path(path).stat().st_size / 1e3 / figures["wall_ms"]}


def aupload(client: str, url: str, path: str) -> Figures:
    """One file, as a multipart form, and how long the event loop was kept from its other work."""

    async def watch(gaps: list[float]) -> None:
        # The time that the loop's thread works, and not that of the clock: others may have the processor meanwhile.
        last = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            gaps.append((now - last) * 1e3)
            last = now

    async def run() -> Figures:
        meter, subject, gaps = Meter(), load(client).Async(url), [0.0]
        await subject.upload(Path(path).with_suffix(".small"))
        with meter.running():
            # It is no part of what is counted, and the meter's own collection of garbage none of what is watched.
            watcher = None if Meter.counts else asyncio.create_task(watch(gaps))
            memory = await subject.upload(Path(path))
            if watcher is not None:
                watcher.cancel()
        answers.check_memory(memory, answers.item_id(0))
        await subject.close()
        return {**_with_rate(meter.figures, path), "stall_ms": max(gaps)}

    return asyncio.run(run())
