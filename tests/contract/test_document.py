"""Every method against a server that is made of nothing but the document: its requests are judged, its answers read.

This holds for any document, also for one with operations that the embedded server does not have yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import Goodmem
from tests.contract.test_contract import snake_bodies
from tests.support.calls import Stub, all_calls, arguments
from tests.support.contract import Contract, Exchange
from tests.support.examples import bundled

if TYPE_CHECKING:
    from tests.support.calls import Call

pytestmark = pytest.mark.spec


def exchanges(call: Call, args: dict[str, Any]) -> list[Exchange]:
    """What goes to the server and comes back when a call is made."""
    stub, found = Stub(bundled()), []

    def answer(request: httpx.Request) -> httpx.Response:
        response = stub(request)
        target = request.url.raw_path.decode("ascii")
        found.append(
            Exchange(
                request.method,
                target,
                request.headers,
                request.content,
                response.status_code,
                response.headers,
                response.read(),
            )
        )
        return response

    with Goodmem(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(answer)) as client:
        value = call.of(client)(**args)
        if hasattr(value, "__enter__"):
            with value as stream:
                list(stream)
    return found


@pytest.mark.parametrize("most", [False, True], ids=["fewest", "most"])
@pytest.mark.parametrize("name", all_calls())
def test_every_method_keeps_the_document(name: str, most: bool) -> None:
    contract, call = Contract(bundled()), all_calls()[name]
    made = exchanges(call, arguments(call, most=most))
    assert made
    assert [breach for one in made for breach in contract.breaches(one)] == []


def test_a_broken_encoder_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With snake case on the wire, most methods that have a body keep the document no more."""
    calls = {call.name: (call, arguments(call, most=True)) for call in all_calls().values()}
    snake_bodies(monkeypatch)
    contract = Contract(bundled())
    broken = [
        name for name, (call, args) in calls.items() if any(contract.breaches(one) for one in exchanges(call, args))
    ]
    assert broken
