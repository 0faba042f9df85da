"""Secrets are planted wherever one can be, and everything that can be shown is searched for them."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import traceback
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import goodmem_dyn
from goodmem_dyn import Goodmem
from goodmem_dyn.errors import APIError, APIResponseValidationError, GoodMemError, OutcomeUnknownError
from tests.support import replies
from tests.support.examples import UUID
from tests.support.forward import ForwardProxy
from tests.support.steps import Close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.both import Both
    from tests.support.server import MakeServer, StubServer
    from tests.support.tls import Authority

KEY, PROVIDER, ONCE, TOKEN, PASSWORD = (
    f"gm_planted_{name}_3141592653" for name in ("key", "provider", "once", "token", "password")
)
PLANTED = "planted"
LLM: dict[str, Any] = {
    "display_name": "n",
    "model_identifier": "gpt-4o-mini",
    "provider_type": "OPENAI",
    "endpoint_url": "http://127.0.0.1:9",
}


class Screen:
    """Collects everything that a person, a log or a file could come to see."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog
        self._texts: list[tuple[str, str]] = []

    def show(self, what: str, value: object) -> None:
        """A thing as it is printed."""
        self._texts += [(f"{what}: repr", repr(value)), (f"{what}: str", str(value)), (f"{what}: format", f"{value}")]

    def add(self, what: str, value: object) -> None:
        """A thing in every form that Python shows things in."""
        self.show(what, value)
        if hasattr(value, "model_dump"):
            self._texts.append((f"{what}: dump", repr(value.model_dump())))
            self._texts.append((f"{what}: json", value.model_dump_json()))
            self._texts.append((f"{what}: dict", repr(dict(value.model_dump(mode="json", by_alias=True)))))
        if hasattr(value, "_repr_html_"):
            self._texts.append((f"{what}: html", value._repr_html_()))
        try:
            self._texts.append((f"{what}: pickle", pickle.dumps(value).decode("latin-1")))
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            self._texts.append((f"{what}: no pickle", str(error)))

    def add_error(self, error: BaseException) -> None:
        """An exception with all that hangs on it."""
        self.add("exception", error)
        self._texts.append(("traceback", "".join(traceback.format_exception(error))))
        chain: BaseException | None = error
        while chain is not None:
            # The answer itself is there for who looks at it; what is beside it is not to give anything away.
            own = {name: value for name, value in vars(chain).items() if name != "response"}
            self._texts.append(("attributes", deep(own)))
            self._texts.append(("arguments", repr(chain.args)))
            chain = chain.__cause__ or chain.__context__
        response = getattr(error, "response", None)
        if response is not None:
            self.show("response", response)
            self.add("request", response.request)
            self.add("request headers", response.request.headers)
            self._texts.append(("request attributes", deep(vars(response.request))))
            self._texts.append(("copied request", deep(vars(copy.copy(response.request)))))

    def check(self) -> None:
        """Nothing that was planted is anywhere."""
        records = [
            one
            for one in (*self._caplog.records, *self._caplog.get_records("call"))
            # httpcore's own log shows the head of an answer as it came, which is not ours to change.
            if not (one.name.startswith("httpcore") and "receive_response_headers" in one.getMessage())
        ]
        found = [*self._texts, *(("log", f"{one.name}: {one.getMessage()} {one.args!r}") for one in records)]
        leaks = [f"{what}: {text}" for what, text in found if PLANTED in text]
        assert not leaks, leaks[:3]
        assert found


def deep(value: Any, depth: int = 0) -> str:
    """All attributes of a thing and of what is in it, by any name, private or not."""
    if depth > 4 or isinstance(value, (type, bytes, str, int, float)) or value is None:
        return repr(value)
    if isinstance(value, dict):
        return repr([(deep(key, depth + 1), deep(one, depth + 1)) for key, one in value.items()])
    if isinstance(value, (list, tuple, set, frozenset)):
        return repr([deep(one, depth + 1) for one in value])
    own = [*vars(value).items()] if hasattr(value, "__dict__") else []
    own += [(name, getattr(value, name, None)) for name in getattr(type(value), "__slots__", ())]
    return repr(value) + repr([(name, deep(one, depth + 1)) for name, one in own])


