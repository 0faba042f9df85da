"""A measurement against its baseline: which differences chance does not explain, and a report that people can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodmem_dyn import InvalidRequestError
from goodmem_dyn.testing._scoring import METRICS, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodmem_dyn.testing._records import Answer

CONFIDENCE = 0.99
"""Three measures of the order are looked at: so that one in two hundred of each falls by chance, three in two hundred
do altogether."""
FILLED = "filled"
"""The part of the places that hold a memory at all: a limit that is off by one costs a place of every question, which
is too small a loss for any measure of the order."""
SHOWN = 20
"""Questions that a report lists."""


@dataclass(frozen=True)
class Comparison:
    """What became of retrieval since the baseline.

    Attributes:
        differences: Each measure's mean difference, with its bootstrap interval over the questions; `filled` is the
            part of the places that hold a memory at all.
        worse: The answers that got worse, then and now, worst first.
        better: How many got better.
        is_worse: Whether a measure fell further than chance and the allowed drop explain.
    """

    differences: Mapping[str, Interval]
    worse: tuple[tuple[Answer, Answer], ...]
    better: int
    is_worse: bool
    _then: Mapping[str, float]

    def __str__(self) -> str:
        verdict = "Retrieval got worse." if self.is_worse else "Retrieval is not worse."
        lines = [verdict, f"{'':8}{'then':>8}{'now':>8}   difference"]
        for name, difference in self.differences.items():
            then = self._then[name]
            lines.append(f"{name:8}{then:8.3f}{then + difference.mean:8.3f}   {difference}")
        lines.append(f"{len(self.worse)} questions got worse, {self.better} better.")
        for then_answer, now_answer in self.worse[:SHOWN]:
            lines += _told(then_answer, now_answer)
        if len(self.worse) > SHOWN:
            lines.append(f"… and {len(self.worse) - SHOWN} more")
        return "\n".join(lines)


def _told(then: Answer, now: Answer) -> list[str]:
    """One question that got worse: where its memories were, and where they are."""
    moves = [
        f"{key}: {_place(then.found, key)} → {_place(now.found, key)}"
        for key in now.wanted
        if _place(then.found, key) != _place(now.found, key)
    ]
    instead = [key for key in now.found[:3] if key not in now.wanted]
    first = f"  first now: {', '.join(instead)}" if instead else ""
    return [f"- {now.text}", *(f"    {move}" for move in moves), *([f"  {first}"] if first else [])]


def _place(ranking: Sequence[str], key: str) -> str:
    return str(ranking.index(key) + 1) if key in ranking else "not found"


def compared(now: Sequence[Answer], then: Sequence[Answer], k: int, confidence: float, drop: float) -> Comparison:
    """The comparison of two lists of answers to the same questions, with `k` places each.

    Raises:
        InvalidRequestError: They are not to the same questions.
    """
    before = {answer.id: answer for answer in then}
    if before.keys() != {answer.id for answer in now}:
        changed = sorted(before.keys() ^ {answer.id for answer in now})
        raise InvalidRequestError(
            f"The questions are not those of the baseline, such as {changed[0]!r}: write it anew."
        )
    pairs = [(before[answer.id], answer) for answer in now]
    asked = next((earlier for earlier, later in pairs if set(earlier.wanted) != set(later.wanted)), None)
    if asked is not None:
        raise InvalidRequestError(f"{asked.id!r} is to find other memories than in the baseline: write it anew.")
    differences = {
        name: interval([later.scores[name] - earlier.scores[name] for earlier, later in pairs], confidence)
        for name in METRICS
    }
    differences[FILLED] = interval(
        [(len(later.found) - len(earlier.found)) / k for earlier, later in pairs], confidence
    )
    fallen = [pair for pair in pairs if _change(pair) < 0]
    return Comparison(
        differences,
        tuple(sorted(fallen, key=_change)),
        sum(_change(pair) > 0 for pair in pairs),
        any(difference.high < 0 and difference.mean < -drop for difference in differences.values()),
        {
            **{name: sum(answer.scores[name] for answer in then) / len(then) for name in METRICS},
            FILLED: sum(len(answer.found) for answer in then) / k / len(then),
        },
    )


def _change(pair: tuple[Answer, Answer]) -> float:
    """How a question's answer changed, over all measures."""
    then, now = pair
    return sum(now.scores[name] - then.scores[name] for name in METRICS)
