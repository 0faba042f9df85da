"""The judgement of the soak: what is steady passes, what grows or is lost does not."""

from __future__ import annotations

import pytest

from goodmem_dyn import APIConnectionError
from tools.evidence.tally import Sample, Tally, table, verdict


def samples(rss: float = 0.0, descriptors: int = 0, count: int = 30) -> list[Sample]:
    """A run that warms up and then grows by so much a sample."""
    return [
        Sample(5.0 * n, 100 * n, n // 10, 60 + min(n, 5) * 2 + rss * n, 20 + n % 3 + descriptors * n)
        for n in range(count)
    ]


def test_what_is_steady_passes() -> None:
    tally = Tally()
    with tally.counted():
        raise APIConnectionError("a fault of the proxy")
    assert verdict(samples(), tally, ["a"], ["a", "b"]) == []
    assert "1 APIConnectionError" in table(samples(), tally)


@pytest.mark.parametrize(
    ("growth", "wanted", "found", "said"),
    [
        ({"rss": 1.0}, [], [], "memory grew by 10.0 MiB"),
        ({"descriptors": 1}, [], [], "open descriptors grew by 10"),
        ({}, ["a", "b"], ["a"], "1 memories were lost"),
        ({}, [], ["a", "a"], "1 memories are listed twice"),
    ],
)
def test_what_goes_wrong_is_said(growth: dict[str, float], wanted: list[str], found: list[str], said: str) -> None:
    (wrong,) = verdict(samples(**growth), Tally(), wanted, found)  # type: ignore[arg-type]
    assert said in wrong


def test_an_error_that_is_none_of_ours_is_wrong() -> None:
    tally = Tally()
    with tally.counted():
        raise KeyError("x")
    assert verdict(samples(), tally, [], []) == ["no error of this package: KeyError: 'x'"]
