"""What a measurement is made of: questions, what was found for each, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodmem_dyn import InvalidRequestError
from goodmem_dyn.testing._scoring import METRICS, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Question:
    """One question, and what should be found for it.

    Attributes:
        id: Its name in baselines and reports.
        text: What is asked.
        wanted: The memories that should be found, each with its gain: 1 where all are as good.
    """

    id: str
    text: str
    wanted: Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """What was found for one question.

    Attributes:
        id: The question.
        text: What was asked.
        wanted: The memories that should be found.
        found: The memories that were found, best first, at most `k`.
        scores: `recall`, `mrr` and `ndcg`, each 0 to 1.
    """

    id: str
    text: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Measurement:
    """How good retrieval is, over all questions.

    Attributes:
        k: How many memories were looked at.
        by: How memories are named: `memory_id`, or `metadata.<member>`.
        answers: What was found for each question.

    Example:
        >>> measured = quality.measure(questions, client.memories.retrieve, space_ids=[space_id])  # doctest: +SKIP
        >>> print(measured)  # doctest: +SKIP
        100 questions, 10 memories each: recall 0.910, mrr 0.734, ndcg 0.771
    """

    k: int
    by: str
    answers: tuple[Answer, ...]

    def total(self, metric: str, confidence: float = 0.95) -> Interval:
        """The mean of a measure over all questions, with its bootstrap interval.

        Args:
            metric: `recall`, `mrr` or `ndcg`.
            confidence: How sure the interval is, above 0 and below 1.

        Raises:
            InvalidRequestError: There is no such measure.
        """
        if metric not in METRICS:
            raise InvalidRequestError(f"There is no measure {metric!r}; there are {', '.join(METRICS)}.")
        return interval([answer.scores[metric] for answer in self.answers], confidence)

    def __str__(self) -> str:
        totals = ", ".join(f"{name} {self.total(name).mean:.3f}" for name in METRICS)
        return f"{len(self.answers)} questions, {self.k} memories each: {totals}"
