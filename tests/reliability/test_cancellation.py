"""Calls and streams that are broken off: nothing is leaked, and nothing is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import trio

from goodmem_dyn import AsyncGoodmem, Goodmem
from goodmem_dyn.errors import GoodMemError, StreamError
from tests.support import replies
from tests.support.examples import UUID
from tests.support.steps import Send, Wait

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tests.support.both import Both
    from tests.support.server import StubServer
    from tests.support.steps import Step

EVENT = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}])[0]
EMPTY = replies.as_json({"spaces": []})
ASK: dict[str, Any] = {"message": "m", "space_ids": [UUID]}


def events(count: int = 10**6, pause: float = 0.01) -> Iterator[Step]:
    """A stream for as long as somebody listens."""
    yield Send(replies.head(200, {"content-type": replies.NDJSON, "transfer-encoding": "chunked"}))
    for _ in range(count):
        yield Send(replies.chunk(EVENT))
        yield Wait(pause)


def silence(head: bool = False) -> Iterator[Step]:
    """No answer, or only its head, until the client has gone."""
    if head:
        yield Send(replies.head(200, {"content-type": "application/json", "content-length": "1000"}))
    while True:
        # What says nothing, but cannot be sent to somebody who has gone.
        yield Send(b" " if head else replies.head(102))
        yield Wait(0.02)


def loads(client: Any) -> int:
    """Calls and streams that have a place in a pool."""
    return sum(pool.load for pool in client._core.engine.pools.pools)


def check(client: Any, stub: StubServer, requests: int = 1) -> None:
    """Nothing is left of what was broken off, and it was not tried again."""
    stub.wait_closed(5)
    assert loads(client) == 0
    assert len(stub.requests) == requests


def in_asyncio(main: Callable[[AsyncGoodmem], Awaitable[None]], stub: StubServer, **options: Any) -> None:
    async def run() -> None:
        async with AsyncGoodmem(base_url=stub.url, **options) as client:
            await main(client)
            await asyncio.to_thread(check, client, stub)

    asyncio.run(run())


def in_trio(main: Callable[[AsyncGoodmem], Awaitable[None]], stub: StubServer, **options: Any) -> None:
    async def run() -> None:
        async with AsyncGoodmem(base_url=stub.url, **options) as client:
            await main(client)
            await trio.to_thread.run_sync(check, client, stub)

    trio.run(run)


# Calls ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", [False, True])
def test_a_cancelled_task(stub: StubServer, head: bool) -> None:
    async def main(client: AsyncGoodmem) -> None:
        task = asyncio.create_task(client.spaces.list())  # type: ignore[arg-type]  # a coroutine, in the stubs a page
        await asyncio.to_thread(stub.wait_until, lambda: len(stub.requests) == 1, "the request")
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    stub.on("GET", "/v1/spaces", silence(head))
    in_asyncio(main, stub)


def test_a_time_limit_of_asyncio(stub: StubServer) -> None:
    async def main(client: AsyncGoodmem) -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.spaces.list(), 0.2)

    stub.on("GET", "/v1/spaces", silence())
    in_asyncio(main, stub)


def test_a_task_that_is_cancelled_between_attempts(stub: StubServer) -> None:
    async def main(client: AsyncGoodmem) -> None:
        task = asyncio.create_task(client.spaces.list())  # type: ignore[arg-type]  # a coroutine, in the stubs a page
        await asyncio.to_thread(stub.wait_until, lambda: len(stub.requests) == 1, "the request")
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.5)
        await client.close()

    stub.on("GET", "/v1/spaces", replies.error(503, retry_after="0.4"))
    in_asyncio(main, stub)


def test_a_task_that_is_cancelled_twice(stub: StubServer) -> None:
    async def main(client: AsyncGoodmem) -> None:
        begun = asyncio.Event()

        async def read() -> None:
            async with client.memories.retrieve(**ASK) as stream:
                async for _ in stream:
                    begun.set()

        task = asyncio.create_task(read())
        await begun.wait()
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    stub.on("POST", "/v1/memories:retrieve", events())
    in_asyncio(main, stub)


@pytest.mark.parametrize("head", [False, True])
def test_a_cancel_scope_of_trio(stub: StubServer, head: bool) -> None:
    async def main(client: AsyncGoodmem) -> None:
        with trio.move_on_after(0.3) as scope:
            await client.spaces.list()
        assert scope.cancelled_caught

    stub.on("GET", "/v1/spaces", silence(head))
    in_trio(main, stub)


def test_a_stream_in_a_cancel_scope_of_trio(stub: StubServer) -> None:
    async def main(client: AsyncGoodmem) -> None:
        count = 0
        with trio.move_on_after(0.3) as scope:
            async with client.memories.retrieve(**ASK) as stream:
                async for _ in stream:
                    count += 1
        assert scope.cancelled_caught
        assert count > 1

    stub.on("POST", "/v1/memories:retrieve", events())
    in_trio(main, stub)


def test_an_upload_that_is_cancelled(stub: StubServer, tmp_path: Any) -> None:
    """The server reads slowly: what is cancelled is a write."""
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024)

    async def main() -> None:
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            async with AsyncGoodmem(base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}") as client:
                call = client.memories.create(space_id=UUID, file_path=path, content_type="text/plain")
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(call, 0.3)
                assert loads(client) == 0

    asyncio.run(main())


INTERRUPTED = """
import signal, sys
from goodmem_dyn import Goodmem

