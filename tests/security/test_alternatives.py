"""Alternatives that contain alternatives, as deep as JSON goes: each value is judged once, in answers and arguments."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from goodmem_dyn import Goodmem
from goodmem_dyn.errors import UnexpectedAnswerWarning
from tests.security.test_documents import document, obj, ref
from tests.support.limited import limited

DEEPEST = 180
"""Levels of JSON: readers stop at 200, and what a method adds stands around it."""

SEVERAL = 8


def chosen(key: str, *branches: Any) -> dict[str, Any]:
    return {key: list(branches)}


def variants(key: str) -> dict[str, Any]:
    """A choice of several objects, each of which holds the choice again."""
    forms = {
        f"V{i}": {**obj(**{f"k{i}": {"type": "string"}}, next=ref("U")), "required": ["next"]} for i in range(SEVERAL)
    }
    return {**forms, "U": chosen(key, *map(ref, forms), {"type": "null"})}


def ladder(levels: int) -> dict[str, Any]:
    """A choice of two objects that hold another choice of two, and so on: nothing contains itself."""
    made: dict[str, Any] = {f"U{levels}": {**obj(z={"type": "string"}), "required": ["z"]}, "U": ref("U0")}
    for i in range(levels):
        made |= {f"U{i}": chosen("anyOf", ref(f"A{i}"), ref(f"B{i}"))}
        made |= {f"A{i}": obj(a={"type": "string"}, next=ref(f"U{i + 1}")), f"B{i}": obj(b={}, next=ref(f"U{i + 1}"))}
    return made


def lists_and_maps(levels: int) -> dict[str, Any]:
    made: dict[str, Any] = {f"U{levels}": {"type": "string"}, "U": ref("U0")}
    for i in range(levels):
        further = ref(f"U{i + 1}")
        made[f"U{i}"] = chosen(
            "anyOf", {"type": "array", "items": further}, {"type": "object", "additionalProperties": further}
        )
    return made  # fmt: skip


MUTUAL = {
    "U": chosen("anyOf", {"type": "array", "items": ref("U")}, {"type": "array", "items": ref("V")}, ref("V")),
    "V": chosen(
        "oneOf", {"type": "array", "items": ref("U")}, {"type": "array", "items": ref("V")}, {"type": "string"}
    ),
}
INLINE = {"U": chosen("oneOf", obj(next=chosen("oneOf", ref("U"), obj(next=ref("U")))), obj(next=ref("U"), b=ref("U")))}


def nested(levels: int, *, is_list: bool = False, leaf: Any = 1) -> Any:
    value = leaf
    for _ in range(levels):
        value = [value] if is_list else {"next": value}
    return value


CASES = {
    "any of several objects": (variants("anyOf"), nested(DEEPEST)),
    "one of several objects": (variants("oneOf"), nested(DEEPEST)),
    "a right one": (variants("anyOf"), nested(DEEPEST, leaf=None)),
    "two, forty levels deep": (ladder(40), nested(40, leaf={"q": 1})),
    "lists and maps, forty levels deep": (lists_and_maps(40), nested(40, is_list=True)),
    "lists of each other": (MUTUAL, nested(DEEPEST, is_list=True)),
    "objects in the place": (INLINE, nested(DEEPEST)),
}


def test_what_alternatives_cost() -> None:
    """As an answer, to both clients, and as an argument."""
    given = [
        {"document": document(schemas, obj(a=ref("U")), ref("U")), "value": value} for schemas, value in CASES.values()
    ]
    ended = limited(
        """
        import asyncio, httpx, json, time
        from goodmem_dyn import AsyncGoodmem, Goodmem, GoodMemError
        def made(kind, case, value):
            transport = httpx.MockTransport(lambda request: httpx.Response(200, json=value))
            return kind("http://localhost:1", "k", document=case["document"], transport=transport, max_retries=0)
        def measured(call):
            began = time.process_time()
            try:
                call()
            except GoodMemError as error:
                assert len(str(error)) < 2000, str(error)
            print(time.process_time() - began)
        for case in GIVEN["cases"]:
            measured(lambda: made(Goodmem, case, case["value"]).x.create())
            measured(lambda: asyncio.run(made(AsyncGoodmem, case, case["value"]).x.create()))
            measured(lambda: made(Goodmem, case, {}).x.create(a=case["value"]))
        print(peak())
        """,
        cases=given,
    )
    *seconds, peak = map(float, ended.output.split())
    assert len(seconds) == 3 * len(CASES)
    assert max(seconds) < 15
    assert peak < 300


@pytest.mark.parametrize("key", ["anyOf", "oneOf"])
def test_the_right_alternative_is_found_however_deep(key: str) -> None:
    value: Any = None
    for i in reversed(range(40)):
        value = {f"k{i % SEVERAL}": "x", "next": value}
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=value))
    given = document(variants(key), None, ref("U"))
    with Goodmem("http://localhost:1", "k", document=given, transport=transport) as client:
        read: Any = client.x.create()  # type: ignore[attr-defined]  # of the document
    for i in range(40):
        assert getattr(read, f"k{i % SEVERAL}") == "x"
        read = read.next
    assert read is None


def test_what_is_wrong_is_told_by_its_place() -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=nested(3, leaf={"k1": "x", "next": 5})))
    given = document(variants("anyOf"), None, ref("U"))
    with (
        Goodmem("http://localhost:1", "k", document=given, transport=transport) as client,
        pytest.warns(UnexpectedAnswerWarning, match=r"`next\.next\.next"),
    ):
        read: Any = client.x.create()  # type: ignore[attr-defined]  # of the document
    assert read.next.next.next.model_dump(by_alias=True)["next"] == 5
