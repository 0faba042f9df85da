"""What old programs expect is off, and is turned on as one record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import NotFoundError, models
from goodmem_dyn.expectations import OFFICIAL, Expectations, expect, expected
from tests.support.wire import UUID, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.both import Both


@pytest.fixture(params=[False, True], ids=["ours", "official"])
def old(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether old expectations are on; those of before are set again."""
    before = expect(OFFICIAL if request.param else Expectations())
    yield request.param
    expect(before)


def test_nothing_is_expected() -> None:
    assert expected() == Expectations()
    assert all(getattr(OFFICIAL, name) != getattr(Expectations(), name) for name in Expectations._fields)


def client(both: Both, *answers: httpx.Response, **options: Any) -> tuple[Any, list[httpx.Request]]:
    """A client with its usual retries, and the requests it sends."""
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answers[min(len(requests), len(answers)) - 1]

    made = both.client(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(answer), **options)
    return made, requests


def test_unknown_values(both: Both, old: bool) -> None:
    value = {**example("EmbedderResponse"), "providerType": "NOVEL", "supportedModalities": ["TEXT", "SMELL"]}
    made, _ = client(both, httpx.Response(200, json=value))
    found = both(made.embedders.get(id=UUID))
    assert found.provider_type == (None if old else "NOVEL")
    assert found.supported_modalities == (["TEXT"] if old else ["TEXT", "SMELL"])
    assert found.distribution_type is models.DistributionType(value["distributionType"])


def test_unknown_values_in_a_stream(both: Both, old: bool) -> None:
    lines = [{"resultSetBoundary": {"resultSetId": UUID, "kind": "NOVEL", "stageName": "retrieve"}}]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    reply = httpx.Response(200, text=text, headers={"content-type": "application/x-ndjson"})
    made, _ = client(both, reply)
    found = both(made.memories.retrieve(message="m", space_ids=[UUID], stream=False))
    assert found[0].result_set_boundary.kind == (None if old else "NOVEL")


def test_errors(both: Both, old: bool) -> None:
    made, _ = client(both, httpx.Response(404, json={"error": "no such space"}))
    with pytest.raises(NotFoundError) as caught:
        both(made.spaces.get(id=UUID))
    text = "spaces.get(): 404 no such space"
    assert caught.value.message == text
    assert str(caught.value) == (f"HTTP 404: {text}" if old else text)
    assert str(NotFoundError("made by hand", status_code=404)) == "made by hand"


def test_retries(both: Both, old: bool) -> None:
    busy = httpx.Response(503, headers={"retry-after": "0"})
    made, requests = client(both, busy, busy, httpx.Response(200, json={"spaces": []}))
    try:
        both(made.spaces.list())
    except Exception:
        assert old
    assert len(requests) == (1 if old else 3)
    told, requests = client(both, busy, httpx.Response(200, json={"spaces": []}), max_retries=1)
    both(told.spaces.list())
    assert len(requests) == 2


def test_ids(both: Both, old: bool) -> None:
    made, requests = client(both, httpx.Response(201, json=example("Memory")), max_retries=1)
    both(made.memories.create(space_id=UUID, original_content="text"))
    assert ("memoryId" in json.loads(requests[0].content)) is not old


def test_queries(both: Both, old: bool) -> None:
    made, requests = client(both, httpx.Response(200, json={"spaces": []}))
    both(made.spaces.list(page_size=3, label={"a": "b"}, name_filter="n*"))
    named = {"max_results": "3", "name_filter": "n*"} if old else {"maxResults": "3", "nameFilter": "n*"}
    assert dict(requests[0].url.params) == {**named, "label[a]": "b"}


def test_members_of_a_list(both: Both, old: bool) -> None:
    made, _ = client(both, httpx.Response(200, json={"keys": [example("ApiKeyResponse")]}))
    page = both(made.apikeys.list())
    if old:
        assert page.keys == page.data
        return
    with pytest.raises(AttributeError, match=r"\.data"):
        _ = page.keys


def test_page_sizes(both: Both, old: bool) -> None:
    spaces = [example("Space", name=name) for name in "abc"]
    made, requests = client(both, httpx.Response(200, json={"spaces": spaces, "nextToken": "t"}))
    page = both(made.spaces.list(max_items=2))
    assert [one.name for one in both.list(page)] == ["a", "b"]
    assert dict(requests[0].url.params) == ({} if old else {"maxResults": "2"})
    assert len(requests) == 1
    both(made.spaces.list(page_size=7, max_items=2))
    assert dict(requests[1].url.params) == ({"max_results": "7"} if old else {"maxResults": "2"})
