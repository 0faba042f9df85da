"""Try hostile answers and documents until the time is over: `python -m tests.hostile --minutes 60`.

What is found is printed, and kept in the corpus, which the tests run; the exit status is then
1. With `--examples` it tries that many of each instead.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure

from tests.hostile import cases, trial
from tests.support.both import Both

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"
_LIMIT = 3 << 30
_ROUND = 200
_USUAL: dict[str, Any] = {
    "status": 200, "headers": [["content-type", "application/json"]], "body": [["{}", 1]], "gzip": False, "sized": True,
    "cuts": 1, "pause": 0, "end": "close",
}  # fmt: skip


class Trials:
    """A server and a loop that live as long as the process, and what was tried."""

    def __init__(self) -> None:
        self.server = trial.Hostile(patience=40)
        self.loop = Both(is_async=True)
        self.tried = {"answer": 0, "document": 0}
        self.worst: dict[str, Any] = {}
        for number in range(trial.CALLS):  # what is made once for a process is no part of any call
            with contextlib.suppress(trial.OutOfBoundsError):
                trial.try_answer(self.server, _USUAL, number, is_async=False, loop=self.loop)

    def run(self, kind: str, case: dict[str, Any]) -> None:
        self.tried[kind] += 1
        self.worst = {"kind": kind, "case": case}
        if kind == "document":
            trial.try_document(case)
        else:
            trial.try_answer(self.server, case["answer"], case["call"], is_async=case["is_async"], loop=self.loop)

    def round(self, kind: str, examples: int, number: int) -> trial.OutOfBoundsError | None:
        """Try some of a kind; returns what the first that failed says."""
        strategy: Any = cases.documents
        if kind == "answer":
            strategy = st.fixed_dictionaries(
                {"answer": cases.answers, "call": st.integers(0, trial.CALLS - 1), "is_async": st.booleans()}
            )

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            # What fails is kept as it is: making it smaller takes minutes, and all the memory that is judged.
            phases=[Phase.generate],
            report_multiple_bugs=False,
        )
        @given(strategy)
        def tried(case: dict[str, Any]) -> None:
            self.run(kind, case)

        try:
            tried()
        except trial.OutOfBoundsError as error:
            return error
        except FlakyFailure as error:  # it was out of bounds, and was not when it was tried once more
            return trial.OutOfBoundsError(str(error.exceptions[0]))
        return None

    def keep(self) -> str:
        text = json.dumps(self.worst, indent=1)
        name = f"{self.worst['kind']}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
        (CORPUS / name).write_text(text + "\n", encoding="utf-8")
        return name


def limit() -> None:
    """What runs away ends."""
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))
    warnings.simplefilter("ignore")


def _until(over: Callable[[int], bool], examples: int, first: int) -> tuple[Trials, int]:
    trials, found, rounds = Trials(), 0, 0
    while not over(rounds):
        for kind in trials.tried:
            error = trials.round(kind, examples, first + rounds)
            if error is not None:
                found += 1
                print(f"{trials.keep()}: {error}", flush=True)  # noqa: T201 - a command
        rounds += 1
    return trials, found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    limit()
    first = random.randrange(2**32) if options.seed is None else options.seed
    end = time.monotonic() + options.minutes * 60
    if options.examples:
        trials, found = _until(lambda rounds: rounds > 0, options.examples, first)
    else:
        trials, found = _until(lambda _rounds: time.monotonic() > end, _ROUND, first)
    told = ", ".join(f"{count:,} {kind}s" for kind, count in trials.tried.items())
    print(f"{told} with seed {first}: {found} out of bounds", flush=True)  # noqa: T201 - a command
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
