"""Connections: kept ones that died, answers that come early, limits of time, and the pools."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest

from goodmem_dyn import AsyncGoodmem, Goodmem
from goodmem_dyn._transport import async_network, bodies, internals, network, pools, transports
from goodmem_dyn._transport.limits import Line
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    GoodMemError,
    IncompleteStreamError,
    InvalidRequestError,
)
from tests.support import replies
from tests.support.examples import UUID
from tests.support.listener import Listener, will_reset
from tests.support.steps import Close, Reset, Send, Until, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.both import Both
    from tests.support.server import MakeServer, StubServer
    from tests.support.steps import Step
    from tests.support.tls import Authority

EMPTY = replies.as_json({"spaces": []})
EVENT = {"status": {"code": "NOT_FOUND", "message": "m"}}


def endless(part: bytes, content_type: str) -> Iterator[Step]:
    """A body that goes on for as long as somebody listens."""
    yield Send(replies.head(200, {"content-type": content_type, "transfer-encoding": "chunked"}))
    while True:
        yield Send(replies.chunk(part))
        yield Wait(0.02)


# Kept connections ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [Close(), Reset()])
@pytest.mark.parametrize("retry", [0, 2])
def test_a_connection_that_the_server_closed_between_calls_is_not_used(
    both: Both, stub: StubServer, end: Any, retry: int
) -> None:
    stub.on("GET", "/v1/spaces", [*EMPTY, end])
    stub.on("POST", "/v1/admin/license:reload", replies.as_json({"status": "UNCHANGED", "message": "m"}))
    client = both.client(base_url=stub.url, max_retries=retry)
    both(client.spaces.list())
    stub.wait_closed()
    both(client.admin.license.reload())  # one that is never repeated on a guess
    assert len(stub.requests) == 2


def test_a_dead_connection_that_nobody_noticed_was_not_used(stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at a kept connection and the first byte lies a moment; a failure there is one to connect.

    asyncio does not tell at which byte sending failed, so that its client cannot be as sure.
    """
    stub.on("GET", "/v1/spaces", [*EMPTY, Reset()])
    stub.on("POST", "/v1/admin/license:reload", replies.as_json({"status": "UNCHANGED", "message": "m"}))
    looked: list[str] = []

    def blind(self: Any, info: str) -> Any:
        if info == "is_readable" and not looked:
            looked.append(info)
            return False
        return self._inner.get_extra_info(info)

    with Goodmem(base_url=stub.url) as client:
        client.spaces.list()
        stub.wait_closed()
        time.sleep(0.05)
        monkeypatch.setattr(network.Stream, "get_extra_info", blind)
        client.admin.license.reload()
    assert looked
    assert len(stub.requests) == 2


# Early answers -------------------------------------------------------------------------------------------------------


class Hasty(Listener):
    """Answers as soon as it has read a head, whatever of the body is still to come.

    Args:
        status: What it answers.
        after: What it does then: "close" the connection, "reset" it, "drain" what comes, or "stall".
        informational: Whether it promises to go on (102) before it answers.
    """

    def __init__(self, status: int, after: str, *, tls: Any = None, informational: bool = False) -> None:
        self.status, self.after, self.tls, self.informational = status, after, tls, informational
        self.received = 0
        super().__init__(10.0)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def _handle(self, number: int, connection: socket.socket) -> None:
        try:
            if self.tls is None:
                self._answer(connection)
                return
            secure = self.tls.wrap_socket(connection, server_side=True)
            with self._hold(secure):
                self._answer(secure)
        except OSError:
            pass

    def _answer(self, connection: Any) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
        if self.informational:
            connection.sendall(replies.head(102))
            time.sleep(0.1)
        for step in replies.error(self.status, "too much for me"):
            assert isinstance(step, Send)
            connection.sendall(step.data)
        if self.after == "reset":
            time.sleep(0.1)
            will_reset(connection)
        elif self.after == "drain":
            while more := connection.recv(1 << 20):
                self.received += len(more)
        elif self.after == "stall":
            self._stopping.wait(0.8)


SIZE = 64 * 1024 * 1024


def upload(both: Both, client: Any, tmp_path: Any, **options: Any) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(SIZE)
    both(client.memories.create(space_id=UUID, file_path=path, content_type="application/octet-stream", **options))


@pytest.mark.parametrize("after", ["close", "reset", "drain", "stall"])
@pytest.mark.parametrize(("status", "error"), [(413, APIError), (401, AuthenticationError)])
def test_an_answer_that_comes_before_the_body_is_sent_is_seen(
    both: Both, tmp_path: Any, status: int, error: type[APIError], after: str
) -> None:
    with Hasty(status, after) as server:
        client = both.client(base_url=server.url, timeout=5)
        with pytest.raises(error, match="too much for me") as caught:
            upload(both, client, tmp_path)
        assert caught.value.status_code == status
        assert server.connections == 1
        # What nobody wants to read is not sent to the end.
        assert server.received < SIZE
        both(client.close())
        server.wait_closed()


