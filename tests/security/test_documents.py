"""Documents that cost too much, that break what reads them, or that say where the key goes: refused when given."""

from __future__ import annotations

import gzip
import json
import re
import time
from typing import Any

import httpx
import pytest
from markdown_it import MarkdownIt

from goodmem_dyn import Goodmem, InvalidRequestError
from goodmem_dyn._transport import connection
from tests.support import replies
from tests.support.limited import limited
from tests.support.server import StubServer
from tests.support.steps import Send, Wait
from tools.generators.safe_prose import safe_prose


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def document(schemas: Any = None, body: Any = None, reply: Any = None, **members: Any) -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": "x", "responses": {}}
    if body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    if reply is not None:
        operation["responses"] = {"200": {"description": "d", "content": {"application/json": {"schema": reply}}}}
    found = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/x": {"post": operation}}}
    return {**found, "components": {"schemas": schemas or {}}, **members}


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def nested(levels: int) -> Any:
    schema: Any = {"type": "string"}
    for _ in range(levels):
        schema = obj(a=schema)
    return schema


LADDER = {f"S{i}": {"allOf": [ref(f"S{i + 1}")] * 2} for i in range(30)} | {"S30": obj(a={})}
TWICE = {
    f"S{i}": obj(a={"allOf": [ref(f"S{i + 1}"), {"description": "a"}]}, b={"allOf": [ref(f"S{i + 1}"), {"title": "b"}]})
    for i in range(24)
} | {"S24": obj(a={})}
CHAIN = {f"S{i}": obj(a=ref(f"S{i + 1}")) for i in range(1500)} | {"S1500": {"type": "string"}}
BRANCHES = {"A": {"type": "array", "items": {"anyOf": [ref("A")] * 10}}}

CALL = """
    import httpx, json
    from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError
    answer = lambda request: httpx.Response(200, json={})
    try:
        client = Goodmem("http://localhost:1", "k", document=GIVEN["document"], transport=httpx.MockTransport(answer))
        client.x.create(**GIVEN["arguments"])
        print("answered")
    except GoodMemError as error:
        print("refused", error)
    print("peak", peak())
"""

