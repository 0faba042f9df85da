"""Constructs of which a request was sent that the document does not mean: each is now sent right, or refused."""

from __future__ import annotations

import datetime
import json
from email import message_from_bytes
from typing import Any

import pytest

from goodmem_dyn import InvalidRequestError
from tests.support.documents import STRINGS, Recorder, body, document, operation, path, query

S = {"type": "string"}
INTEGER = {"type": "integer"}
OBJECT = {"type": "object"}
BINARY = {"type": "string", "format": "binary"}
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
PAIR = {"k": "v", "l": "w"}


def of(node: dict[str, Any], target: str = "/things", method: str = "get", **options: Any) -> Recorder:
    return Recorder(document({target: {method: node}}), **options)


def posting(content: dict[str, Any], **members: Any) -> Recorder:
    return of(operation(requestBody={"content": content, **members}), method="post")


def obj(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def parts(recorder: Recorder) -> list[tuple[str, str, bytes]]:
    """The parts of a multipart body: name, content type, content."""
    head = f"Content-Type: {recorder.last.headers['content-type']}\r\n\r\n".encode()
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message_from_bytes(head + recorder.last.content).get_payload()
    ]


@pytest.mark.parametrize(
    ("target", "sent"),
    [("/files/{id}#shared", "/files/x?limit=3"), ("/files/{id}?beta=true", "/files/x?beta=true&limit=3")],
)
def test_a_fragment_of_a_path_is_not_sent_and_a_query_in_it_is_merged(target, sent) -> None:
    recorder = of(operation(parameters=[path("id"), query("limit", INTEGER)]), target)
    recorder.client.files.get(id="x", limit=3)
    assert recorder.target == sent


@pytest.mark.parametrize(
    ("style", "explode", "value", "sent"),
    [
        ("simple", False, ["a", "b"], "a,b"), ("simple", True, ["a", "b"], "a,b"),
        ("simple", False, PAIR, "k,v,l,w"), ("simple", True, PAIR, "k=v,l=w"),
        ("label", False, "a", ".a"), ("label", False, ["a", "b"], ".a,b"), ("label", True, ["a", "b"], ".a.b"),
        ("label", False, PAIR, ".k,v,l,w"), ("label", True, PAIR, ".k=v.l=w"),
        ("matrix", False, "a", ";id=a"), ("matrix", False, ["a", "b"], ";id=a,b"),
        ("matrix", True, ["a", "b"], ";id=a;id=b"), ("matrix", False, PAIR, ";id=k,v,l,w"),
        ("matrix", True, PAIR, ";k=v;l=w"), ("label", True, "a/b", ".a%2Fb"), ("matrix", True, True, ";id=true"),
    ],
)  # fmt: skip
def test_path_styles(style, explode, value, sent) -> None:
    recorder = of(
        operation(parameters=[{**path("id"), "schema": {}, "style": style, "explode": explode}]), "/things/{id}"
    )
    recorder.client.things.get(id=value)
    assert recorder.target == f"/things/{sent}"


