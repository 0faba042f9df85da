"""Metadata keeps its values: what was accepted is what comes back everywhere, and what an equality filter finds."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import uuid
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # ships no annotations
import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import F, explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn import Goodmem

UTC = datetime.timezone.utc
NOW = datetime.datetime(2026, 11, 27, 12, 30, 1, 250_000, tzinfo=UTC)
ID = uuid.UUID("0198c0de-7a4b-7000-8000-000000000001")


class Color(enum.Enum):
    RED = "red"
    FIVE = 5


@dataclasses.dataclass
class Point:
    x: int
    at: datetime.datetime


class Shape(pydantic.BaseModel):
    sides: int = 3
    at: datetime.datetime | None = None


KEPT: list[tuple[Any, Any]] = [
    (NOW, "2026-11-27T12:30:01.250000Z"),
    (NOW.astimezone(datetime.timezone(datetime.timedelta(hours=2))), "2026-11-27T12:30:01.250000Z"),
    (NOW.replace(microsecond=0), "2026-11-27T12:30:01Z"),
    (datetime.date(2026, 1, 2), "2026-01-02"),
    (pd.Timestamp(NOW), "2026-11-27T12:30:01.250000Z"),
    (pd.Timestamp("2026-01-01T00:00:00.000000001Z"), "2026-01-01T00:00:00.000000001Z"),
    (np.bool_(True), True),
    (np.int64(5), 5),
    (np.uint8(200), 200),
    (np.float32(0.5), 0.5),
    (np.float64(0.1), 0.1),
    (np.str_("a"), "a"),
    (np.datetime64("2026-01-02"), "2026-01-02"),
    (np.array(5), 5),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
    (np.array([True, False]), [True, False]),
    (np.array(["2026-01-02"], dtype="M8[D]"), ["2026-01-02"]),
    (np.array(["a", "b"]), ["a", "b"]),
    (pd.Series([1.5, 2]), [1.5, 2]),
    (pd.Series([pd.Timestamp(NOW)]), ["2026-11-27T12:30:01.250000Z"]),
    (pd.Index(["a"]), ["a"]),
    (Decimal("1.10"), 1.1),
    (Decimal(7), 7),
    (Fraction(1, 4), 0.25),
    (ID, str(ID)),
    (Color.RED, "red"),
    (Color.FIVE, 5),
    (PurePosixPath("a/b.txt"), "a/b.txt"),
    ((1, "a"), [1, "a"]),
    ({"b", "a"}, ["a", "b"]),
    (frozenset({2, 1}), [1, 2]),
    (Point(1, NOW), {"x": 1, "at": "2026-11-27T12:30:01.250000Z"}),
    (Shape(at=NOW), {"sides": 3, "at": "2026-11-27T12:30:01.250000Z"}),
    (2**53, 2**53),
    (-(2**53), -(2**53)),
    (1e300, 1e300),
]


@pytest.mark.parametrize(("value", "stored"), KEPT, ids=lambda one: type(one).__name__)
def test_values_of_other_libraries_are_their_python_values(
    client: Goodmem, space: str, value: Any, stored: Any
) -> None:
    metadata = {"v": value, "deep": [{"v": value}]}
    made = client.memories.create(space_id=space, original_content="x", metadata=metadata)
    assert made.metadata is not None
    assert made.metadata == {"v": stored, "deep": [{"v": stored}]}
    assert client.memories.get(id=made.memory_id).metadata == made.metadata
    assert type(made.metadata["v"]) is type(stored) or not isinstance(stored, (bool, str))
    if not isinstance(stored, (list, dict)):
        found = list(client.memories.list(space_id=space, filter=F("v") == value))
        assert [one.memory_id for one in found] == [made.memory_id]
        assert explain(F("v") == value, metadata)
        assert not explain(F("v") != value, metadata)


class Torn(dict[str, int]):
    """A mapping whose source is gone."""

    def items(self) -> Any:
        raise OSError("gone")


class Detached:
    """An object that is asked for what it no longer has."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)


class Unruly:
    """A value of others, whose number cannot be had."""

    def __float__(self) -> float:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    "value", [Decimal("sNaN"), Fraction(10**400), int, Unruly()], ids=lambda one: type(one).__name__
)
def test_a_filter_refuses_what_has_no_form(value: Any) -> None:
    for make in (lambda: F("k") == value, lambda: F("k") < value, lambda: F("k").in_([1, value])):
        with pytest.raises(InvalidRequestError, match="'k'"):
            make()
    assert str(F("k") == 10**400).endswith("E400")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (NOW.replace(tzinfo=None), "without a time zone"),
        (datetime.time(1), r"isoformat\(\)"),
        (datetime.timedelta(1), r"total_seconds\(\)"),
        (pd.NaT, "NaT"),
        (np.datetime64("NaT", "s"), "NaT"),
        (pd.NA, "NA"),
        (np.datetime64("2026-01-02T03:04:05.123456789"), "without a time zone"),
        (np.timedelta64(5, "s"), "span of time"),
        (float("nan"), "finite"),
        (np.float32("inf"), "finite"),
        (Decimal("NaN"), "finite"),
        (Decimal("0.10000000000000000000000001"), "more digits"),
        (Decimal("1e400"), "finite"),
        (Fraction(1, 3), "more digits"),
        (np.longdouble(1) + np.finfo(np.longdouble).eps, "more digits"),
        (complex(1, 2), "type complex"),
        (b"x", "base64"),
        (2**53 + 1, r"2\*\*53"),
        (-(2**64), r"2\*\*53"),
        (np.int64(2**60), r"2\*\*53"),
        (Decimal(2**53 + 1), "more digits"),
        (pd.DataFrame({"a": [1]}), "type DataFrame"),
        (object(), "type object"),
        ({"a": 1, Color.RED: 2, "red": 3}, "two keys"),
        ({b"a": 1}, "text keys"),
        ("\ud800", "surrogate"),
        (Decimal("sNaN"), "finite"),
        (10**400, r"2\*\*53"),
        (Fraction(10**400), "number cannot be had"),
        (int, "class int"),
        (Unruly(), "RuntimeError"),
        ({Unruly(): 1}, "RuntimeError"),
        (Torn(a=1), "its Torn raised OSError"),
    ],
    # An object's own text has its address, which is another in every process that collects the tests.
    ids=lambda one: None if isinstance(one, str) else type(one).__name__,
)
def test_what_has_no_form_is_refused_with_its_path(client: Goodmem, value: Any, reason: str) -> None:
    with pytest.raises(InvalidRequestError, match=rf"metadata\['k'\]\.in\[1\].*{reason}"):
        client.memories.create(space_id=str(ID), original_content="x", metadata={"k": {"in": [None, value]}})
    with pytest.raises(InvalidRequestError, match=r"requests\[1\]\.metadata\['k'\].*" + reason):
        client.memories.batch_create(
            requests=[{"space_id": str(ID), "original_content": "x", "metadata": {"k": one}} for one in (1, value)]
        )


