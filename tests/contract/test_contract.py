"""Every method over a real socket, and every request and answer judged by the document.

The judge is `wire.Contract`, which knows nothing of the package; that it would notice is shown by breaking the encoder.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import goodmem_dyn._arguments.bodies
import goodmem_dyn._arguments.encoder
import goodmem_dyn._arguments.quoting
import goodmem_dyn.local._http.app  # registers the handlers
from goodmem_dyn import APIError, BadRequestError, NotFoundError
from goodmem_dyn._document.names import snake
from tests.support.calls import all_calls, arguments
from tests.support.contract import Contract, Exchange, Recorder
from tests.support.examples import UUID, bundled
from tests.support.served import SERVED, UNSERVED
from tests.support.world import World, Worlds
from tools.tracking import locks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.both import Both


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(bundled())


class Whole:
    """The world for the next test: put back after anything that may have changed it."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._world: World | None = None

    def take(self) -> World:
        self._world = self._world or self._worlds.again()
        return self._world

    def spend(self, exchanges: list[Exchange]) -> None:
        if any(exchange.method != "GET" for exchange in exchanges):
            self._world = None


@pytest.fixture(scope="module")
def worlds() -> Iterator[Whole]:
    with goodmem_dyn.local.serve(validate_responses=True) as server, closing(Worlds(server)) as worlds:
        yield Whole(worlds)


def run(both: Both, worlds: Whole, call: Callable[[Any, World], Any]) -> list[Exchange]:
    """What goes over the wire when a call is made."""
    world, recorder = worlds.take(), Recorder(is_async=both.is_async)
    client = both.client(base_url=world.server.url, api_key=world.server.api_key, transport=recorder, max_retries=0)
    try:
        value = call(client, world)
        if hasattr(value, "__enter__") or hasattr(value, "__aenter__"):
            with both.open(value) as stream:
                both.list(stream)
        else:
            both(value)
    finally:
        worlds.spend(recorder.exchanges)
    return recorder.exchanges


def breaches(contract: Contract, exchanges: list[Exchange]) -> list[str]:
    return [one for exchange in exchanges for one in contract.breaches(exchange)]


@pytest.mark.parametrize("most", [False, True], ids=["fewest", "most"])
@pytest.mark.parametrize("name", SERVED)
def test_every_method_keeps_the_contract(both: Both, worlds: Whole, contract: Contract, name: str, most: bool) -> None:
    call = all_calls()[name]
    exchanges = run(
        both, worlds, lambda client, world: call.of(client)(**world.arguments(call, arguments(call, most=most)))
    )
    assert exchanges
    assert exchanges[-1].status < 300
    assert breaches(contract, exchanges) == []
    if call.operation is not None:
        assert call.operation.operation_id in {contract.find(exchange) for exchange in exchanges}


def test_everything_is_served_that_is_not_known_to_be_missing() -> None:
    missing = {one.partition(":")[0] for one in locks.read().known.unserved}
    assert missing == UNSERVED


def test_every_operation_of_the_document_has_a_method(contract: Contract) -> None:
    """Look-ups by another key have no method of their own: `get` takes the key."""
    made = [call.operation for call in all_calls().values() if call.operation is not None]
    reached = {one.operation_id or f"{one.http_method} {one.path}" for one in made}
    for operation_id in contract.operations.keys() - reached:
        _, path, _, _ = contract.operations[operation_id]
        key = path.rpartition("/")[2].strip("{}")
        namespace = path.split("/")[2]
        assert snake(key) in {param.name for param in all_calls()[f"{namespace}.get"].params}, operation_id


