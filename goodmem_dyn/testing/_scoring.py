"""How good one ranking is: recall, reciprocal rank and nDCG, and the chance in a difference of means.

Rules: standard library alone. A memory counts once, at the place of its best chunk. Intervals come from the bootstrap
with a seed of its own, so that the same figures always give the same verdict.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, NamedTuple

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RESAMPLES = 1000
"""Drawings of the bootstrap."""
KEPT = 500
"""Drawings over so many questions are kept from one interval to the next."""
_SEED = 2026


class Interval(NamedTuple):
    """A mean with the bounds between which chance alone lets it fall."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def recall(ranking: Sequence[str], wanted: Mapping[str, float], k: int) -> float:
    """The part of what is wanted that is among the first `k`, 0 to 1."""
    return sum(key in wanted for key in ranking[:k]) / min(len(wanted), k)


def reciprocal_rank(ranking: Sequence[str], wanted: Mapping[str, float], k: int) -> float:
    """One over the place of the first that is wanted; 0 where it is not among the first `k`."""
    return next((1 / place for place, key in enumerate(ranking[:k], 1) if key in wanted), 0.0)


def ndcg(ranking: Sequence[str], wanted: Mapping[str, float], k: int) -> float:
    """The discounted gain of the first `k` over that of the best order, 0 to 1."""
    best = sum(gain / math.log2(place + 1) for place, gain in enumerate(sorted(wanted.values(), reverse=True)[:k], 1))
    gained = sum(wanted.get(key, 0.0) / math.log2(place + 1) for place, key in enumerate(ranking[:k], 1))
    return gained / best


METRICS = {"recall": recall, "mrr": reciprocal_rank, "ndcg": ndcg}
"""The measures of a ranking, by name."""


def interval(values: Sequence[float], confidence: float) -> Interval:
    """The mean of values with its bootstrap interval.

    Args:
        values: One for each question.
        confidence: How sure the interval is, above 0 and below 1; each side has half of the rest.
    """
    count = len(values)
    mean = math.fsum(values) / count
    if not any(value != values[0] for value in values):
        return Interval(mean, mean, mean)
    means = sorted(sum(map(values.__getitem__, drawn)) / count for drawn in _draws(count))
    cut = int(RESAMPLES * (1 - confidence) / 2)
    return Interval(mean, means[cut], means[-1 - cut])


def _draws(count: int) -> Iterable[Sequence[int]]:
    """Which values each drawing of the bootstrap takes: the same for all measures of the same questions."""
    return _kept_draws(count) if count <= KEPT else _new_draws(count)


def _new_draws(count: int) -> Iterator[list[int]]:
    choose, everything = random.Random(_SEED).choices, range(count)  # noqa: S311 - statistics, no secret
    return (choose(everything, k=count) for _ in range(RESAMPLES))


@lru_cache(maxsize=4)
def _kept_draws(count: int) -> tuple[list[int], ...]:
    return tuple(_new_draws(count))