@pytest.mark.parametrize("after", ["close", "drain"])
def test_an_early_answer_is_seen_through_tls(both: Both, tmp_path: Any, authority: Authority, after: str) -> None:
    with Hasty(413, after, tls=authority.server()) as server:
        client = both.client(base_url=server.url, verify=str(authority.ca_file), timeout=5)
        with pytest.raises(APIError, match="413 too much"):
            upload(both, client, tmp_path)


def test_a_promise_to_go_on_is_no_answer(both: Both, tmp_path: Any) -> None:
    with Hasty(413, "drain", informational=True) as server, pytest.raises(APIError, match="413 too much"):
        upload(both, both.client(base_url=server.url, timeout=5), tmp_path)


def test_a_server_that_goes_on_gets_the_whole_body(both: Both, stub: StubServer, resource: Any) -> None:
    """An unasked 100 in the middle of an upload ends nothing."""
    stub.script(replies.as_json(resource("Memory"), 201))
    content = bytes(range(256)) * 20_000
    client = both.client(base_url=stub.url)
    both(client.memories.create(space_id=UUID, file=content, content_type="application/octet-stream"))
    assert content in stub.requests[0].body
    stub.script(EMPTY)
    both(client.spaces.list())
    assert {one.connection for one in stub.requests} == {0}


# Limits of time ------------------------------------------------------------------------------------------------------


