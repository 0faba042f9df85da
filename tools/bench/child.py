"""Performs one workload with one client, in a process of its own, and prints the figures as JSON.

Rules: every measured section is warmed up by the same calls, and checks what it got; one client is imported, the one
that is measured.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from tools.bench import answers
from tools.bench.at_once import gather, threads
from tools.bench.clients import load
from tools.bench.meter import Figures, Meter, resident_mb, slices
from tools.bench.uploads import aupload, upload

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PAUSE_MS = 300
SMALL = 4
"""Events of a stream that warms a client up."""
WARM_UP = 50
"""Calls before the clock starts: enough for imports, connections and models, too few to grow a pool."""


def search(*arguments: Any, **sizes: Any) -> Figures:
    """A retrieval from the embedded server."""
    from tools.bench import embedded

    return embedded.search(*arguments, **sizes)


def spaces(_client: str, _url: str, count: int) -> Figures:
    """Spaces of the embedded server, made and listed."""
    from tools.bench import embedded

    return embedded.spaces(count)


def chunks(_client: str, _url: str, count: int) -> Figures:
    """Chunks of the embedded server, stored, embedded and searched."""
    from tools.bench import embedded

    return embedded.chunks(count)


def calls(client: str, url: str, call: str, count: int, mock: str = "") -> Figures:
    """The same call, again and again."""
    meter, subject = Meter(), load(client).Sync(url, mock=mock)
    wanted = answers.item_id(0)
    perform: Callable[[], Any] = subject.create if call == "create" else lambda: subject.get(wanted)
    chosen = set()
    for _ in range(WARM_UP):
        perform()
    with meter.running():
        for part in slices(count):
            with meter.slice(part):
                for _ in range(part):
                    memory = perform()
                    chosen.add(memory.memory_id)
    answers.check_memory(memory, memory.memory_id)
    # A client may choose the ids of what it creates: then they all differ, as over a socket they must.
    answers.expect(len(chosen) in {1, count}, True, "one id, or as many as calls")
    _finish_mock(subject, mock, count)
    subject.close()
    return meter.per(count)


def _finish_mock(subject: Any, mock: str, count: int) -> None:
    if mock:
        subject.mock.check(count + WARM_UP)


def acalls(client: str, url: str, call: str, count: int, mock: str = "") -> Figures:
    """The same call, awaited again and again."""

    async def run() -> Figures:
        meter, subject = Meter(), load(client).Async(url, mock=mock)
        wanted = answers.item_id(0)
        perform: Callable[[], Awaitable[Any]] = subject.create if call == "create" else lambda: subject.get(wanted)
        chosen = set()
        for _ in range(WARM_UP):
            await perform()
        with meter.running():
            for part in slices(count):
                with meter.slice(part):
                    for _ in range(part):
                        memory = await perform()
                        chosen.add(memory.memory_id)
        answers.check_memory(memory, memory.memory_id)
        answers.expect(len(chosen) in {1, count}, True, "one id, or as many as calls")
        _finish_mock(subject, mock, count)
        await subject.close()
        return meter.per(count)

    return asyncio.run(run())


def listing(client: str, url: str, total: int) -> Figures:
    """All items of a list, in pages of 500."""
    meter, module = Meter(), load(client)
    warm = module.Sync(f"{url}/list-500")
    answers.expect(sum(1 for _ in warm.spaces(500)), 500, "items")
    warm.close()
    subject = module.Sync(f"{url}/list-{total}")
    with meter.running():
        for number, space in enumerate(subject.spaces(500)):
            answers.expect(space.space_id, answers.item_id(number), "space id")
    answers.expect(number, total - 1, "number of the last item")
    answers.expect(space.default_chunking_config.recursive.chunk_overlap, 64, "chunk overlap")
    subject.close()
    return meter.figures


def alisting(client: str, url: str, total: int) -> Figures:
    """All items of a list, in pages of 500, asynchronously."""

    async def run() -> Figures:
        meter, module = Meter(), load(client)
        warm = module.Async(f"{url}/list-500")
        answers.expect(len([1 async for _ in warm.spaces(500)]), 500, "items")
        await warm.close()
        subject = module.Async(f"{url}/list-{total}")
        number = -1
        with meter.running():
            async for space in subject.spaces(500):
                number += 1
                answers.expect(space.space_id, answers.item_id(number), "space id")
        answers.expect(number, total - 1, "number of the last item")
        await subject.close()
        return meter.figures

    return asyncio.run(run())


def stream(client: str, url: str, events: str, total: int) -> Figures:
    """A retrieval, read to its end."""
    meter, module = Meter(), load(client)
    warm, check = module.Sync(f"{url}/{events}-{SMALL}"), answers.EventCheck(events, SMALL)
    for event in warm.events():
        check.see(event)
    check.finish()
    warm.close()
    subject, check = module.Sync(f"{url}/{events}-{total}"), answers.EventCheck(events, total)
    with meter.running():
        for event in subject.events():
            check.see(event)
    check.finish()
    subject.close()
    return meter.figures


def astream(client: str, url: str, events: str, total: int) -> Figures:
    """A retrieval, read to its end asynchronously."""

    async def run() -> Figures:
        meter, module = Meter(), load(client)
        warm, check = module.Async(f"{url}/{events}-{SMALL}"), answers.EventCheck(events, SMALL)
        async for event in warm.events():
            check.see(event)
        check.finish()
        await warm.close()
        subject, check = module.Async(f"{url}/{events}-{total}"), answers.EventCheck(events, total)
        with meter.running():
            async for event in subject.events():
                check.see(event)
        check.finish()
        await subject.close()
        return meter.figures

    return asyncio.run(run())


def first_event(client: str, url: str) -> Figures:
    """How long after the call the first event is there, while the server holds the second one back."""
    subject = load(client).Sync(f"{url}/pause")
    for _ in range(2):
        start = time.perf_counter()
        events = iter(subject.events())
        next(events)
        first = (time.perf_counter() - start) * 1e3
        answers.expect(sum(1 for _ in events), 1, "events after the first")
        whole = (time.perf_counter() - start) * 1e3
    answers.expect(whole > PAUSE_MS, True, "the second event came after the pause")
    subject.close()
    return {"first_ms": first}


def batch(client: str, url: str, count: int) -> Figures:
    """One batch of creations: the requests are built, sent, answered and read."""
    meter, subject = Meter(), load(client).Sync(url)
    answers.expect(len(subject.batch(5)), 5, "results")
    with meter.running():
        results = subject.batch(count)
    answers.expect([item.success for item in results], [True] * count, "successes")
    answers.expect([item.memory.memory_id for item in results], list(map(answers.item_id, range(count))), "ids")
    subject.close()
    return meter.figures


def construct(client: str, url: str, count: int) -> Figures:
    """Clients for a server behind TLS, made and closed; none of them calls anything."""
    meter, make = Meter(), load(client).Sync
    secure = url.replace("http://", "https://")
    make(secure).close()
    gc.collect()
    before = resident_mb()
    with meter.running():
        clients = [make(secure) for _ in range(count)]
        size = resident_mb() - before
        for subject in clients:
            subject.close()
    return {**meter.per(count), "kb_each": size * 1024 / count}


def operations(_client: str, url: str, count: int) -> Figures:
    """A client of a document with so many operations, all of its methods looked up."""
    from tools.bench.clients import ours
    from tools.bench.documents import document

    meter, described = Meter(), document(count)
    ours.of_document(url, document(1))
    with meter.running():
        methods = ours.of_document(url, described)
    answers.expect(methods, count, "methods")
    return meter.figures


KINDS: dict[str, Callable[..., Figures]] = {
    function.__name__: function
    for function in (
        calls,
        acalls,
        listing,
        alisting,
        stream,
        astream,
        first_event,
        batch,
        upload,
        aupload,
        gather,
        threads,
        construct,
        operations,
        search,
        spaces,
        chunks,
    )
}

if __name__ == "__main__":
    Meter.counts = "".join(sys.argv[5:])
    print(json.dumps(KINDS[sys.argv[1]](*sys.argv[2:4], **json.loads(sys.argv[4]))))
