"""Arguments of any kind: a request that the document allows, or a refusal before anything is sent.

The judge of requests is the one of the contract, which knows nothing of the package. Values are drawn from the schemas,
mostly fitting, and from everything that Python can pass. What injection could do is looked for in the bytes that a real
server received.
"""

from __future__ import annotations

import datetime
import decimal
import io
import math
import re
import uuid
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httpx
import pytest
import python_multipart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodmem_dyn import APITimeoutError, Goodmem, InvalidRequestError
from tests.support import replies
from tests.support.calls import Stub, all_calls, arguments
from tests.support.contract import Contract, Exchange
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.both import Both
    from tests.support.server import Request, StubServer

HOSTILE = (
    "../x",
    "a/../../b",
    "..",
    ".",
    "a/b",
    "a\\b",
    "%2e%2e%2f",
    "%00",
    "a?b#c;d=e&f",
    "a\r\nx-evil: 1",
    "a\nb",
    "\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    '"; filename="evil',
    'a"\r\nContent-Disposition: form-data; name="evil"\r\n\r\nx',
    "a\r\n--boundary\r\n",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "é\u202e",
    "\N{PILE OF POO}",
    "\ud800",
    "",
    " ",
    "a b",
    "x" * 3_000,
)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def circle() -> dict[str, Any]:
    value: dict[str, Any] = {}
    value["itself"] = value
    return value


class Rude:
    """What not even says what it is."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    __str__ = __repr__


ODD: tuple[Callable[[], Any], ...] = (
    lambda: None,
    lambda: math.nan,
    lambda: math.inf,
    lambda: 2**63,
    lambda: -1,
    lambda: 10**5000,
    lambda: b"bytes",
    lambda: bytearray(b"bytes"),
    lambda: memoryview(b"bytes"),
    lambda: decimal.Decimal("1.5"),
    lambda: decimal.Decimal("NaN"),
    lambda: datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc),
    lambda: datetime.date(2026, 1, 2),
    lambda: datetime.timedelta(1),
    lambda: uuid.UUID(UUID),
    lambda: {1, 2},
    lambda: range(3),
    lambda: iter([1]),
    lambda: {1: 2},
    lambda: {None: None},
    lambda: 1 + 2j,
    lambda: nested(100_000),
    circle,
    object,
    Rude,
    lambda: Rude,
    lambda: len,
    lambda: io.BytesIO(b""),
    lambda: io.StringIO("text"),
    lambda: io.BytesIO(b"content"),
    lambda: Ellipsis,
    lambda: "x" * 100_000,
)

texts = st.text(max_size=12) | st.sampled_from(HOSTILE)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
odd = st.sampled_from(ODD).map(lambda make: make())


def near(schema: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that mostly fit a schema, its bounds and a little beyond."""
    node = bundled().follow(schema)
    branches = [one for key in ("oneOf", "anyOf") for one in node.get(key, ()) if set(one) != {"required"}]
    if depth > 4:
        return values
    if branches and "properties" not in node:
        return st.one_of([near(one, depth + 1) for one in branches])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    kinds = node.get("type", "object" if "properties" in node or "allOf" in node else None)
    if isinstance(kinds, list):
        return st.one_of([near({**node, "type": one}, depth) for one in kinds])
    if kinds == "object":
        return _objects(node, depth)
    if kinds == "array":
        return st.lists(near(node.get("items", True), depth + 1), max_size=3)
    low, high = node.get("minimum"), node.get("maximum")
    if kinds == "integer":
        return st.integers(None if low is None else math.floor(low) - 1, None if high is None else math.ceil(high) + 1)
    if kinds == "number":
        return st.floats(low, high) | st.integers(-2, 2)
    if kinds == "boolean":
        return st.booleans()
    if kinds == "string":
        if node.get("format") == "uuid":
            return st.uuids().map(str) | texts
        return st.just(UUID) | st.just("2026-01-02T03:04:05Z") | texts
    return values if kinds is None else st.none()