CASES = {
    "allOf, two to the 30th": (document(LADDER, ref("S0")), {}, "answered"),
    "allOf in properties, two to the 24th": (document(TWICE, ref("S0")), {}, "answered"),
    "the same in a reply": (document(TWICE, None, ref("S0")), {}, "answered"),
    "a choice of itself": (document({"A": {"anyOf": [ref("A"), ref("A")]}}, None, ref("A")), {}, "refused"),
    "ten branches, each the same list": (document(BRANCHES, obj(a=ref("A")), ref("A")), {"a": []}, "refused"),
    "300 objects deep": (document(None, nested(300)), {"a": {}}, "more than 128 levels"),
    "a chain of 1,500 references": (document(CHAIN, ref("S0"), ref("S0")), {"a": {}}, "refused"),
    "components is a number": (document(None, obj(a={}), components=5), {}, "refused"),
    "half of a surrogate pair": (document(None, None, {"type": "object", "properties": {"\ud800": {}}}), {}, "refused"),
    "a pattern that goes back": (
        document(None, obj(a={"type": "string", "pattern": "^(a+)+$"})), {"a": "a" * 35 + "b"}, "must match"
    ),
    "a step that overflows": (document(None, obj(a={"type": "number", "multipleOf": 1e-300})), {"a": 1e300}, ""),
    "20,000 distinct objects": (
        document(None, obj(a={"type": "array", "uniqueItems": True})), {"a": [{"i": i} for i in range(20_000)]}, "answered"
    ),
    "limits of another type": (document(None, obj(a={"type": "number", "minimum": "5", "multipleOf": {}})), {"a": 1}, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_document_costs(case: str, tmp_path: Any) -> None:
    given, arguments, expected = CASES[case]
    ended = limited(CALL, document=given, arguments=arguments)
    assert expected in ended.output
    assert float(ended.output.split()[-1]) < 300


@pytest.mark.parametrize(
    "path", ["http://evil.example/x", "@evil/x", "//evil/x", "x", "/a\\b", "/a\nb", "/../x", "/a/%2e%2E/x"]
)
def test_a_path_lies_under_the_address(path: str) -> None:
    given = document()
    given["paths"][path] = {"get": {"operationId": "go", "responses": {}}}
    with pytest.raises(InvalidRequestError, match="path"):
        Goodmem("http://localhost:1", "k", document=given)


@pytest.mark.parametrize("path", ["/a b", "/a?b=@evil", "/a#b", "/@evil/:x"])
def test_whatever_a_path_has_it_is_sent_to_the_server(both: Any, path: str) -> None:
    given = {**document(), "paths": {path: {"get": {"x-goodmem-name": "things.go", "responses": {"204": {}}}}}}
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(204)

    client = both.against(answer, document=given)
    both(client.things.go())
    assert (asked[0].url.host, asked[0].url.raw_path[:2]) == ("127.0.0.1", path[:2].encode())


@pytest.mark.parametrize("target", ["http://evil.example/x", "@evil/x", "//evil/x", "/../x", "/a\\b", "/%2E./x"])
def test_a_request_is_checked_again(both: Any, target: str) -> None:
    from goodmem_dyn._wire.effects import Send
    from goodmem_dyn._wire.request import Request

    http = both.http_client(base_url="https://good.example", headers={"x-api-key": "SECRET"})
    connection = both.client(http_client=http)._core.connection
    with pytest.raises(InvalidRequestError, match="no path under base_url"):
        connection.brought.request(Send(Request("GET", target)), bytes)
    both(http.close())


@pytest.mark.parametrize("name", ["Host", "x-key\r\nx: y", "Content-Length", "transfer-encoding", ""])
def test_the_header_of_the_key_is_one(name: str) -> None:
    scheme = {"k": {"type": "apiKey", "in": "header", "name": name}}
    given = document(components={"securitySchemes": scheme}, security=[{"k": []}])
    with pytest.raises(InvalidRequestError, match="key cannot go"):
        Goodmem("http://localhost:1", "k", document=given)


def test_a_document_by_url_has_a_size() -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    with StubServer() as server:
        server.on("GET", "/doc.json", _bomb(bomb))
        ended = limited(
            """
            from goodmem_dyn import Goodmem, GoodMemError
            try:
                Goodmem("http://localhost:1", document=GIVEN["url"])
            except GoodMemError as error:
                print(error, "peak", peak())
            """,
            url=f"{server.url}/doc.json",
        )
    assert float(ended.output.split()[-1]) < 300


def _bomb(content: bytes) -> Any:
    head = {"content-type": "application/json", "content-encoding": "gzip", "content-length": str(len(content))}
    return [Send(replies.head(200, head)), Send(content)]


def test_what_stands_in_a_document_many_times_is_counted(tmp_path: Any) -> None:
    pytest.importorskip("yaml")
    lines = ["openapi: 3.1.0", "x0: &x0 [a]"] + [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]" for i in range(1, 12)]
    path = tmp_path / "bomb.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    ended = limited(
        """
        from goodmem_dyn import Goodmem, GoodMemError
        try:
            Goodmem("http://localhost:1", document=GIVEN["path"])
        except GoodMemError as error:
            print(error, "peak", peak())
        """,
        path=str(path),
    )
    assert "values" in ended.output
    assert float(ended.output.split()[-1]) < 300


def test_json_shows_what_this_file_gives() -> None:
    """The cases travel as JSON: what it cannot carry would be tried as something else."""
    assert all(json.loads(json.dumps(case)) for case in CASES.values())


@pytest.mark.parametrize(
    "reply",
    [
        {"anyOf": [[]]},
        {"anyOf": [None, 5]},
        {"items": [{"type": "string"}]},
        {"type": ["object", 5]},
        {"type": "object", "properties": {"a": None, "b": []}, "required": True},
        {"allOf": None, "enum": None},
        {"oneOf": [{"type": "object"}], "discriminator": 5},
    ],
    ids=str,
)
def test_a_keyword_that_says_nothing_is_left_out(reply: Any) -> None:
    answer = httpx.MockTransport(lambda _request: httpx.Response(200, json={"a": 1}))
    with Goodmem("http://localhost:1", "k", document=document(None, None, reply), transport=answer) as client:
        assert client.x.create() is not None


def test_a_reference_leads_to_a_schema() -> None:
    with pytest.raises(InvalidRequestError, match="'#/info/title' leads to what is no object"):
        Goodmem("http://localhost:1", "k", document=document(None, None, {"anyOf": [{"$ref": "#/info/title"}]}))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[all](javascript:alert(1))",
        "[all](<java\tscript:alert(1)>)",
        "[all]( JaVaScRiPt:alert(1))",
        "[all](java&#115;cript:alert(1))",
        "[all](data:text/html,x)",
        "[all][1]\n\n[1]: vbscript:x",
        "<javascript:alert(1)>",
        "`` ` `` <b onclick=x>`",
        "```\n<i>\n```\n<iframe src=x>",
        "`\n\n<b onclick=x>\n\n`",
        "`\n# <b onclick=x>\n`",
        "\\` <b onclick=x> `",
        "<https://a`> <b onclick=x> `",
        "`a` <b onclick=x> `a`",
    ],
)
def test_descriptions_run_nothing_on_the_pages_made_of_them(text: str) -> None:
    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.validateLink = lambda _url: True  # other renderers ask nobody
    page = markdown.render(safe_prose(text))
    assert not re.search(r"<(?:script|img|iframe|b|i)\b", page)
    assert not re.search(r'(?:href|src)="(?!#|https?:|mailto:|\w+/|\w+\.md)', page)
    assert not re.search(r"<[^>]* on\w+=", page)


def test_descriptions_are_shown_as_they_are() -> None:
    text = "See [it](https://a.example/?a=1&b=2), [this](spaces.md) or <https://b.example>: `a < b` and a <= b."
    assert safe_prose(text) == text


def test_a_tracked_document_is_no_larger_than_it_is_written() -> None:
    levels = "\n".join(f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]" for i in range(1, 9))
    ended = limited(
        """
        import sys
        from tools.spec.validate import DocumentError
        from tools.tracking.source import parse
        try:
            parse(GIVEN["text"].encode())
        except DocumentError as error:
            print(error, "peak", peak())
        """,
        text=f"openapi: 3.1.0\npaths: {{}}\nx0: &x0 [1]\n{levels}\n",
    )
    assert float(ended.output.split()[-1]) < 300


def test_a_document_by_url_has_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def dripping(_request: Any) -> Any:
        yield Send(replies.head(200, {"content-type": "application/json", "content-length": "1000000"}))
        while True:
            yield Send(b" ")
            yield Wait(0.02)

    monkeypatch.setattr(connection, "DOCUMENT_SECONDS", 0.3)
    with StubServer() as server:
        server.on("GET", "/doc.json", dripping)
        began = time.monotonic()
        with pytest.raises(InvalidRequestError, match="time"):
            Goodmem("http://localhost:1", document=f"{server.url}/doc.json")
        assert time.monotonic() - began < 5
