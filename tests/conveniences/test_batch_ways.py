"""A batch of plain dicts takes a swift way, and any other the way of single items: both say and send the same."""

from __future__ import annotations

import enum
import json
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn import Goodmem, InvalidRequestError

ID = "0198c0de-7a4b-7000-8000-000000000001"


class Language(str, enum.Enum):
    """Text that is no plain text."""

    GERMAN = "de"


_TEXT = st.sampled_from(["", "a", "grüße", "\0", "\ud800", Language.GERMAN, "text/plain", "x\r\ny"])
_SCALARS = st.one_of(
    _TEXT, st.none(), st.booleans(), st.floats(), st.sampled_from([b"x", ID, {1}, 1, 2**53, 2**53 + 1, -(2**53) - 1])
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT | st.integers(0, 2), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = {
    "space_id": st.just(ID) | _SCALARS,
    "spaceId": st.just(ID),
    "memory_id": st.sampled_from([ID, "x"]) | _SCALARS,
    "original_content": st.just("text") | _SCALARS,
    "originalContent": st.just("text"),
    "original_content_b64": _SCALARS,
    "content_type": st.just("text/plain") | _SCALARS,
    "metadata": st.dictionaries(st.sampled_from(["a", "b"]), _JSON, max_size=2) | _JSON,
    "extract_page_images": st.booleans() | _SCALARS,
    "original_content_ref": _SCALARS,
    "chunking_config": st.just({"none": {}}) | _JSON,
    "unknown": st.just(1),
}
_USUAL = {"space_id": ID, "original_content": "text"}
NOT_PLAIN = {**_USUAL, "metadata": {"many": ("a",)}}
"""Right, and sends the whole list the way of single items: a tuple is no list yet."""
PLAIN = {"spaceId": ID, "contentType": "text/plain"}


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """An item, mostly right, with some members that may be wrong."""
    chosen = draw(st.lists(st.sampled_from(sorted(_FIELDS)), max_size=3, unique=True))
    start: dict[str, Any] = dict(_USUAL) if draw(st.booleans()) else {}
    return {**start, **{name: draw(_FIELDS[name]) for name in chosen}}


class Taken(Exception):
    """The body that was sent."""


def _sent(requests: list[Any]) -> Any:
    def answer(request: httpx.Request) -> httpx.Response:
        raise Taken(json.loads(request.content))

    with Goodmem("http://localhost:1", "gm_x", transport=httpx.MockTransport(answer), max_retries=0) as client:
        try:
            client.memories.batch_create(requests=requests)
        except InvalidRequestError as error:
            return error.message
        except Taken as taken:
            return taken.args[0]


VALUES = [
    None, True, 0, 2**53, 2**53 + 1, -(2**53) - 1, 1.5, float("nan"), float("inf"), "a", "ü", "\ud800", Language.GERMAN,
    Decimal("0.1"), Decimal("0.10000000000000000000000001"), Fraction(1, 2), Fraction(1, 3), np.int64(3), np.float64(0.5),
    np.bool_(True), np.str_("a"), np.datetime64("2026-01-01"), b"a", {1}, (1,), object, ["a", [2**53 + 1]],
    {"a": {"b": ["c", Fraction(1, 3)]}}, {1: "a"}, {"\ud800": 1}, {Language.GERMAN: 1}, [[[[[[1]]]]]],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("name", ["metadata", "space_id", "original_content", "content_type", "extract_page_images"])
def test_both_ways_say_the_same_of_a_value(name: str, value: Any) -> None:
    for given_value in ({"k": value}, value) if name == "metadata" else (value,):
        _alike([_USUAL, {**_USUAL, name: given_value}])


@settings(max_examples=100, deadline=None)
@given(st.lists(items(), min_size=1, max_size=3))
def test_both_ways_say_and_send_the_same(batch: list[dict[str, Any]]) -> None:
    _alike(batch)


def _alike(batch: list[dict[str, Any]]) -> None:
    usual, other = _sent(batch), _sent([*map(MappingProxyType, batch), NOT_PLAIN])
    if isinstance(other, dict):
        assert other["requests"].pop() == {**PLAIN, "originalContent": "text", "metadata": {"many": ["a"]}}
    assert usual == other


@pytest.mark.parametrize("metadata", [{}, {"n": 1.5, "list": [1, None, {"a": True}], "t": "ü"}])
def test_what_is_plain_is_sent_as_it_is(metadata: dict[str, Any]) -> None:
    batch = [{**_USUAL, "metadata": metadata, "memory_id": ID}, {"spaceId": ID, "originalContent": "other"}]
    assert _sent(batch)["requests"] == [
        {**PLAIN, "originalContent": "text", "metadata": metadata, "memoryId": ID},
        {**PLAIN, "originalContent": "other"},
    ]


def test_an_item_is_not_changed_by_being_sent() -> None:
    item = dict(_USUAL)
    _sent([item])
    assert item == _USUAL
