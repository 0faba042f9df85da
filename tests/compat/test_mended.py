"""What programs for other clients rely on, and every program may: files, dumps, lists, ids, null, cookies, bad answers."""

from __future__ import annotations

import errno
import gzip
import json
import logging
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from pydantic import TypeAdapter

import goodmem_dyn
from goodmem_dyn import NULL, BadRequestError, InternalServerError, InvalidRequestError, models
from goodmem_dyn._wire.secrets import masked, masked_text
from tests.support import replies
from tests.support.steps import Close
from tests.support.wire import UUID, example

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.both import Both
    from tests.support.server import StubServer

MEMORY = {"space_id": UUID, "original_content": "text"}
ASK: dict[str, Any] = {"message": "m", "space_ids": [UUID]}


class Wire:
    """Answers every request alike, and keeps them."""

    def __init__(self, value: Any = None, status: int = 200, **options: Any) -> None:
        self.value, self.status, self.options = value, status, options
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, json=self.value, **self.options)

    @property
    def body(self) -> Any:
        return json.loads(self.requests[-1].content)


# Answers that cannot be read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [AssertionError, KeyError, ValueError, RuntimeError])
@pytest.mark.parametrize("status", [200, 400, 405])
def test_the_question_why_never_replaces_the_error(both: Both, kind: type[Exception], status: int) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/v1/spaces":
            raise kind("not scripted")
        return httpx.Response(status, json=["unknown field"])

    http = both.http_client(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1:1")
    client = both.client(http_client=http, max_retries=0)
    with pytest.raises(goodmem_dyn.APIError) as caught:
        both(client.spaces.list())
    assert caught.value.status_code == status
    both(http.close())


def test_what_a_callers_client_raises_is_the_callers(both: Both) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise KeyError("mine")

    http = both.http_client(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1:1")
    client = both.client(http_client=http)
    with pytest.raises(KeyError, match="mine"):
        both(client.spaces.list())
    both(http.close())


def cut() -> Any:
    whole = replies.truncated(json.dumps({"error": "the disk is full"}).encode(), 2, status=503)
    return [*whole, Close()] if not isinstance(whole[-1], Close) else whole


def damaged() -> Any:
    body = gzip.compress(b"x" * 1000)[:-4] + b"zzzz"
    return replies.reply(503, body, content_encoding="gzip")


def unasked() -> Any:
    return replies.reply(503, b"\x01\x02", content_encoding="br")


@pytest.mark.parametrize("reply", [cut, damaged, unasked])
@pytest.mark.parametrize("own", [True, False])
def test_an_error_whose_body_cannot_be_read_is_the_error_of_its_status(
    both: Both, stub: StubServer, reply: Any, own: bool
) -> None:
    stub.on("GET", "/v1/spaces", reply())
    http = None if own else both.http_client(base_url=stub.url)
    client = both.client(base_url=stub.url) if http is None else both.client(http_client=http)
    with pytest.raises(InternalServerError, match="could not be read to the end") as caught:
        both(client.with_options(max_retries=0).spaces.list())
    assert caught.value.status_code == 503
    assert "disk is" in caught.value.body or reply is not cut
    if http is not None:
        both(http.close())


def test_a_success_that_is_cut_is_no_success(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", [*replies.truncated(b'{"spaces": []}', 3), Close()])
    with pytest.raises(goodmem_dyn.APIConnectionError):
        both(both.client(base_url=stub.url, max_retries=0).spaces.list())


@pytest.mark.parametrize("media", ["application/x-ndjson", "text/event-stream", "text/plain", ""])
def test_an_answer_of_no_length_is_an_empty_stream(both: Both, stub: StubServer, media: str) -> None:
    stub.on("POST", "/v1/memories:retrieve", replies.reply(200, b"", content_type=media))
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(**ASK)) as stream:
        assert both.list(stream) == []
    assert both(client.memories.retrieve(**ASK, stream=False)) == []
    mocked = both.against(lambda _: httpx.Response(200, headers={"content-type": media}))
    assert both(mocked.memories.retrieve(**ASK, stream=False)) == []


# Secrets -------------------------------------------------------------------------------------------------------------

SPELLINGS = ["rawApiKey", "raw_api_key", "RAW_API_KEY", "raw-api-key", "RawApiKey", "rawapikey"]


@pytest.mark.parametrize("key", SPELLINGS)
def test_a_secret_is_masked_in_whatever_spelling(both: Both, caplog: pytest.LogCaptureFixture, key: str) -> None:
    value = {**example("CreateApiKeyResponse"), key: "gm_verysecret", "nested": [{key: "gm_verysecret"}]}
    with caplog.at_level(logging.DEBUG, "goodmem_dyn"):
        both(both.against(Wire(value)).apikeys.create())
    assert "response body" in caplog.text
    assert "gm_verysecret" not in caplog.text
    refused = Wire({"error": "no", key: "gm_verysecret"}, 400)
    with pytest.raises(BadRequestError) as caught:
        both(both.against(refused).apikeys.create())
    assert "gm_verysecret" not in caught.value.body


def test_nothing_else_is_masked() -> None:
    names = frozenset({"apiKey"})
    value = {"apiKeyId": "k", "keyapi": "v", "a.b": {"api key": "s"}}
    assert masked(value, names) == {"apiKeyId": "k", "keyapi": "v", "a.b": {"api key": "**********"}}
    assert masked_text('{"api_key" : "s\\"x", "b": "\\"apiKey\\": 1"}', names) == (
        '{"api_key" : "**********", "b": "\\"apiKey\\": 1"}'
    )


# Requests ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [models.MemoryCreationRequest, models.JsonMemoryCreationRequest])
def test_a_request_is_made_without_what_is_inferred(both: Both, model: Any) -> None:
    wire = Wire({"results": [{"success": True, "memoryId": UUID}]})
    request = model(**MEMORY)
    assert request.content_type is None
    both(both.against(wire).memories.batch_create(requests=[request]))
    assert wire.body["requests"] == [{"spaceId": UUID, "originalContent": "text", "contentType": "text/plain"}]
    with pytest.raises(InvalidRequestError, match="content_type"):
        both(both.against(wire).memories.batch_create(requests=[model(space_id=UUID, original_content_b64="aGk=")]))


def test_a_request_of_another_document_too(both: Both) -> None:
    found = json.loads(json.dumps(goodmem_dyn.document()))
    found["components"]["schemas"]["JsonMemoryCreationRequest"]["properties"]["novel"] = {"type": "string"}
    client = both.client(base_url="http://127.0.0.1:1", document=found)
    made = client._core.catalog.exchanges.model("JsonMemoryCreationRequest")(**MEMORY, novel="n")
    assert made.content_type is None


def test_none_is_not_given(both: Both) -> None:
    wire = Wire(example("Space"))
    client = both.against(wire)
    both(client.spaces.update(id=UUID, name=None, merge_labels=None, replace_labels={"a": "b"}))
    assert wire.body == {"replaceLabels": {"a": "b"}}
    both(client.spaces.update(id=UUID, name=NULL))
    assert wire.body == {"name": None}
    both(client.spaces.update(id=UUID, request={"name": None}))
    assert wire.body == {"name": None}
    both(client.spaces.update(id=UUID, request={"name": NULL}))
    assert wire.body == {"name": None}
    with pytest.raises(InvalidRequestError, match="cannot be null"):
        both(client.spaces.list(name_filter=NULL))


def test_null_where_the_document_needs_it(both: Both) -> None:
    found = json.loads(json.dumps(goodmem_dyn.document()))
    schema = found["components"]["schemas"]["UpdateSpaceRequest"]
    schema["required"] = ["name"]
    wire = Wire(example("Space"))
    both(both.against(wire, document=found).spaces.update(id=UUID, name=None))
    assert wire.body == {"name": None}


def test_ids_are_drawn_as_servers_draw_them(both: Both) -> None:
    wire = Wire(example("Memory"), 201)
    client = both.against(wire, max_retries=1)
    drawn = []
    for _ in range(2):
        both(client.memories.create(**MEMORY))
        drawn.append(uuid.UUID(wire.body["memoryId"]))
    assert [one.version for one in drawn] == [7, 7]
    assert [one.variant for one in drawn] == [uuid.RFC_4122] * 2
    assert len(set(drawn)) == 2


@pytest.mark.parametrize("most", [1, 50, 51, 2**31, 2**63, 10**30])
def test_any_number_of_items_may_be_asked_for(both: Both, most: int) -> None:
    wire = Wire({"memories": [example("Memory")]})
    found = both.list(both(both.against(wire).memories.list(space_id=UUID, max_items=most)))
    assert len(found) == 1
    # A page is asked for that the server sends of itself; whether it takes a larger one, its document does not say.
    assert wire.requests[0].url.params.get("maxResults") == (str(most) if most <= 50 else None)


def test_a_page_is_never_larger_than_the_document_lets_it(both: Both) -> None:
    found = json.loads(json.dumps(goodmem_dyn.document()))
    for param in found["paths"]["/v1/spaces"]["get"]["parameters"]:
        if param["name"] == "maxResults":
            param["schema"]["maximum"] = 100
    wire = Wire({"spaces": []})
    client = both.against(wire, document=found)
    both(client.spaces.list(max_items=1000))
    assert wire.requests[0].url.params["maxResults"] == "100"
    with pytest.raises(InvalidRequestError, match="page_size must be at most 100") as caught:
        both(client.spaces.list(page_size=101))
    assert "max_results" not in caught.value.message
    with pytest.raises(InvalidRequestError, match="max_results must be an int"):
        both(client.spaces.list(max_results="x"))
    with pytest.raises(InvalidRequestError, match="next_token must be"):
        both(client.spaces.list(next_token=5))
    with pytest.raises(InvalidRequestError, match=r"labels\['a'\] must be a str"):
        both(client.spaces.list(labels={"a": []}))


# Results -------------------------------------------------------------------------------------------------------------


def test_a_dump_is_plain() -> None:
    memory = models.Memory.model_validate({**example("Memory"), "originalContent": "aMOp"})
    dumped = memory.model_dump()
    assert yaml.safe_load(yaml.safe_dump(dumped)) == json.loads(json.dumps(dumped)) == dumped
    assert type(dumped["processing_status"]) is str
    assert dumped["original_content"] == "aMOp"
    assert models.Memory.model_validate(dumped) == memory
    assert memory.processing_status is models.MemoryProcessingStatus(dumped["processing_status"])
    assert memory.original_content == "hé".encode()
    assert json.loads(memory.model_dump_json()) == dumped


def test_a_list_that_comes_whole_is_a_list(both: Both) -> None:
    item = example("EmbedderResponse")
    page = both(both.against(Wire({"embedders": [item, item]})).embedders.list())
    assert isinstance(page, Sequence)
    assert isinstance(page, list)
    assert page + [1] == [*page.data, 1]  # noqa: RUF005 - it adds
    assert [1] + page == [1, *page.data]  # noqa: RUF005 - and from the other side
    assert page == [page[0], page[1]]
    assert page != [page[0]]
    assert page[:1] == [page[0]]
    assert TypeAdapter(list[models.EmbedderResponse]).dump_python(page) == [one.model_dump() for one in page]
    assert both.list(page) == list(page) == page.data
    assert not page.has_next_page
    assert page.response.embedders == page
    page.sort(key=lambda one: one.display_name)


def test_what_is_collected_is_a_list(both: Both) -> None:
    text = b'{"status": {"code": "NOT_FOUND", "message": "m"}}\n'
    reply = httpx.Response(200, content=text, headers={"content-type": "application/x-ndjson"})
    result = both(both.against(lambda _: reply).memories.retrieve(**ASK, stream=False))
    assert isinstance(result, list)
    assert result == result.events == [result[0]]
    assert result + result == [result[0]] * 2
    assert TypeAdapter(list[models.RetrieveMemoryEvent]).dump_python(result) == [result[0].model_dump()]


def test_files(both: Both, tmp_path: Path) -> None:
    client = both.against(Wire(example("Memory"), 201))
    with pytest.raises(FileNotFoundError) as missing:
        both(client.memories.create(space_id=UUID, file_path=tmp_path / "none.txt"))
    assert isinstance(missing.value, goodmem_dyn.FileArgumentError)
    assert (missing.value.errno, missing.value.filename) == (errno.ENOENT, str(tmp_path / "none.txt"))
    with pytest.raises(IsADirectoryError):
        both(client.memories.create(space_id=UUID, file_path=tmp_path))


def test_a_client_says_that_it_is_closed(both: Both) -> None:
    client = both.client(base_url="http://127.0.0.1:1")
    assert client.is_closed is False
    other = client.with_options(max_retries=0)
    both(client.close())
    assert client.is_closed is True
    assert other.is_closed is True


# Cookies -------------------------------------------------------------------------------------------------------------


def test_cookies_are_carried(both: Both, stub: StubServer) -> None:
    plain = replies.as_json({"spaces": []})
    sets = replies.as_json({"spaces": []}, set_cookie="route=a1; Path=/; HttpOnly")
    stub.on("GET", "/v1/spaces", sets, plain, replies.error(503, set_cookie="route=b2; Path=/"), plain)
    client = both.client(base_url=stub.url)
    both(client.spaces.list())
    both(client.spaces.list())
    both(client.with_options(max_retries=1).spaces.list())
    assert [one.header("cookie") for one in stub.requests] == [None, "route=a1", "route=a1", "route=b2"]
    other = both.client(base_url=stub.url)
    both(other.spaces.list())
    assert stub.requests[-1].header("cookie") is None


def test_a_cookie_of_another_place_is_not_carried(both: Both, stub: StubServer) -> None:
    sets = replies.as_json({"spaces": []}, set_cookie="route=a1; Domain=example.com")
    stub.on("GET", "/v1/spaces", sets)
    client = both.client(base_url=stub.url)
    both(client.spaces.list())
    both(client.spaces.list())
    assert stub.requests[-1].header("cookie") is None