def _objects(node: Mapping[str, Any], depth: int) -> st.SearchStrategy[Any]:
    properties, required = dict(node.get("properties", {})), set(node.get("required", ()))
    for part in map(bundled().follow, node.get("allOf", ())):
        properties.update(part.get("properties", {}))
        required |= set(part.get("required", ()))
    if not properties:
        extra = node.get("additionalProperties")
        return st.dictionaries(texts, near(extra, depth + 1) if isinstance(extra, dict) else values, max_size=3)
    made = {name: near(one, depth + 1) for name, one in properties.items()}
    return st.fixed_dictionaries(
        {name: one for name, one in made.items() if name in required},
        optional={name: one for name, one in made.items() if name not in required},
    )


OPTIONS = ("timeout", "deadline", "max_retries", "extra_headers")
LEFT = {"to"}
"""A path that is written to: a text of hypothesis would make files wherever the tests run."""


@cache
def strategy(call: str, name: str) -> st.SearchStrategy[Any]:
    """Values for one argument of a method, or for an option of all."""
    param = next((one for one in all_calls()[call].params if one.name == name), None)
    if param is None:
        return values | odd
    fitting = near(dict(param.schema)) if param.schema else values
    return st.one_of(fitting, fitting, fitting, values, odd)


@cache
def judges() -> tuple[Contract, Stub]:
    return Contract(bundled()), Stub(bundled())


@pytest.mark.spec
@pytest.mark.parametrize("name", all_calls())
# The same examples each time: whether a new document is taken must not be left to chance.
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_arguments_make_a_valid_request_or_none(name: str, data: st.DataObject) -> None:
    call, (contract, stub) = all_calls()[name], judges()
    found: list[Exchange] = []

    def answer(request: httpx.Request) -> httpx.Response:
        response = stub(request)
        head = request.method, request.url.raw_path.decode("ascii"), request.headers, request.content
        found.append(Exchange(*head, response.status_code, response.headers, response.read()))
        return response

    args = arguments(call, most=data.draw(st.booleans(), "most"))
    names = [*(param.name for param in call.params if param.name not in LEFT), *OPTIONS]
    changed = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=3), "changed")
    for one in changed:
        args[one] = data.draw(strategy(name, one), one)
    refusal = None
    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(answer)) as client:
        try:
            value = call.of(client)(**args)
            if hasattr(value, "__enter__"):
                with value as stream:
                    list(stream)
        except InvalidRequestError as error:
            refusal = error
        except APITimeoutError:
            assert "deadline" in changed
    if refusal is not None:
        # What is made of several operations reads first.
        assert not found or (call.is_derived and {one.method for one in found} == {"GET"})
        assert 0 < len(refusal.message) < 20_000
        refusal.message.encode()
    assert [breach for one in found for breach in contract.breaches(one)] == []


# The bytes -----------------------------------------------------------------------------------------------------------

ORDINARY = {
    "accept", "accept-encoding", "connection", "content-length", "content-type", "host", "transfer-encoding",
    "user-agent", "x-api-key",
}  # fmt: skip
"""The headers of a request to which nobody added any."""


def received(both: Both, stub: StubServer, call: Callable[[Any], Any]) -> Request | None:
    """The request that a server got; None where the client refused."""
    before = len(stub.requests)
    client = both.client(base_url=stub.url, api_key="gm_test", max_retries=0)
    try:
        both(call(client))
    except InvalidRequestError:
        assert len(stub.requests) == before
        return None
    finally:
        both(client.close())
    assert len(stub.requests) == before + 1
    request = stub.requests[-1]
    names = [name for name, _ in request.headers]
    assert len(set(names)) == len(names)
    # Read by hand as well: a server that takes a bare LF for the end of a line must not see another header.
    head = request.raw.partition(b"\r\n\r\n")[0]
    assert len(re.split(rb"[\r\n]+", head)) == 1 + len(names)
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\xff]", head)
    return request