CALLS: dict[str, Callable[[Any, World], Any]] = {
    "file": lambda client, world: client.memories.create(
        space_id=world.space, file=b"%PDF-1.4", content_type="application/pdf"
    ),
    "batch": lambda client, world: client.memories.batch_create(
        requests=[{"space_id": world.space, "original_content": text} for text in ("one", "two")]
    ),
    "part of it failed": lambda client, world: client.memories.batch_get(memory_ids=[world.memory, UUID]),
    "range": lambda client, world: client.memories.content(id=world.memory, range="bytes=0-3"),
    "by another key": lambda client, world: client.users.get(email=world.email),
    "pages": lambda client, world: client.spaces.list(page_size=1, label={"team": "docs"}, name_filter="*"),
    "delete by filter": lambda client, world: client.memories.batch_delete(
        requests=[{"filter_selector": {"space_id": world.space, "status_filter": "COMPLETED"}}]
    ),
    "reranked and answered": lambda client, world: client.memories.retrieve(
        message="owl", space_ids=[world.space], reranker_id=world.ids["rerankers"], llm_id=world.ids["llms"]
    ),
    "api key": lambda client, world: client.llms.create(
        display_name="gpt", model_identifier="gpt-4o-mini", api_key="sk-x"
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_conveniences_keep_the_contract(both: Both, worlds: Whole, contract: Contract, call: Any) -> None:
    exchanges = run(both, worlds, call)
    assert all(exchange.status < 300 for exchange in exchanges)
    assert breaches(contract, exchanges) == []


def test_errors_keep_the_contract(both: Both, worlds: Whole, contract: Contract) -> None:
    world = worlds.take()
    recorder = Recorder(is_async=both.is_async)
    client = both.client(base_url=world.server.url, api_key=world.server.api_key, transport=recorder, max_retries=0)
    for kind, call in (
        (NotFoundError, client.spaces.get(id=UUID) if both.is_async else lambda: client.spaces.get(id=UUID)),
        (BadRequestError, lambda: client.spaces.list(next_token="garbage")),
        (APIError, lambda: client.embedders.delete(id=world.embedder)),
    ):
        with pytest.raises(kind):
            both(call() if callable(call) else call)
    assert breaches(contract, recorder.exchanges) == []
    assert {404, 400, 409} <= {exchange.status for exchange in recorder.exchanges}


# The judge itself ----------------------------------------------------------------------------------------------------


def snake_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies go out under Python names."""
    real = goodmem_dyn._arguments.bodies.dump_json

    def dump(value: Any, *where: str) -> bytes:
        return real({snake(key): one for key, one in value.items()} if isinstance(value, dict) else value, *where)

    monkeypatch.setattr(goodmem_dyn._arguments.bodies, "dump_json", dump)


def numbers_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers go out as text."""
    real = goodmem_dyn._arguments.bodies.dump_json

    def dump(value: Any, *where: str) -> bytes:
        text = json.loads(real(value, *where), parse_int=str, parse_float=str)
        return real(text, *where)

    monkeypatch.setattr(goodmem_dyn._arguments.bodies, "dump_json", dump)


def capital_booleans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Booleans in queries are spelled as Python spells them."""
    real = goodmem_dyn._arguments.styles.scalar_text
    monkeypatch.setattr(
        goodmem_dyn._arguments.styles,
        "scalar_text",
        lambda value: str(value) if isinstance(value, bool) else real(value),
    )


def one_query_name_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Query parameters go out under Python names."""
    real = goodmem_dyn._arguments.encoder.query_pairs
    monkeypatch.setattr(
        goodmem_dyn._arguments.encoder,
        "query_pairs",
        lambda param, value: [(snake(k), v) for k, v in real(param, value)],
    )


@pytest.mark.parametrize(
    ("breakage", "name"),
    [
        (snake_bodies, "spaces.create"),
        (numbers_as_text, "memories.retrieve"),
        (capital_booleans, "memories.list"),
        (one_query_name_wrong, "spaces.list"),
    ],
)
def test_a_broken_encoder_is_noticed(
    both: Both, worlds: Whole, contract: Contract, monkeypatch: pytest.MonkeyPatch, breakage: Any, name: str
) -> None:
    call = all_calls()[name]
    args = arguments(call, most=True)
    recorder = Recorder(is_async=both.is_async)
    world = worlds.take()
    client = both.client(base_url=world.server.url, api_key=world.server.api_key, transport=recorder, max_retries=0)
    breakage(monkeypatch)
    try:
        value = call.of(client)(**world.arguments(call, args))
        if hasattr(value, "__enter__") or hasattr(value, "__aenter__"):
            with both.open(value) as stream:
                both.list(stream)
        else:
            both(value)
    except APIError:
        pass  # the server may notice as well
    worlds.spend(recorder.exchanges)
    assert breaches(contract, recorder.exchanges[:1]) != []


def test_a_broken_answer_is_noticed(contract: Contract) -> None:
    import httpx

    def judged(status: int, reply: Any, media: str = "application/json") -> list[str]:
        body = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        empty = httpx.Headers({"accept": "application/json"})
        reply_headers = httpx.Headers({"content-type": media})
        return contract.breaches(Exchange("GET", f"/v1/spaces/{UUID}", empty, b"", status, reply_headers, body))

    good = bundled().value({"$ref": "#/components/schemas/Space"})
    assert judged(200, good) == []
    assert judged(200, {**good, "spaceId": 5}) != []
    assert judged(200, {key: one for key, one in good.items() if key != "name"}) != []
    assert judged(200, good, "text/html") != []
    assert judged(204, b"") == ["getSpace: status 204 is not in the document"]
    assert judged(404, {"error": "gone", "status": 404, "timestamp": 0}) == []
    assert judged(404, {"reason": "gone"}) != []
