"""Proxies, from the environment and given; clients of the caller's own."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import httpx
import httpx2
import pytest

from goodmem_dyn import AsyncGoodmem, Goodmem
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ClientStateError,
    IncompleteStreamError,
    InvalidRequestError,
)
from tests.support import replies
from tests.support.examples import UUID
from tests.support.forward import ForwardProxy
from tests.support.steps import Close, Send, Wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.both import Both
    from tests.support.server import MakeServer, StubServer
    from tests.support.tls import Authority

EMPTY = replies.as_json({"spaces": []})
EVENT = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}])[0]


@pytest.fixture
def proxy() -> Iterator[ForwardProxy]:
    with ForwardProxy() as server:
        yield server


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


# Proxies -------------------------------------------------------------------------------------------------------------


def test_a_given_proxy(both: Both, stub: StubServer, proxy: ForwardProxy) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    client = both.client(base_url=f"http://goodmem.localhost:{stub.port}", proxy=proxy.url)
    assert both(client.spaces.list()).data == []
    assert proxy.asked == [f"GET http://goodmem.localhost:{stub.port}/v1/spaces HTTP/1.1"]


def test_a_tunnel(both: Both, stub_server: MakeServer, authority: Authority, proxy: ForwardProxy) -> None:
    server = stub_server(tls=authority.server("goodmem.example"))
    server.on("GET", "/v1/spaces", EMPTY)
    client = both.client(
        base_url=f"https://goodmem.example:{server.port}", api_key="gm_x", proxy=proxy.url, verify=authority.ca_file
    )
    both(client.spaces.list())
    both(client.spaces.list())
    # One tunnel for both; the proxy saw neither key nor path.
    assert proxy.asked == [f"CONNECT goodmem.example:{server.port} HTTP/1.1"]
    assert [one.header("x-api-key") for one in server.requests] == ["gm_x", "gm_x"]


def test_the_head_of_an_answer_ends_in_time_through_a_tunnel_too(
    both: Both, stub_server: MakeServer, authority: Authority, proxy: ForwardProxy
) -> None:
    server = stub_server(tls=authority.server("goodmem.example"))
    server.script([Send(b"HTTP/1.1 200 OK\r\n"), *[Send(b"x-a: b\r\n"), Wait(0.05)] * 100])
    client = both.client(
        base_url=f"https://goodmem.example:{server.port}", proxy=proxy.url, verify=authority.ca_file, max_retries=0
    )
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match="sent nothing in time"):
        both(client.spaces.list(timeout=httpx.Timeout(30, read=0.5)))
    assert 0.4 < time.monotonic() - began < 3


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment(
    both: Both, stub: StubServer, proxy: ForwardProxy, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    monkeypatch.setenv(name, proxy.url.removeprefix("http://") if name == "all_proxy" else proxy.url)
    both(both.client(base_url=f"http://goodmem.localhost:{stub.port}").spaces.list())
    assert len(proxy.asked) == 1


@pytest.mark.parametrize("rule", ["*", "localhost", ".localhost,other", "localhost:{port}"])
def test_no_proxy(
    both: Both, stub: StubServer, proxy: ForwardProxy, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", rule.format(port=stub.port))
    both(both.client(base_url=f"http://localhost:{stub.port}").spaces.list())
    assert proxy.asked == []


def test_a_given_proxy_wins_over_the_environment(
    both: Both, stub: StubServer, proxy: ForwardProxy, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    monkeypatch.setenv("no_proxy", "*")
    both(both.client(base_url=stub.url, proxy=proxy.url).spaces.list())
    assert len(proxy.asked) == 1


def test_a_proxy_with_a_password(both: Both, stub_server: MakeServer, authority: Authority) -> None:
    server = stub_server(tls=authority.server())
    server.on("GET", "/v1/spaces", EMPTY)
    with ForwardProxy(user="me:planted") as proxy:
        both(both.client(base_url=server.url, proxy=proxy.url, verify=authority.ca_file).spaces.list())
        wrong = proxy.url.replace("planted", "wrong")
        client = both.client(base_url=server.url, proxy=wrong, verify=authority.ca_file, max_retries=0)
        with pytest.raises(APIConnectionError, match="the proxy refused: 407") as caught:
            both(client.spaces.list())
    assert not caught.value.sent
    assert f"through the proxy http://127.0.0.1:{proxy.port}" in caught.value.message
    assert "wrong" not in caught.value.message


def test_a_proxy_that_is_not_there(both: Both, stub: StubServer, closed_port: int) -> None:
    client = both.client(base_url=stub.url, proxy=f"http://127.0.0.1:{closed_port}", max_retries=0)
    with pytest.raises(APIConnectionError, match=f"through the proxy http://127.0.0.1:{closed_port}"):
        both(client.spaces.list())


@pytest.mark.parametrize(
    "url", ["", "ftp://me:planted@proxy", "proxy:3128", "http://", "http://me:planted@:1", "http://me:planted@h:x", 5]
)
def test_a_proxy_that_cannot_be_one_is_told_without_its_password(both: Both, url: Any) -> None:
    with pytest.raises(InvalidRequestError, match="proxy must be a URL") as caught:
        both.client(base_url="http://127.0.0.1:1", proxy=url)
    import traceback

    assert "planted" not in "".join(traceback.format_exception(caught.value))


def test_a_socks_proxy_needs_a_package(both: Both) -> None:
    with pytest.raises(InvalidRequestError, match=r"httpx\[socks\]"):
        both.client(base_url="http://127.0.0.1:1", proxy="socks5://127.0.0.1:1")


# A caller's client ---------------------------------------------------------------------------------------------------


class Trace(httpx.Auth):
    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]  # a generator
        request.headers["authorization"] = "Bearer own"
        yield request


def test_transport_auth_and_hooks_of_a_callers_client_are_used(both: Both) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(f"transport {request.headers['authorization']}")
        return httpx.Response(200, json={"spaces": []})

    def hook(_: Any) -> None:
        seen.append("hook")

    async def async_hook(_: Any) -> None:
        seen.append("hook")

    hooks = [async_hook if both.is_async else hook]
    own = both.http_client(
        base_url="http://goodmem.example/prefix",
        transport=httpx.MockTransport(answer),
        auth=Trace(),
        event_hooks={"request": hooks, "response": hooks},
        follow_redirects=True,
    )
    assert both(both.client(http_client=own).spaces.list()).data == []
    assert seen == ["hook", "transport Bearer own", "hook"]
    both(own.close())


def test_redirects_are_not_followed_for_a_callers_client(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.redirect("/elsewhere"))
    own = both.http_client(base_url=stub.url, follow_redirects=True)
    with pytest.raises(APIError, match="redirects to '/elsewhere'"):
        both(both.client(http_client=own).spaces.list())
    assert len(stub.requests) == 1
    both(own.close())


def test_a_callers_client_that_is_closed(both: Both, stub: StubServer) -> None:
    own = both.http_client(base_url=stub.url)
    client = both.client(http_client=own)
    both(own.close())
    with pytest.raises(ClientStateError, match="client is closed"):
        both(client.spaces.list())


def test_limits_of_time_hold_for_a_callers_client(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", [Wait(3)])
    own = both.http_client(base_url=stub.url, timeout=30)
    client = both.client(http_client=own, max_retries=0)
    with pytest.raises(APITimeoutError, match="sent nothing in time"):
        both(client.spaces.list(timeout=0.2))
    with pytest.raises(APITimeoutError, match="within the deadline"):
        both(client.spaces.list(deadline=0.2))
    both(own.close())
    stub.stop()


# The next httpx ------------------------------------------------------------------------------------------------------


@pytest.fixture
def next_client(both: Both, stub: StubServer) -> Iterator[Any]:
    """A client of httpx2, which has httpx's interface and none of its classes."""
    if both.is_async:
        own: Any = httpx2.AsyncClient(base_url=stub.url, headers={"x-api-key": "gm_planted"}, timeout=5)
        yield both.client(http_client=own)
        both(own.aclose())
    else:
        with httpx2.Client(base_url=stub.url, headers={"x-api-key": "gm_planted"}, timeout=5) as own:
            yield both.client(http_client=own)


