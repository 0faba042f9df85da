"""What methods tell of themselves, and that it is what they do: the request that they send, the curl line that sends it."""

from __future__ import annotations

import email
import email.policy
import inspect
import json
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import goodmem_dyn
from goodmem_dyn import AsyncGoodmem, Goodmem, InvalidRequestError, OperationInfo, namespaces
from tests.support.replies import as_json

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server import Request, StubServer

ID = "0198c0de-7a4b-7000-8000-000000000001"
KEY = "gm_0123456789abcdef"
SECRET = "sk-do-not-show-this"


def methods() -> list[Any]:
    """Every method of every namespace that is one operation, in both modes."""
    classes = [getattr(namespaces, name) for name in dir(namespaces) if not name.endswith("WithRawResponse")]
    found = [getattr(cls, name) for cls in classes for name in vars(cls) if not name.startswith("_")]
    return [one for one in found if hasattr(one, "operation")]


def test_every_operation_of_the_document_is_there() -> None:
    document = goodmem_dyn.document()
    wanted = {
        (verb.upper(), path)
        for path, item in document["paths"].items()
        for verb in item
        if verb in {"get", "post", "put", "delete"}
    }
    found = goodmem_dyn.operations()
    assert {(one.method, one.path) for one in found} == wanted
    assert [one.name for one in found] == sorted({one.name for one in found}, key=lambda name: name.rpartition("."))
    for one in found:
        raw = document["paths"][one.path][one.method.lower()]
        assert one.operation_id == raw["operationId"]
        words = one.name.replace("_", " ").replace(".", " ")
        assert one.summary == raw.get("summary") or one.summary.lower().replace(":", "") == words
        assert one.errors.keys() == raw.get("x-goodmem-errors", {}).keys()


def test_an_operation_says_what_help_says() -> None:
    for method in methods():
        parameters = [param for param in inspect.signature(method).parameters.values() if param.name != "self"]
        told = method.operation.parameters
        assert [(one.name, one.type, one.required) for one in told] == [
            (param.name, param.annotation, param.default is param.empty) for param in parameters
        ]
        assert all(
            one.default == param.default for one, param in zip(told, parameters, strict=True) if not one.required
        )


