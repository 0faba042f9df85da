"""What a call costs beside bare httpx with pydantic, counted: functions called, which do not vary as time does.

A call through a caller's own `http_client` is the one that every integration makes: httpx does its half of the work
there whatever this client does, and ours must be less than what httpx would do to build the request. Limits leave a
fifth over what is measured, for other versions of Python and httpx.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tools.bench import answers, run
from tools.bench.clients import bare, ours

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "http://localhost:8080"
WARM_UP = 5


def _counted(call: Callable[[], Any]) -> int:
    """The functions that a call calls, once everything is made that is made once."""
    for _ in range(WARM_UP):
        call()
    calls = 0

    def called(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        call()
    finally:
        sys.setprofile(before)
    return calls


def _work(module: Any, what: str, *, mock: str, is_async: bool, url: str = URL) -> int:
    wanted = answers.item_id(0)
    if not is_async:
        subject = module.Sync(url, mock=mock)
        found = _counted(subject.create if what == "create" else lambda: subject.get(wanted))
        if mock:
            subject.mock.check(WARM_UP + 1)
        subject.close()
        return found
    loop = asyncio.new_event_loop()
    subject = module.Async(url, mock=mock)
    call = subject.create if what == "create" else lambda: subject.get(wanted)
    found = _counted(lambda: loop.run_until_complete(call()))
    loop.run_until_complete(subject.close())
    loop.close()
    return found


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("what", "mock", "most"),
    [("get", "client", 0.55), ("create", "client", 0.77), ("get", "transport", 0.32), ("create", "transport", 0.43)],
)
def test_a_call_does_less_than_bare_httpx(what: str, mock: str, most: float, is_async: bool) -> None:
    floor = _work(bare, what, mock=mock, is_async=is_async)
    assert floor > 500, "it counted nothing"
    found = _work(ours, what, mock=mock, is_async=is_async)
    assert found <= most * floor, f"{found} of {floor}"


@pytest.mark.parametrize(
    ("what", "most", "most_async"), [("get", 0.62, 0.66), ("create", 0.72, 0.7)], ids=["get", "create"]
)
def test_a_call_over_a_socket_does_less_than_bare_httpx(what: str, most: float, most_async: float) -> None:
    """The rest is httpcore's and h11's, and the same for both."""
    with run.stub() as url:
        for is_async, limit in ((False, most), (True, most_async)):
            floor, found = (_work(module, what, mock="", is_async=is_async, url=url) for module in (bare, ours))
            assert found <= limit * floor, f"{found} of {floor}"


def test_a_url_is_parsed_by_nobody() -> None:
    """The dearest thing that httpx does for a request: two thirds of what building one costs."""
    import httpx._urlparse

    subject = ours.Sync(URL, mock="client")
    subject.get(answers.item_id(0))
    parsed: list[str] = []

    def called(frame: Any, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code is httpx._urlparse.urlparse.__code__:
            parsed.append(frame.f_locals["url"])

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        subject.get(answers.item_id(0))
    finally:
        sys.setprofile(before)
    assert parsed == []
    subject.close()
