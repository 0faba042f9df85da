"""What is repeated, when, and what a caller is told when an answer was lost."""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn._calls import retry
from goodmem_dyn._calls.retry import RetryPolicy, retry_after
from goodmem_dyn.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    BadRequestError,
    ConflictError,
    GoodMemError,
    InternalServerError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
)
from tests.support import replies
from tests.support.examples import UUID
from tests.support.steps import Close, Reset, Send, Wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.both import Both
    from tests.support.server import StubServer

    Make = Callable[..., dict[str, Any]]

EMPTY = replies.as_json({"spaces": []})
LOST = [Close()]
"""The request was read, and there is no answer."""


def create_space(both: Both, client: Any, **more: Any) -> Any:
    fields = {"name": "n", "space_embedders": [{"embedder_id": UUID}], **more}
    return both(client.spaces.create(**fields))


# Which failures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_statuses_that_may_pass_are_tried_again(both: Both, stub: StubServer, status: int) -> None:
    stub.script(replies.error(status), replies.error(status), EMPTY)
    assert both(both.client(base_url=stub.url).spaces.list()).data == []
    assert len(stub.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 422, 501, 505])
def test_statuses_that_stay_are_told_at_once(both: Both, stub: StubServer, status: int) -> None:
    stub.on("GET", f"/v1/spaces/{UUID}", replies.error(status))
    stub.on("GET", "/v1/system/info", replies.error(500))  # a 501 makes the client ask what server this is
    with pytest.raises(APIError):
        both(both.client(base_url=stub.url).spaces.get(id=UUID))
    assert [one.path for one in stub.requests].count(f"/v1/spaces/{UUID}") == 1


@pytest.mark.parametrize("failure", [LOST, [Reset()], replies.truncated(b'{"spaces": [', 100), replies.garbage(1)])
def test_lost_answers_to_reads_are_asked_for_again(both: Both, stub: StubServer, failure: Any) -> None:
    stub.script(failure, failure, EMPTY)
    assert both(both.client(base_url=stub.url).spaces.list()).data == []


def test_the_last_failure_is_told_when_all_attempts_fail(both: Both, stub: StubServer) -> None:
    stub.script(replies.error(500, "one"), replies.error(502, "two"), replies.error(503, "three"))
    with pytest.raises(InternalServerError, match="503 three"):
        both(both.client(base_url=stub.url).spaces.list())
    stub.script(replies.error(503), LOST, [Reset()])
    with pytest.raises(APIConnectionError, match="broke off"):
        both(both.client(base_url=stub.url).spaces.list())
    assert len(stub.requests) == 6


@pytest.mark.parametrize("where", ["client", "with_options", "call"])
def test_retries_can_be_turned_off_everywhere(both: Both, stub: StubServer, where: str) -> None:
    stub.script(replies.error(503))
    client = both.client(base_url=stub.url, **({"max_retries": 0} if where == "client" else {}))
    client = client.with_options(max_retries=0) if where == "with_options" else client
    with pytest.raises(InternalServerError):
        both(client.spaces.list(**({"max_retries": 0} if where == "call" else {})))
    assert len(stub.requests) == 1


def test_a_call_can_ask_for_more_attempts_than_its_client(both: Both, stub: StubServer) -> None:
    stub.script(*[replies.error(503)] * 6, EMPTY)
    both(both.client(base_url=stub.url, max_retries=0).spaces.list(max_retries=6))
    assert len(stub.requests) == 7


def test_a_server_that_is_not_there_was_sent_nothing(both: Both, stub: StubServer) -> None:
    url = stub.url
    stub.stop()
    with pytest.raises(APIConnectionError, match="no connection could be made") as caught:
        both(both.client(base_url=url, max_retries=1).system.init())
    assert (caught.value.sent, caught.value.retryable) == (False, True)


# How long between ----------------------------------------------------------------------------------------------------


