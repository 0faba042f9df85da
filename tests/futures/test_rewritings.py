"""What is only said otherwise changes nothing of the client: names, arguments, results and classes are what they were."""

from __future__ import annotations

import warnings

import pytest

from goodmem_dyn import Goodmem
from tests.futures.client import Member, members
from tests.futures.future import bases, by_hand
from tests.futures.kinds.sweeps import nodes
from tests.futures.outcome import moved

NEWEST = bases()[-1]


def shown(document: object) -> dict[str, Member]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return members(Goodmem("http://127.0.0.1:1", api_key="k", document=document))


@pytest.fixture(scope="module")
def before() -> dict[str, Member]:
    return shown(by_hand(NEWEST, "prose_added").before)


@pytest.mark.parametrize(
    "kind",
    [
        "references_wrapped_in_all_of",
        "schema_written_out",
        "schema_renamed",
        "enum_inline_gets_a_name",
        "enum_reordered",
        "styles_said",
        "success_by_range",
        "null_said_otherwise",
        "bodies_stand_in_a_one_of",
        "schema_doubled",
        "answers_promise_nothing",
    ],
)
def test_nothing_moves(kind: str, before: dict[str, Member]) -> None:
    future = by_hand(NEWEST, kind)
    now = shown(future.document)
    assert list(moved(before, now, future)) == []
    assert {name: one.returns for name, one in now.items()} == {name: one.returns for name, one in before.items()}


def test_null_as_openapi_3_0_says_it_moves_nothing(before: dict[str, Member]) -> None:
    future = by_hand(NEWEST, "prose_added")
    document = future.document
    document["openapi"] = "3.0.3"
    for node in list(nodes(document["components"]["schemas"])):
        branches = node.get("anyOf", [])
        if len(branches) == 2 and {"type": "null"} in branches:
            node["allOf"] = [one for one in node.pop("anyOf") if one != {"type": "null"}]
            node["nullable"] = True
    assert list(moved(before, shown(document), future)) == []