@pytest.mark.parametrize(
    ("parameter", "value", "sent"),
    [
        (query("a", STRINGS, explode=False), ["a", "b,c"], "a=a,b%2Cc"),
        (query("a", STRINGS, explode=False, allowReserved=True), ["a/", "b,c"], "a=a/,b%2Cc"),
        (query("a", STRINGS, explode=False, style="pipeDelimited"), ["a", "b|c"], "a=a|b%7Cc"),
        (query("a", STRINGS, explode=False, style="spaceDelimited"), ["a", "b"], "a=a%20b"),
        (query("a", OBJECT, explode=False), {"k": "v,w"}, "a=k,v%2Cw"),
        (query("a", STRINGS, style="deepObject"), ["x", "y"], "a=x&a=y"),
    ],
)
def test_delimiters_stand_plain_and_the_same_character_in_a_value_is_encoded(parameter, value, sent) -> None:
    recorder = of(operation(parameters=[parameter]))
    recorder.client.things.get(a=value)
    assert recorder.target == f"/things?{sent}"


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (query("a", {"type": "array", "items": OBJECT}), [{"b": 1}]),
        (query("a", {"type": "array", "items": STRINGS}, explode=False), [["b"]]),
        (query("a", OBJECT, style="deepObject"), {"b": {"c": 1}}),
        (query("a", OBJECT, style="deepObject"), {"b": ["c"]}),
        (query("a", OBJECT), {"b": ["c"]}),
        (query("a", STRINGS, explode=False, style="spaceDelimited"), ["a", "b c"]),
        ({"name": "a", "in": "cookie", "schema": STRINGS}, ["x", "y"]),
        ({"name": "a", "in": "cookie", "schema": OBJECT}, PAIR),
        ({"name": "a", "in": "header", "schema": OBJECT}, {"b": {"c": 1}}),
    ],
)
def test_what_a_style_has_no_form_for_is_refused_by_name(parameter, value) -> None:
    recorder = of(operation(parameters=[parameter]))
    with pytest.raises(InvalidRequestError, match=r"things\.get\(\): a\b"):
        recorder.client.things.get(a=value)
    assert not recorder.requests


def test_headers_and_cookies_have_forms_for_lists_and_objects() -> None:
    parameters = [
        {"name": "X-List", "in": "header", "schema": {"type": "array", "items": {"type": "boolean"}}},
        {"name": "X-Pair", "in": "header", "schema": OBJECT},
        {"name": "X-Json", "in": "header", "content": {"application/json": {"schema": OBJECT}}},
        {"name": "c", "in": "cookie", "explode": False, "schema": STRINGS},
    ]
    recorder = of(operation(parameters=parameters))
    recorder.client.things.get(x_list=[True, False], x_pair=PAIR, x_json={"a": [1]}, c=["x", "y;"])
    headers = recorder.last.headers
    assert (headers["x-list"], headers["x-pair"], headers["x-json"]) == ("true,false", "k,v,l,w", '{"a":[1]}')
    assert headers["cookie"] == "c=x,y%3B"


ADDRESS = obj(address=obj(a=S, b=obj(c=S)), tags=STRINGS, n=S)


@pytest.mark.parametrize(
    ("encoding", "arguments", "sent"),
    [
        ({}, {"n": ""}, "n="),
        ({}, {"address": {"a": "x"}, "tags": ["1", "2"]}, "address=%7B%22a%22%3A%22x%22%7D&tags=1&tags=2"),
        ({"tags": {"style": "form", "explode": False}}, {"tags": ["1", "2,3"]}, "tags=1,2%2C3"),
        ({"address": {"style": "deepObject"}}, {"address": {"a": "x"}}, "address%5Ba%5D=x"),
        (
            {"address": {"style": "deepObject"}, "tags": {"style": "deepObject"}},
            {"address": {"b": {"c": "x"}}, "tags": ["1"]},
            "address%5Bb%5D%5Bc%5D=x&tags%5B0%5D=1",
        ),
        ({"address": {"style": "form"}}, {"address": {"a": "x"}}, "a=x"),
        ({"tags": {"contentType": "application/json"}}, {"tags": ["1"]}, "tags=%5B%221%22%5D"),
    ],
)
def test_the_encoding_of_a_form_is_obeyed(encoding, arguments, sent) -> None:
    recorder = posting({FORM: {"schema": ADDRESS, "encoding": encoding}})
    recorder.client.things.create(**arguments)
    assert recorder.last.content.decode() == sent


def test_the_encoding_of_a_multipart_form_is_obeyed() -> None:
    schema = obj(icon=BINARY, n=INTEGER, tags=STRINGS, extra=obj(a=S))
    encoding = {"icon": {"contentType": "image/png"}, "n": {"contentType": "application/json"}}
    recorder = posting({MULTIPART: {"schema": schema, "encoding": encoding}})
    recorder.client.things.create(icon=b"i", n=3, tags=["1", "2"], extra={"a": "x"})
    assert sorted(parts(recorder)) == [
        ("extra", "application/json", b'{"a":"x"}'),
        ("icon", "image/png", b"i"),
        ("n", "application/json", b"3"),
        ("tags", "text/plain", b"1"),
        ("tags", "text/plain", b"2"),
    ]