def test_pauses_grow_and_are_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.5)
    most = [RetryPolicy(random=lambda: 1.0).delay(attempt) for attempt in range(8)]
    assert most == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    assert RetryPolicy(random=lambda: 0.0).delay(5) == 0.0
    assert RetryPolicy(random=lambda: 1.0).delay(5000) == 8.0
    drawn = {RetryPolicy().delay(0) for _ in range(20)}
    assert len(drawn) > 10


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("inf", float("inf")),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_retry_after_is_read(header: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": header}) == seconds


@pytest.mark.parametrize("zone", ["GMT", "-0000"])
def test_a_date_is_in_gmt_wherever_this_machine_is(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        date = email.utils.formatdate(time.time() + 30, usegmt=True).replace("GMT", zone)
        assert retry_after({"retry-after": date}) == pytest.approx(30, abs=2)
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.text(max_size=40))
def test_no_header_can_break_the_reading(text: str) -> None:
    seconds = retry_after({"retry-after": text})
    assert seconds is None or seconds >= 0


def test_what_the_server_asks_for_is_waited(both: Both, stub: StubServer) -> None:
    stub.script(replies.error(429, retry_after="0.3"), EMPTY)
    began = time.monotonic()
    both(both.client(base_url=stub.url).spaces.list())
    assert 0.3 <= time.monotonic() - began < 3


def test_a_server_that_asks_for_too_much_is_not_waited_for(both: Both, stub: StubServer) -> None:
    stub.script(replies.error(429, "come back tomorrow", retry_after="86400"))
    began = time.monotonic()
    with pytest.raises(RateLimitError, match="tomorrow") as caught:
        both(both.client(base_url=stub.url).spaces.list())
    assert caught.value.headers["retry-after"] == "86400"
    assert time.monotonic() - began < 5


# A limit for it all --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["client", "with_options", "call"])
def test_a_deadline_ends_all_attempts_together(both: Both, stub: StubServer, where: str) -> None:
    stub.on("GET", "/v1/spaces", replies.error(503, retry_after="0.05"))
    client = both.client(base_url=stub.url, max_retries=1000, **({"deadline": 0.4} if where == "client" else {}))
    client = client.with_options(deadline=0.4) if where == "with_options" else client
    began = time.monotonic()
    with pytest.raises(GoodMemError):
        both(client.spaces.list(**({"deadline": 0.4} if where == "call" else {})))
    assert 0.2 < time.monotonic() - began < 10
    assert 2 < len(stub.requests) < 12


@pytest.mark.parametrize(
    "slow",
    [
        [Wait(8)],
        [Send(replies.head(200, {"content-type": "application/json", "content-length": "99"})), Wait(8)],
        [Send(b"HTTP/1.1 200 OK\r\n"), *[Send(b"x-a: b\r\n"), Wait(0.05)] * 100],
        [Send(replies.head(200, {"content-length": "999"})), *[Send(b" "), Wait(0.05)] * 100],
        [*[Send(replies.head(102)), Wait(0.05)] * 100],
    ],
    ids=["no answer", "no body", "slow head", "slow body", "only promises"],
)
def test_a_deadline_holds_whatever_the_server_does(both: Both, stub: StubServer, slow: Any) -> None:
    stub.script(slow)
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match=r"within the deadline of 0\.5 seconds"):
        both(both.client(base_url=stub.url).spaces.list(deadline=0.5))
    assert 0.4 < time.monotonic() - began < 4


@pytest.mark.parametrize("value", [0, -1, True, "5", float("nan")])
def test_a_deadline_is_a_number_above_zero(both: Both, value: Any) -> None:
    with pytest.raises(InvalidRequestError, match="deadline must be"):
        both.client(base_url="http://127.0.0.1:1", deadline=value)
    with pytest.raises(InvalidRequestError, match="deadline must be"):
        both(both.client(base_url="http://127.0.0.1:1").spaces.list(deadline=value))


def test_no_deadline_can_be_said_in_two_ways(both: Both, stub: StubServer) -> None:
    stub.on("GET", "/v1/spaces", EMPTY)
    client = both.client(base_url=stub.url, deadline=float("inf"))
    both(client.spaces.list())
    both(client.with_options(deadline=5).spaces.list(deadline=None))


# Creates with an id --------------------------------------------------------------------------------------------------


def test_the_client_chooses_one_id_for_all_attempts(both: Both, stub: StubServer, resource: Make) -> None:
    stub.script(
        LOST,
        replies.error(500),
        lambda request: replies.as_json(resource("Space", spaceId=request.json()["spaceId"]), 201),
    )
    space = create_space(both, both.client(base_url=stub.url))
    ids = {one.json()["spaceId"] for one in stub.requests}
    assert ids == {space.space_id}
    assert len(stub.requests) == 3


def test_nothing_is_added_when_nothing_is_repeated(both: Both, stub: StubServer, resource: Make) -> None:
    stub.script(replies.as_json(resource("Space"), 201))
    create_space(both, both.client(base_url=stub.url, max_retries=0))
    assert "spaceId" not in stub.requests[0].json()


def test_a_conflict_with_our_own_earlier_attempt_is_a_success(both: Both, stub: StubServer, resource: Make) -> None:
    stub.on("POST", "/v1/spaces", LOST, replies.error(409))
    made: list[str] = []

    def read(request: Any) -> Any:
        made.append(request.path.rpartition("/")[2])
        return replies.as_json(resource("Space", spaceId=made[0], name="n"))

    client = both.client(base_url=stub.url)
    stub.script(read)
    space = create_space(both, client)
    assert (space.space_id, space.name) == (stub.requests[0].json()["spaceId"], "n")
    assert [one.method for one in stub.requests] == ["POST", "POST", "GET"]


