"""One client in many threads, tasks, loops and processes; what pickles; and what stays in memory."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import gc
import os
import pickle
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn
from goodmem_dyn import AsyncGoodmem, Attempt, Goodmem, errors
from goodmem_dyn._arguments.checker import Checker
from goodmem_dyn._calls.options import Options
from goodmem_dyn._calls.retry import RetryPolicy
from goodmem_dyn._document.schema import Resolver
from goodmem_dyn.errors import APIConnectionError, ClientStateError, GoodMemError
from tests.support import replies
from tests.support.examples import UUID, bundled
from tests.support.steps import Close, Send, Until, Wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.both import Both
    from tests.support.server import StubServer

ROOT = Path(__file__).parents[2]
EMPTY = replies.as_json({"spaces": []})
EVENT = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}])[0]
ASK: dict[str, Any] = {"message": "m", "space_ids": [UUID]}


# Threads and tasks ---------------------------------------------------------------------------------------------------


def test_threads_make_clients_and_calls_at_once(stub: StubServer) -> None:
    """Nothing is half made when a second thread comes along."""
    stub.on("GET", "/v1/spaces", EMPTY)
    stub.on("POST", "/v1/memories:retrieve", replies.chunked([EVENT]))
    barrier = threading.Barrier(16)

    def work(_: int) -> int:
        barrier.wait()
        with Goodmem(base_url=stub.url) as client:
            client.spaces.list()
            return len(client.memories.retrieve(**ASK, stream=False).statuses)

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, range(16))) == [1] * 16


def test_the_first_use_of_everything_may_be_in_many_threads() -> None:
    """In a process of its own, where nothing was imported and no method was made before."""
    command = [sys.executable, "-W", "error", "-m", "tests.reliability.threads", "4"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (found.returncode, found.stderr) == (0, ""), found.stdout
    assert ", 0 seen differently: []" in found.stdout


def test_a_schema_that_another_thread_is_at_is_no_schema_within_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a second thread does while the first one makes a checker, done in the midst of making it."""
    key = {"type": "object", "properties": {"a": {"type": "string"}}}
    checker = Checker(Resolver({"components": {"schemas": {"Key": key}}}))
    make, seen = checker._compile, []

    def busy(schema: Any) -> Any:
        if not seen:
            seen.append(None)
            seen[0] = checker.compile({"$ref": "#/components/schemas/Key"})({"a": "x"}, "", [])
        return make(schema)

    monkeypatch.setattr(checker, "_compile", busy)
    assert checker.compile({"$ref": "#/components/schemas/Key"})({"a": "y"}, "", []) == {"a": "y"}
    assert seen == [{"a": "x"}]


def test_tasks_share_a_client(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)

    async def main() -> int:
        async with AsyncGoodmem(base_url=stub.url) as client:
            return len(await asyncio.gather(*[client.spaces.list() for _ in range(200)]))

    assert asyncio.run(main()) == 200


# Life ----------------------------------------------------------------------------------------------------------------


def test_a_closed_client_says_so(both: Both, stub: StubServer) -> None:
    client = both.client(base_url=stub.url)
    other = client.with_options(timeout=5)
    stream = client.memories.retrieve(**ASK)
    both(client.close())
    for call in (lambda: both(client.spaces.list()), lambda: both(other.spaces.list()), lambda: both.list(stream)):
        with pytest.raises(ClientStateError, match=r"client is closed|Enter the stream"):
            call()
    with pytest.raises(ClientStateError, match="client is closed"), both.open(client.memories.retrieve(**ASK)):
        pass
    assert stub.requests == []


def test_a_client_that_is_closed_in_the_middle_of_a_call(both: Both, stub: StubServer) -> None:
    """The call ends with an error, and neither hangs nor is sent again."""
    gate = threading.Event()
    stub.on("GET", "/v1/spaces", [Until(gate), *EMPTY])
    client = both.client(base_url=stub.url)
    seen: list[BaseException] = []

    def use() -> None:
        try:
            client.spaces.list()
        except GoodMemError as error:
            seen.append(error)

    async def use_async() -> None:
        task = asyncio.ensure_future(client.spaces.list())
        await asyncio.to_thread(stub.wait_until, lambda: len(stub.requests) == 1, "the request")
        await client.close()
        try:
            await asyncio.wait_for(task, 5)
        except GoodMemError as error:
            seen.append(error)

    if both.is_async:
        both(use_async())
    else:
        thread = threading.Thread(target=use)
        thread.start()
        stub.wait_until(lambda: len(stub.requests) == 1, "the request")
        client.close()
        gate.set()
        thread.join(5)
        assert not thread.is_alive()
    gate.set()
    # In a thread, what the system has begun to read may still arrive.
    assert len(seen) == 1 or not both.is_async
    assert len(stub.requests) == 1


