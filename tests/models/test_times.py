"""Times as datetimes, beside the numbers that they come as: in packaged models and in those made at run time."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import goodmem_dyn
from goodmem_dyn import Goodmem, models
from goodmem_dyn._models.times import moment, units_a_second
from tests.support.wire import example

UTC = datetime.timezone.utc


def times() -> list[tuple[str, str]]:
    """Every member of the document that is a time, by what its description says."""
    schemas = goodmem_dyn.document()["components"]["schemas"]
    return [
        (component, wire)
        for component, schema in schemas.items()
        for wire, one in (schema.get("properties") or {}).items()
        if "epoch" in str(one.get("description")) and not component.endswith("Request")
    ]


@pytest.mark.parametrize(("component", "wire"), times())
def test_every_time_has_a_datetime_beside_it(component: str, wire: str) -> None:
    kind = models.for_schema(component)
    name = next(name for name, field in kind.model_fields.items() if wire in (name, field.alias))
    units = 10**9 if wire.endswith("Nanos") else 1000
    one = kind.model_construct(**{name: 1_700_000_000 * units})
    assert getattr(one, name) == 1_700_000_000 * units
    assert getattr(one, f"{name}_datetime") == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert getattr(kind.model_construct(), f"{name}_datetime") is None


def test_what_is_no_time_has_none() -> None:
    assert not hasattr(models.Space.model_construct(), "name_datetime")
    assert units_a_second("Elapsed time for the document, in milliseconds.") is None
    assert units_a_second("Seconds since the epoch.") == 1


@given(st.datetimes(min_value=datetime.datetime(1900, 1, 1), max_value=datetime.datetime(2200, 1, 1)))  # noqa: DTZ001
def test_a_millisecond_is_never_rounded(value: datetime.datetime) -> None:
    value = value.replace(microsecond=value.microsecond // 1000 * 1000, tzinfo=UTC)
    number = round((value - datetime.datetime(1970, 1, 1, tzinfo=UTC)) / datetime.timedelta(milliseconds=1))
    assert moment(number, 1000) == value


@pytest.mark.parametrize("value", [None, 10**30, -(10**30), "soon", True])
def test_what_no_datetime_can_hold_reads_as_none(value: Any) -> None:
    assert moment(value, 1000) is None


def test_a_model_that_is_made_at_run_time_has_them_too() -> None:
    document: Any = goodmem_dyn.document()
    document["components"]["schemas"]["Space"]["properties"]["archivedAt"] = {
        "type": ["integer", "null"],
        "description": "When it was archived, in seconds since the Unix epoch.",
    }
    import httpx

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=example("Space", archivedAt=1_700_000_000))

    with Goodmem("http://127.0.0.1:1", "gm_x", document=document, transport=httpx.MockTransport(answer)) as client:
        space: Any = client.spaces.get(id="0198c0de-7a4b-7000-8000-000000000001")
    assert space.archived_at_datetime == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert space.created_at_datetime.tzinfo is UTC
