"""Every construct that OpenAPI documents in the wild have: the client builds, encodes strictly, decodes tolerantly."""

from __future__ import annotations

import asyncio
import inspect
import json
from email import message_from_bytes

import httpx
import pytest

from goodmem_dyn import (
    APIResponseValidationError,
    AsyncGoodmem,
    Goodmem,
    GoodMemDeprecationWarning,
    InvalidRequestError,
    UnexpectedAnswerWarning,
)
from tests.support.documents import STRINGS, Recorder, body, document, operation, path, query, ref


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        (query("a", STRINGS), ["1", "2"], [("a", "1"), ("a", "2")]),
        (query("a", STRINGS, explode=False), ["1", "2"], [("a", "1,2")]),
        (query("a", STRINGS, style="spaceDelimited", explode=False), ["1", "2"], [("a", "1 2")]),
        (query("a", STRINGS, style="pipeDelimited", explode=False), ["1", "2"], [("a", "1|2")]),
        (query("a", {"type": "object"}, style="deepObject"), {"k": "v w", "n": 3}, [("a[k]", "v w"), ("a[n]", "3")]),
        (query("a", {"type": "object"}), {"k": "v"}, [("k", "v")]),
        (query("a", {"type": "object"}, explode=False), {"k": "v", "l": "w"}, [("a", "k,v,l,w")]),
        (
            {"name": "a", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
            {"x": 1},
            [("a", '{"x":1}')],
        ),
        (query("a", {"type": "boolean"}), True, [("a", "true")]),
        (query("a", {"type": ["integer", "null"]}), 3, [("a", "3")]),
        (query("a", {"enum": [1, 2, 3]}), 2, [("a", "2")]),
        (query("a", {"anyOf": [{"type": "integer"}, {"type": "string"}]}), "x", [("a", "x")]),
    ],
)
def test_query_styles(parameter, value, expected) -> None:
    recorder = Recorder(document({"/v1/things": {"get": operation(parameters=[parameter])}}))
    recorder.client.things.get(a=value)
    assert recorder.query == expected


def test_a_number_that_is_not_in_the_list_is_shown() -> None:
    recorder = Recorder(document({"/v1/things": {"get": operation(parameters=[query("a", {"enum": [1, 2, 3]})])}}))
    with pytest.raises(InvalidRequestError, match=r"a must be one of 1, 2, 3, not 7\."):
        recorder.client.things.get(a=7)


def test_credentials_that_are_required_may_be_a_key_alone() -> None:
    key = {"type": "object", "properties": {"inlineSecret": {"type": "string"}}}
    credentials = {"properties": {"kind": {"enum": ["API_KEY", "MTLS"]}, "apiKey": key}}
    schema = {"type": "object", "required": ["credentials"], "properties": {"credentials": credentials}}
    recorder = Recorder(document({"/v1/things": {"post": operation(requestBody=body(schema, required=True))}}))
    create = recorder.client.things.create
    assert inspect.signature(create).parameters["credentials"].default is None
    create(api_key="sk-x")
    assert json.loads(recorder.last.content) == {"credentials": {"kind": "API_KEY", "apiKey": {"inlineSecret": "sk-x"}}}
    with pytest.raises(InvalidRequestError, match="credentials"):
        create()


@pytest.mark.parametrize("kind", [Goodmem, AsyncGoodmem])
def test_an_old_name_works_and_warns_whoever_uses_it(kind) -> None:
    paths = {"/v1/things": {"get": {**operation(), "x-goodmem-aliases": ["fetch"]}}}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    client = kind("http://localhost:1", "gm_key", document=document(paths), transport=transport)

    async def call(method):
        # The async call warns where it is awaited.
        return await method() if kind is AsyncGoodmem else method()

    for method in (client.things.fetch, client.things.with_raw_response.fetch):
        with pytest.warns(GoodMemDeprecationWarning, match="`fetch` is called `get` now") as told:
            asyncio.run(call(method))
        assert told[0].filename == __file__
    assert "fetch" in dir(client.things)
    assert client.things.fetch.operation == client.things.get.operation
    assert inspect.iscoroutinefunction(client.things.fetch) == (kind is AsyncGoodmem)


def test_headers_and_cookies_are_parameters() -> None:
    parameters = [
        {"name": "X-Trace", "in": "header", "schema": {"type": "integer"}},
        {"name": "session", "in": "cookie", "schema": {"type": "string"}},
        {"name": "Accept", "in": "header", "schema": {"type": "string"}},
    ]
    recorder = Recorder(document({"/v1/things": {"get": operation(parameters=parameters)}}))
    assert "accept" not in inspect.signature(recorder.client.things.get).parameters
    recorder.client.things.get(x_trace=5, session="a;b")
    assert recorder.last.headers["x-trace"] == "5"
    assert recorder.last.headers["cookie"] == "session=a%3Bb"