def test_a_second_event_loop_is_refused_and_can_close(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    client = AsyncGoodmem(base_url=stub.url)

    async def use(client: AsyncGoodmem) -> None:
        await client.spaces.list()

    async def again(client: AsyncGoodmem) -> None:
        with pytest.raises(ClientStateError, match="another event loop"):
            await client.spaces.list()
        with pytest.raises(ClientStateError, match="another event loop"):
            async with client.memories.retrieve(**ASK):
                pass
        await client.close()

    with contextlib.closing(asyncio.new_event_loop()) as first:
        first.run_until_complete(use(client))
        asyncio.run(again(client))
        first.run_until_complete(asyncio.sleep(0))
        with warnings.catch_warnings():
            # What another loop has open cannot be closed from here; the objects do it themselves.
            warnings.simplefilter("ignore", ResourceWarning)
            del client
            gc.collect()


# Processes -----------------------------------------------------------------------------------------------------------

FORKED = """
import os, sys
from goodmem_dyn import ClientStateError, Goodmem

client = Goodmem(base_url=sys.argv[1])
client.spaces.list()
stream = client.memories.retrieve(message="m", space_ids=["00000000-0000-4000-8000-000000000001"]).__enter__()
had = sum(1 for _ in range(int(sys.argv[2])) if next(stream))
child = os.fork()
said = [len(client.spaces.list())]
try:
    for _ in range(20 if child == 0 else 0):  # more than can have arrived before the fork
        next(stream)
except ClientStateError as error:
    said.append(str(error))
if child == 0:
    print("child", said, flush=True)
    client.close()
    os._exit(0)
os.waitpid(child, 0)
had += sum(1 for _ in stream)
stream.close()
client.spaces.list()
client.close()
print("parent", said, had, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("read", [0, 1])
def test_a_forked_child_has_connections_of_its_own(stub: StubServer, read: int) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    rest = replies.chunked([EVENT] * 80)[1:]
    stub.on("POST", "/v1/memories:retrieve", [*replies.chunked([EVENT], end=False), *_slowly(EVENT, 19), *rest])
    command = [sys.executable, "-W", "error", "-c", FORKED, stub.url, str(read)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert found.stderr == ""
    child, parent = found.stdout.splitlines()
    assert child.startswith("child [0, 'This stream was opened before a fork")
    assert parent == "parent [0] 100", "what the child has read, the parent misses"
    lists = [one.connection for one in stub.requests if one.path == "/v1/spaces"]
    # The stream has the parent's first connection; its later calls have another, and the child's has its own.
    assert len(lists) == 4
    assert len(set(lists)) == 3


def _slowly(event: bytes, count: int) -> list[Any]:
    return [step for _ in range(count) for step in (Send(replies.chunk(event)), Wait(0.05))]


# Pickles -------------------------------------------------------------------------------------------------------------


def raised() -> list[Exception]:
    """One of every exception of ours, with all that it can hold."""
    fields = [errors.FieldError("a.b", "wrong")]
    api: dict[str, Any] = {
        "status_code": 409,
        "body": "{}",
        "request_id": "r",
        "errors": fields,
        "code": 6,
        "headers": {"a": "b"},
    }
    special: dict[str, Any] = {
        "InvalidRequestError": {"problems": ["one", "two"]},
        "FileArgumentError": {"path": "a.txt"},
        "StreamError": {"event_number": 3, "partial": [1]},
        "IncompleteStreamError": {"event_number": 3, "partial": [1]},
        "OutcomeUnknownError": {"resource_id": UUID},
        "PartialFailureError": {"result": [1]},
        "ProcessingError": {"failures": {UUID: "why"}, "completed": ["a"], "pending": ["b"]},
        "ProcessingTimeoutError": {"completed": ["a"], "pending": ["b"]},
        "DownloadError": {"path": "a.txt", "written": 3},
        "APIConnectionError": {"sent": False, "retryable": False},
        "APITimeoutError": {"sent": False},
    }
    found = []
    for name in errors.__all__:
        kind = getattr(errors, name)
        if isinstance(kind, type) and issubclass(kind, GoodMemError) and kind.__name__ == name:
            options = api if issubclass(kind, errors.APIError) else special.get(name, {})
            found.append(kind("what happened", **options))
    return found


@pytest.mark.parametrize("error", raised(), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("way", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_exceptions_pickle(error: Any, way: Callable[[Any], Any]) -> None:
    again = way(error)
    assert type(again) is type(error)
    assert (str(again), again.args) == (str(error), error.args)
    assert vars(again) == vars(error)


def test_an_exception_of_a_call_crosses_processes_without_its_answer(both: Both, stub: StubServer) -> None:
    stub.script(replies.error(409, "taken"))
    with pytest.raises(errors.ConflictError) as caught:
        both(both.client(base_url=stub.url, api_key="gm_planted").spaces.list())
    assert caught.value.response is not None
    data = pickle.dumps(caught.value)
    assert b"gm_planted" not in data
    again = pickle.loads(data)
    assert (again.response, again.body, again.status_code) == (None, caught.value.body, 409)


@pytest.mark.parametrize("schema", sorted(bundled().document["components"]["schemas"]))
def test_models_pickle(schema: str) -> None:
    kind = goodmem_dyn.models.for_schema(schema)
    value = bundled().value({"$ref": f"#/components/schemas/{schema}"}, most=True)
    if not hasattr(kind, "model_validate"):
        made = kind(value)
    else:
        made = kind.model_validate({**value, "aNewField": [1]} if isinstance(value, dict) else value)
    for way in (copy.copy, copy.deepcopy):
        assert way(made) == made
    # A pickle leaves secrets out, as a dump does.
    again = pickle.loads(pickle.dumps(made))
    assert repr(again) == repr(pickle.loads(pickle.dumps(again)))
    assert type(again) is type(made)
    assert dumped(again) == dumped(made)


def dumped(made: Any) -> Any:
    return made.model_dump(by_alias=True) if hasattr(made, "model_dump") else made


def test_options_and_records_pickle() -> None:
    attempt = Attempt("spaces.list", "GET", "/v1/spaces", 1, 200, None, 0.1, None, None)
    for one in (attempt, Options(timeout=3, default_headers={"a": "b"}), RetryPolicy(3, 1.5), goodmem_dyn.NOT_GIVEN):
        assert pickle.loads(pickle.dumps(one)) == one
    assert pickle.loads(pickle.dumps(Options())).timeout is goodmem_dyn.NOT_GIVEN


# Memory --------------------------------------------------------------------------------------------------------------

FLAT = """
import asyncio, gc, os, sys
import httpx
from goodmem_dyn import AsyncGoodmem, Goodmem

url, clients, calls = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def descriptors():
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def make(count):
    for _ in range(count):
        with Goodmem(base_url=url, api_key="gm_x") as client:
            client.spaces.list()

    async def run():
        for _ in range(count):
            async with AsyncGoodmem(base_url=url, api_key="gm_x") as client:
                await client.spaces.list()

    asyncio.run(run())


def forget(count):
    # Made, never used, never closed.
    for _ in range(count):
        Goodmem(base_url=url, api_key="gm_x").memories


def use(count):
    answer = httpx.Response(200, json={"spaces": []})
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"spaces": []}))
    with Goodmem(base_url="http://127.0.0.1:1", transport=transport) as client:
        for number in range(count):
            client.spaces.list(name_filter=f"n{number}", extra_headers={"x-number": str(number)})