@pytest.fixture
def screen(caplog: pytest.LogCaptureFixture) -> Iterator[Screen]:
    """Searched when the test ends, with all logs at their most talkative."""
    caplog.set_level(logging.DEBUG)
    for name in ("goodmem_dyn", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
    screen = Screen(caplog)
    yield screen
    screen.check()


@contextmanager
def failing(screen: Screen, kind: type[BaseException] = GoodMemError) -> Iterator[None]:
    with pytest.raises(kind) as caught:
        yield
    screen.add_error(caught.value)


def with_key(both: Both, server: StubServer, **options: Any) -> Any:
    return both.client(
        base_url=server.url, api_key=KEY, default_headers={"authorization": f"Bearer {TOKEN}"}, max_retries=0, **options
    )


def test_a_client_and_all_that_hangs_on_it(both: Both, stub: StubServer, screen: Screen) -> None:
    attempts: list[Any] = []
    client = with_key(both, stub, on_attempt=attempts.append, proxy=f"http://me:{PASSWORD}@127.0.0.1:1")
    other = client.with_options(default_headers={"cookie": TOKEN})
    stream = client.memories.retrieve(message="m", space_ids=[UUID], extra_headers={"x-api-key": KEY})
    for one in (client, other, client.memories, client.memories.create, stream):
        screen.add("client", one)
    for inner in (client._core, client._core.options, client._core.connection):
        screen.show("inner", inner)
    with failing(screen):
        both(client.spaces.list())
    for attempt in attempts:
        screen.add("attempt", attempt)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 422, 429, 500, 503, 999])
def test_a_server_that_repeats_every_secret(both: Both, stub: StubServer, screen: Screen, status: int) -> None:
    """Bodies, headers and fields of errors come from the server, and servers quote what they refuse."""
    quoted = {
        "error": f"bad key {KEY}, bad credentials {PROVIDER}",
        "errors": [{"field": f"credentials.{PROVIDER}", "message": f"{PROVIDER} is not valid; sent with {TOKEN}"}],
        "request": {"credentials": {"apiKey": {"inlineSecret": PROVIDER}}, "rawApiKey": ONCE},
    }
    body = json.dumps(quoted).encode()
    stub.on("POST", "/v1/llms", replies.reply(status, body, x_echo=KEY, x_request_id="r", location=f"/?k={KEY}"))
    stub.on("GET", "/v1/system/info", replies.error(500))
    with failing(screen, APIError):
        both(with_key(both, stub).llms.create(**LLM, api_key=PROVIDER))


@pytest.mark.parametrize("body", [b"<html>%s %s</html>", b'{"error": "%s %s', b"%s\n%s"])
def test_a_proxy_that_repeats_every_secret(both: Both, stub: StubServer, screen: Screen, body: bytes) -> None:
    text = body % (KEY.encode(), PROVIDER.encode())
    stub.on("POST", "/v1/llms", replies.reply(502, text, content_type="text/html"))
    with failing(screen, APIError):
        both(with_key(both, stub).llms.create(**LLM, api_key=PROVIDER))


@pytest.mark.parametrize("failure", [[Close()], replies.garbage(3), replies.truncated(b"{", 9)])
def test_failures_of_the_connection(both: Both, stub: StubServer, screen: Screen, failure: Any) -> None:
    stub.on("POST", "/v1/llms", failure)
    with failing(screen):
        both(with_key(both, stub).llms.create(**LLM, api_key=PROVIDER))


def test_provider_keys_in_replies(both: Both, stub: StubServer, screen: Screen, resource: Callable[..., Any]) -> None:
    shown = resource(
        "LLMResponse", credentials={"kind": "CREDENTIAL_KIND_API_KEY", "apiKey": {"inlineSecret": PROVIDER}}
    )
    stub.on("GET", f"/v1/llms/{UUID}", replies.as_json(shown))
    stub.on("GET", "/v1/llms", replies.as_json({"llms": [shown]}))
    client = with_key(both, stub)
    found = both(client.llms.get(id=UUID))
    assert found.credentials.api_key.inline_secret == PROVIDER
    screen.add("model", found)
    page = both(client.llms.list())
    screen.add("page", page)
    screen.add("reply", page.response)
    screen.add("raw", both(client.llms.with_raw_response.list()))
    assert PROVIDER in json.dumps(found.model_dump(mode="json", context={"secrets": True}))


