"""The files of quality: questions that people write, and baselines that are committed.

Rules: what is wrong with a file is said with its place. A baseline has one line for each question, so that its changes
can be read in a diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodmem_dyn import InvalidRequestError
from goodmem_dyn.testing._records import Answer, Measurement, Question
from goodmem_dyn.testing._scoring import METRICS

if TYPE_CHECKING:
    import os

VERSION = 1


def load(path: str | os.PathLike[str]) -> list[Question]:
    """The questions of a JSON file.

    The file holds a list of objects: `question`, `memories` (a list of names, or an object of names with gains above
    0), and `id` where the text is not to be the name.

    Args:
        path: The file.

    Raises:
        InvalidRequestError: It is not such a file; the error says where.
    """
    try:
        items = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidRequestError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(items, list) or not items:
        raise InvalidRequestError(f"{path}: expected a list of questions.")
    questions = [_question(item, f"{path}[{index}]") for index, item in enumerate(items)]
    doubled = {question.id for question in questions if sum(question.id == other.id for other in questions) > 1}
    if doubled:
        raise InvalidRequestError(f"{path}: {min(doubled)!r} is there twice: give the questions ids.")
    return questions


def _question(item: Any, where: str) -> Question:
    text = item.get("question") if isinstance(item, dict) else None
    wanted = item.get("memories") if isinstance(item, dict) else None
    gains = dict.fromkeys(wanted, 1.0) if isinstance(wanted, list) else wanted
    if not isinstance(text, str) or not text.strip() or not isinstance(gains, dict) or not gains:
        raise InvalidRequestError(f'{where}: expected {{"question": "...", "memories": ["..."]}}, neither empty.')
    if not all(isinstance(gain, (int, float)) and gain > 0 for gain in gains.values()):
        raise InvalidRequestError(f"{where}: gains must be numbers above 0.")
    return Question(str(item.get("id", text)), text, {str(key): float(gain) for key, gain in gains.items()})


def write_baseline(measured: Measurement, path: str | os.PathLike[str]) -> None:
    """Write a baseline, to be committed: one line for each question, so that its changes can be read.

    Args:
        measured: What to compare with from now on.
        path: The file.
    """
    lines = ",\n".join(
        json.dumps(
            {
                "id": answer.id,
                "question": answer.text,
                "memories": answer.wanted,
                "found": answer.found,
                **answer.scores,
            },
            ensure_ascii=False,
        )
        for answer in measured.answers
    )
    head = json.dumps({"version": VERSION, "k": measured.k, "by": measured.by})[:-1]
    Path(path).write_text(f'{head}, "answers": [\n{lines}\n]}}\n', encoding="utf-8")


def read_baseline(path: str | os.PathLike[str]) -> Measurement:
    """A baseline that `write_baseline` wrote.

    Args:
        path: The file.

    Raises:
        InvalidRequestError: It is no baseline.
    """
    try:
        body = json.loads(Path(path).read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise InvalidRequestError(f"{path} is a baseline of another version of this package: write it anew.")
        answers = [
            Answer(
                entry["id"],
                entry["question"],
                tuple(entry["memories"]),
                tuple(entry["found"]),
                {name: entry[name] for name in METRICS},
            )
            for entry in body["answers"]
        ]
        return Measurement(body["k"], body["by"], tuple(answers))
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, InvalidRequestError):
            raise
        raise InvalidRequestError(f"{path} is no baseline: {type(error).__name__}: {error}") from error
