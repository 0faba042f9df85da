"""Retrieval quality as a test: questions with the memories that should be found, against a baseline in your repository.

    from goodmem_dyn.testing import quality

    questions = quality.load("questions.json")
    measured = quality.measure(questions, client.memories.retrieve, space_ids=[space_id])
    comparison = quality.compare(measured, quality.read_baseline("questions.baseline.json"))
    assert not comparison.is_worse, comparison

Rules: what is measured is what users get, through the client, from any server. Ids differ from server to server, so
that memories may be named by a member of their metadata instead. A difference counts when chance does not explain it.
The report names the questions that got worse, with where their memories were and where they are.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError
from goodmem_dyn.testing._comparing import CONFIDENCE, Comparison, compared
from goodmem_dyn.testing._files import load, read_baseline, write_baseline
from goodmem_dyn.testing._records import Answer, Measurement, Question
from goodmem_dyn.testing._scoring import METRICS, Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "Answer",
    "Comparison",
    "Interval",
    "Measurement",
    "Question",
    "compare",
    "load",
    "measure",
    "measure_async",
    "read_baseline",
    "write_baseline",
]

MEMORY_ID = "memory_id"
CHUNKS = 5
"""Hits that are asked for, for each memory that is looked at: several chunks may be of one memory."""


def measure(
    questions: Iterable[Question],
    retrieve: Callable[..., Any],
    *,
    k: int = 10,
    by: str = MEMORY_ID,
    **arguments: Any,
) -> Measurement:
    """Ask every question, and see what is found.

    Args:
        questions: As `load` gives them.
        retrieve: The client's method that retrieves, or a function that takes a question and gives what it gives.
        k: How many memories are looked at, 1 or more.
        by: How the questions name memories: `memory_id`, or a member of the metadata, such as `metadata.source`.
        **arguments: What else to retrieve with, such as `space_ids`.

    Raises:
        InvalidRequestError: An argument is wrong, or there are no questions.
        GoodMemError: A retrieval failed.
    """
    asked = _checked(questions, k, by)
    ask = _asking(retrieve, k, arguments)
    return Measurement(k, by, tuple(_answer(question, ask(question.text), k, by) for question in asked))


async def measure_async(
    questions: Iterable[Question],
    retrieve: Callable[..., Any],
    *,
    k: int = 10,
    by: str = MEMORY_ID,
    **arguments: Any,
) -> Measurement:
    """The same as `measure`, with a method of an `AsyncGoodmem`.

    Args:
        questions: As `load` gives them.
        retrieve: The client's method that retrieves.
        k: How many memories are looked at, 1 or more.
        by: How the questions name memories.
        **arguments: What else to retrieve with.

    Raises:
        InvalidRequestError: An argument is wrong, or there are no questions.
        GoodMemError: A retrieval failed.
    """
    asked = _checked(questions, k, by)
    ask = _asking(retrieve, k, arguments)
    return Measurement(k, by, tuple([_answer(question, await ask(question.text), k, by) for question in asked]))


def _checked(questions: Iterable[Question], k: int, by: str) -> list[Question]:
    asked = list(questions)
    if not asked:
        raise InvalidRequestError("There are no questions.")
    if k < 1:
        raise InvalidRequestError(f"k must be 1 or more, not {k}.")
    if by != MEMORY_ID and not by.startswith("metadata."):
        raise InvalidRequestError(f"by must be 'memory_id' or 'metadata.<member>', not {by!r}.")
    return asked


def _asking(retrieve: Callable[..., Any], k: int, arguments: Mapping[str, Any]) -> Callable[[str], Any]:
    """How a question is asked: by the argument of the method that takes it."""
    operation = getattr(retrieve, "operation", None)
    if operation is None:
        return lambda text: retrieve(text, **arguments)
    query = next(param.name for param in operation.parameters if param.required and param.type == "str")
    size = next(
        (param.name for param in operation.parameters if param.location == "body" and param.name.endswith("size")), None
    )
    usual = {size: k * CHUNKS} if size is not None else {}
    return lambda text: retrieve(**{**usual, **arguments, "stream": False, query: text})


def _answer(question: Question, result: Any, k: int, by: str) -> Answer:
    if inspect.isawaitable(result):
        if inspect.iscoroutine(result):
            result.close()
        raise InvalidRequestError("That method is to be awaited: use measure_async.")
    ranking = _ranking(result.hits, k, by)
    scores = {name: round(score(ranking, question.wanted, k), 6) for name, score in METRICS.items()}
    return Answer(question.id, question.text, tuple(question.wanted), ranking, scores)


def _ranking(hits: Iterable[Any], k: int, by: str) -> tuple[str, ...]:
    """The first `k` memories, each at the place of its best hit; what comes after them is not looked at."""
    ranking: dict[str, None] = {}
    for hit in hits:
        key = _key(hit, by)
        if key is not None:
            ranking[key] = None
        if len(ranking) == k:
            break
    return tuple(ranking)


def _key(hit: Any, by: str) -> str | None:
    """What a hit's memory is called."""
    if by == MEMORY_ID:
        return str(hit.chunk.memory_id)
    metadata = getattr(hit.memory, "metadata", None)
    value = metadata.get(by.partition(".")[2]) if isinstance(metadata, dict) else None
    return None if value is None else str(value)


def compare(
    measured: Measurement, baseline: Measurement, *, confidence: float = CONFIDENCE, drop: float = 0.0
) -> Comparison:
    """What became of retrieval since the baseline.

    Args:
        measured: What is measured now.
        baseline: What was measured then.
        confidence: How sure a difference must be to count, above 0 and below 1.
        drop: How far a mean may fall before that counts, 0 to 1.

    Returns:
        A `Comparison`: `.is_worse`, `.differences`, and a report as its text.

    Raises:
        InvalidRequestError: The two do not compare: another `k`, other names, or other questions.

    Example:
        >>> assert not quality.compare(measured, baseline).is_worse  # doctest: +SKIP
    """
    if (measured.k, measured.by) != (baseline.k, baseline.by):
        raise InvalidRequestError(
            f"The baseline was measured with k={baseline.k} and by={baseline.by!r}, this with k={measured.k} and "
            f"by={measured.by!r}: measure alike, or write the baseline anew."
        )
    return compared(measured.answers, baseline.answers, measured.k, confidence, drop)