@pytest.mark.parametrize(
    ("media", "schema", "arguments", "sent"),
    [
        ("text/plain", {"type": "boolean"}, {"body": True}, b"true"),
        ("text/plain", INTEGER, {"body": 3}, b"3"),
        ("application/xml", S, {"content": "<a/>"}, b"<a/>"),
        ("application/xml", OBJECT, {"content": "<ä/>"}, "<ä/>".encode()),
        ("application/vnd.x+xml", {}, {"content": b"<a/>"}, b"<a/>"),
        ("application/yaml", S, {"content": "a: 1"}, b"a: 1"),
        ("text/xml", OBJECT, {"content": "<a/>"}, b"<a/>"),
    ],
)
def test_a_text_body_is_the_text(media, schema, arguments, sent) -> None:
    recorder = posting({media: {"schema": schema}})
    recorder.client.things.create(**arguments)
    assert recorder.last.content == sent
    assert recorder.last.headers["content-type"].startswith(media)


def test_any_media_type_with_a_schema_is_json() -> None:
    reply = {"responses": {"200": {"description": "", "content": {"*/*": {"schema": obj(n=S)}}}}}
    recorder = of({**reply, "requestBody": body(obj(n=S), "*/*")}, method="post", content=b'{"n":"x"}')
    assert recorder.client.things.create(n="x") == {"n": "x"}
    assert recorder.last.headers["content-type"] == "application/json"
    assert json.loads(recorder.last.content) == {"n": "x"}
    image = of(reply, content=b"\x00", media="image/png")
    assert image.client.things.get() == b"\x00"


def test_what_looks_like_a_list_keeps_its_own_page_size() -> None:
    parameters = [query("pageSize", INTEGER), query("max_items", INTEGER)]
    recorder = of(operation(obj(items=STRINGS), parameters=parameters), content=b'{"items":["a","b"]}')
    page = recorder.client.things.get(page_size=3, max_items=1)
    assert recorder.target == "/things?pageSize=3&max_items=1"
    assert list(page) == ["a", "b"]


@pytest.mark.parametrize("wire", ["ticketId", "eventId"])
@pytest.mark.parametrize("facts", [{}, {"format": "uuid"}])
def test_no_id_is_invented(wire, facts) -> None:
    owner = f"{wire[:-2]}s"
    schema = obj(**{wire: {**S, **facts}, "n": S})
    recorder = of(operation(schema, requestBody=body(schema)), f"/{owner}", "post")
    getattr(recorder.client, owner).create(n="x")
    assert json.loads(recorder.last.content) == {"n": "x"}


def test_an_id_is_invented_where_the_document_says_that_the_client_may() -> None:
    schema = obj(ticketId=S, n=S)
    node = {**operation(schema, requestBody=body(schema)), "x-goodmem-retry": "client-id"}
    found = document({"/tickets": {"post": node}})
    recorder = Recorder(found)
    recorder.client.with_options(max_retries=1).tickets.create(n="x")
    assert set(json.loads(recorder.last.content)) == {"ticketId", "n"}


@pytest.mark.parametrize("wires", [("_id", "id"), ("a-b", "a_b"), ("fooBar", "foo_bar")])
@pytest.mark.parametrize("turned", [False, True])
def test_the_exact_name_wins_in_requests_and_answers_alike(wires, turned) -> None:
    other, exact = wires
    properties = dict.fromkeys(wires[::-1] if turned else wires, S)
    components = {"T": obj(**properties)}
    reference = {"$ref": "#/components/schemas/T"}
    whole = obj(inner=reference, **properties)
    node = operation(reference, requestBody=body(whole))
    recorder = Recorder(
        document({"/things": {"post": node}}, components), content=json.dumps({exact: "e", other: "o"}).encode()
    )
    answer = recorder.client.things.create(**{exact: "x", f"{exact}_1": "y"}, inner={exact: "p", f"{exact}_1": "q"})
    assert json.loads(recorder.last.content) == {exact: "x", other: "y", "inner": {exact: "p", other: "q"}}
    assert (getattr(answer, exact), getattr(answer, f"{exact}_1")) == ("e", "o")


