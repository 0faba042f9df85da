"""Answers of a newer server to the client of a document that promises more: rows 20 and 21 of the reports.

A success is never an error because of its shape: what is missing reads as absent, what is of another type keeps its raw value
where a person can reach it, and it is told once. Requests are as strict as before.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from goodmem_dyn import GoodMemError, InvalidRequestError
from tests.futures.future import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.futures.raw import Json
    from tests.support.both import Both

BASE = "62c6d77b"
EMBEDDERS = ["00000000-0000-4000-8000-000000000003"]


class Told:
    """What a client tells of answers that are not as its document says."""

    def __init__(self) -> None:
        self._caught = warnings.catch_warnings(record=True)

    def __enter__(self) -> list[warnings.WarningMessage]:
        self.messages = self._caught.__enter__()
        warnings.simplefilter("always")
        return self.messages

    def __exit__(self, *given: object) -> None:
        self._caught.__exit__(*given)


def space(**changes: Any) -> Json:
    made = {
        "spaceId": "00000000-0000-4000-8000-000000000001",
        "name": "notes",
        "labels": {},
        "spaceEmbedders": [],
        "createdAt": 1,
        "updatedAt": 2,
        "ownerId": "00000000-0000-4000-8000-000000000002",
        "createdById": "00000000-0000-4000-8000-000000000002",
        "updatedById": "00000000-0000-4000-8000-000000000002",
        "publicRead": False,
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not ...}


SPACE_CALLS: dict[str, Callable[[Any], Any]] = {
    "create": lambda spaces: spaces.create(name="notes", space_embedders=EMBEDDERS),
    "get": lambda spaces: spaces.get(id="00000000-0000-4000-8000-000000000001"),
    "update": lambda spaces: spaces.update(id="00000000-0000-4000-8000-000000000001", name="notes"),
    "list": lambda spaces: spaces.list(),
}


def answering(both: Both, item: Json, listed: Any = None) -> Any:
    """A client of a document that promises `publicRead`, and a server that answers with this space."""

    def answer(request: httpx.Request) -> httpx.Response:
        is_list = request.method == "GET" and request.url.path == "/v1/spaces"
        if request.url.path.startswith("/v1/spaces"):
            return httpx.Response(200, json={"spaces": [item, item] if listed is None else listed} if is_list else item)
        return httpx.Response(404, json={"error": "not found"})

    return both.against(answer, document=document(BASE))


@pytest.mark.parametrize("name", SPACE_CALLS)
def test_report_20_an_answer_without_a_promised_member_is_taken(both: Both, name: str) -> None:
    client = answering(both, space(publicRead=...))
    with Told() as told:
        results = [both(SPACE_CALLS[name](client.spaces)) for _ in range(3)]
    for result in results:
        for one in result.data if name == "list" else [result]:
            assert one.name == "notes"
            assert one.public_read is None
            assert "publicRead" not in one.model_dump(by_alias=True, exclude_unset=True)
    texts = [str(one.message) for one in told]
    assert len([text for text in texts if "publicRead" in text]) == 1, texts


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"name": 7}, lambda one: one.name == 7),
        ({"name": None}, lambda one: one.name is None),
        ({"createdAt": "2026-01-02T03:04:05Z"}, lambda one: one.created_at == "2026-01-02T03:04:05Z"),
        ({"labels": ["a"]}, lambda one: one.labels == ["a"]),
        ({"spaceEmbedders": None}, lambda one: one.space_embedders is None),
        ({"publicRead": "perhaps"}, lambda one: one.public_read == "perhaps"),
    ],
    ids=["a number", "null", "a time", "a list", "null for a list", "a text"],
)
@pytest.mark.parametrize("name", SPACE_CALLS)
def test_report_21_a_member_of_another_type_keeps_its_raw_value(
    both: Both, name: str, changes: Json, read: Any
) -> None:
    client = answering(both, space(**changes))
    with Told() as told:
        results = [both(SPACE_CALLS[name](client.spaces)) for _ in range(2)]
    for result in results:
        for one in result.data if name == "list" else [result]:
            assert read(one)
            assert one.space_id == space()["spaceId"]
    (member,) = changes
    assert len([one for one in told if member in str(one.message)]) == 1


def test_report_21_a_list_that_is_one_object_is_a_page_of_it(both: Both) -> None:
    with Told():
        page = both(answering(both, space(), listed=space()).spaces.list())
    assert [one.name for one in page.data] == ["notes"]


def test_report_21_a_broken_item_costs_no_other(both: Both) -> None:
    with Told():
        page = both(
            answering(both, space(), listed=[space(name="a"), space(name=...), "odd", space(name="b")]).spaces.list()
        )
    assert [getattr(one, "name", None) for one in page.data] == ["a", None, None, "b"]
    assert page.data[2] == "odd"


def test_report_21_a_request_is_as_strict_as_before(both: Both) -> None:
    client = answering(both, space())
    for wrong in ({"name": 7}, {"labels": ["a"]}, {"nmae": "x"}):
        with pytest.raises(InvalidRequestError, match=next(iter(wrong))):
            both(client.spaces.create(**{"name": "x", "space_embedders": EMBEDDERS, **wrong}))


@pytest.mark.parametrize("content", [b"<html>", b"", b'"text"', b"[1]"], ids=["html", "nothing", "a text", "a list"])
def test_report_21_another_thing_altogether_is_an_error(both: Both, content: bytes) -> None:
    client = both.against(
        lambda _: httpx.Response(200, headers={"content-type": "application/json"}, content=content),
        document=document(BASE),
    )
    with Told(), pytest.raises(GoodMemError):
        both(client.spaces.get(id="00000000-0000-4000-8000-000000000001"))
