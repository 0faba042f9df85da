"""Answers of newer servers, to the bundled client: taken as far as they go, and told once."""

from __future__ import annotations

import warnings
from typing import Any

import httpx
import pytest

from goodmem_dyn import UnexpectedAnswerWarning
from tests.support.examples import UUID

SPACE: dict[str, Any] = {
    "spaceId": UUID, "name": "x", "labels": {}, "spaceEmbedders": [], "defaultChunkingConfig": {"none": {}},
    "createdAt": 1, "updatedAt": 2, "ownerId": UUID, "createdById": UUID, "updatedById": UUID,
}  # fmt: skip


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in SPACE.items() if key != name}


@pytest.mark.parametrize(
    ("space", "attribute", "value", "told"),
    [
        (without("name"), "name", None, "`name` is missing"),
        ({**SPACE, "name": 5}, "name", 5, "`name` is a number"),
        ({**SPACE, "createdAt": "soon"}, "created_at", "soon", "`createdAt` is text"),
        ({**SPACE, "name": None}, "name", None, "`name` is null"),
        ({**SPACE, "labels": ["a"]}, "labels", ["a"], "`labels` is a list"),
    ],
    ids=["missing", "a number for text", "text for a number", "null", "a list for a map"],
)
def test_a_member_that_is_not_as_promised_is_taken_and_told_once(
    both: Any, space: Any, attribute: str, value: Any, told: str
) -> None:
    client = both.against(lambda _request: httpx.Response(200, json=space))
    with pytest.warns(UnexpectedAnswerWarning, match=told):
        read = both(client.spaces.get(id=UUID))
    assert getattr(read, attribute) == value
    assert read.space_id == space["spaceId"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert getattr(both(client.spaces.get(id=UUID)), attribute) == value


def test_one_object_where_a_list_was_promised_is_a_list_of_one(both: Any) -> None:
    client = both.against(lambda _request: httpx.Response(200, json={"spaces": SPACE}))
    with pytest.warns(UnexpectedAnswerWarning, match="one object in place of a list"):
        page = both(client.spaces.list())
    assert [one.space_id for one in page.data] == [SPACE["spaceId"]]


def test_content_is_read_from_base64_beside_what_is_not_as_promised(both: Any) -> None:
    """An answer that is taken as far as it goes says the same of its other members as one that fits."""
    answer = {"memoryId": UUID, "originalContent": "YSBuYXRpdmUgb3ds"}
    client = both.against(lambda _request: httpx.Response(200, json=answer))
    with pytest.warns(UnexpectedAnswerWarning, match="is missing"):
        assert both(client.memories.get(id=UUID, include_content=True)).original_content == b"a native owl"