@pytest.fixture
def full() -> Iterator[int]:
    """A port whose queue is full: connecting to it takes for ever."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        time.sleep(0.05)
        yield listening.getsockname()[1]


def test_connecting_takes_no_longer_than_it_may(both: Both, full: int) -> None:
    client = both.client(base_url=f"http://127.0.0.1:{full}", timeout=httpx.Timeout(30, connect=0.3), max_retries=0)
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match="no connection could be made in time") as caught:
        both(client.system.init())
    assert not caught.value.sent
    assert isinstance(caught.value, TimeoutError)
    assert 0.2 < time.monotonic() - began < 4


@pytest.mark.parametrize(
    "slow",
    [
        [Wait(8)],
        [Send(b"HTTP/1.1 200 OK\r\n"), *[Send(b"x-a: b\r\n"), Wait(0.05)] * 100],
        [Send(replies.head(200, {"content-length": "9"})), Wait(8)],
        [*[Send(replies.head(100)), Wait(0.02)] * 300],
    ],
    ids=["silence", "slow head", "no body", "only promises"],
)
def test_waiting_for_an_answer_takes_no_longer_than_it_may(both: Both, stub: StubServer, slow: Any) -> None:
    stub.script(slow)
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match="sent nothing in time") as caught:
        both(both.client(base_url=stub.url, max_retries=0).spaces.list(timeout=0.4))
    assert caught.value.sent
    assert 0.3 < time.monotonic() - began < 4


def test_sending_takes_no_longer_than_it_may(both: Both, tmp_path: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        client = both.client(
            base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}", timeout=httpx.Timeout(30, write=0.4), max_retries=0
        )
        began = time.monotonic()
        with pytest.raises(APITimeoutError, match="could not be sent in time"):
            upload(both, client, tmp_path)
        assert 0.3 < time.monotonic() - began < 5


def test_a_stream_may_be_idle_no_longer_than_it_may(both: Both, stub: StubServer) -> None:
    event = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}])
    stub.script([*replies.chunked(event, end=False), Wait(8)])
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(message="m", space_ids=[UUID], timeout=0.3)) as stream:
        both.next(stream)
        began = time.monotonic()
        with pytest.raises(IncompleteStreamError, match=r"after 1 event.*sent nothing in time"):
            both.next(stream)
        assert 0.2 < time.monotonic() - began < 4


def test_a_stream_may_take_longer_than_its_deadline_once_it_has_begun(both: Both, stub: StubServer) -> None:
    lines = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}] * 6)
    steps = [Send(replies.head(200, {"content-type": replies.NDJSON, "transfer-encoding": "chunked"}))]
    for line in lines:
        steps += [Send(replies.chunk(line)), Wait(0.1)]
    stub.script([*steps, Send(replies.chunk(b""))])
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(message="m", space_ids=[UUID], deadline=0.3)) as stream:
        assert len(both.list(stream)) == 6


@pytest.mark.parametrize("value", [0, -1, True, "5", float("nan"), httpx.Timeout(5, read=-1)])
def test_a_timeout_is_a_number_above_zero(both: Both, value: Any) -> None:
    with pytest.raises(InvalidRequestError, match="timeout must be"):
        both.client(base_url="http://127.0.0.1:1", timeout=value)
    with pytest.raises(InvalidRequestError, match="timeout must be"):
        both(both.client(base_url="http://127.0.0.1:1").spaces.list(timeout=value))


def test_no_limit_can_be_said_in_two_ways(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    both(both.client(base_url=stub.url, timeout=float("inf")).spaces.list())
    both(both.client(base_url=stub.url).spaces.list(timeout=None))


# Pools ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MAX_CONNECTIONS", 2)


@pytest.mark.usefixtures("narrow")
def test_waiting_for_a_connection_takes_no_longer_than_it_may(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", [*replies.chunked([], end=False), Wait(8)])
    stub.on("GET", "/v1/spaces", EMPTY)
    client = both.client(base_url=stub.url, max_retries=0)
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(both.open(client.memories.retrieve(message="m", space_ids=[UUID])))
        began = time.monotonic()
        with pytest.raises(APITimeoutError, match="no connection became free") as caught:
            both(client.spaces.list(timeout=httpx.Timeout(30, pool=0.3)))
        assert not caught.value.sent
        assert 0.2 < time.monotonic() - began < 4
    both(client.spaces.list())  # the streams gave theirs back


@pytest.mark.usefixtures("narrow")
def test_threads_take_turns(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", [Wait(0.005), *EMPTY])
    with Goodmem(base_url=stub.url) as client, ThreadPoolExecutor(20) as pool:
        assert len(list(pool.map(lambda _: client.spaces.list(), range(100)))) == 100
    assert stub.connections == 2


@pytest.mark.usefixtures("narrow")
def test_tasks_take_turns_and_cancelled_ones_lose_theirs(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", [Wait(0.01), *EMPTY])

    async def main() -> tuple[int, int]:
        async with AsyncGoodmem(base_url=stub.url, max_retries=0) as client:
            hasty = [asyncio.wait_for(client.spaces.list(), 0.001 * (n % 40)) for n in range(200)]
            patient = [client.spaces.list() for _ in range(20)]
            done = await asyncio.gather(*hasty, *patient, return_exceptions=True)
            engine = client._core.engine
            loads = [pool.load for pool in engine.pools.pools]
            # Every place is there again.
            await asyncio.wait_for(asyncio.gather(*[client.spaces.list() for _ in range(6)]), 5)
            return sum(not isinstance(one, BaseException) for one in done[-20:]), sum(loads)

    assert asyncio.run(main()) == (20, 0)


def test_a_place_whose_connection_was_lost_goes_to_the_next_as_a_new_one(
    stub: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call that is cancelled just when its connection begins leaves it in its pool, as one that is in use."""
    usual, begun = httpcore.AsyncHTTPConnection.handle_async_request, asyncio.Event()

    async def lost(connection: Any, request: Any) -> Any:
        if not begun.is_set():
            begun.set()
            await asyncio.sleep(60)
        return await usual(connection, request)

    async def main() -> None:
        async with AsyncGoodmem(base_url=stub.url, max_retries=0, timeout=5) as client:
            hasty, patient = (asyncio.ensure_future(client.spaces.list()) for _ in range(2))
            await begun.wait()
            await asyncio.sleep(0)  # the other one waits for its place
            hasty.cancel()
            assert (await patient).data == []
            assert [pool.load for pool in client._core.engine.pools.pools] == [0]

    monkeypatch.setattr(pools, "MAX_CONNECTIONS", 1)
    monkeypatch.setattr(httpcore.AsyncHTTPConnection, "handle_async_request", lost)
    stub.on("GET", "/v1/spaces", EMPTY)
    asyncio.run(main())


def test_many_calls_at_once_open_at_most_96_connections(stub: StubServer) -> None:
    gate = threading.Event()
    stub.on("GET", "/v1/spaces", [Until(gate), *EMPTY])

    async def main() -> None:
        async with AsyncGoodmem(base_url=stub.url) as client:
            calls = asyncio.gather(*[client.spaces.list() for _ in range(150)])
            while stub.connections < 96:  # noqa: ASYNC110 - the server is in a thread, and has no event
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            assert stub.connections == 96
            gate.set()
            assert len(await calls) == 150

    asyncio.run(main())
    assert stub.connections == 96


def test_an_error_of_a_hook_is_nobody_elses(both: Both, stub: StubServer, caplog: pytest.LogCaptureFixture) -> None:
    def hook(_: Any) -> None:
        raise KeyError("mine")

    stub.on("GET", "/v1/spaces", EMPTY)
    assert both(both.client(base_url=stub.url, on_attempt=hook).spaces.list()).data == []
    assert "on_attempt raised" in caplog.text