def kept():
    gc.collect()
    if sys.version_info < (3, 11):
        # There the interpreter itself keeps blocks: two for each function that was called 1,024 times, and in its cache
        # of attributes, up to 4,096 times, the word "search" for a call of `re.finditer`. Objects it does not keep.
        return len(gc.get_objects())
    return sys.getallocatedblocks()


def settled(work):
    before, files = kept(), descriptors()
    work()
    return kept() - before, descriptors() - files


make(20); forget(20); use(400)
for work in (lambda: make(clients), lambda: forget(clients), lambda: use(calls)):
    print(*settled(work))
"""


def test_many_clients_and_calls_leave_memory_flat(stub: StubServer) -> None:
    """1,000 clients that are used and closed, 500 that are forgotten, 10,000 calls: of each is left less than half a
    block of memory, and no file."""
    stub.on("GET", "/v1/spaces", [*EMPTY, Close()])
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", FLAT, stub.url, "500", "10000"],
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert found.stderr == ""
    for line, most in zip(found.stdout.splitlines(), (500, 250, 250), strict=True):
        grown, files = map(int, line.split())
        assert grown < most, found.stdout
        assert files == 0
    assert len(stub.requests) == 2 * 500 + 2 * 20


def test_closing_waits_for_nothing(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories:retrieve", [*replies.chunked([EVENT], end=False), Wait(5)])
    client = both.client(base_url=stub.url)
    began = time.monotonic()
    with both.open(client.memories.retrieve(**ASK)) as stream:
        both.next(stream)
        both(client.close())
        with contextlib.suppress(GoodMemError, StopIteration):
            both.next(stream)
    assert time.monotonic() - began < 3
    with pytest.raises((ClientStateError, APIConnectionError)):
        both(client.spaces.list())
    stub.stop()