def any_path(stub: StubServer, body: Any) -> None:
    stub.script(*[replies.as_json(body)] * 200)


def test_an_email_stays_in_its_segment(both: Both, stub: StubServer) -> None:
    any_path(stub, bundled().value({"$ref": "#/components/schemas/UserResponse"}))
    sent = 0
    for text in HOSTILE:
        request = received(both, stub, lambda client, text=text: client.users.get(email=text))
        if request is None:
            continue
        sent += 1
        *before, last = request.target.split("/")
        assert (before, unquote(last)) == (["", "v1", "users", "email"], text)
        assert re.fullmatch(r"[A-Za-z0-9_.~%+!$&'()*,;=:@-]+", last)
        assert {name for name, _ in request.headers} <= ORDINARY
    assert 5 < sent < len(HOSTILE)


def test_an_id_stays_in_its_segment(both: Both, stub: StubServer) -> None:
    any_path(stub, bundled().value({"$ref": "#/components/schemas/Space"}))
    sent = 0
    for text in HOSTILE:
        request = received(both, stub, lambda client, text=text: client.spaces.get(id=text))
        if request is not None:
            sent += 1
            *before, last = request.target.split("/")
            assert (before, unquote(last)) == (["", "v1", "spaces"], text)
    assert 5 < sent < len(HOSTILE)


def test_a_query_value_stays_one_value(both: Both, stub: StubServer) -> None:
    any_path(stub, {"spaces": []})
    for text in HOSTILE:
        request = received(both, stub, lambda client, text=text: client.spaces.list(name_filter=text))
        if request is None:
            assert "\ud800" in text
            continue
        path, _, query = request.target.partition("?")
        assert path == "/v1/spaces"
        assert [unquote(part) for part in query.split("=")] == ["nameFilter", text]
        assert "&" not in query
        assert "#" not in query


def test_a_file_name_makes_neither_part_nor_header(both: Both, stub: StubServer) -> None:
    class Named(io.BytesIO):
        pass

    any_path(stub, bundled().value({"$ref": "#/components/schemas/Memory"}))
    sent = 0
    for text in HOSTILE:
        file = Named(b"content\r\n--")
        file.name = text  # type: ignore[attr-defined]
        request = received(
            both,
            stub,
            lambda client, file=file, text=text: client.memories.create(
                space_id=UUID, file=file, content_type="text/plain", metadata={"name": text} if text.isascii() else {}
            ),
        )
        if request is None:
            assert re.search(r"[\x00-\x1f\x7f\ud800]", text)
            continue
        sent += 1
        assert {name for name, _ in request.headers} <= ORDINARY
        kind = request.header("content-type") or ""
        boundary = kind.partition("boundary=")[2].encode()
        assert request.body.count(boundary) == 3
        fields, files = [], []
        python_multipart.parse_form(
            {"Content-Type": kind.encode()}, io.BytesIO(request.body), fields.append, files.append
        )
        assert ([one.field_name for one in fields], [one.field_name for one in files]) == ([b"request"], [b"file"])
        heads = [part.partition(b"\r\n\r\n")[0] for part in request.body.split(b"--" + boundary)[1:-1]]
        assert [head.count(b"\r\n") for head in heads] == [1, 2]
    assert sent > 10


def test_a_header_of_the_caller_is_one_header(both: Both, stub: StubServer) -> None:
    any_path(stub, {"spaces": []})
    for text in HOSTILE:
        request = received(both, stub, lambda client, text=text: client.spaces.list(extra_headers={"x-more": text}))
        if request is not None:
            assert {name for name, _ in request.headers} <= ORDINARY | {"x-more"}
            assert (request.header("x-more") or "").strip() == text.strip()
        named = received(both, stub, lambda client, text=text: client.spaces.list(extra_headers={text: "1"}))
        assert named is None or named.header(text) == "1"