# What a shell starts in the background has interrupts ignored, and so has all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
with Goodmem(base_url=sys.argv[1]) as client:
    try:
        if sys.argv[2] == "stream":
            with client.memories.retrieve(message="m", space_ids=["00000000-0000-4000-8000-000000000001"]) as stream:
                for _ in stream:
                    pass
        else:
            client.spaces.list()
    except KeyboardInterrupt:
        print(sum(pool.load for pool in client._core.engine.pools.pools))
"""


@pytest.mark.parametrize("case", ["answer", "body", "pause", "stream"])
def test_an_interrupt_ends_a_call(stub: StubServer, case: str) -> None:
    """Ctrl-C, in a process of its own: a test that interrupts its runner ends all others with it."""
    pause = replies.error(503, retry_after="5")
    stub.on("GET", "/v1/spaces", pause if case == "pause" else silence(head=case == "body"))
    stub.on("POST", "/v1/memories:retrieve", events())
    child = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", INTERRUPTED, stub.url, case], stdout=subprocess.PIPE, text=True
    )
    stub.wait_until(lambda: len(stub.requests) == 1, "the request")
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    said, _ = child.communicate(timeout=10)
    assert said == "0\n"
    # Some versions of Python end by the signal once more when one was handled shortly before.
    assert child.returncode in {0, -signal.SIGINT}
    stub.wait_closed(5)
    assert len(stub.requests) == 1


# Streams -------------------------------------------------------------------------------------------------------------


def test_a_break_out_of_a_stream_closes_its_connection(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events())
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(**ASK)) as stream:
        for _ in range(3):
            both.next(stream)
        assert loads(client) == 1
    check(client, stub)
    assert "closed" in repr(stream)
    both(stream.close())
    with pytest.raises((StopIteration, GoodMemError)):
        both.next(stream)


def test_a_stream_read_to_its_end_gives_its_connection_back(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", replies.chunked([EVENT] * 3))
    client = both.client(base_url=stub.url)
    for _ in range(3):
        with both.open(client.memories.retrieve(**ASK)) as stream:
            assert len(both.list(stream)) == 3
    assert stub.connections == 1
    assert loads(client) == 0


def test_an_exception_in_the_body_of_a_stream_closes_it(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events())
    client = both.client(base_url=stub.url)
    with contextlib.suppress(KeyError), both.open(client.memories.retrieve(**ASK)) as stream:
        both.next(stream)
        raise KeyError
    check(client, stub)


def test_a_malformed_event_closes_the_stream(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", [*replies.chunked([EVENT, b"{nonsense\n"], end=False), Wait(0.1)])
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(**ASK)) as stream:
        both.next(stream)
        with pytest.raises(StreamError, match="event 2"):
            both.next(stream)
        # Also before the block is left.
        assert loads(client) == 0
    check(client, stub)


def test_a_stream_inside_a_generator_that_nobody_finishes(stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events())

    def read(client: Goodmem) -> Iterator[Any]:
        with client.memories.retrieve(**ASK) as stream:
            yield from stream

    with Goodmem(base_url=stub.url) as client:
        for _ in read(client):
            break
        gc.collect()
        check(client, stub)


def test_a_stream_inside_an_asynchronous_generator_that_nobody_finishes(stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events())

    async def read(client: AsyncGoodmem) -> Any:
        async with client.memories.retrieve(**ASK) as stream:
            async for event in stream:
                yield event

    async def main(client: AsyncGoodmem) -> None:
        async for _ in read(client):
            break
        gc.collect()
        await asyncio.sleep(0.1)

    in_asyncio(main, stub)


@pytest.mark.parametrize("run", [in_asyncio, in_trio])
# Generators of httpcore's that are not read to their end; what they hold is closed without them.
@pytest.mark.filterwarnings("ignore:Async generator 'httpcore:ResourceWarning")
@pytest.mark.filterwarnings("ignore:Async generator 'httpx:ResourceWarning")
def test_a_stream_that_another_task_closes(stub: StubServer, run: Any) -> None:
    stub.on("POST", "/v1/memories:retrieve", events())

    async def main(client: AsyncGoodmem) -> None:
        stream = await client.memories.retrieve(**ASK).__aenter__()
        await stream.__anext__()
        await stream.close()

    async def in_another_task(client: AsyncGoodmem) -> None:
        if run is in_asyncio:
            await asyncio.create_task(main(client))
        else:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(main, client)

    run(in_another_task, stub)


def test_a_stream_that_is_closed_while_another_task_waits_for_it(stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events(1, pause=30))

    async def main(client: AsyncGoodmem) -> None:
        stream = await client.memories.retrieve(**ASK).__aenter__()

        async def read() -> list[Any]:
            return [event async for event in stream]

        reading = asyncio.create_task(read())
        await asyncio.sleep(0.2)
        await stream.close()
        with pytest.raises((GoodMemError, asyncio.CancelledError)):
            await asyncio.wait_for(reading, 3)

    async def whole(client: AsyncGoodmem) -> None:
        await main(client)
        stub.stop()

    in_asyncio(whole, stub)


def test_a_stream_that_is_closed_while_another_thread_waits_for_it(stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", events(1, pause=30))
    seen: list[BaseException] = []
    with Goodmem(base_url=stub.url) as client:
        stream = client.memories.retrieve(**ASK).__enter__()

        def read() -> None:
            try:
                for _ in stream:
                    pass
            except GoodMemError as error:
                seen.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        time.sleep(0.2)
        stream.close()
        thread.join(5)
        assert not thread.is_alive()
        assert len(seen) == 1
        assert loads(client) == 0
    stub.stop()


def test_many_cancelled_calls_leave_a_client_as_it_was(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", [Wait(0.03), *EMPTY])
    stub.on("POST", "/v1/memories:retrieve", [*replies.chunked([EVENT], end=False), Wait(0.05), Send(b"0\r\n\r\n")])

    async def stream(client: AsyncGoodmem) -> None:
        async with client.memories.retrieve(**ASK) as events:
            async for _ in events:
                pass

    async def main() -> None:
        async with AsyncGoodmem(base_url=stub.url, max_retries=0) as client:
            for turn in range(8):
                calls: list[Any] = [client.spaces.list() for _ in range(20)] + [stream(client) for _ in range(20)]
                limits = [0.004 * ((n * 7 + turn) % 25) for n in range(40)]
                await asyncio.gather(
                    *[asyncio.wait_for(call, limit) for call, limit in zip(calls, limits, strict=True)],
                    return_exceptions=True,
                )
            assert loads(client) == 0
            await asyncio.gather(*[client.spaces.list() for _ in range(40)])
            connections = [len(pool.transport._pool.connections) for pool in client._core.engine.pools.pools]
            assert sum(connections) <= 40

    asyncio.run(main())
    stub.wait_closed()