def test_names_that_python_or_the_client_keeps() -> None:
    names = ["class", "self", "from", "timeout", "extra_body", "fooBar", "foo_bar", "2nd"]
    parameters = [query(name, {"type": "string"}) for name in names]
    recorder = Recorder(document({"/v1/things": {"get": operation(parameters=parameters)}}))
    shown = list(inspect.signature(recorder.client.things.get).parameters)
    assert {"class_", "self_", "from_", "timeout_1", "foo_bar", "foo_bar_1"} <= set(shown)
    recorder.client.things.get(class_="1", self_="2", from_="3", timeout_1="4", foo_bar_1="5", foo_bar="6")
    assert dict(recorder.query) == {
        "class": "1", "self": "2", "from": "3", "timeout": "4", "fooBar": "5", "foo_bar": "6"
    }  # fmt: skip


def test_references_to_parameters_bodies_responses_and_path_items() -> None:
    found = document(
        {
            "/v1/things/{id}": {"$ref": "#/components/pathItems/Thing"},
            "/v1/odd~name": {"get": {"$ref": "#/components/x-operations/none", "responses": {}}},
        }
        | {"/v1/odd~name": {"get": operation()}},
        {"T/x": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}},
        parameters={"Id": path("id"), "Limit": query("limit", {"type": "integer"})},
        requestBodies={"B": body({"$ref": "#/components/schemas/T~1x"}, required=True)},
        responses={"R": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}},
        pathItems={
            "Thing": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "put": {
                    "parameters": [{"$ref": "#/components/parameters/Limit"}],
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"200": {"$ref": "#/components/responses/R"}},
                },
            }
        },
    )
    recorder = Recorder(found)
    assert recorder.client.things.update(id="x", a="y", limit=3) == {}
    assert recorder.target == "/v1/things/x?limit=3"
    assert json.loads(recorder.last.content) == {"a": "y"}


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.0.3", {"type": "string", "nullable": True}),
        ("3.1.0", {"type": ["string", "null"]}),
        ("3.1.0", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ("3.1.0", {"oneOf": [{"type": "null"}, {"type": "string"}]}),
        ("3.1.0", {"enum": ["x", None]}),
    ],
)
def test_null_is_sent_where_the_schema_has_it(version, schema) -> None:
    request = body({"type": "object", "required": ["a"], "properties": {"a": schema}})
    recorder = Recorder(document({"/v1/things": {"post": operation(requestBody=request)}}, version=version))
    recorder.client.things.create(a=None)
    assert recorder.last.content == b'{"a":null}'
    recorder.client.things.create(a="x")
    assert recorder.last.content == b'{"a":"x"}'


def test_exclusive_bounds_in_both_dialects() -> None:
    for bound in ({"exclusiveMinimum": True, "minimum": 3}, {"exclusiveMinimum": 3}):
        request = body({"type": "object", "properties": {"a": {"type": "integer", **bound}}})
        recorder = Recorder(document({"/v1/things": {"post": operation(requestBody=request)}}))
        recorder.client.things.create(a=4)
        with pytest.raises(InvalidRequestError, match="above 3"):
            recorder.client.things.create(a=3)


NODE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "children": {"type": "array", "items": ref("Node")},
        "by": {"type": "object", "additionalProperties": ref("Node")},
    },
}


def test_recursive_schemas() -> None:
    found = document({"/v1/trees": {"post": operation(ref("Node"), requestBody=body(ref("Node")))}}, {"Node": NODE})
    recorder = Recorder(found, content=b'{"name":"a","children":[{"name":"b","new":1}],"by":{"x":{"name":"q"}}}')
    tree = recorder.client.trees.create(name="a", children=[{"children": [{"name": "deep"}]}])
    assert tree.children[0].name == "b"
    assert tree.by["x"].name == "q"
    assert tree.children[0].new == 1
    with pytest.raises(InvalidRequestError, match=r"children\[0\] has no field 'nme'. Did you mean 'name'"):
        recorder.client.trees.create(children=[{"nme": "b"}])


PETS = {
    "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "meow": {"type": "boolean"}}},
    "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["dog"]}, "bark": {"type": "integer"}}},
}  # fmt: skip


