"""Operations are found for what people want, in their words."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
import yaml

import goodmem_dyn
from goodmem_dyn import Goodmem
from goodmem_dyn._agents.operations import Offers
from goodmem_dyn._agents.search import Index

HERE = Path(__file__).parent
HISTORY = sorted((HERE.parents[1] / "spec/history").glob("*.json"))


def offers() -> Offers:
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        return Offers.of(client, bundled=True)


LEAST = {
    "wishes": 0.95, "wishes_unseen": 0.95, "wishes_spoken": 0.95, "wishes_tickets": 0.9, "wishes_steps": 0.95,
    "wishes_chat": 0.95, "wishes_orders": 0.97,
    # These have never been read to improve the search: they say what others will see.
    "wishes_last": 0.9, "wishes_held": 0.94, "wishes_errands": 0.95, "wishes_final": 0.9,
}  # fmt: skip


def shares(name: str) -> tuple[int, int]:
    """How many wishes of a list find their operation among the first three, and how many there are."""
    wishes = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    by_route = {f"{offer.info.method} {offer.info.path}": offer.name for offer in offers()}
    index = Index(offers())
    # A newer server may have done without some of them, and another operation may fulfil a wish as well.
    asked: dict[str, set[str]] = {}
    for route, said in wishes.items():
        for wish in said if route in by_route else ():
            asked.setdefault(wish, set()).add(by_route[route])
    assert len(asked) >= len(by_route) * 0.9
    return sum(bool(names & {offer.name for offer in index.search(wish, 3)}) for wish, names in asked.items()), len(
        asked
    )


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_wishes_find_their_operation_among_the_first_three(name: str, least: float) -> None:
    found, asked = shares(name)
    assert found / asked >= least


def test_every_way_to_ask_for_a_thing_is_understood_of_every_thing() -> None:
    known = yaml.safe_load((HERE / "ways.yaml").read_text(encoding="utf-8"))
    by_route = {f"{offer.info.method} {offer.info.path}": offer for offer in offers()}
    index, missed, asked = Index(offers()), [], 0
    for number, (one, thing) in enumerate(known["things"].items()):
        for kind, ways in known["ways"].items():
            # A third for each thing, others for the next.
            for way in ways[number % 3 :: 3] if thing.get(kind) in by_route else ():
                wish = way.replace("X", one).replace("Y", thing["several"])
                asked += 1
                if by_route[thing[kind]] not in index.search(wish, 3):
                    missed.append(wish)
    assert len(missed) <= asked * 0.03, missed


@pytest.mark.parametrize("path", HISTORY, ids=lambda path: path.stem[:8])
def test_every_operation_of_every_document_is_found_by_its_summary_or_name(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    with Goodmem(base_url="http://127.0.0.1:1", document=document) as client:
        made = Offers.of(client, bundled=False)
    index = Index(made)
    lost = []
    for offer in made:
        wish = offer.info.summary or offer.name.replace(".", " ").replace("_", " ")
        if offer not in index.search(wish, 3):
            lost.append((offer.name, wish))
    assert len(lost) <= len(made) // 25, lost


SHOP = {
    "openapi": "3.1.0",
    "info": {"title": "shop", "version": "1"},
    "paths": {
        path: {
            method: {"operationId": name, "summary": summary, "parameters": [
                {"name": found, "in": "path", "required": True, "schema": {"type": "string"}}
                for found in re.findall(r"{(.*?)}", path)
            ], "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}}
            for method, name, summary in operations
        }
        for path, operations in {
            "/orders": [("get", "listOrders", "List orders"), ("post", "createOrder", "Create an order")],
            "/orders/{id}": [("get", "getOrder", "Get an order"), ("put", "updateOrder", "Update an order"),
                             ("delete", "deleteOrder", "Delete an order")],
            "/orders/{id}:cancel": [("post", "cancelOrder", "Cancel an order")],
            "/invoices": [("get", "listInvoices", "List invoices"), ("post", "createInvoice", "Create an invoice")],
            "/invoices/{id}": [("get", "getInvoice", "Get an invoice"), ("delete", "deleteInvoice", "Delete an invoice")],
            "/customers": [("get", "listCustomers", "List customers"), ("post", "createCustomer", "Create a customer")],
            "/customers/{id}": [("get", "getCustomer", "Get a customer"), ("put", "updateCustomer", "Update a customer")],
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("how many orders do we have", "list_orders"),
        ("get rid of an invoice", "delete_invoice"),
        ("set up another customer", "create_customer"),
        ("look up one customer", "get_customer"),
        ("the address of a customer is wrong", "update_customer"),
        ("cancel an order", "cancel_order"),
        ("which invoices are there", "list_invoices"),
        ("we need a new order", "create_order"),
    ],
)
def test_what_is_done_is_understood_of_documents_that_have_nothing_to_do_with_memories(wish: str, name: str) -> None:
    with Goodmem(base_url="http://127.0.0.1:1", document=SHOP) as client:
        index = Index(Offers.of(client, bundled=False))
    verb, _, noun = name.partition("_")
    found = [(offer.info.method, offer.info.path) for offer in index.search(wish, 2)]
    method = {"list": "GET", "get": "GET", "create": "POST", "update": "PUT", "delete": "DELETE", "cancel": "POST"}[
        verb
    ]
    plural = noun if noun.endswith("s") else f"{noun}s"
    path = f"/{plural}" + {"list": "", "create": "", "cancel": "/{id}:cancel"}.get(verb, "/{id}")
    assert (method, path) in found


def test_nothing_is_found_for_what_means_nothing() -> None:
    index = Index(offers())
    assert index.search("") == []
    assert index.search("☃ ???") == []


def test_a_search_is_fast_enough_for_every_step_of_an_agent() -> None:
    index = Index(offers())
    began = time.perf_counter()
    for _ in range(20):
        index.search("store a note about the customer in the right space")
    assert (time.perf_counter() - began) / 20 < 0.05


def test_documents_given_at_run_time_have_the_operations_of_the_bundled_one() -> None:
    """Walking a client's methods and reading the records of the document find the same, but for folded look-ups."""
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        walked = set(Offers.of(client, bundled=False).by_name)
    listed = {info.name for info in goodmem_dyn.operations()}
    assert walked <= listed
    assert all(".get_by_" in name for name in listed - walked)


@pytest.mark.parametrize("piece", ["x", "a ", "a@", "who can ", "do not ", "\u2019s"])
def test_a_wish_of_any_length_takes_no_longer_than_another(piece: str) -> None:
    index, began = Index(offers()), time.process_time()
    index.search(piece * 100_000)
    assert time.process_time() - began < 10
