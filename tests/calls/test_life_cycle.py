"""Clients: how they are made, shared, and closed."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import inspect
import os
import pickle
import typing
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trio

from goodmem_dyn import AsyncGoodmem, Attempt, Goodmem, InvalidRequestError
from goodmem_dyn.errors import APIConnectionError, AuthenticationError, ClientStateError
from tests.support import replies
from tests.support.calls import Stub
from tests.support.examples import UUID, bundled
from tests.support.versions import needs_311

if TYPE_CHECKING:
    from tests.support.both import Both
    from tests.support.server import MakeServer, StubServer

URL = "http://127.0.0.1:1"


@needs_311("overloads")
@pytest.mark.parametrize("client", [Goodmem, AsyncGoodmem])
def test_the_documented_signatures_show(client: type[Any]) -> None:
    """The parameters that people know come first, with the defaults that hold."""
    simple, bring = typing.get_overloads(client.__init__)
    first = inspect.signature(simple).parameters
    assert list(first)[:5] == ["self", "base_url", "api_key", "timeout", "verify"]
    assert (first["timeout"].default, first["verify"].default) == (30.0, True)
    assert first["base_url"].kind is first["base_url"].POSITIONAL_OR_KEYWORD
    assert first["timeout"].kind is first["timeout"].KEYWORD_ONLY
    second = inspect.signature(bring).parameters
    assert list(second)[:2] == ["self", "http_client"]
    assert second["http_client"].kind is second["http_client"].KEYWORD_ONLY
    assert not {"base_url", "api_key", "timeout", "verify"} & second.keys()
    kind = "httpx.AsyncClient" if client is AsyncGoodmem else "httpx.Client"
    assert second["http_client"].annotation == kind


def test_the_default_timeout_is_thirty_seconds(both: Both) -> None:
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200, json={"spaces": []})

    for options in ({}, {"timeout": 5}, {"timeout": None}, {"timeout": httpx.Timeout(1, read=9)}):
        both(both.against(answer, **options).spaces.list())
    both(both.against(answer).spaces.list(timeout=7))
    both(both.against(answer).with_options(timeout=8).spaces.list())
    reads = [one["read"] for one in seen]
    assert reads == [30.0, 5.0, None, 9, 7.0, 8.0]
    assert seen[3]["connect"] == 1


@pytest.mark.parametrize(
    "mixed",
    [
        {"base_url": URL},
        {"api_key": "gm_x"},
        {"timeout": 5.0},
        {"verify": False},
        {"timeout": None},
        {"transport": httpx.MockTransport(lambda _: httpx.Response(200))},
    ],
)
def test_the_two_patterns_exclude_each_other(both: Both, mixed: dict[str, Any]) -> None:
    own = both.http_client(base_url=URL)
    with pytest.raises(InvalidRequestError, match=f"Give http_client, or {next(iter(mixed))}"):
        both.client(http_client=own, **mixed)
    both(own.close())


def test_options_that_are_wrong_are_refused(both: Both) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"base_url": URL, "api_keys": "gm_x"}, "no option 'api_keys'.*'api_key'"),
        ({"base_url": URL, "timeout": "5"}, "timeout must be a number"),
        ({"base_url": URL, "max_retries": -1}, "max_retries"),
        ({"base_url": URL, "max_retries": True}, "max_retries"),
        ({"base_url": URL, "api_key": 5}, "api_key must be a str"),
        ({"base_url": URL, "default_headers": {"a b": "c"}}, "cannot be the name of a header"),
        ({"base_url": URL, "default_headers": {"a": "c\nd"}}, "header 'a'"),
        ({"base_url": "https://localhost:1", "verify": "/no/such/ca.pem"}, "verify names no readable file"),
        ({"http_client": object()}, "httpx client"),
        ({}, "base_url is missing"),
    ]
    for options, said in wrong:
        with pytest.raises(InvalidRequestError, match=said):
            both.client(**options)


def test_a_client_of_the_wrong_kind_is_refused() -> None:
    with httpx.Client(base_url=URL) as own, pytest.raises(InvalidRequestError, match=r"needs an httpx\.AsyncClient"):
        AsyncGoodmem(http_client=own)  # type: ignore[arg-type]  # the mistake
    with pytest.raises(InvalidRequestError, match=r"needs an httpx\.Client"):
        Goodmem(http_client=httpx.AsyncClient(base_url=URL))  # type: ignore[arg-type]  # the mistake
    with httpx.Client() as own, pytest.raises(InvalidRequestError, match="has no base_url"):
        Goodmem(http_client=own)


def test_a_callers_client_is_used_as_it_is(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    own = both.http_client(
        base_url=stub.url, headers={"x-api-key": "gm_own", "x-mine": "1"}, cookies={"c": "1"}, timeout=11
    )
    before = (
        dict(own.headers),
        own.timeout,
        str(own.base_url),
        own.follow_redirects,
        dict(own.cookies),
        own.event_hooks,
    )
    client = both.client(http_client=own)
    assert both(client.spaces.list()).data == []
    request = stub.requests[0]
    assert (request.header("x-api-key"), request.header("x-mine"), request.header("cookie")) == ("gm_own", "1", "c=1")
    assert (request.header("user-agent") or "").startswith("goodmem-dyn/")
    both(client.close())
    assert not own.is_closed
    assert (
        dict(own.headers),
        own.timeout,
        str(own.base_url),
        own.follow_redirects,
        dict(own.cookies),
        own.event_hooks,
    ) == before
    both(own.get("/v1/spaces"))
    both(own.close())


def test_a_path_of_a_callers_client_is_kept(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/good/mem/v1/spaces", replies.as_json({"spaces": []}))
    own = both.http_client(base_url=f"{stub.url}/good/mem")
    both(both.client(http_client=own).spaces.list())
    both(own.close())


def test_closing_is_final_and_harmless_twice(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    client = both.client(base_url=stub.url)
    both(client.spaces.list())
    both(client.close())
    both(client.close())
    with pytest.raises(ClientStateError, match="client is closed"):
        both(client.spaces.list())
    assert "closed" in repr(client)


def test_a_context_manager_closes(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    with contextlib.suppress(KeyError), both.open(both.client(base_url=stub.url)) as client:
        both(client.spaces.list())
        raise KeyError
    with pytest.raises(ClientStateError):
        both(client.spaces.list())


def test_with_options_shares_connections_and_leaves_the_client_as_it_is(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    client = both.client(base_url=stub.url, default_headers={"X-One": "1"})
    other = client.with_options(default_headers={"x-two": "2"}, max_retries=0)
    both(client.spaces.list())
    both(other.spaces.list())
    both(client.spaces.list(extra_headers={"x-one": "own"}))
    assert [(one.header("x-one"), one.header("x-two")) for one in stub.requests] == [
        ("1", None),
        ("1", "2"),
        ("own", None),
    ]
    assert {one.connection for one in stub.requests} == {0}


def test_bootstrap_calls_need_no_key(both: Both, goodmem_server: Any) -> None:
    client = both.client(base_url=goodmem_server.url)
    assert both(client.system.info()).version
    assert both(client.system.init()).already_initialized is True
    with pytest.raises(AuthenticationError):
        both(client.spaces.list())


def test_no_key_means_no_header(both: Both) -> None:
    for key in (None, ""):
        stub = Stub(bundled())
        both(both.against(stub, api_key=key).system.info())
        assert "x-api-key" not in stub.requests[0].headers


def test_the_environment(both: Both, monkeypatch: pytest.MonkeyPatch, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    monkeypatch.setenv("GOODMEM_BASE_URL", stub.url)
    monkeypatch.setenv("GOODMEM_API_KEY", "gm_environment")
    both(both.client().spaces.list())
    both(both.client(api_key="gm_given").spaces.list())
    # The key of the environment goes to the server of the environment alone.
    both(both.client(base_url=stub.url).spaces.list())
    assert [one.header("x-api-key") for one in stub.requests] == ["gm_environment", "gm_given", None]


@pytest.mark.parametrize(("text", "trusted"), [("false", True), ("0", True), ("true", False), ("anything", False)])
def test_the_environment_can_turn_verification_off(
    both: Both, monkeypatch: pytest.MonkeyPatch, stub_server: MakeServer, authority: Any, text: str, trusted: bool
) -> None:
    server = stub_server(tls=authority.server())
    server.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    monkeypatch.setenv("GOODMEM_BASE_URL", server.url)
    monkeypatch.setenv("GOODMEM_VERIFY_SSL", text)
    client = both.client(max_retries=0)
    if trusted:
        assert both(client.spaces.list()).data == []
    else:
        with pytest.raises(APIConnectionError, match="not signed by a CA"):
            both(client.spaces.list())


def test_a_key_over_plain_http_to_another_machine_warns(both: Both) -> None:
    with pytest.warns(UserWarning, match=r"travels unencrypted to goodmem\.example") as caught:
        both.client(base_url="http://goodmem.example:8080", api_key="gm_secret")
    assert caught[0].filename.endswith("both.py")  # where the client was made
    assert "gm_secret" not in str(caught[0].message)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for url in (
            "http://localhost:1",
            "http://127.0.0.9",
            "http://[::1]:1",
            "https://goodmem.example",
            "http://a.localhost",
        ):
            both.client(base_url=url, api_key="gm_secret")
        both.client(base_url="http://goodmem.example:8080")


def test_a_base_url_that_has_the_version_of_the_api_warns(both: Both) -> None:
    with pytest.warns(UserWarning, match="base_url ends in /v1, and every path of the API begins with it") as caught:
        both.client(base_url="http://localhost:1/goodmem/v1/")
    assert caught[0].filename.endswith("both.py")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path in ("", "/", "/v2", "/v1/goodmem", "/av1"):
            both.client(base_url=f"http://localhost:1{path}")


def test_a_client_shows_no_secret_and_cannot_be_copied(both: Both) -> None:
    client = both.client(base_url=URL, api_key="gm_secret")
    assert "gm_secret" not in repr(client)
    assert URL in repr(client)
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied"):
            attempt(client)


def test_a_mistyped_namespace_or_method_is_named(both: Both) -> None:
    client = both.client(base_url=URL)
    with pytest.raises(AttributeError, match=r"has no 'memmories'.*Did you mean 'memories'"):
        client.memmories  # noqa: B018 -- the mistake
    with pytest.raises(AttributeError, match=r"has no 'retreive'.*Did you mean 'retrieve'"):
        client.memories.retreive  # noqa: B018 -- the mistake
    assert not hasattr(client.memories, "_secret")


def test_every_attempt_is_told(both: Both) -> None:
    attempts: list[Attempt] = []
    answers = iter(
        [
            httpx.Response(503, json={}, headers={"retry-after": "0"}),
            httpx.Response(200, json={"spaces": []}, headers={"x-request-id": "r"}),
        ]
    )
    client = both.against(lambda _: next(answers), on_attempt=attempts.append, max_retries=1)
    both(client.spaces.list())
    first, second = attempts
    assert (first.operation, first.method, first.path, first.attempt, first.status) == (
        "spaces.list",
        "GET",
        "/v1/spaces",
        1,
        503,
    )
    assert first.retry_in == 0.0
    assert (second.attempt, second.status, second.request_id, second.retry_in) == (2, 200, "r", None)


def test_threads_share_a_client(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    with Goodmem(base_url=stub.url) as client, ThreadPoolExecutor(16) as pool:
        assert all(page.data == [] for page in pool.map(lambda _: client.spaces.list(), range(200)))
    assert len(stub.requests) == 200
    assert len({one.connection for one in stub.requests}) <= 16


def test_one_loop_for_one_client(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    client = AsyncGoodmem(base_url=stub.url)

    async def use() -> None:
        await client.spaces.list()

    async def use_and_close() -> None:
        await client.spaces.list()
        await client.close()

    loop = asyncio.new_event_loop()
    loop.run_until_complete(use())
    with pytest.raises(ClientStateError, match="another event loop"):
        asyncio.run(use())
    loop.run_until_complete(use_and_close())
    loop.close()


def test_trio(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    stub.script(
        replies.error(503, retry_after="0"), replies.as_json(bundled().value({"$ref": "#/components/schemas/Space"}))
    )

    async def main() -> str:
        async with AsyncGoodmem(base_url=stub.url) as client:
            async with trio.open_nursery() as nursery:
                for _ in range(5):
                    nursery.start_soon(client.spaces.list)
            return str((await client.spaces.get(id=UUID)).space_id)

    assert trio.run(main) == UUID


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this platform")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_opens_its_own_connections(stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", replies.as_json({"spaces": []}))
    client = Goodmem(base_url=stub.url)
    client.spaces.list()
    child = os.fork()
    if child == 0:  # pragma: no cover -- the other process
        try:
            client.spaces.list()
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    client.spaces.list()
    client.close()
    assert [one.connection for one in stub.requests] == [0, 1, 0]
