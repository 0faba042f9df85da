"""Control of single calls: timeouts, budgets that widen them, and what is sent besides."""

from __future__ import annotations

import math
from typing import Any

import httpx
import pytest

from goodmem_dyn import InvalidRequestError
from tests.support.both import Both
from tests.support.wire import UUID, Recorder, example

DRAIN = example("AdminDrainResponse")
PING = example("PingResult")


def read_timeout(server: Recorder) -> float | None:
    found: float | None = server.requests[-1].extensions["timeout"]["read"]
    return found


@pytest.mark.parametrize(
    ("given", "options", "expected"),
    [
        ({}, {}, 30.0),
        ({"timeout_sec": 500}, {}, 30.0),
        ({"wait_for_quiesce": False, "timeout_sec": 500}, {}, 30.0),
        ({"wait_for_quiesce": True}, {}, 930.0),
        ({"wait_for_quiesce": True, "timeout_sec": 100}, {}, 130.0),
        ({"wait_for_quiesce": True, "timeout_sec": 0}, {}, 30.0),
        ({"wait_for_quiesce": True, "timeout": 5}, {}, 5),
        ({"wait_for_quiesce": True, "timeout": None}, {}, None),
        ({"wait_for_quiesce": True}, {"timeout": 2000.0}, 2000.0),
        ({"wait_for_quiesce": True}, {"timeout": None}, None),
        ({"wait_for_quiesce": True}, {"timeout": 1.0}, 930.0),
        ({"request": {"wait_for_quiesce": True, "timeoutSec": 7}}, {}, 37.0),
    ],
)
def test_a_budget_of_seconds_that_counts_when_it_is_waited_for(
    both: Both, given: dict[str, object], options: dict[str, object], expected: float | None
) -> None:
    server = Recorder(DRAIN)
    both(both.against(server, **options).admin.drain(**given))
    assert read_timeout(server) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, 35.0), ({"timeout_ms": 60_000}, 90.0), ({"timeout_ms": 0}, 30.0), ({"timeout_ms": 60_000, "timeout": 3}, 3)],
)
def test_a_budget_of_milliseconds(both: Both, given: dict[str, object], expected: float) -> None:
    server = Recorder(PING)
    both(both.against(server).ping.once(target_id=UUID, **given))
    assert read_timeout(server) == expected


def test_a_budget_widens_nothing_but_reading(both: Both) -> None:
    server = Recorder(DRAIN)
    both(both.against(server, timeout=httpx.Timeout(4, connect=2)).admin.drain(wait_for_quiesce=True))
    assert server.request.extensions["timeout"] == {"connect": 2, "read": 930.0, "write": 4, "pool": 4}


def test_with_options_a_budget_widens_as_well(both: Both) -> None:
    server = Recorder(DRAIN)
    both(both.against(server).with_options(timeout=1).admin.drain(wait_for_quiesce=True))
    assert read_timeout(server) == 930.0


@pytest.mark.parametrize(("method", "words"), [("drain", "`timeout_sec` (900 s where it is left out) and 30 s")])
def test_the_doc_says_so(method: str, words: str) -> None:
    with Both(is_async=False) as both:
        doc = getattr(both.against(Recorder({})).admin, method).__doc__
    assert words in " ".join(doc.split())
    assert "unless `timeout` is given" in " ".join(doc.split())


def test_what_is_sent_besides(both: Both) -> None:
    server = Recorder(example("Space"))
    client = both.against(server).with_options(default_headers={"X-Team": "docs", "X-Both": "client"})
    both(
        client.spaces.update(
            id=UUID,
            name="x",
            extra_headers={"x-both": "call"},
            extra_query={"debug": True, "many": ["a&b", 2], "none": None},
            extra_body={"newField": {"a": [1, None]}, "name": "y"},
        )
    )
    assert server.request.url.query == b"debug=true&many=a%26b&many=2"
    assert (server.request.headers["x-team"], server.request.headers["x-both"]) == ("docs", "call")
    assert server.body == {"name": "y", "newField": {"a": [1, None]}}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"extra_headers": {"x": "a\r\nb: c"}}, "header"),
        ({"extra_headers": {"x y": "a"}}, "cannot be the name of a header"),
        ({"extra_query": {"a": object()}}, "extra_query"),
        ({"extra_body": {"a": float("inf")}}, "finite"),
        ({"extra_body": 5}, "extra_body"),
        ({"max_retries": -1}, "max_retries"),
        ({"deadline": 0}, "deadline"),
        ({"timeout": "5"}, "timeout"),
    ],
)
def test_refused(both: Both, given: dict[str, object], words: str) -> None:
    server = Recorder(example("Space"))
    with pytest.raises(InvalidRequestError, match=words):
        both(both.against(server).spaces.update(id=UUID, name="x", **given))
    assert not server.requests


def test_extra_body_beside_a_file(both: Both) -> None:
    server = Recorder(example("Memory"))
    both(both.against(server).memories.create(space_id=UUID, file=b"x", content_type="a/b", extra_body={"newField": 1}))
    assert b'"newField":1' in server.request.content


@pytest.mark.parametrize(
    "value", [10**400, -(10**400), math.inf, math.nan, "900"], ids=["huge", "huge-negative", "inf", "nan", "text"]
)
def test_a_budget_that_is_none_is_refused(both: Both, value: Any) -> None:
    client = both.against(Recorder(DRAIN))
    with pytest.raises(InvalidRequestError, match="timeout_sec"):
        both(client.admin.drain(timeout_sec=value, wait_for_quiesce=True))