NOW = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", NOW), ("date", "2024-01-02T00:00:00Z"), ("date-time", NOW.date()), ("date-time", "2024-01-02")],
)
def test_a_date_is_no_moment_and_a_moment_no_date(kind, value) -> None:
    recorder = posting({"application/json": {"schema": obj(d={**S, "format": kind})}})
    with pytest.raises(InvalidRequestError, match=r"d must be a"):
        recorder.client.things.create(d=value)
    recorder.client.things.create(d=NOW.date() if kind == "date" else NOW)
    assert json.loads(recorder.last.content)["d"] == ("2024-01-02" if kind == "date" else "2024-01-02T00:00:00Z")


@pytest.mark.parametrize("files", [{"file": BINARY}, {"files": {"type": "array", "items": BINARY}}])
def test_json_or_a_form_with_the_same_fields(files) -> None:
    (name,) = files
    content = {
        "application/json": {"schema": obj("title", title=S, file_id=S)},
        MULTIPART: {"schema": obj("title", title=S, file_id=S, note=S, **files)},
    }
    recorder = posting(content)
    recorder.client.things.create(title="t", file_id="f")
    assert json.loads(recorder.last.content) == {"title": "t", "file_id": "f"}
    recorder.client.things.create(title="t", note="n")
    assert sorted(parts(recorder)) == [("note", "text/plain", b"n"), ("title", "text/plain", b"t")]
    given = [b"1", b"2"] if name == "files" else b"1"
    recorder.client.things.create(title="t", **{name: given})
    sent = [content for part, _, content in parts(recorder) if part == name]
    assert sent == ([b"1", b"2"] if name == "files" else [b"1"])


def test_json_or_a_form_whose_fields_hold_objects() -> None:
    """A field that is an object is one of the body's members, and no part that carries the body."""
    item, config = obj("id", id=S), obj("size", size={"type": "integer"})
    members = {"title": S, "items": {"type": "array", "items": item}, "config": config}
    content = {
        "application/json": {"schema": obj("title", "config", **members)},
        MULTIPART: {"schema": obj("title", "config", **members, attachment=BINARY)},
    }
    recorder = posting(content)
    given = {"title": "t", "items": [{"id": "1"}, {"id": "2"}], "config": {"size": 3}}
    recorder.client.things.create(**given)
    assert json.loads(recorder.last.content) == given
    recorder.client.things.create(**given, attachment=b"1")
    sent = [(name, content) for name, _, content in parts(recorder)]
    assert sorted(sent) == [
        ("attachment", b"1"),
        ("config", b'{"size":3}'),
        ("items", b'{"id":"1"}'),
        ("items", b'{"id":"2"}'),
        ("title", b"t"),
    ]


def test_json_or_a_form_that_need_different_things() -> None:
    content = {
        "application/json": {"schema": obj("url", url=S)},
        MULTIPART: {"schema": obj("file", file=BINARY, url=S)},
    }
    recorder = posting(content)
    recorder.client.things.create(file=b"1")
    assert [name for name, _, _ in parts(recorder)] == ["file"]
    with pytest.raises(InvalidRequestError, match="'url' is missing"):
        recorder.client.things.create()


def test_a_form_works_without_its_optional_file() -> None:
    recorder = posting({MULTIPART: {"schema": obj("file_id", title=S, file=BINARY, file_id=S)}})
    recorder.client.things.create(title="t", file_id="f")
    assert sorted(parts(recorder)) == [("file_id", "text/plain", b"f"), ("title", "text/plain", b"t")]
