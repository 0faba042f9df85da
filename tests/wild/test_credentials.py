"""Keys go where the scheme of an operation has them, several by name, and none where none is asked for."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from goodmem_dyn import APIError, AsyncGoodmem, Goodmem, InvalidRequestError
from tests.support.documents import document, operation

SCHEMES = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "oauth": {"type": "oauth2", "flows": {}},
    "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://x.example"},
    "digest": {"type": "http", "scheme": "digest"},
    "tls": {"type": "mutualTLS"},
}


class Server:
    """A client of a document with one operation for each requirement, and what it sent."""

    def __init__(self, kind: Any = Goodmem, *, security: Any = None, answer: Any = None, **options: Any) -> None:
        paths = {
            f"/t{number}": {"get": operation() if required is None else operation(security=required)}
            for number, required in enumerate(security or [None])
        }
        found = {**document(paths, securitySchemes=SCHEMES), "security": [{"bearer": []}]}
        self.sent: list[httpx.Request] = []

        def respond(request: httpx.Request) -> httpx.Response:
            self.sent.append(request)
            return answer(request) if answer else httpx.Response(200, json={})

        self.client = kind(
            "http://localhost:1", document=found, transport=httpx.MockTransport(respond), max_retries=0, **options
        )

    def carried(self, number: int = 0) -> dict[str, str]:
        getattr(self.client, f"t{number}").get()
        request = self.sent[-1]
        names = {"x-key", "x-api-key", "authorization", "cookie"} & request.headers.keys()
        return {name: request.headers[name] for name in names} | dict(request.url.params)


PLACES = [
    ("header", {"x-key": "u:k"}),
    ("query", {"key": "u:k"}),
    ("cookie", {"cookie": "sid=u%3Ak"}),
    ("bearer", {"authorization": "Bearer u:k"}),
    ("basic", {"authorization": "Basic dTpr"}),
    ("oauth", {"authorization": "Bearer u:k"}),
    ("openid", {"authorization": "Bearer u:k"}),
]


@pytest.mark.parametrize(("scheme", "carried"), PLACES)
@pytest.mark.parametrize("by_name", [False, True])
def test_a_key_goes_where_its_scheme_has_it(scheme, carried, by_name) -> None:
    given = {"credentials": {scheme: "u:k"}} if by_name else {"api_key": "u:k"}
    assert Server(security=[[{scheme: []}]], **given).carried() == carried


def test_what_a_document_requires_holds_where_an_operation_says_nothing() -> None:
    server = Server(security=[None, [], [{}], [{}, {"header": []}]], api_key="k")
    assert [server.carried(number) for number in range(4)] == [
        {"authorization": "Bearer k"}, {}, {}, {"x-key": "k"}
    ]  # fmt: skip


def test_a_document_that_asks_for_no_key_is_sent_none() -> None:
    sent: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: sent.append(request) or httpx.Response(200, json={}))
    Goodmem("http://localhost:1", "k", document=document({"/t": {"get": operation()}}), transport=transport).t.get()
    assert "k" not in sent[0].headers.values()


def test_several_keys_at_once_and_the_first_alternative_that_is_at_hand() -> None:
    both, either = (
        [{"header": [], "query": []}],
        [{"digest": []}, {"oauth": []}, {"basic": []}, {"tls": [], "header": []}],
    )
    keys = {"header": "h", "query": "q/", "basic": ("u", "p w")}
    server = Server(security=[both, either], credentials=keys)
    assert server.carried(0) == {"x-key": "h", "key": "q/"}
    assert server.carried(1) == {"authorization": "Basic dTpwIHc="}
    assert Server(security=[both, either], credentials={"header": "h"}).carried(1) == {"x-key": "h"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"api_key": "k"}, r"t0\.get\(\) needs a key for 'header'.* and 'query'.*credentials="),
        ({"credentials": {"header": "k"}}, r"t0\.get\(\) needs a key for 'header'.*Given are credentials for 'header'"),
    ],
)
def test_a_key_that_is_missing_is_told_before_anything_is_sent(given, told) -> None:
    server = Server(security=[[{"header": [], "query": []}]], **given)
    with pytest.raises(InvalidRequestError, match=told):
        server.carried()
    assert not server.sent


def test_without_any_key_the_server_decides() -> None:
    assert Server(security=[[{"header": [], "query": []}]]).carried() == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"credentials": {"heeder": "k"}}, "no scheme 'heeder'. Did you mean 'header'"),
        ({"credentials": {"header": 3}}, r"credentials\['header'\] must be a str"),
        ({"credentials": {"header": "a\nb"}}, "control characters"),
        ({"credentials": "k"}, "must be a dict"),
        ({"credentials": {"header": "k"}, "api_key": "k"}, "not both"),
        ({"credentials": {"header": "k"}, "http_client": httpx.Client(base_url="http://localhost")}, "http_client"),
    ],
)
def test_wrong_credentials_are_refused_by_the_constructor(given, told) -> None:
    options: dict[str, Any] = {"base_url": "http://localhost:1", "document": {"openapi": "3.1.0", "paths": {}}, **given}
    options["document"] = document({"/t": {"get": operation()}}, securitySchemes=SCHEMES)
    if "http_client" in options:
        del options["base_url"]
    with pytest.raises(InvalidRequestError, match=told):
        Goodmem(**options)


class Tokens:
    """Gives a new token each time; only later ones than the first are taken."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"token-{self.made}"

    async def later(self) -> str:
        await asyncio.sleep(0)
        return self()

    @staticmethod
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401 if request.headers["authorization"].endswith("-1") else 200, json={})


