"""One case, measured: how long the call took, how much memory it had beyond what was there at rest, and how it ended.

Rules: the process has limits of its own, so that what runs away ends. A call that was late by the clock alone, and not
by the time of its processor, was late because the machine was busy.
"""

from __future__ import annotations

import contextlib
import gc
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import httpx

from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError
from tests.hostile import cases
from tests.support import replies
from tests.support.server import StubServer
from tests.support.steps import Close, Reset, Send, Step, Wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.both import Both
    from tests.support.server import Request

MEBIBYTES = 200
CALLS = 7
DEADLINE = 2.0
WAITING = 0.5
"""The deadline of calls whose server waits itself: they all take as long."""


class OutOfBoundsError(AssertionError):
    """A call took too long, too much, or ended in another way than calls may."""


class Hostile(StubServer):
    """Answers everything with the answer of the case."""

    answer: Any = None

    def _reply_to(self, _request: Request) -> list[Step]:
        return steps(self.answer)


def steps(answer: dict[str, Any]) -> list[Step]:
    """An answer as it goes over the wire."""
    content = cases.body(answer["body"])
    headers = [tuple(pair) for pair in answer["headers"]]
    if answer["gzip"]:
        content = gzip.compress(content, 1)
        headers.append(("content-encoding", "gzip"))
    if answer["sized"]:
        headers.append(("content-length", str(len(content))))
    sent: list[Step] = [Send(replies.head(answer["status"], headers))]
    size = max(1, len(content) // answer["cuts"])
    for start in range(0, len(content), size):
        sent += [Wait(answer["pause"]), Send(content[start : start + size])]
    return [*sent, {"close": Close(), "reset": Reset(), "wait": Wait(30)}[answer["end"]]]


def _memory(name: str) -> float:
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name))


def measured(call: Callable[[], object], deadline: float, mebibytes: float = MEBIBYTES) -> None:
    """Make a call, and judge what it took."""
    gc.collect()
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w", encoding="ascii") as peak:
        peak.write("5")
    rest, began, worked = _memory("VmRSS"), time.monotonic(), time.thread_time()
    ended = "a result"
    try:
        call()
    except GoodMemError as error:
        str(error)
        ended = type(error).__name__
    except Exception as error:
        raise OutOfBoundsError(f"it ended with {type(error).__name__}: {error}"[:500]) from error
    seconds, worked, grown = time.monotonic() - began, time.thread_time() - worked, _memory("VmHWM") - rest
    if worked > 2 * deadline or (seconds > 2 * deadline and (worked > deadline or seconds > 20 * deadline)):
        raise OutOfBoundsError(
            f"{ended} took {seconds:.1f} s, {worked:.1f} s of work, with a deadline of {deadline:g} s"
        )
    if grown > mebibytes:
        raise OutOfBoundsError(f"{ended} took {grown:.0f} MiB more than at rest")


def _calls(client: Any) -> list[Callable[[], Any]]:
    some = "00000000-0000-4000-8000-000000000001"
    return [
        client.spaces.list,
        lambda: client.memories.get(id=some),
        lambda: client.memories.retrieve(message="x", space_ids=[some], stream=False),
        lambda: client.memories.create(space_id=some, original_content="x"),
        lambda: client.memories.content(id=some),
        lambda: client.memories.batch_create(requests=[{"space_id": some, "original_content": "x"}]),
        lambda: client.spaces.delete(id=some),
    ]


def try_answer(server: Hostile, answer: dict[str, Any], number: int, *, is_async: bool, loop: Both) -> None:
    """Make one of several calls, and give it this answer; lists and streams are read to their end."""
    server.answer = answer
    waits = answer["pause"] or answer["end"] == "wait"
    deadline = WAITING if waits else DEADLINE
    options: dict[str, Any] = {"base_url": server.url, "api_key": "k", "deadline": deadline, "max_retries": 1}
    client: Any = (AsyncGoodmem if is_async else Goodmem)(**options)

    async def asked(call: Callable[[], Any]) -> Any:
        found = await call()
        return [one async for one in found] if hasattr(found, "__aiter__") else found

    def made() -> object:
        call = _calls(client)[number]
        if is_async:
            return loop(asked(call))
        found = call()
        return list(found) if hasattr(found, "__iter__") else found

    try:
        # A list asks for page after page, and each is a call of its own.
        measured(made, deadline * (4 if number == 0 else 1))
    finally:
        loop(client.close())


def try_document(case: dict[str, Any]) -> None:
    """Make a client of a document, and call what it has; one of several megabytes may take in proportion."""
    content = json.dumps(case["answer"]).encode()
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, content=content, headers={"content-type": "application/json"})
    )

    def made() -> object:
        document = cases.document(case)
        options: dict[str, Any] = {"document": document, "transport": transport, "deadline": DEADLINE, "max_retries": 0}
        with Goodmem("http://localhost:1", "k", **options) as client:
            methods: Any = getattr(client, "x", None)
            create = getattr(methods, "create", None)
            return create(**case["arguments"]) if create is not None else None

    share = cases.share(cases.document(case))
    measured(made, DEADLINE * share, MEBIBYTES * share)
