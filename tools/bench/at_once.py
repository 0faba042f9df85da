"""The workloads with many calls at once on one client, of tasks and of threads."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

from tools.bench import answers
from tools.bench.clients import load
from tools.bench.meter import Figures, Meter

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_FLIGHT = 100


def gather(client: str, url: str, count: int, loop: str, slow: bool = False) -> Figures:
    """Many awaited calls, always the same number of them in flight."""

    async def worker(subject: Any, numbers: Iterator[int]) -> None:
        for number in numbers:
            memory = await subject.get(answers.item_id(number))
            answers.expect(memory.memory_id, answers.item_id(number), "memory id")

    async def run() -> Figures:
        meter, subject = Meter(), load(client).Async(f"{url}/slow" if slow else url)
        await subject.get(answers.item_id(0))
        numbers = iter(range(count))
        with meter.running():
            await asyncio.gather(*(worker(subject, numbers) for _ in range(IN_FLIGHT)))
        answers.expect(next(numbers, None), None, "calls left over")
        await subject.close()
        return meter.per(count)

    if loop == "uvloop":
        import uvloop  # type: ignore[import-not-found]  # installed in the environments of the peers

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            figures: Figures = runner.run(run())
            return figures
    return asyncio.run(run())


def threads(client: str, url: str, count: int, threads: int) -> Figures:
    """Calls from several threads on one client, every answer matched to its request."""
    meter, subject = Meter(), load(client).Sync(url)
    failures: list[BaseException] = []
    answers.check_memory(subject.get(answers.item_id(0)), answers.item_id(0))

    def work(numbers: range) -> None:
        try:
            for number in numbers:
                answers.expect(subject.get(answers.item_id(number)).memory_id, answers.item_id(number), "memory id")
        except BaseException as error:
            failures.append(error)
            raise

    workers = [threading.Thread(target=work, args=(range(at, count, threads),)) for at in range(threads)]
    with meter.running():
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    if failures:
        raise failures[0]
    subject.close()
    return meter.per(count)
