"""Paths, queries and headers: whatever the text, it stays in its place, or is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn import Goodmem, InvalidRequestError, document
from goodmem_dyn.errors import GoodMemError
from tests.support.calls import Stub
from tests.support.examples import UUID, bundled

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.both import Both


def sent(call: Callable[[Any], Any], **options: Any) -> httpx.Request:
    stub = Stub(bundled())
    options = {"base_url": "http://127.0.0.1:1", "api_key": "gm_x", **options}
    with Goodmem(**options, transport=httpx.MockTransport(stub)) as client:
        call(client)
    return stub.requests[0]


@given(
    text=st.text() | st.sampled_from(["../x", "a/b?c#d", ".", "..", "%2e%2e", "a%2Fb", "é", "\u2028", "a b", ";x=1"])
)
def test_a_path_value_stays_one_segment_or_is_refused(text: str) -> None:
    try:
        request = sent(lambda client: client.memories.content(id=text))
    except InvalidRequestError:
        assert (
            not text
            or {".", ".."} & set(re.split(r"[/\\]", text))
            or any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 or ord(char) == 127 for char in text)
        )
        return
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    parts = path.split("/")
    assert parts[:3] == ["", "v1", "memories"]
    assert parts[4:] == ["content"]
    assert unquote(parts[3]) == text
    assert not query


@pytest.mark.parametrize("text", ["", ".", "..", "../x", "a/../b", "a\\..\\b", "a/.", "a\nb", "a\x00", "\x7f"])
def test_dangerous_path_values_are_refused(both: Both, text: str) -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    with pytest.raises(InvalidRequestError, match=r"spaces.get|id must not"):
        both(both.against(refuse).spaces.get(id=text))


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_query_value_stays_one_value(text: str) -> None:
    request = sent(lambda client: client.spaces.list(name_filter=text))
    raw = request.url.raw_path.decode("ascii").partition("?")[2]
    assert parse_qsl(raw, keep_blank_values=True, strict_parsing=True) == [("nameFilter", text)]
    assert "+" not in raw


@given(
    labels=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        st.text(st.characters(exclude_categories=["Cs"])),
        max_size=3,
    )
)
def test_labels_are_filters_by_bracket(labels: dict[str, str]) -> None:
    for spelled in ("label", "labels"):
        args = {spelled: labels}
        request = sent(lambda client, args=args: client.spaces.list(**args))
        pairs = parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True)
        assert pairs == [(f"label[{key}]", value) for key, value in labels.items()]


def with_query(schema: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """The bundled document with one more query parameter on one list."""
    changed = document()
    changed["paths"]["/v1/spaces"]["get"]["parameters"].append(
        {"name": "probe", "in": "query", "schema": schema, **facts}
    )
    return changed


STRINGS = {"type": "array", "items": {"type": "string"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("schema", "facts", "value", "query"),
    [
        ({"type": "boolean"}, {}, True, "probe=true"),
        ({"type": "boolean"}, {}, False, "probe=false"),
        ({"type": "integer"}, {}, -7, "probe=-7"),
        ({"type": "number"}, {}, 1.5, "probe=1.5"),
        (
            {"type": "string", "format": "date-time"},
            {},
            "2026-01-02T03:04:05+02:00",
            "probe=2026-01-02T03%3A04%3A05%2B02%3A00",
        ),
        (STRINGS, {}, ["a b", "c&d"], "probe=a%20b&probe=c%26d"),
        (STRINGS, {"explode": False}, ["a", "b"], "probe=a,b"),
        (STRINGS, {"style": "pipeDelimited", "explode": False}, ["a", "b"], "probe=a|b"),
        (STRINGS, {"style": "spaceDelimited", "explode": False}, ["a", "b"], "probe=a%20b"),
        (STRINGS, {}, [], ""),
        (POINT, {}, {"x": 1, "y": 2}, "x=1&y=2"),
        (POINT, {"explode": False}, {"x": 1, "y": 2}, "probe=x,1,y,2"),
        (POINT, {"style": "deepObject"}, {"x": 1, "y": 2}, "probe%5Bx%5D=1&probe%5By%5D=2"),
        ({"type": "string"}, {"allowReserved": True}, "a/b?c", "probe=a/b?c"),
    ],
)
def test_query_styles(schema: dict[str, Any], facts: dict[str, Any], value: Any, query: str) -> None:
    request = sent(lambda client: client.spaces.list(probe=value), document=with_query(schema, **facts))
    assert request.url.raw_path.decode().partition("?")[2] == query


def test_a_query_parameter_of_json_content() -> None:
    changed = document()
    changed["paths"]["/v1/spaces"]["get"]["parameters"].append(
        {"name": "probe", "in": "query", "content": {"application/json": {"schema": POINT}}}
    )
    request = sent(lambda client: client.spaces.list(probe={"x": 1}), document=changed)
    assert parse_qsl(request.url.query.decode()) == [("probe", '{"x":1}')]


def test_what_every_request_carries() -> None:
    import goodmem_dyn

    headers = sent(lambda client: client.spaces.list()).headers
    assert headers["x-api-key"] == "gm_x"
    commit = goodmem_dyn.__based_on_goodmem_commit__.removeprefix("sha256:")
    assert headers["user-agent"] == f"goodmem-dyn/{goodmem_dyn.__version__} (server {commit[:8]})"
    assert headers["accept"] == "application/json"
    assert "content-type" not in headers


def test_a_stream_asks_for_ndjson() -> None:
    def call(client: Any) -> None:
        client.memories.retrieve(message="x", space_ids=[UUID], stream=False)

    headers = sent(call).headers
    assert headers["accept"] == "application/x-ndjson"
    assert headers["content-type"] == "application/json"


@given(name=st.text(max_size=12), value=st.text(max_size=12))
def test_a_header_stays_one_header_or_is_refused(name: str, value: str) -> None:
    try:
        request = sent(lambda client: client.spaces.list(extra_headers={f"x-{name}": value}))
    except GoodMemError:
        return
    assert request.headers[f"x-{name}"] == value
    assert not any(char in f"{name}{value}" for char in "\r\n\x00")


@pytest.mark.parametrize("key", ["gm_ü", "gm_\r\nx: y", "gm_ x", "gm_\x00", "gm_\x7f"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(both: Both, key: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        both.client(base_url="http://127.0.0.1:1", api_key=key)
    assert key not in str(caught.value)
    assert "gm_" not in str(caught.value)


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/spaces"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/spaces"),
        ("http://127.0.0.1/good/mem", "http://127.0.0.1/good/mem/v1/spaces"),
        ("http://127.0.0.1/good/mem/", "http://127.0.0.1/good/mem/v1/spaces"),
        ("http://[::1]:8080", "http://[::1]:8080/v1/spaces"),
        ("  http://localhost:1 ", "http://localhost:1/v1/spaces"),
    ],
)
def test_a_path_in_the_base_url_is_kept(base: str, target: str) -> None:
    assert str(sent(lambda client: client.spaces.list(), base_url=base).url) == target


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("localhost:8080", "must start with http"),
        ("ftp://localhost", "must start with http"),
        ("http://", "name a host"),
        ("", "base_url is missing|must start with http"),
        ("http://localhost:8080?x=1", "must not have a query"),
        ("http://localhost:8080#top", "must not have a query, a fragment"),
        ("http://ann:pw@localhost", "user and password"),
        ("http://localhost:http", "port"),
        ("http://local host", "spaces"),
        (5, "must start with http"),
    ],
)
def test_a_base_url_that_cannot_work_is_refused(both: Both, base: Any, reason: str) -> None:
    with pytest.raises(InvalidRequestError, match=reason) as caught:
        both.client(base_url=base, api_key="gm_x")
    assert "pw" not in str(caught.value)