@pytest.mark.parametrize("metadata", [Torn(a=1), Unruly(), Detached()], ids=lambda one: type(one).__name__)
def test_metadata_that_cannot_be_read_is_refused(both: Any, metadata: Any) -> None:
    client = both.client(base_url="http://localhost:1")
    with pytest.raises(InvalidRequestError, match="metadata"):
        both(client.memories.create(space_id=str(ID), original_content="x", metadata=metadata))


@pytest.mark.parametrize("metadata", [Point(1, NOW), Shape(at=NOW)], ids=["dataclass", "pydantic"])
def test_a_whole_object_may_be_the_metadata(client: Goodmem, space: str, metadata: Any) -> None:
    made = client.memories.create(space_id=space, original_content="x", metadata=metadata)
    assert made.metadata is not None
    assert made.metadata["at"] == "2026-11-27T12:30:01.250000Z"
    assert set(made.metadata) == ({"x", "at"} if isinstance(metadata, Point) else {"sides", "at"})


TIMES = st.builds(
    lambda second, fraction: datetime.datetime(2026, 1, 1, 0, 0, second, fraction, tzinfo=UTC),
    st.integers(0, 2),
    st.just(0) | st.integers(0, 999_999),
)


@given(stored=TIMES, wanted=TIMES)
def test_times_are_in_order(stored: datetime.datetime, wanted: datetime.datetime) -> None:
    metadata = {"at": stored}
    field = F("at")
    assert bool(explain(field == wanted, metadata)) == (stored == wanted)
    assert bool(explain(field < wanted, metadata)) == (stored < wanted)
    assert bool(explain(field <= wanted, metadata)) == (stored <= wanted)
    assert bool(explain(field > wanted, metadata)) == (stored > wanted)
    assert bool(explain(field >= wanted, metadata)) == (stored >= wanted)
    assert bool(explain((field < wanted) & (field >= wanted), metadata)) is False


SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
    st.uuids(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
)


def kind(value: Any) -> str:
    """Values of one kind are told apart by a filter; text that spells a number equals it, as the language has it."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float, Decimal)):
        return "number"
    return "date" if type(value) is datetime.date else "text"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=st.lists(SCALARS, min_size=2, max_size=8))
def test_every_accepted_value_is_what_all_see(
    client: Goodmem, new_space: Callable[..., str], values: list[Any]
) -> None:
    space = new_space()
    made = client.memories.batch_create(
        requests=[{"space_id": space, "original_content": "x", "metadata": {"v": one, "list": [one]}} for one in values]
    )
    ids = [one.memory_id for one in made.succeeded]
    listed = {one.memory_id: one.metadata for one in client.memories.list(space_id=space)}
    for number, value in enumerate(values):
        got = client.memories.get(id=ids[number]).metadata
        assert got is not None
        assert listed[ids[number]] == got
        assert got == {"v": got["v"], "list": [got["v"]]}
        if kind(value) in {"bool", "number"}:
            assert got["v"] == (float(value) if isinstance(value, Decimal) else value)
        found = {one.memory_id for one in client.memories.list(space_id=space, filter=F("v") == value)}
        same = {ids[at] for at, other in enumerate(values) if kind(other) == kind(value) and other == value}
        others = {ids[at] for at, other in enumerate(values) if kind(other) == kind(value) and other != value}
        assert same <= found
        assert not others & found


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


def test_depth_is_counted_with_what_an_answer_adds(client: Goodmem, space: str) -> None:
    from goodmem_dyn._values import MAX_DEPTH

    for depth in (MAX_DEPTH + 2, 197, 198, 199, 200, 201, 1000):
        with pytest.raises(InvalidRequestError, match="nested more than"):
            client.memories.create(space_id=space, original_content="x", metadata=nested(depth))
    deepest = nested(MAX_DEPTH)
    made = client.memories.create(space_id=space, original_content="x", metadata=deepest)
    assert client.memories.get(id=made.memory_id).metadata == deepest
    (listed,) = client.memories.list(space_id=space)
    assert listed.metadata == deepest
    batch = client.memories.batch_create(requests=[{"space_id": space, "original_content": "x", "metadata": deepest}])
    assert batch.succeeded[0].metadata == deepest
