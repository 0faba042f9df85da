"""Every method once through the command line, against the embedded server, with the JSON that the client itself gives.

What the server answered to the command is replayed to the client, so that the two are compared to the last member,
whatever ids and times are in it.
"""

from __future__ import annotations

import functools
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn
import goodmem_dyn.local._http.app  # registers the handlers
from goodmem_dyn import BatchResult, Goodmem, Page, RetrievalResult
from tests.support.both import TRUSTS_NOBODY
from tests.support.calls import all_calls, arguments
from tests.support.served import SERVED
from tests.support.world import World, Worlds
from tests.terminal.words import command_of, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.terminal.conftest import Terminal


class Recorder(httpx.BaseTransport):
    """Passes requests on, and keeps what was answered."""

    def __init__(self) -> None:
        self.inner = httpx.HTTPTransport(verify=TRUSTS_NOBODY)
        self.answers: list[tuple[str, str, int, dict[str, str], bytes]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        content = response.read()
        headers = {name: value for name, value in response.headers.items() if name == "content-type"}
        self.answers.append((request.method, str(request.url), response.status_code, headers, content))
        response.close()
        return httpx.Response(response.status_code, headers=headers, content=content)

    def close(self) -> None:
        self.inner.close()


class Replayer(httpx.BaseTransport):
    """Answers what was answered before."""

    def __init__(self, recorder: Recorder) -> None:
        self.answers = list(recorder.answers)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        method, url, status, headers, content = self.answers.pop(0)
        assert (request.method, str(request.url)) == (method, url)
        return httpx.Response(status, headers=headers, content=content)


class Whole:
    """A server with one of everything; put back after what a command may have removed."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._world: World | None = None

    def take(self, *, fresh: bool) -> World:
        if self._world is None or fresh:
            self._world = self._worlds.again()
        return self._world


@pytest.fixture(scope="module")
def worlds() -> Iterator[Whole]:
    with goodmem_dyn.local.serve(validate_responses=True) as server, closing(Worlds(server)) as worlds:
        yield Whole(worlds)


def wire(value: Any, *, reveal: bool) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, context={"secrets": reveal})
    return value


def of_the_client(result: Any, *, reveal: bool) -> list[Any]:
    """What the client gives, as the lines that the command line should write."""
    if isinstance(result, Page):
        return [wire(one, reveal=reveal) for page in result.iter_pages() for one in page.data]
    if hasattr(result, "__enter__"):
        with result as stream:
            return [wire(one, reveal=reveal) for one in stream]
    if isinstance(result, BatchResult):
        return [wire(one, reveal=reveal) for one in result.results]
    if isinstance(result, (list, RetrievalResult)):
        return [wire(one, reveal=reveal) for one in result]
    return [] if result is None else [wire(result, reveal=reveal)]


@pytest.mark.parametrize("name", SERVED)
def test_every_command_gives_the_json_of_the_client(
    name: str, worlds: Whole, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = all_calls()[name]
    environment: dict[str, str] = {}
    recorder = Recorder()
    for attempt in range(2):
        world = worlds.take(fresh=attempt == 1)
        terminal.use(world.server)
        args = world.arguments(call, arguments(call, most=False))
        words = typed(name, args, tmp_path, environment)
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        with monkeypatch.context() as patch:
            patch.setattr(goodmem_dyn, "Goodmem", functools.partial(Goodmem, transport=recorder))
            said = terminal(*words)
        if said.code == 0:
            break
        recorder.answers.clear()
    assert (said.code, said.err) == (0, "")
    reveal = bool(command_of(name)[1].get("reveals"))
    with Goodmem(base_url=world.server.url, api_key=world.server.api_key, transport=Replayer(recorder)) as client:
        result = call.of(client)(**args)
        if isinstance(result, bytes):
            assert said.raw == result
        else:
            assert said.lines == of_the_client(result, reveal=reveal)
    if recorder.answers[-1][0] == "DELETE" or len(recorder.answers) > 1:
        worlds.world = None
