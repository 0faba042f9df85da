"""Successes in another shape than promised: taken as far as they go and told; what is another thing is an error."""

from __future__ import annotations

import contextlib
import gzip
import json
import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import APIResponseValidationError, UnexpectedAnswerWarning
from tests.kept.test_answers import SPACE
from tests.support.examples import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = {"content-type": "application/json"}
TEXT = json.dumps(SPACE)
EVENT = {"abstractReply": {"resultSetId": UUID, "text": "x", "relevanceScore": 0.5}}
MEMORY = {
    "memoryId": UUID, "spaceId": UUID, "contentType": "text/plain", "processingStatus": "COMPLETED", "metadata": {},
    "createdAt": 1, "updatedAt": 2, "createdById": UUID, "updatedById": UUID, "pageImageStatus": "COMPLETED",
    "pageImageCount": 0,
}  # fmt: skip
CREATE = {"space_embedders": [{"embedderId": UUID}], "default_chunking_config": {"none": {}}}


def answer(content: str | bytes = "", status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(
        status, content=content, headers={**JSON, **{k.replace("_", "-"): v for k, v in headers.items()}}
    )


EMPTY = {
    "204": answer(status=204), "205": answer(status=205), "200": answer(), "202": answer(status=202, location="/x"),
    "blank": answer(" \r\n"), "null": answer("null"),
}  # fmt: skip
CALLS: dict[str, Callable[[Any], Any]] = {
    "create": lambda client: client.spaces.create(name="x", **CREATE),
    "update": lambda client: client.spaces.update(id=UUID, name="x"),
}
READS: dict[str, Callable[[Any], Any]] = {
    "get": lambda client: client.spaces.get(id=UUID),
    "page": lambda client: client.spaces.list(),
    "list": lambda client: client.embedders.list(),
    "ensure": lambda client: client.spaces.ensure(name="x", **CREATE),
}


def against(both: Any, response: httpx.Response, **options: Any) -> Any:
    # A response is read once: each request gets one of its own.
    def reply(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(response.status_code, content=response.content, headers=response.headers)

    return both.against(reply, **options)


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("call", CALLS)
def test_a_success_without_a_body_is_none_and_told_once(both: Any, call: str, empty: str) -> None:
    client = against(both, EMPTY[empty])
    with pytest.warns(UnexpectedAnswerWarning, match=r"has no body|is null"):
        assert both(CALLS[call](client)) is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert both(CALLS[call](client)) is None


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("call", READS)
def test_who_says_nothing_to_a_question_has_not_answered(both: Any, call: str, empty: str) -> None:
    """A list that was not sent is not an empty one: `ensure` would make what is there already."""
    seen: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        response = EMPTY[empty]
        return httpx.Response(response.status_code, content=response.content, headers=response.headers)

    with pytest.raises(APIResponseValidationError):
        both(READS[call](both.against(reply)))
    assert set(seen) == {"GET"}


@pytest.mark.parametrize("empty", EMPTY)
def test_so_it_is_in_all_other_forms(both: Any, empty: str) -> None:
    client = against(both, EMPTY[empty])
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        raw = both(client.spaces.with_raw_response.create(name="x", **CREATE))
        assert raw.status_code == EMPTY[empty].status_code
        assert raw.parse() is None
        with both.open(client.memories.retrieve(message="x", space_ids=[UUID], stream=True)) as stream:
            assert both.list(stream) == []
        assert both(client.memories.retrieve(message="x", space_ids=[UUID], stream=False)).hits == []
        batch = both(client.memories.batch_delete(requests=[{"memory_id": UUID}]))
        assert (batch.results, batch.created, batch.failed) == ([], [], [])
        batch.raise_for_failures()
        assert both(client.spaces.delete(id=UUID)) is None


def test_a_batch_that_says_nothing_of_its_items(both: Any) -> None:
    with pytest.warns(UnexpectedAnswerWarning, match="`results` is missing"):
        assert both(against(both, answer("{}")).memories.batch_delete(requests=[{"memory_id": UUID}])).results == []


def test_what_is_made_without_a_word_is_looked_for(both: Any) -> None:
    seen: list[str] = []
    embedder = {"spaceId": UUID, "embedderId": UUID, "defaultRetrievalWeight": 1.0}
    stamps = {"createdAt": 1, "updatedAt": 2, "createdById": UUID, "updatedById": UUID}
    made = {**SPACE, "spaceEmbedders": [{**embedder, **stamps}]}

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        if request.method == "POST":
            return answer(status=204)
        return answer(json.dumps({"spaces": [made] if "POST" in seen else []}))

    client = both.against(reply)
    with pytest.warns(UnexpectedAnswerWarning, match="has no body"):
        space = both(client.spaces.ensure(name="x", **CREATE))
    assert space.space_id == UUID
    assert seen == ["GET", "POST", "GET"]


@pytest.mark.parametrize("replaces", [False, True])
def test_what_is_made_without_a_word_is_waited_for_by_the_id_it_was_sent_with(both: Any, replaces: bool) -> None:
    seen: list[tuple[str, str]] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, request.url.path.rpartition("/")[2]))
        if request.method != "GET":
            return answer(status=204)
        return answer(json.dumps({**MEMORY, "memoryId": request.url.path.rpartition("/")[2]}))

    memories = both.against(reply, max_retries=1).memories
    call = memories.replace if replaces else memories.create
    with pytest.warns(UnexpectedAnswerWarning, match="has no body"):
        made = both(call(space_id=UUID, original_content="x", wait=True, **({"id": UUID} if replaces else {})))
    assert (("DELETE", UUID) in seen) is replaces
    assert made.memory_id
    assert made.memory_id != UUID
    assert ("GET", made.memory_id) in seen


