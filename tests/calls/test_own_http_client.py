"""A caller's own `http_client`: requests are those that it would build, and everything of it acts on them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.errors import APIConnectionError, NotFoundError
from tests.support.both import Both
from tests.support.calls import Stub
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "http://127.0.0.1:1"


def _own(both: Both, wire: Callable[[httpx.Request], httpx.Response], **options: Any) -> Any:
    options = {"base_url": URL, "headers": {"x-api-key": "gm_own"}, **options}
    return both.http_client(transport=httpx.MockTransport(wire), **options)


def _by_the_client(own: Any) -> Any:
    """The client, as one whose `build_request` is the caller's: then that is what builds every request."""
    build = type(own).build_request
    own.build_request = lambda *arguments, **options: build(own, *arguments, **options)
    return own


def _said(request: httpx.Request) -> dict[str, Any]:
    headers = sorted((name.lower(), value) for name, value in request.headers.raw)
    return {
        "method": request.method,
        "url": str(request.url),
        "parts": (request.url.scheme, request.url.host, request.url.port, request.url.raw_path, request.url.userinfo),
        "query": list(request.url.params.multi_items()),
        "headers": headers,
        "content": request.content,
        "timeout": request.extensions["timeout"],
    }


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12).filter(
    lambda text: not set(text) <= {"."}
)
BASES = st.sampled_from(
    [URL, "https://example.org", "http://example.org:8080/good/mem/", "http://[::1]:81", "https://BÜCHER.example/a"]
)


@pytest.mark.parametrize("is_async", [False, True])
@settings(max_examples=25, deadline=None)
@given(base=BASES, text=TEXT, extra=TEXT, timeout=st.sampled_from([None, 3, httpx.Timeout(5, read=7)]))
def test_requests_are_those_that_the_client_would_build(
    is_async: bool, base: str, text: str, extra: str, timeout: Any
) -> None:
    seen = []
    with Both(is_async=is_async) as both:
        for made_by in (lambda own: own, _by_the_client):
            wire = Stub(bundled())
            own = made_by(_own(both, wire, base_url=base, timeout=timeout))
            client = both.client(http_client=own, max_retries=0)
            both(client.spaces.list(name_filter=text, extra_query={"q": extra}))
            both(client.spaces.get(id=text))
            both(client.memories.create(space_id=UUID, memory_id=UUID, original_content=text, timeout=2))
            both(client.memories.delete(id=UUID))
            seen.append([_said(request) for request in wire.requests])
            both(own.aclose() if is_async else own.close())
    assert len(seen[0]) == 4
    assert seen[0] == seen[1]


def test_settings_that_change_hold_for_the_next_call(both: Both) -> None:
    wire = Stub(bundled())
    own = _own(both, wire)
    client = both.client(http_client=own)
    both(client.spaces.list())
    own.headers["x-api-key"] = "gm_renewed"
    own.headers["x-trace"] = "1"
    own.timeout = 9
    both(client.spaces.list())
    assert (wire.requests[-1].headers["x-api-key"], wire.requests[-1].headers["x-trace"]) == ("gm_renewed", "1")
    assert wire.requests[-1].extensions["timeout"]["read"] == 9
    own.cookies.set("lb", "node-3")
    both(client.spaces.list())
    assert wire.requests[-1].headers["cookie"] == "lb=node-3"
    del own.headers["x-trace"]
    own.cookies.clear()
    own.base_url = "http://other.example/v9"
    both(client.spaces.list())
    assert "x-trace" not in wire.requests[-1].headers
    assert "cookie" not in wire.requests[-1].headers
    assert str(wire.requests[-1].url) == "http://other.example/v9/v1/spaces"


def test_hooks_see_and_change_every_request(both: Both) -> None:
    wire, seen = Stub(bundled()), []

    def before(request: httpx.Request) -> None:
        request.headers["x-signature"] = f"{request.method} {request.url.path} {len(request.content)} é"
        seen.append(request.url.params.get("nameFilter"))

    def after(response: httpx.Response) -> None:
        seen.append(response.status_code)

    async def abefore(request: httpx.Request) -> None:
        before(request)

    async def aafter(response: httpx.Response) -> None:
        await response.aread()
        after(response)

    hooks = (
        {"request": [abefore], "response": [aafter]} if both.is_async else {"request": [before], "response": [after]}
    )
    client = both.client(http_client=_own(both, wire, event_hooks=hooks))
    both(client.spaces.list(name_filter="a b"))
    assert wire.requests[-1].headers["x-signature"] == "GET /v1/spaces 0 é"
    assert seen == ["a b", 200]