def test_one_record_however_it_is_reached() -> None:
    with Goodmem("http://localhost:1", KEY) as client:
        ways = [
            client.memories.create,
            namespaces.Memories.create,
            namespaces.AsyncMemories.create,
            Goodmem.memories.create,  # type: ignore[attr-defined]
            AsyncGoodmem.memories.create,  # type: ignore[attr-defined]
        ]
        wanted = goodmem_dyn.operation("memories.create")
        assert isinstance(wanted, OperationInfo)
        assert [way.operation for way in ways] == [wanted] * len(ways)
        assert [goodmem_dyn.operation(way) for way in ways] == [wanted] * len(ways)
        assert len({wanted, *(way.operation for way in ways)}) == 1
        assert (wanted.request_schema, wanted.response_schema) == ("JsonMemoryCreationRequest", "Memory")
        assert (wanted.retry, wanted.authenticated) == ("client-id", True)
        assert str(wanted) == "memories.create: POST /v1/memories"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("memories.creat", "There is no operation 'memories.creat'. Did you mean 'memories.create'?"),
        ("", "There is no operation ''."),
        (namespaces.Memories.wait, "Memories.wait is not one operation: give a method that is, or its dotted name."),
        (print, "print is not one operation: give a method that is, or its dotted name."),
    ],
)
def test_what_is_no_operation_is_named(wrong: Any, words: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        goodmem_dyn.operation(wrong)
    assert str(caught.value) == words


def test_schemas_are_whole() -> None:
    schema = goodmem_dyn.operation("spaces.create").schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    config = {"none": {}}
    assert validator.is_valid({"name": "x", "spaceEmbedders": [{"embedderId": ID}], "defaultChunkingConfig": config})
    assert not validator.is_valid({"name": 3, "spaceEmbedders": [{"embedderId": ID}], "defaultChunkingConfig": config})
    assert not validator.is_valid({"name": "x", "spaceEmbedders": [{}], "defaultChunkingConfig": config})
    assert "chunkText" in json.dumps(goodmem_dyn.operation("memories.retrieve").schema("response"))
    assert goodmem_dyn.operation("spaces.list").schema("sort_by")["enum"]
    assert goodmem_dyn.operation("spaces.list").schema() == {}
    with pytest.raises(InvalidRequestError, match="Did you mean 'sort_by'"):
        goodmem_dyn.operation("spaces.list").schema("sort_bye")
    schema["properties"].clear()
    assert goodmem_dyn.operation("spaces.create").schema()["properties"], "a schema is the caller's own copy"


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("spaces.list", {"name_filter": "a&b=c d/ü'\"", "max_items": 3, "labels": {"team": "x y"}}),
    ("spaces.get", {"id": ID}),
    ("spaces.delete", {"id": ID, "extra_headers": {"x-note": 'it\'s "here" $HOME `id`'}}),
    ("spaces.update", {"id": ID, "name": 'it\'s\n"new" \\ $HOME ü \u2028', "extra_query": {"a": "[1] {2}"}}),
    ("spaces.create", {"name": "x", "space_embedders": [ID], "space_id": ID}),
    ("users.get", {"email": "a+b@example.com"}),
    ("memories.create", {"space_id": ID, "memory_id": ID, "original_content": "@file; <x>", "metadata": {"n": 1.5}}),
    ("memories.batch_get", {"memory_ids": [ID, ID]}),
    ("memories.content", {"id": ID, "range": "bytes=0-9"}),
    ("memories.retrieve", {"message": "How?", "space_ids": [ID], "reranker_id": ID, "stream": False}),
    ("system.info", {}),
]


def sent(stub: StubServer, method: str, arguments: dict[str, Any]) -> Request:
    """What the method really sends."""
    with Goodmem(stub.url, KEY, max_retries=0) as client:
        place: Any = client
        for name in method.split("."):
            place = getattr(place, name)
        stub.script(as_json({}, 400))
        with pytest.raises(goodmem_dyn.BadRequestError):
            place(**arguments)
    return stub.requests[-1]


def headers(request: Request, *without: str) -> dict[str, str]:
    ours = {"host", "connection", "content-length", "user-agent", "accept-encoding", *without}
    return {name: value for name, value in request.headers if name not in ours}


@pytest.mark.parametrize(("method", "arguments"), CALLS, ids=[name for name, _ in CALLS])
def test_the_request_is_what_is_sent(stub: StubServer, method: str, arguments: dict[str, Any]) -> None:
    real = sent(stub, method, arguments)
    told = goodmem_dyn.operation(method).request(base_url=stub.url, **arguments)
    assert (told.method, told.url) == (real.method, f"{stub.url}{real.target}")
    assert told.body == (json.loads(real.body) if real.body else None)
    wanted = {name: value for name, value in real.headers if name != "content-length"}
    if not goodmem_dyn.operation(method).authenticated:
        del wanted["x-api-key"]
    elif "x-api-key" in wanted:
        wanted["x-api-key"] = "**********"
    assert dict(told.headers) == wanted
    assert len(stub.requests) == 1, "only the real call is sent"