def test_keys_that_are_shown_once(both: Both, stub: StubServer, screen: Screen, resource: Callable[..., Any]) -> None:
    made = {**resource("CreateApiKeyResponse"), "rawApiKey": ONCE}
    stub.on("POST", "/v1/apikeys", replies.as_json(made, 201))
    stub.on(
        "POST", "/v1/system/init", replies.as_json({"alreadyInitialized": False, "rootApiKey": ONCE, "message": "m"})
    )
    client = with_key(both, stub)
    key = both(client.apikeys.create())
    root = both(client.system.init())
    assert (key.raw_api_key, root.root_api_key) == (ONCE, ONCE)
    screen.add("key", key)
    screen.add("root", root)
    screen.add("raw", both(client.apikeys.with_raw_response.create()))


@pytest.mark.parametrize(
    "body",
    [
        b'{"rawApiKey": "%s", ',
        b'[{"rawApiKey":"%s"}]',
        b'[5, {"rawApiKey" : "%s\\"" }]',
    ],
)
def test_a_key_in_a_reply_that_does_not_fit(both: Both, stub: StubServer, screen: Screen, body: bytes) -> None:
    """What was sent back is on the answer, for who looks for it there; and nowhere else."""
    stub.on("GET", "/v1/system/info", replies.error(404))  # what the server is may be why
    stub.on("POST", "/v1/apikeys", replies.reply(201, body % ONCE.encode()))
    with pytest.raises(APIResponseValidationError) as caught:
        both(with_key(both, stub).apikeys.create())
    assert caught.value.response is not None
    assert ONCE.encode() in caught.value.response.content
    caught.value.response = None
    screen.add_error(caught.value)


def test_a_lost_key(both: Both, stub: StubServer, screen: Screen) -> None:
    stub.on("POST", "/v1/apikeys", replies.truncated(b'{"rawApiKey": "%s"' % ONCE.encode(), 50))
    with failing(screen, OutcomeUnknownError):
        both(with_key(both, stub).apikeys.create())


def test_arguments_that_are_refused(both: Both, stub: StubServer, screen: Screen) -> None:
    client = with_key(both, stub)
    wrong: list[dict[str, Any]] = [
        {"credentials": {"apiKey": {"inlineSecret": PROVIDER, "wrong": 1}}},
        {"credentials": {"apiKey": {"inlineSecrets": PROVIDER}}},
        {"credentials": {"kind": "x", "apiKey": {"inlineSecret": [PROVIDER]}}},
        {"credentials": {"kind": "x", "apiKey": {"inlineSecret": {"a": PROVIDER}}}},
        {"api_key": [PROVIDER]},
        {"api_key": PROVIDER, "credentials": {"apiKey": {"inlineSecret": PROVIDER}}},
        {"extra_headers": {"authorization": f"{TOKEN}\n"}},
        {"api_key": f"{PROVIDER}\ud800"},
    ]
    for options in wrong:
        with failing(screen):
            both(client.llms.create(**LLM, **options))
    for key in (f"{KEY} x", f"{KEY}\r\nx: y", f"{KEY}é"):
        with failing(screen):
            both.client(base_url=stub.url, api_key=key)
    with failing(screen):
        both.client(base_url=stub.url, api_key=KEY, default_headers={"authorization": f"{TOKEN}\n"})
    with failing(screen):
        both.client(base_url=f"http://me:{PASSWORD}@127.0.0.1:1")
    with failing(screen):
        both.client(base_url="http://127.0.0.1:1", proxy=f"gopher://me:{PASSWORD}@127.0.0.1:1")


def test_curl_lines_and_requests_as_records(screen: Screen) -> None:
    info = goodmem_dyn.operation("llms.create")
    arguments: dict[str, Any] = {**LLM, "api_key": PROVIDER, "extra_headers": {"authorization": TOKEN}}
    request = info.request(**arguments)
    screen.add("record", request)
    screen.add("record", info)
    screen.add("curl", info.curl(**arguments))
    assert request.headers["authorization"] != TOKEN