def test_a_create_whose_reply_is_wrapped_is_recovered_wrapped(both: Both, stub: StubServer, resource: Make) -> None:
    stub.on("POST", "/v1/llms", LOST, replies.error(409))
    stub.script(lambda request: replies.as_json(resource("LLMResponse", llmId=request.path.rpartition("/")[2])))
    client = both.client(base_url=stub.url)
    reply = both(
        client.llms.create(
            display_name="n",
            model_identifier="gpt-4o-mini",
            provider_type="OPENAI",
            endpoint_url="http://127.0.0.1:9",
            api_key="sk-x",
        )
    )
    assert reply.llm.llm_id == stub.requests[0].json()["llmId"]


def test_a_name_that_is_taken_stays_a_conflict(both: Both, stub: StubServer) -> None:
    """The 409 came after a lost answer, and there is nothing under our id: somebody else has the name."""
    stub.on("POST", "/v1/spaces", LOST, replies.error(409, "A space with this name already exists"))
    stub.script(replies.error(404))
    with pytest.raises(ConflictError, match="with this name"):
        create_space(both, both.client(base_url=stub.url))


def test_a_conflict_at_the_first_attempt_is_one(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/spaces", replies.error(409))
    with pytest.raises(ConflictError):
        create_space(both, both.client(base_url=stub.url), space_id=UUID)
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    ("members", "age", "ours"),
    [
        ({"name": "n"}, 0.0, True),
        ({"name": "another"}, 0.0, False),
        ({"name": "n", "labels": {"team": "b"}}, 0.0, False),
        ({"name": "n", "labels": {"team": "a"}}, 0.0, True),
        ({"name": "n"}, 3600.0, False),
    ],
    ids=["same", "other name", "other label", "same label", "was there before"],
)
def test_an_id_of_the_callers_is_ours_only_if_it_looks_so(
    both: Both, stub: StubServer, resource: Make, members: dict[str, Any], age: float, ours: bool
) -> None:
    now = int(time.time() * 1000)
    conflict = replies.as_json({"error": "exists", "status": 409, "timestamp": now}, 409)
    stub.on("POST", "/v1/spaces", LOST, conflict)
    found = resource("Space", spaceId=UUID, createdAt=now - int(age * 1000), **members)
    stub.on("GET", f"/v1/spaces/{UUID}", replies.as_json(found))
    client = both.client(base_url=stub.url)
    labels = {"labels": {"team": "a"}} if "labels" in members else {}
    if ours:
        assert create_space(both, client, space_id=UUID, **labels).space_id == UUID
    else:
        with pytest.raises(ConflictError):
            create_space(both, client, space_id=UUID, **labels)


def test_an_older_resource_is_told_by_the_date_header_as_well(both: Both, stub: StubServer, resource: Make) -> None:
    date = email.utils.formatdate(usegmt=True)
    stub.on("POST", "/v1/spaces", LOST, replies.reply(409, b"", date=date))
    found = resource("Space", spaceId=UUID, name="n", createdAt=int((time.time() - 3600) * 1000))
    stub.on("GET", f"/v1/spaces/{UUID}", replies.as_json(found))
    with pytest.raises(ConflictError):
        create_space(both, both.client(base_url=stub.url), space_id=UUID)


def test_what_cannot_be_found_out_is_said_with_the_id(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/spaces", LOST, replies.error(409))
    stub.script(*[replies.error(500, "out of order")] * 3)
    with pytest.raises(OutcomeUnknownError, match="out of order") as caught:
        create_space(both, both.client(base_url=stub.url))
    assert caught.value.resource_id == stub.requests[0].json()["spaceId"]


def test_options_of_the_create_do_not_follow_to_the_read(both: Both, stub: StubServer, resource: Make) -> None:
    stub.on("POST", "/v1/spaces", LOST, replies.error(409))
    stub.script(lambda request: replies.as_json(resource("Space", spaceId=request.path.rpartition("/")[2])))
    client = both.client(base_url=stub.url)
    create_space(both, client, extra_body={"futureField": 1}, extra_query={"dry": "1"}, extra_headers={"x-trace": "t"})
    read = stub.requests[-1]
    assert (read.method, read.body, "?" in read.target, read.header("x-trace")) == ("GET", b"", False, "t")


# Secrets that are shown once -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "then",
    [
        [replies.error(409)],
        [LOST, LOST],
        [replies.error(503), replies.error(503)],
    ],
    ids=["conflict", "lost again", "refused again"],
)
def test_a_lost_secret_is_not_pretended_to_be_had(both: Both, stub: StubServer, then: list[Any]) -> None:
    stub.on("POST", "/v1/apikeys", LOST, *then)
    with pytest.raises(OutcomeUnknownError, match="shown only once") as caught:
        both(both.client(base_url=stub.url).apikeys.create())
    assert caught.value.resource_id == stub.requests[0].json()["apiKeyId"]
    assert caught.value.resource_id in str(caught.value)


