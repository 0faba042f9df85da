"""The server as it is started: over standard input and output, over HTTP, and by the command line."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio
import httpx
import httpx2
import pytest
import uvicorn
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from goodmem_dyn import InvalidRequestError
from goodmem_dyn._agents.command import mcp
from goodmem_dyn._agents.server import make_server
from goodmem_dyn._agents.serving import http_app
from tests.agents.agent import said, setup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn.local import Server

TOKEN = "a-token-of-enough-length"


def test_over_standard_input_and_output(goodmem_server: Server) -> None:
    env = {**os.environ, "GOODMEM_BASE_URL": goodmem_server.url, "GOODMEM_API_KEY": str(goodmem_server.api_key)}
    arguments = ["-m", "goodmem_dyn._agents", "mcp", "--allow", "write,spaces.delete"]

    async def run() -> tuple[set[str], tuple[str, bool]]:
        async with Client(StdioServerParameters(command=sys.executable, args=arguments, env=env)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            return names, said(await client.call_tool("call_operation", {"name": "system.info"}))

    names, (text, is_error) = anyio.run(run)
    assert "remember" in names
    assert not is_error
    assert "gitCommit" in text


@pytest.fixture
def guarded(goodmem_server: Server) -> Iterator[str]:
    """The address of an MCP server over HTTP that wants a token."""
    with over_http(goodmem_server, TOKEN) as address:
        yield address


@pytest.fixture
def open_here(goodmem_server: Server) -> Iterator[str]:
    """The address of one that this machine may use without."""
    with over_http(goodmem_server, None) as address:
        yield address


@contextmanager
def over_http(goodmem_server: Server, token: str | None, *allow: str) -> Iterator[str]:
    app = http_app(make_server(setup(goodmem_server, *allow)), token=token)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        end = time.monotonic() + 10
        while not server.started:
            assert time.monotonic() < end
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
        server.should_exit = True
        thread.join()


def test_over_http_with_a_token_and_not_without(guarded: str) -> None:
    async def run(token: str) -> tuple[str, bool]:
        async with (
            httpx2.AsyncClient(headers={"authorization": f"Bearer {token}"}) as http,
            Client(streamable_http_client(guarded, http_client=http)) as client,
        ):
            return said(await client.call_tool("list_spaces", {}))

    assert anyio.run(run, TOKEN)[1] is False
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}):
        assert httpx.post(guarded, json={}, headers=headers, trust_env=False).status_code == 401


@pytest.mark.parametrize("kind", ["guarded", "open_here"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("origin", "https://evil.example"), ("origin", "null"), ("origin", "http://127.0.0.1.evil.example:80"), ("host", "evil.example"),
     ("host", "localhost.evil.example:80")],
)  # fmt: skip
def test_other_sites_cannot_reach_it_through_a_browser(
    request: pytest.FixtureRequest, kind: str, name: str, value: str
) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "accept": "application/json, text/event-stream"}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    answer = httpx.post(request.getfixturevalue(kind), json=body, headers={**headers, name: value}, trust_env=False)
    assert answer.status_code in {403, 421}, answer.text


@pytest.mark.parametrize(("host", "token"), [("0.0.0.0", None), ("127.0.0.1", "short"), ("goodmem.example", None)])
def test_it_is_not_opened_to_others_without_a_token(goodmem_server: Server, host: str, token: str | None) -> None:
    with pytest.raises(InvalidRequestError, match="GOODMEM_MCP_TOKEN"):
        http_app(make_server(setup(goodmem_server)), host=host, token=token)


def test_the_command_line_says_what_is_wrong_in_a_line() -> None:
    result = CliRunner().invoke(mcp, ["--allow", "writes"])
    assert result.exit_code == 1
    assert result.output == (
        "Error: --allow: 'writes' is neither admin, destructive, read, write nor the name of an operation. "
        "Did you mean write?\n"
    )


def test_the_key_of_the_environment_goes_to_the_server_of_the_environment_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from goodmem_dyn._agents import server

    made: list[server.Setup] = []
    monkeypatch.setenv("GOODMEM_BASE_URL", "https://mine.example")
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_mine")

    def stop(setup: server.Setup) -> None:
        made.append(setup)
        raise InvalidRequestError("stop")

    monkeypatch.setattr(server, "make_server", stop)
    for arguments in ([], ["--base-url", "https://mine.example/"], ["--base-url", "https://other.example"]):
        CliRunner().invoke(mcp, arguments)
    assert [one.api_key for one in made] == ["gm_mine", "gm_mine", None]