def run(line: str, where: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{line} -s -m 20 -o answer"], cwd=where, check=False, capture_output=True, text=True,
        env={"GOODMEM_API_KEY": KEY, "PATH": "/usr/bin:/bin", "no_proxy": "*"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl to run the line with")


@needs_curl
@pytest.mark.parametrize(("method", "arguments"), CALLS, ids=[name for name, _ in CALLS])
def test_the_curl_line_sends_the_same(stub: StubServer, tmp_path: Path, method: str, arguments: dict[str, Any]) -> None:
    real = sent(stub, method, arguments)
    line = goodmem_dyn.operation(method).curl(base_url=stub.url, **arguments)

    stub.script(as_json({}))
    run(line, tmp_path)
    theirs = stub.requests[-1]
    assert (theirs.method, theirs.target) == (real.method, real.target)
    assert theirs.body == real.body
    without = [] if goodmem_dyn.operation(method).authenticated else ["x-api-key"]
    told = headers(theirs, *without)
    if real.header("accept") is None:
        assert told.pop("accept") == "*/*", "curl's own, which means the same"
    assert told == headers(real, *without)


def parts(request: Request) -> list[tuple[Any, ...]]:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    message = email.message_from_bytes(head + request.body, policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get("content-type"),
            part.get_content(),
        )
        if part.get_filename()
        else (part.get_param("name", header="content-disposition"), None, None, part.get_payload())
        for part in message.iter_parts()  # type: ignore[attr-defined]
    ]


@needs_curl
@pytest.mark.parametrize("name", ["plain.pdf", "two words; and, more.pdf", "it's $HOME.txt"])
def test_the_curl_line_uploads_the_same(stub: StubServer, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF- not really \x00\xff")
    arguments = {"space_id": ID, "memory_id": ID, "file_path": path, "metadata": {"note": '@x;type=y "z"'}}
    real = sent(stub, "memories.create", arguments)
    stub.script(as_json({}))
    run(goodmem_dyn.operation("memories.create").curl(base_url=stub.url, **arguments), tmp_path)
    theirs = stub.requests[-1]
    assert parts(theirs) == parts(real)
    assert len(parts(theirs)) == 2
    assert headers(theirs, "content-type") == headers(real, "content-type")


def test_nothing_secret_is_told() -> None:
    arguments = {
        "display_name": "e",
        "model_identifier": "text-embedding-3-small",
        "api_key": SECRET,
        "extra_headers": {"authorization": f"Bearer {SECRET}"},
    }
    operation = goodmem_dyn.operation("embedders.create")
    told = operation.request(**arguments)
    assert told.body["credentials"]["apiKey"]["inlineSecret"] == "**********"  # type: ignore[index]
    assert told.headers["authorization"] == "**********"
    for text in (repr(told), str(told), operation.curl(**arguments)):
        assert SECRET not in text
        assert "**********" in text
    assert '-H "x-api-key: $GOODMEM_API_KEY"' in operation.curl(**arguments)


def test_an_id_is_not_drawn_for_what_is_not_sent() -> None:
    operation = goodmem_dyn.operation("memories.create")
    told = operation.request(space_id=ID, original_content="x")
    assert told.body == {"spaceId": ID, "originalContent": "x", "contentType": "text/plain"}
    assert told == operation.request(space_id=ID, original_content="x")


def test_wrong_arguments_are_refused_as_by_the_method() -> None:
    operation = goodmem_dyn.operation("spaces.get")
    with pytest.raises(InvalidRequestError, match="there is no argument 'space_id'"):
        operation.curl(space_id=ID)
    with pytest.raises(InvalidRequestError, match="base_url must start with http"):
        operation.request(base_url="localhost", id=ID)


def test_lists_and_batches_tell_their_first_request() -> None:
    told = goodmem_dyn.operation("memories.list").request(space_id=ID, max_items=7)
    assert told.url.endswith(f"/v1/spaces/{ID}/memories?maxResults=7")
    told = goodmem_dyn.operation("memories.batch_get").request(memory_ids=[ID] * 3, batch_size=2)
    assert told.body == {"memoryIds": [ID, ID]}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reaches_the_shell_whole(name: str, value: str) -> None:
    arguments = {"id": ID, "name": name, "replace_labels": {"key": value}}
    words = shlex.split(goodmem_dyn.operation("spaces.update").curl(**arguments))
    assert json.loads(words[words.index("--data-raw") + 1]) == {"name": name, "replaceLabels": {"key": value}}