@pytest.mark.parametrize("tag", [{}, {"discriminator": {"propertyName": "kind"}}])
def test_one_of_with_and_without_a_discriminator(tag) -> None:
    pet = {"oneOf": [ref("Cat"), ref("Dog")], **tag}
    found = document({"/v1/pets": {"post": operation(ref("Pet"), requestBody=body(ref("Pet")))}}, {**PETS, "Pet": pet})
    recorder = Recorder(found, content=b'{"kind":"dog","bark":3}')
    assert recorder.client.pets.create(body={"kind": "dog", "bark": 3}).bark == 3
    assert json.loads(recorder.last.content) == {"kind": "dog", "bark": 3}
    sent = len(recorder.requests)
    for wrong in ({"kind": "cow"}, {"kind": "dog", "meow": True}, {}):
        with pytest.raises(InvalidRequestError):
            recorder.client.pets.create(body=wrong)
    assert len(recorder.requests) == sent


def test_all_of_spreads_the_fields_of_its_parts() -> None:
    schemas = {
        "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
        "Whole": {"allOf": [ref("Base"), {"type": "object", "properties": {"n": {"type": "integer"}}}]},
    }
    found = document({"/v1/things": {"post": operation(ref("Whole"), requestBody=body(ref("Whole")))}}, schemas)
    recorder = Recorder(found, content=b'{"id":"1","n":2}')
    result = recorder.client.things.create(id="1", n=2)
    assert (result.id, result.n) == ("1", 2)
    with pytest.raises(InvalidRequestError, match="'id' is missing"):
        recorder.client.things.create(n=2)


@pytest.mark.parametrize(
    ("media", "schema", "arguments", "expected"),
    [
        ("application/octet-stream", {"type": "string", "format": "binary"}, {"content": b"abc"}, b"abc"),
        ("text/plain", {"type": "string"}, {"body": "hé"}, "hé".encode()),
        ("application/json", {"type": "array", "items": {"type": "integer"}}, {"body": [1, 2]}, b"[1,2]"),
        ("application/json", {}, {"body": {"a": [1, None]}}, b'{"a":[1,null]}'),
        ("application/merge-patch+json", {"type": "object"}, {"body": {"x": 1}}, b'{"x":1}'),
        (
            "application/x-www-form-urlencoded",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": STRINGS}},
            {"a": "x y&z", "b": ["1", "2"]},
            b"a=x%20y%26z&b=1&b=2",
        ),
    ],
)
def test_media_types_of_bodies(media, schema, arguments, expected) -> None:
    recorder = Recorder(document({"/v1/things": {"post": operation(requestBody=body(schema, media))}}))
    recorder.client.things.create(**arguments)
    assert recorder.last.content == expected
    assert recorder.last.headers["content-type"].startswith(media)


def test_a_form_with_files_fields_and_json() -> None:
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "title": {"type": "string"},
            "meta": {"type": "object", "properties": {"x": {"type": "integer"}}},
            "file": {"type": "string", "format": "binary"},
        },
    }
    recorder = Recorder(document({"/v1/things": {"post": operation(requestBody=body(form, "multipart/form-data"))}}))
    recorder.client.things.create(title="t", meta={"x": 1}, file=b"data")
    head = f"Content-Type: {recorder.last.headers['content-type']}\r\n\r\n".encode()
    parts = {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message_from_bytes(head + recorder.last.content).get_payload()
    }
    assert parts == {"title": b"t", "meta": b'{"x":1}', "file": b"data"}
    with pytest.raises(InvalidRequestError, match="'file' is missing"):
        recorder.client.things.create(title="t")


def test_a_second_file_beside_the_one_that_goes_with_a_json_body() -> None:
    binary = {"type": "string", "format": "binary"}
    request = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
    form = {"type": "object", "properties": {"request": request, "file": binary, "thumbnail": binary}}
    content = {"application/json": {"schema": request}, "multipart/form-data": {"schema": form}}
    recorder = Recorder(document({"/v1/things": {"post": operation(requestBody={"content": content})}}))
    recorder.client.things.create(title="t")
    assert recorder.last.content == b'{"title":"t"}'
    recorder.client.things.create(title="t", file=b"1", thumbnail=b"2")
    sent = recorder.last.content
    assert [sent.count(f' name="{name}"'.encode()) for name in ("request", "file", "thumbnail")] == [1, 1, 1]
    assert b"\r\n\r\n2\r\n" in sent


@pytest.mark.parametrize("status", ["2XX", "default", "200"])
def test_ranges_and_default_responses(status) -> None:
    responses = {status: {"description": "", "content": {"application/json": {"schema": ref("T")}}}}
    found = document(
        {"/v1/things": {"get": {"responses": responses}}}, {"T": {"type": "object", "properties": {"a": {}}}}
    )
    assert Recorder(found, content=b'{"a":1}').client.things.get().a == 1