DRESSED = {
    "a byte order mark": (answer(b"\xef\xbb\xbf" + TEXT.encode()), ""),
    "UTF-16": (answer(TEXT.encode("utf-16"), content_type="application/json; charset=utf-16"), ""),
    "a charset": (answer(TEXT.encode("latin-1"), content_type="application/json; charset=iso-8859-1"), ""),
    "half a character": (answer(TEXT.replace('"x"', '"x\\ud83d"')), "halves of characters"),
    "compressed": (answer(gzip.compress(TEXT.encode())), "compressed"),
    "lines": (answer(TEXT + "\n", content_type="application/x-ndjson"), ""),
    "one event": (answer(f"data: {TEXT}\n\n", content_type="text/event-stream"), "stream of events"),
    "plain text": (answer(TEXT, content_type="text/plain"), ""),
    "a list of one": (answer(f"[{TEXT}]"), "list of one"),
    "an envelope": (answer(f'{{"status": "ok", "data": {TEXT}}}'), "wrapped in `data`"),
    "206": (answer(TEXT, 206), ""),
    "207": (answer(TEXT, 207), ""),
}


@pytest.mark.parametrize("case", DRESSED)
def test_what_was_promised_in_another_dress(both: Any, case: str) -> None:
    response, told = DRESSED[case]
    client = against(both, response)
    with pytest.warns(UnexpectedAnswerWarning, match=told) if told else contextlib.nullcontext():
        space = both(client.spaces.get(id=UUID))
    assert (space.space_id, space.name.strip("\ufffd")) == (UUID, "x")


LISTS = {
    "a list": f"[{TEXT}]",
    "another name": f'{{"items": [{TEXT}]}}',
    "an envelope": f'{{"data": {{"spaces": [{TEXT}]}}}}',
    "one object": f'{{"spaces": {TEXT}}}',
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_in_another_wrapping_is_a_page(both: Any, case: str) -> None:
    with pytest.warns(UnexpectedAnswerWarning, match="in place of|wrapped in"):
        page = both(against(both, answer(LISTS[case])).spaces.list())
    assert [one.space_id for one in page.data] == [UUID]


ANOTHER = {
    "text": answer('"ok"'), "a number": answer("5"), "two": answer(f"[{TEXT}, {TEXT}]"), "cut": answer(TEXT[:-5]),
    "no text": answer(TEXT.replace('"x"', '"x\xff"').encode("latin-1")),
    "a page": answer("<p>", content_type="text/html"), "words": answer("OK", content_type="text/plain"),
    "something else": answer('{"status": "ok"}'), "two envelopes": answer(f'{{"a": {TEXT}, "b": {TEXT}}}'),
    "a bomb": answer(gzip.compress(b" " * 70_000_000)),
}  # fmt: skip


@pytest.mark.parametrize("case", ANOTHER)
def test_another_thing_is_an_error(both: Any, case: str) -> None:
    with pytest.raises(APIResponseValidationError):
        both(against(both, ANOTHER[case]).spaces.get(id=UUID))


def test_of_a_status_that_is_not_known_no_body_is_promised(both: Any) -> None:
    with pytest.warns(UnexpectedAnswerWarning, match="is missing"):
        job = both(against(both, answer('{"operationId": "1"}', 202)).spaces.create(name="x", **CREATE))
    assert (job.space_id, job.operationId) == (None, "1")
    client = against(both, answer("accepted", 202, content_type="text/plain"))
    with pytest.warns(UnexpectedAnswerWarning, match="status 202"):
        assert both(client.spaces.create(name="x", **CREATE)) is None
    for broken in (answer(TEXT[:-5], 202), answer("<p>", 202, content_type="text/html")):
        with pytest.raises(APIResponseValidationError):
            both(against(both, broken).spaces.create(name="x", **CREATE))


LINE = json.dumps(EVENT)
STREAMS = {
    "JSON": answer(f"{LINE}\n{LINE}\n"),
    "plain text": answer(f"{LINE}\n{LINE}", content_type="text/plain"),
    "bytes": answer(f"\n{LINE}\n{LINE}", content_type="application/octet-stream"),
    "a list": answer(f"[{LINE}, {LINE}]"),
    "a byte order mark": answer(f"\ufeff{LINE}\n{LINE}\n", content_type="application/x-ndjson"),
    "null": answer(f"{LINE}\nnull\n{LINE}\n", content_type="application/x-ndjson"),
    "events": answer(f"data: {LINE}\n\ndata: {LINE}\n\n", content_type="text/plain"),
}


@pytest.mark.parametrize("case", STREAMS)
def test_a_stream_in_another_dress(both: Any, case: str) -> None:
    client = against(both, STREAMS[case])
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        with both.open(client.memories.retrieve(message="x", space_ids=[UUID], stream=True)) as stream:
            assert [event.abstract_reply.text for event in both.list(stream)] == ["x", "x"]


@pytest.mark.parametrize("media", ["text/plain", "application/json", "text/html", "application/octet-stream"])
@pytest.mark.parametrize("body", ["OK", '"ok"', "accepted, come again"])
def test_what_is_no_stream_is_an_error(both: Any, body: str, media: str) -> None:
    client = against(both, answer(body, content_type=media))
    with (
        pytest.raises(APIResponseValidationError),
        both.open(client.memories.retrieve(message="x", space_ids=[UUID], stream=True)) as stream,
    ):
        both.list(stream)