def test_an_interrupt_in_a_hook_leaves_nothing_open(both: Both, stub: StubServer) -> None:
    def hook(_: Any) -> None:
        raise KeyboardInterrupt

    stub.script(endless(b" ", replies.NDJSON))
    client = both.client(base_url=stub.url, on_attempt=hook)
    stream = client.memories.retrieve(message="m", space_ids=[UUID])
    with pytest.raises(KeyboardInterrupt), both.open(stream):
        pass
    stub.wait_closed()
    assert sum(pool.load for pool in client._core.engine.pools.pools) == 0


@pytest.mark.parametrize("status", [400, 401, 500])
def test_an_error_instead_of_a_stream_gives_the_connection_back(both: Both, stub: StubServer, status: int) -> None:
    stub.on("POST", "/v1/memories:retrieve", replies.error(status))
    stub.on("GET", "/v1/spaces", EMPTY)
    client = both.client(base_url=stub.url, max_retries=0)
    with pytest.raises(APIError), both.open(client.memories.retrieve(message="m", space_ids=[UUID])):
        pass
    both(client.spaces.list())
    assert {one.connection for one in stub.requests} == {0}


def test_a_wrong_kind_of_answer_to_a_stream_closes_the_connection(both: Both, stub: StubServer) -> None:
    stub.script(endless(b"<html>", "text/html"))
    client = both.client(base_url=stub.url)
    with (
        pytest.raises(GoodMemError, match="text/html"),
        both.open(client.memories.retrieve(message="m", space_ids=[UUID])),
    ):
        pass
    stub.wait_closed()


def test_a_download_that_cannot_be_written_closes_the_connection(both: Both, stub: StubServer, tmp_path: Any) -> None:
    stub.script(endless(b"x" * 1000, "application/octet-stream"))
    client = both.client(base_url=stub.url)
    with pytest.raises(GoodMemError, match="cannot be written"):
        both(client.memories.content(id=UUID, to=tmp_path / "no" / "such" / "folder"))
    stub.wait_closed()
    assert sum(pool.load for pool in client._core.engine.pools.pools) == 0


def test_a_broken_download_leaves_no_file(both: Both, stub: StubServer, tmp_path: Any) -> None:
    stub.script(replies.truncated(b"half", 4, content_type="application/octet-stream"))
    with pytest.raises(APIConnectionError):
        both(both.client(base_url=stub.url).memories.content(id=UUID, to=tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []


def test_a_plain_call_to_a_tls_port_says_so(both: Both, stub_server: MakeServer, authority: Authority) -> None:
    server = stub_server(tls=authority.server())
    client = both.client(base_url=server.url.replace("https", "http"), max_retries=0)
    with pytest.raises(APIConnectionError, match="must start with https://"):
        both(client.spaces.list())


@pytest.fixture(autouse=True)
def _nothing_is_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every place in every pool is free when a test has ended."""
    both = request.getfixturevalue("both") if "both" in request.fixturenames else None
    yield
    for client in both._clients if both is not None else ():
        assert not any(pool.load for pool in client._core.engine.pools.pools)


# The HTTP library ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "guard"), [(transports, "HAS_POOL"), (bodies, "HAS_CONTENT"), (internals, "HAS_REFERENCE")]
)
def test_calls_work_where_the_http_library_lacks_what_is_used_beyond_its_public_names(
    both: Both, stub: StubServer, monkeypatch: pytest.MonkeyPatch, module: Any, guard: str
) -> None:
    assert getattr(module, guard), "the versions that are tested have it"
    monkeypatch.setattr(module, guard, False)
    stub.on("GET", "/v1/spaces", EMPTY)
    stub.on("POST", "/v1/memories:retrieve", replies.chunked(replies.ndjson([EVENT])))
    client = both.client(base_url=stub.url, timeout=5)
    assert both(client.spaces.list(deadline=5)) == []
    assert len(both(client.memories.retrieve(message="m", space_ids=[UUID], stream=False)).events) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="sockets are told apart by a number that Linux gives")
def test_what_is_sent_never_goes_to_a_connection_that_took_the_number_of_a_closed_one() -> None:
    """Some event loops close a socket unseen, and leave its number with those who asked for it."""
    ours, peer = socket.socketpair()
    other, reader = socket.socketpair()
    sent: list[bytes] = []
    number = ours.fileno()

    class Loop(httpcore.AsyncNetworkStream):
        async def write(self, buffer: bytes, timeout: float | None = None) -> None:
            sent.append(buffer)

        def get_extra_info(self, info: str) -> Any:
            return SimpleNamespace(fileno=lambda: number) if info == "socket" else None

    async def use() -> None:
        stream = async_network.Stream(Loop(), Line())
        await stream.write(b"one")
        assert (peer.recv(9), sent) == (b"one", [])
        os.dup2(other.fileno(), number)
        await stream.write(b"two")
        assert sent == [b"two"]

    with ours, peer, other, reader:
        for each in (ours, peer, other, reader):
            each.setblocking(False)
        asyncio.run(use())
        with pytest.raises(BlockingIOError):
            reader.recv(9)