def test_a_refusal_is_a_refusal_for_secrets_too(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/apikeys", LOST, replies.error(400, "no such label"))
    with pytest.raises(BadRequestError, match="no such label"):
        both(both.client(base_url=stub.url).apikeys.create())


def test_a_secret_without_an_id_is_told_as_unknown(both: Both, stub: StubServer) -> None:
    stub.script(LOST)
    with pytest.raises(OutcomeUnknownError, match="Find out whether") as caught:
        both(both.client(base_url=stub.url).system.init())
    assert caught.value.resource_id is None
    assert len(stub.requests) == 1


# Everything else -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "attempts"),
    [
        (replies.error(500), 1),
        (replies.error(503), 1),
        (LOST, 1),
        (replies.error(503, retry_after="0"), 3),
        (replies.error(429), 3),
        (replies.error(425), 3),
    ],
    ids=["500", "503", "lost", "503 with a time", "429", "425"],
)
def test_what_might_have_been_done_is_not_done_again(both: Both, stub: StubServer, failure: Any, attempts: int) -> None:
    stub.on("POST", "/v1/admin/license:reload", failure)
    with pytest.raises(GoodMemError):
        both(both.client(base_url=stub.url).admin.license.reload())
    assert len(stub.requests) == attempts


def test_a_delete_that_was_done_already_is_a_success(both: Both, stub: StubServer) -> None:
    stub.on("DELETE", f"/v1/spaces/{UUID}", LOST, replies.error(404))
    both(both.client(base_url=stub.url).spaces.delete(id=UUID))
    stub.on("DELETE", f"/v1/spaces/{UUID}", replies.error(404))
    with pytest.raises(NotFoundError):
        both(both.client(base_url=stub.url).spaces.delete(id=UUID))
    # A refusal by which nothing was done leaves nothing in doubt.
    stub.on("DELETE", f"/v1/spaces/{UUID}", replies.error(429), replies.error(404))
    with pytest.raises(NotFoundError):
        both(both.client(base_url=stub.url).spaces.delete(id=UUID))


# Streams and uploads -------------------------------------------------------------------------------------------------


def test_a_stream_is_opened_again_before_its_first_event_only(both: Both, stub: StubServer) -> None:
    event = replies.ndjson([{"status": {"code": "NOT_FOUND", "message": "m"}}])
    broken = [*replies.chunked(event, end=False), Close()]
    stub.script(replies.error(503), LOST, broken)
    client = both.client(base_url=stub.url)
    with both.open(client.memories.retrieve(message="m", space_ids=[UUID])) as stream:
        assert both.next(stream).status.message == "m"
        with pytest.raises(GoodMemError, match="broke after 1 event"):
            both.next(stream)
    assert len(stub.requests) == 3


class OneWay:
    """A file that cannot be read twice."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, size: int = -1) -> bytes:
        taken, self._content = self._content[:size], self._content[size:]
        return taken


def test_an_upload_is_repeated_if_it_can_be_rewound(
    both: Both, stub: StubServer, resource: Make, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"content" * 1000)
    stub.on("POST", "/v1/memories", LOST, replies.error(503), replies.as_json(resource("Memory"), 201))
    client = both.client(base_url=stub.url)
    both(client.memories.create(space_id=UUID, file_path=path))
    assert [one.body.count(b"content" * 1000) for one in stub.requests] == [1, 1, 1]
    with path.open("rb") as file:
        file.seek(7)
        stub.on("POST", "/v1/memories", LOST, replies.as_json(resource("Memory"), 201))
        both(client.memories.create(space_id=UUID, file=file, content_type="text/plain"))
    assert [one.body.count(b"content" * 999) for one in stub.requests[3:]] == [1, 1]


def test_an_upload_that_cannot_be_rewound_is_sent_once(both: Both, stub: StubServer) -> None:
    stub.on("POST", "/v1/memories", replies.error(503))
    with pytest.raises(InternalServerError):
        both(
            both.client(base_url=stub.url).memories.create(
                space_id=UUID, file=OneWay(b"content"), content_type="text/plain"
            )
        )
    assert len(stub.requests) == 1