def test_replies_of_other_kinds() -> None:
    def get(content):
        return {"get": {"responses": {"200": {"description": "", "content": content}}}}

    binary = {"image/png": {"schema": {"type": "string", "format": "binary"}}}
    assert (
        Recorder(document({"/v1/a": get(binary)}), content=b"\x00\x01", media="image/png").client.a.get() == b"\x00\x01"
    )
    text = {"text/csv": {"schema": {"type": "string"}}}
    csv = Recorder(document({"/v1/a": get(text)}), content="ä,b".encode("latin-1"), media="text/csv; charset=latin-1")
    assert csv.client.a.get() == "ä,b"
    lines = {"application/x-ndjson": {"schema": {"type": "object"}}}
    events = Recorder(document({"/v1/a": get(lines)}), content=b'{"n":1}\n{"n":2}\n', media="application/x-ndjson")
    with events.client.a.get() as stream:
        assert [event["n"] for event in stream] == [1, 2]


def test_odd_paths_and_operations_all_get_a_name() -> None:
    item = {"get": operation(parameters=[path("id")])}
    found = document(
        {
            "/": {"get": operation(operationId="rootThing")},
            "/{only}": {"get": operation(parameters=[path("only")])},
            "/v1/close": {"get": operation()},
            "/v1/with-options/{id}": item,
            "/v1/a/{x}-{y}.json": {"get": operation(parameters=[path("x"), path("y", {"type": "integer"})])},
            "/v1/import/{id}:run": {"post": operation(parameters=[path("id")])},
            "/v1/c/": {"get": operation(), "head": operation(), "options": operation()},
            "/v1/things": {"get": {"responses": {}}, "post": {"responses": {"default": {"description": ""}}}},
        }
    )
    recorder = Recorder(found)
    client = recorder.client
    assert {"close_", "with_options_", "import_", "a", "c", "things"} <= set(dir(client))
    assert callable(client.close)
    client.a.get(x="p/q", y=3)
    assert recorder.target == "/v1/a/p%2Fq-3.json"
    client.import_.run(id="x")
    assert recorder.target == "/v1/import/x:run"
    assert client.things.create() is None
    for name in dir(client):
        for method in getattr(getattr(client, name), "_methods", ()):
            inspect.signature(getattr(getattr(client, name), method))


def test_schema_and_property_names_that_classes_cannot_have() -> None:
    properties = {
        name: {"type": "string"} for name in ("from", "model_config", "copy", "json", "fooBar", "foo_bar", "a-b")
    }
    schemas = {"class": {"type": "object", "properties": properties}, "a.b-c/ü": {"type": "object", "properties": {}}}
    found = document({"/v1/things": {"get": operation(ref("class")), "post": operation(ref("a.b-c~1ü"))}}, schemas)
    content = json.dumps({name: name for name in properties}).encode()
    result = Recorder(found, content=content).client.things.get()
    assert json.loads(result.model_dump_json(by_alias=True, exclude_unset=True)) == {name: name for name in properties}
    assert Recorder(found, content=b"{}").client.things.create() is not None


def test_replies_are_read_tolerantly_and_never_half() -> None:
    schema = {
        "type": "object",
        "required": ["state", "n"],
        "properties": {"state": {"type": "string", "enum": ["a"]}, "n": {"type": "integer"}, "m": {"type": "string"}},
    }
    found = document({"/v1/things": {"get": operation(ref("T"))}}, {"T": schema})
    result = Recorder(found, content=b'{"state":"new","n":1,"m":null,"other":[1]}').client.things.get()
    assert result.state == "new"
    assert result.other == [1]
    with pytest.warns(UnexpectedAnswerWarning, match="`n` is text"):
        assert Recorder(found, content=b'{"state":"a","n":"x"}').client.things.get().n == "x"
    with pytest.raises(APIResponseValidationError):
        Recorder(found, content=b'["a"]').client.things.get()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"swagger": "2.0"},
        [],
        7,
        {"openapi": "3.1.0", "paths": {"/x": {"get": {"parameters": [{"$ref": "#/nope"}], "responses": {}}}}},
        {
            "openapi": "3.1.0",
            "paths": {"/x": {"get": {"parameters": [{"$ref": "https://elsewhere/x"}], "responses": {}}}},
        },
        {"openapi": "3.1.0", "paths": {"/x": {"$ref": "#/paths/~1x"}}},
    ],
)
def test_what_is_no_document_is_refused(wrong) -> None:
    with pytest.raises(InvalidRequestError, match="document"):
        Goodmem("http://localhost:1", document=wrong).x.get()


def test_a_document_without_paths_is_an_empty_client() -> None:
    client = Goodmem("http://localhost:1", document={"openapi": "3.1.0", "info": {}, "webhooks": {}})
    assert dir(client) == ["base_url", "close", "is_closed", "with_options"]
    with pytest.raises(AttributeError, match="memories"):
        _ = client.memories