def test_proxies_with_passwords(both: Both, stub_server: MakeServer, authority: Authority, screen: Screen) -> None:
    server = stub_server(tls=authority.server())
    with ForwardProxy(user="me:other") as proxy:
        url = f"http://me:{PASSWORD}@127.0.0.1:{proxy.port}"
        client = both.client(base_url=server.url, api_key=KEY, proxy=url, verify=authority.ca_file, max_retries=0)
        with failing(screen):
            both(client.spaces.list())
        screen.add("client", client)


def test_a_callers_client(both: Both, stub: StubServer, screen: Screen) -> None:
    stub.on("GET", "/v1/spaces", replies.error(400, f"no such key: {KEY}"))
    own = both.http_client(base_url=stub.url, headers={"x-api-key": KEY, "authorization": TOKEN})
    client = both.client(http_client=own, max_retries=0)
    with failing(screen, APIError):
        both(client.spaces.list())
    screen.add("client", client)
    both(own.close())


def test_plain_http_to_another_machine_is_warned_of_without_the_key(both: Both, screen: Screen) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        both.client(base_url="http://goodmem.example", api_key=KEY)
    assert len(caught) == 1
    screen.add("warning", warnings.formatwarning(caught[0].message, UserWarning, caught[0].filename, caught[0].lineno))


def test_the_warning_comes_once_and_points_at_the_line_that_made_the_client() -> None:
    """However deep in this package the warning is given, also through a subclass."""

    class Mine(Goodmem):
        pass

    for kind in (Goodmem, Mine):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            for _ in range(3):
                kind(base_url="http://goodmem.example", api_key=KEY).close()
        assert [one.filename for one in caught] == [__file__]


def test_redirects_carry_the_key_nowhere(both: Both, stub_server: MakeServer) -> None:
    here, there = stub_server(), stub_server()
    for status in (301, 302, 303, 307, 308):
        here.on("GET", "/v1/spaces", replies.redirect(f"{there.url}/v1/spaces", status))
        with pytest.raises(APIError, match="redirects are not followed"):
            both(both.client(base_url=here.url, api_key=KEY, max_retries=0).spaces.list())
    assert there.requests == []


def test_debug_logs_show_bodies_with_masks(
    both: Both, stub: StubServer, screen: Screen, caplog: pytest.LogCaptureFixture, resource: Callable[..., Any]
) -> None:
    stub.on("POST", "/v1/llms", replies.as_json({"llm": resource("LLMResponse"), "statuses": None}, 201))
    both(with_key(both, stub).llms.create(**LLM, api_key=PROVIDER))
    bodies = [one.getMessage() for one in caplog.records if one.getMessage().startswith("request body")]
    assert len(bodies) == 1
    assert '"inlineSecret": "*****' in bodies[0]
    assert "gpt-4o-mini" in bodies[0]


def test_the_search_finds_what_is_not_hidden(caplog: pytest.LogCaptureFixture) -> None:
    """The screen itself: a leak in any of its places is seen."""

    def leak_in(place: Callable[[Screen], None]) -> None:
        screen = Screen(caplog)
        place(screen)
        with pytest.raises(AssertionError):
            screen.check()

    error = GoodMemError("fine")
    error.__cause__ = ValueError(KEY)
    leak_in(lambda screen: screen.add("x", [KEY]))
    leak_in(lambda screen: screen.add_error(error))
    leaky = APIError("fine", status_code=400)
    leaky.response = httpx.Response(400, request=httpx.Request("GET", "http://h", headers={"x-api-key": KEY}))
    leak_in(lambda screen: screen.add_error(leaky))
    buried = GoodMemError("fine")
    buried.__dict__["hidden"] = io.StringIO()
    buried.__dict__["deeper"] = {"a": [type("Thing", (), {"__init__": lambda self: setattr(self, "key", KEY)})()]}
    leak_in(lambda screen: screen.add_error(buried))
    logging.getLogger("somebody").warning("the key is %s", KEY)
    leak_in(lambda screen: screen.add("x", 1))
    caplog.clear()
