"""Constructs that are valid and were refused or broke, and those that are not and were taken."""

from __future__ import annotations

import inspect
import json
import typing
from operator import attrgetter
from typing import Any

import pydantic
import pytest

import goodmem_dyn
from goodmem_dyn import NULL, APIError, AsyncGoodmem, Goodmem, InvalidRequestError
from tests.support.documents import STRINGS, Recorder, body, document, operation, path, ref

S = {"type": "string"}


def obj(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def posting(schema: Any, components: Any = None, *, reply: Any = None, **options: Any) -> Recorder:
    return Recorder(document({"/things": {"post": operation(reply, requestBody=body(schema))}}, components), **options)


def sent(recorder: Recorder, **arguments: Any) -> Any:
    recorder.client.things.create(**arguments)
    return json.loads(recorder.last.content)


NODE = "#/components/schemas/Node"


@pytest.mark.parametrize(
    "child",
    [
        {"$ref": NODE, "readOnly": True},
        {"$ref": NODE, "nullable": True},
        {"$ref": NODE, "x-note": 1},
        {"allOf": [{"$ref": NODE}], "description": "a child"},
        {"allOf": [{"$ref": NODE}, {"description": "a child", "nullable": True}]},
        {"anyOf": [{"$ref": NODE}, {"type": "null"}], "deprecated": True},
        {"$ref": f"{NODE}/properties/other"},
    ],
)
def test_recursive_schemas_whatever_stands_beside_the_reference(child) -> None:
    components = {"Node": obj(child=child, many={"type": "array", "items": child}, other=obj(child={"$ref": NODE}))}
    recorder = posting(ref("Node"), components, reply=ref("Node"), content=b'{"child":{"child":{}}}')
    assert sent(recorder, many=[{"many": [{}]}]) == {"many": [{"many": [{}]}]}
    assert recorder.client.things.create().child is not None


def test_pointers_may_be_percent_encoded() -> None:
    paths = {
        "/t/{id}": {"get": operation(ref("A%20B"), parameters=[path("id")])},
        "/u/{id}": {"get": operation(parameters=[{"$ref": "#/paths/~1t~1%7Bid%7D/get/parameters/0"}])},
    }
    recorder = Recorder(document(paths, {"A B": obj(n=S)}), content=b'{"n":"x"}')
    assert recorder.client.t.get(id="1").n == "x"
    recorder.client.u.get(id="2")
    assert recorder.target == "/u/2"


def test_pointers_may_lead_below_a_component() -> None:
    components = {"X": {**obj(status={"enum": ["a"]}), "$defs": {"D": obj(q=S)}}, "status": {"type": "integer"}, "D": S}
    status = {"$ref": "#/components/schemas/X/properties/status"}
    recorder = posting(
        obj(s=status, d={"$ref": "#/components/schemas/X/$defs/D"}), components, reply=status, content=b'"a"'
    )
    assert sent(recorder, s="a", d={"q": "x"}) == {"s": "a", "d": {"q": "x"}}
    assert recorder.client.things.create() == "a"
    with pytest.raises(InvalidRequestError, match="s must be one of 'a'"):
        recorder.client.things.create(s="b")


FORMS = {"oneOf": [obj("a", a=S), obj("b", b=S, kind={"const": "b"})]}


@pytest.mark.parametrize(
    "schema", [{"allOf": [FORMS, obj(c=S)]}, {**obj(c=S), **FORMS}, {**obj(c=S), "anyOf": FORMS["oneOf"]}]
)
@pytest.mark.parametrize("nested", [False, True])
def test_members_of_a_choice_beside_other_members(schema, nested) -> None:
    recorder = posting(obj(n=schema) if nested else schema)

    def call(**members: str) -> Any:
        return sent(recorder, n=members)["n"] if nested else sent(recorder, **members)

    assert call(a="x", c="y") == {"a": "x", "c": "y"}
    assert call(b="x", kind="b") == {"b": "x", "kind": "b"}
    with pytest.raises(InvalidRequestError, match="fits none of its forms"):
        call(c="y")


def test_a_subtype_that_is_made_of_what_it_is_a_branch_of() -> None:
    components = {
        "Pet": {**obj("kind", kind=S), "oneOf": [ref("Cat")], "discriminator": {"propertyName": "kind"}},
        "Cat": {"allOf": [ref("Pet"), obj("claws", claws={"type": "integer"})]},
    }
    recorder = posting(ref("Cat"), components)
    assert sent(recorder, kind="Cat", claws=3) == {"kind": "Cat", "claws": 3}
    with pytest.raises(InvalidRequestError, match="'claws' is missing"):
        recorder.client.things.create(kind="Cat")


def test_an_object_takes_what_it_does_not_name() -> None:
    components = {"Pet": {**obj(kind=S), "discriminator": {"propertyName": "kind"}}}
    recorder = posting(
        obj(n=obj("q", name=S), pet=ref("Pet"), closed={**obj(a=S), "additionalProperties": False}), components
    )
    assert sent(recorder, n={"q": 1, "extra": [2]}) == {"n": {"q": 1, "extra": [2]}}
    assert sent(recorder, pet={"kind": "cat", "meow": True}) == {"pet": {"kind": "cat", "meow": True}}
    for wrong in ({"n": {"q": 1, "nme": "x"}}, {"n": {"name": "x"}}, {"closed": {"b": 1}}):
        with pytest.raises(InvalidRequestError):
            recorder.client.things.create(**wrong)
    assert (
        inspect.signature(posting(obj("q", name=S)).client.things.create).parameters["q"].default
        is inspect.Parameter.empty
    )


def test_a_mapping_may_name_what_the_document_was_bundled_from() -> None:
    mapping = {"cat": "models/cat.yml#/Cat", "dog": "Dog"}
    choice = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind", "mapping": mapping}}
    components = {"Cat": obj("kind", kind={"enum": ["cat"]}, claws=S), "Dog": obj("kind", kind=S, barks=S)}
    recorder = posting(obj(pet=choice), components, reply=choice, content=b'{"kind":"dog","barks":"x"}')
    assert sent(recorder, pet={"kind": "cat", "claws": "4"}) == {"pet": {"kind": "cat", "claws": "4"}}
    assert type(recorder.client.things.create(pet={"kind": "dog"})).__name__ == "Dog"


def test_what_only_answers_have_is_not_demanded_in_a_request_nor_the_other_way_round() -> None:
    inner = obj("id", "name", "secret", id={**S, "readOnly": True}, name=S, secret={**S, "writeOnly": True})
    recorder = posting(obj(n=inner), {"Inner": inner}, reply=ref("Inner"), content=b'{"id":"1","name":"x"}')
    assert sent(recorder, n={"name": "x", "secret": "s"}) == {"n": {"name": "x", "secret": "s"}}
    assert recorder.client.things.create().name == "x"  # and no warning, which would be an error here


def test_paths_have_any_characters() -> None:
    found = document({"/tä/a b": {"get": operation()}, "x-note": [1]})
    recorder = Recorder(found)
    (operation_,) = recorder.client._core.catalog.surface.operations
    target: Any = recorder.client
    for word in (*operation_.name.namespace, operation_.name.method):
        target = getattr(target, word)
    target()
    assert recorder.target == "/t%C3%A4/a%20b"


def stream(*media: str, switch: bool = False) -> dict[str, Any]:
    content = {one: {"schema": {"type": "object"}} for one in media}
    node: dict[str, Any] = {"responses": {"200": {"description": "", "content": content}}}
    return {**node, "requestBody": body(obj(n=S, stream={"type": "boolean"}))} if switch else node


SSE = "text/event-stream"


@pytest.mark.parametrize(
    ("content", "events"),
    [
        (b'data: {"a":1}\n\n', 1),
        (b'data: {"a":1}\n', 1),
        (b'data: {"a":1}\n\ndata: [DONE]\n\n', 1),
        (b'data: {"a":1}\r\rdata: {"a":1}\r\r', 2),
        (b'data: {"a":1}\r\n\r\ndata: {"a":1}\r\n\r\n', 2),
        (b': hello\revent: x\rid: 3\rdata: {"a":\rdata: 1}\r\r', 1),
    ],
)
def test_streams_of_other_servers(content, events) -> None:
    recorder = Recorder(document({"/things": {"get": stream(SSE)}}), content=content, media=SSE)
    with recorder.client.things.get() as found:
        assert list(found) == [{"a": 1}] * events


def test_an_answer_that_is_json_or_a_stream_by_a_member() -> None:
    found = document({"/things": {"post": stream("application/json", SSE, switch=True)}})
    whole = Recorder(found, content=b'{"a":1}')
    assert whole.client.things.create(n="x") == {"a": 1}
    assert (whole.last.headers["accept"], json.loads(whole.last.content)) == ("application/json", {"n": "x"})
    events = Recorder(found, content=b'data: {"a":1}\n\ndata: [DONE]\n\n', media=SSE)
    with events.client.things.create(n="x", stream=True) as opened:
        assert list(opened) == [{"a": 1}]
    assert (events.last.headers["accept"], json.loads(events.last.content)) == (SSE, {"n": "x", "stream": True})
    assert events.client.things.create(n="x") == [{"a": 1}]


def test_an_answer_that_is_binary_or_a_stream() -> None:
    found = document({"/things": {"get": stream("audio/mpeg", SSE)}})
    whole = Recorder(found, content=b"\xff\x00", media="audio/mpeg")
    assert whole.client.things.get() == b"\xff\x00"
    assert whole.last.headers["accept"] == "audio/mpeg"
    with Recorder(found, content=b'data: {"a":1}\n\n', media=SSE).client.things.get(stream=True) as opened:
        assert list(opened) == [{"a": 1}]


@pytest.mark.parametrize("status", [204, 205])
def test_a_status_without_a_body_is_no_error_where_one_is_documented(status) -> None:
    recorder = Recorder(document({"/things": {"get": operation(obj(n=S))}}), status=status, content=b"")
    assert recorder.client.things.get() is None


def test_not_modified_says_so() -> None:
    recorder = Recorder(document({"/things": {"get": operation(obj(n=S))}}), status=304, content=b"")
    with pytest.raises(APIError, match="304 not modified"):
        recorder.client.things.get()


def test_members_called_like_methods_of_classes() -> None:
    names = ("register", "mro", "schema", "copy", "json", "validate")
    found = document({"/things": {"get": operation(ref("T"))}}, {"T": obj(**dict.fromkeys(names, S))})
    answer = Recorder(found, content=json.dumps(dict.fromkeys(names, "x")).encode()).client.things.get()
    assert answer.register == "x"
    assert answer.model_dump(by_alias=True) == dict.fromkeys(names, "x")


def test_a_choice_between_enums_lists_all_of_their_values() -> None:
    recorder = posting(obj(s={"oneOf": [{"enum": ["a"]}, {"enum": [""]}, {"enum": [None]}]}))
    assert [sent(recorder, s=value) for value in ("a", "", NULL)] == [{"s": "a"}, {"s": ""}, {"s": None}]
    with pytest.raises(InvalidRequestError, match=r"s must be one of 'a', '', not 'b'"):
        recorder.client.things.create(s="b")


@pytest.mark.parametrize(("kind", "expected"), [("C", "C"), ("D", "D"), ("new", "dict")])
def test_an_unknown_discriminator_chooses_no_class(kind, expected) -> None:
    schema = {"oneOf": [ref("C"), ref("D")], "discriminator": {"propertyName": "kind"}}
    components = {"C": obj(kind=S, m=S), "D": obj(kind=S, n=S)}
    found = document({"/things": {"get": operation(schema)}}, components)
    answer = Recorder(found, content=json.dumps({"kind": kind, "n": "1"}).encode()).client.things.get()
    assert type(answer).__name__ == expected


@pytest.mark.parametrize("kind", [Goodmem, AsyncGoodmem])
@pytest.mark.parametrize("evaluate", [typing.get_type_hints, pydantic.validate_call, pydantic.TypeAdapter])
def test_annotations_of_methods_can_be_evaluated(kind, evaluate) -> None:
    components = {"T": obj(n=S, kind={"enum": ["a"]}), "E": {"type": "string", "enum": ["x"]}}
    node = operation(ref("T"), requestBody=body(obj(t=ref("T"), e=ref("E"), many=STRINGS)))
    foreign = kind("http://localhost:1", document=document({"/things": {"post": node}}, components))
    bundled = kind("http://localhost:1")
    for method in (foreign.things.create, bundled.spaces.create, bundled.memories.retrieve, bundled.memories.content):
        evaluate(method)
    hints = typing.get_type_hints(bundled.spaces.create)
    assert hints["name"] is str
    assert typing.get_type_hints(foreign.things.create)["return"].__name__ == "T"


@pytest.mark.parametrize("kind", [Goodmem, AsyncGoodmem])
def test_annotations_of_every_method_can_be_evaluated(kind) -> None:
    client = kind("http://localhost:1", "gm_x")
    methods = [attrgetter(one.name)(client) for one in goodmem_dyn.methods()]
    assert len(methods) > 50
    for method in methods:
        assert typing.get_type_hints(method)["return"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"swagger": "2.0", "info": {}, "paths": {}}, r"#/swagger: this is Swagger 2\.0.*swagger2openapi"),
        ({"openapi": "4.0.0", "paths": {}}, r"#/openapi: version '4\.0\.0' cannot be read"),
        (
            document({"/t": {"get": {"$ref": "other.yaml#/x"}}}),
            r"#/paths/~1t/get: Reference 'other\.yaml#/x' leaves.*Bundle",
        ),
        (document({"/t": {"$ref": "other.yaml#/x"}}), r"#/paths/~1t: Reference"),
        (
            document({"/t": {"post": operation(requestBody=body(ref("X")))}}, {"X": obj(a=ref("no"))}),
            r"#/components/schemas/X/properties/a: Reference '#/components/schemas/no' leads nowhere",
        ),
        (document({"/t/{id}": {"get": operation()}}), r"#/paths/~1t~1\{id\}/get: The path has \{id\}.*Declare it"),
        (document({"/t": {"post": operation(requestBody=body({"$ref": "#name"}))}}), "anchor"),
    ],
)
def test_what_cannot_be_called_right_is_refused_when_the_document_is_read(wrong, told) -> None:
    with pytest.raises(InvalidRequestError, match=told):
        Goodmem("http://localhost:1", document=wrong)


def test_a_reference_in_an_example_is_no_reference() -> None:
    node = operation(
        requestBody={"content": {"application/json": {"schema": obj(**{"$ref": S}), "example": {"$ref": "x"}}}}
    )
    recorder = Recorder(document({"/things": {"post": node}}))
    assert sent(recorder, ref="x") == {"$ref": "x"}


@pytest.mark.parametrize("name", ["Content-Length", "Connection", "Transfer-Encoding"])
def test_headers_that_the_transport_writes_are_no_arguments(name) -> None:
    """Documents declare them as required, and nobody could give them."""
    header = {"name": name, "in": "header", "required": True, "schema": S}
    node = operation(parameters=[header], requestBody=body(obj("a", a=S)))
    recorder = Recorder(document({"/things": {"post": node}}))
    assert sent(recorder, a="x") == {"a": "x"}
    assert recorder.last.headers["content-length"] == str(len(recorder.last.content))
    assert name.lower().replace("-", "_") not in inspect.signature(recorder.client.things.create).parameters