@pytest.mark.parametrize("kind", ["sync", "async", "sync function in async client"])
@pytest.mark.parametrize("by_name", [False, True])
def test_a_token_that_expires_is_asked_for_once_more(kind, by_name) -> None:
    tokens = Tokens()
    function = tokens.later if kind == "async" else tokens
    given: dict[str, Any] = {"credentials": {"bearer": function}} if by_name else {"api_key": function}
    server = Server(Goodmem if kind == "sync" else AsyncGoodmem, answer=Tokens.answer, **given)

    async def calls() -> None:
        for _ in range(2):
            await server.client.t0.get()

    if kind == "sync":
        server.client.t0.get()
        server.client.t0.get()
    else:
        asyncio.run(calls())
    assert [one.headers["authorization"] for one in server.sent] == [f"Bearer token-{n}" for n in (1, 2, 2)]


def test_a_token_that_is_refused_twice_is_an_error() -> None:
    tokens = Tokens()
    server = Server(api_key=tokens, answer=lambda _: httpx.Response(401, json={}))
    with pytest.raises(APIError, match="401"):
        server.client.t0.get()
    assert tokens.made == len(server.sent) == 2


def test_a_sync_client_cannot_wait_for_a_token() -> None:
    with pytest.raises(InvalidRequestError, match="AsyncGoodmem"):
        Server(api_key=Tokens().later).client.t0.get()


def test_a_callable_serves_the_bundled_document_too() -> None:
    sent: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: sent.append(request) or httpx.Response(200, json={"spaces": []}))
    Goodmem("http://localhost:1", lambda: "gm_made", transport=transport).spaces.list()
    assert sent[0].headers["x-api-key"] == "gm_made"


@pytest.mark.parametrize("scheme", [name for name, _ in PLACES])
def test_a_key_is_masked_wherever_keys_are_masked(scheme, caplog: pytest.LogCaptureFixture) -> None:
    key = "user:very-secret-key"
    server = Server(
        security=[[{scheme: []}]],
        api_key=key,
        answer=lambda request: httpx.Response(403, json={"message": f"no {request.url} {dict(request.headers)}"}),
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(APIError) as error:
        server.client.t0.get()
    kept = error.value.response.request
    shown = f"{error.value} {error.value.body} {kept.url} {kept.headers} {caplog.text} {server.client!r}"
    for secret in ("very-secret-key", "dXNlcjp2ZXJ5LXNlY3JldC1rZXk="):
        assert secret not in shown