class Signed(httpx.Auth):
    """Signs the body, and once more after a refusal."""

    requires_request_body = True

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["authorization"] = f"Sum {sum(request.content)} gm_secret"
        response = yield request
        if response.status_code == 401:
            request.headers["authorization"] = "Sum again"
            yield request


def test_authentication_of_the_client_acts_and_is_not_kept(both: Both) -> None:
    attempts, stub = [], Stub(bundled())

    def answer(request: httpx.Request) -> httpx.Response:
        attempts.append(request.headers["authorization"])
        return httpx.Response(401) if len(attempts) == 1 else stub(request)

    own = _own(both, answer, auth=Signed())
    found = both(both.client(http_client=own).spaces.with_raw_response.list())
    assert found.status_code == 200
    assert attempts[0].endswith("gm_secret")
    assert attempts[1] == "Sum again"


def test_mounts_of_the_client_act(both: Both) -> None:
    usual, mounted = Stub(bundled()), Stub(bundled())
    own = _own(both, usual, mounts={"http://127.0.0.1": httpx.MockTransport(mounted)})
    both(both.client(http_client=own).spaces.list())
    assert (len(usual.requests), len(mounted.requests)) == (0, 1)


def test_cookies_of_answers_are_the_clients(both: Both) -> None:
    stub = Stub(bundled())

    def answer(request: httpx.Request) -> httpx.Response:
        response = stub(request)
        response.headers["set-cookie"] = "lb=7; Path=/"
        return response

    client = both.client(http_client=_own(both, answer))
    both(client.spaces.list())
    both(client.spaces.list())
    assert "cookie" not in stub.requests[0].headers
    assert stub.requests[1].headers["cookie"] == "lb=7"


def test_parameters_of_the_client_stand_beside_those_of_the_call(both: Both) -> None:
    wire = Stub(bundled())
    own = _own(both, wire, params={"tenant": "t1"})
    both(both.client(http_client=own).spaces.list(page_size=7, name_filter="a&b"))
    assert dict(wire.requests[-1].url.params) == {"tenant": "t1", "maxResults": "7", "nameFilter": "a&b"}


def test_what_is_kept_of_a_request_has_no_key(both: Both) -> None:
    own = _own(both, lambda _: httpx.Response(404, json={"error": "gone"}), headers={"X-API-Key": "gm_very_secret"})
    client = both.client(http_client=own)
    for _ in range(2):
        with pytest.raises(NotFoundError) as caught:
            both(client.spaces.get(id=UUID))
        kept = caught.value
        assert "gm_very_secret" not in repr(vars(kept))
    assert own.headers["x-api-key"] == "gm_very_secret"


def test_uploads_say_how_they_are_framed(both: Both) -> None:
    wire = Stub(bundled())
    client = both.client(http_client=_own(both, wire))

    class Piped:
        """A stream of unknown length."""

        def __init__(self) -> None:
            self._left = [b"abc", b""]

        def read(self, _size: int = -1) -> bytes:
            return self._left.pop(0) if self._left else b""

    for file in (b"abc", Piped()):
        both(client.memories.create(space_id=UUID, file=file, content_type="text/plain"))
    assert "content-length" in wire.requests[0].headers
    assert "transfer-encoding" not in wire.requests[0].headers
    assert wire.requests[1].headers["transfer-encoding"] == "chunked"
    assert "content-length" not in wire.requests[1].headers


def test_a_client_with_its_own_framing_builds_requests_itself(both: Both) -> None:
    seen = []
    for made_by in (lambda own: own, _by_the_client):
        wire = Stub(bundled())
        own = made_by(_own(both, wire, headers={"x-api-key": "gm_x", "transfer-encoding": "chunked"}))
        both(both.client(http_client=own).memories.create(space_id=UUID, memory_id=UUID, original_content="a"))
        seen.append(_said(wire.requests[-1]))
    assert seen[0] == seen[1]


def test_a_url_that_httpx_refuses_is_refused(both: Both) -> None:
    client = both.client(http_client=_own(both, Stub(bundled())), max_retries=0)
    with pytest.raises(APIConnectionError, match="URL"):
        both(client.spaces.list(name_filter="x" * 70_000))


class Direct(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that sends what `content` holds, as those over other libraries do."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self._stub = Stub(bundled())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.contents.append(request.content)
        return self._stub(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def test_a_callers_transport_finds_the_content_of_requests(both: Both) -> None:
    transport = Direct()
    client = both.client(base_url=URL, api_key="gm_x", transport=transport)
    both(client.spaces.list())
    both(client.memories.create(space_id=UUID, memory_id=UUID, original_content="a"))
    assert transport.contents[0] == b""
    assert json.loads(transport.contents[1])["originalContent"] == "a"