def test_an_httpx2_client_makes_calls(both: Both, stub: StubServer, next_client: Any, resource: Any) -> None:
    assert isinstance(next_client, AsyncGoodmem if both.is_async else Goodmem)
    stub.on("GET", "/v1/spaces", replies.error(503, retry_after="0"), EMPTY)
    assert both(next_client.spaces.list(timeout=3, deadline=5)).data == []
    assert stub.requests[0].header("x-api-key") == "gm_planted"
    stub.on("POST", "/v1/memories", replies.as_json(resource("Memory"), 201))
    both(next_client.memories.create(space_id=UUID, file=b"content" * 50_000, content_type="text/plain"))
    assert b"content" * 50_000 in stub.requests[-1].body


def test_an_httpx2_client_streams(both: Both, stub: StubServer, next_client: Any) -> None:
    stub.script(replies.chunked([EVENT] * 3), [*replies.chunked([EVENT], end=False), Close()])
    with both.open(next_client.memories.retrieve(message="m", space_ids=[UUID])) as stream:
        assert len(both.list(stream)) == 3
    with both.open(next_client.memories.retrieve(message="m", space_ids=[UUID])) as stream:
        both.next(stream)
        with pytest.raises(IncompleteStreamError):
            both.next(stream)


def test_errors_of_an_httpx2_client_are_ours(both: Both, stub: StubServer, next_client: Any) -> None:
    stub.script(replies.error(409), [Close()], [Wait(3)], [Send(b"nonsense\r\n\r\n"), Close()])
    with pytest.raises(APIError) as caught:
        both(next_client.spaces.list(max_retries=0))
    assert "gm_planted" not in repr(dict(caught.value.response.request.headers))  # type: ignore[union-attr]  # an answer
    with pytest.raises(APIConnectionError, match="broke off"):
        both(next_client.spaces.list(max_retries=0))
    with pytest.raises(APITimeoutError):
        both(next_client.spaces.list(max_retries=0, timeout=0.2))
    with pytest.raises(APIConnectionError, match="does not speak HTTP"):
        both(next_client.spaces.list(max_retries=0))
    stub.stop()
    with pytest.raises(APIConnectionError, match="no connection could be made"):
        both(next_client.spaces.list(max_retries=0))
