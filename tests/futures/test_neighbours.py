"""A client of one tracked document against a server of another, for every operation that both know.

Rules: the values that are sent are what the older of the two knows, since nobody can ask a server for what it does not
have. Whatever the server answers is taken: nothing is refused, and what reaches the caller is what the server said. The
one member that newer documents gave up is named here: servers refuse it, and so do clients. Pairs are those of the last
three documents; the two before said other things of requests, which are refused as they should be.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from goodmem_dyn._models import tolerance
from tests.futures.future import document
from tests.futures.judge import Judge
from tests.futures.raw import shape
from tests.support.both import Both
from tools.tracking import locks

if TYPE_CHECKING:
    from tests.futures.judge import Verdict
    from tests.futures.raw import Key

HISTORY = locks.read().history
PAIRS = list(permutations(HISTORY[2:5], 2))
GIVEN_UP = "publicRead"


@cache
def wrong_alone(asked: str, keys: tuple[Key, ...], *, is_async: bool) -> frozenset[str]:
    """What is wrong where client and server have the same document."""
    with Both(is_async=is_async) as both:
        alone = Judge(both, document(asked), document(asked)).run(keys)
    return frozenset(map(str, alone.problems))


def judged(both: Both, client: str, server: str) -> tuple[list[str], Verdict]:
    """Every call of what both know: what was wrong, by what is wrong only because the two differ."""
    asked = min(client, server, key=HISTORY.index)
    judge = Judge(both, document(server), document(client), asked=document(asked))
    served = {shape(key) for key in judge.raw.operations}
    keys = [key for key in judge.asks.raw.operations if shape(key) in served]
    assert len(keys) >= 40
    verdict = judge.run(keys)
    # What is wrong with a document alone is not held against the pair.
    before = wrong_alone(asked, tuple(keys), is_async=both.is_async)
    texts = [str(one) for one in verdict.problems]
    return [one for one in texts if one not in before and GIVEN_UP not in one], verdict


@pytest.mark.parametrize(("client", "server"), PAIRS, ids=lambda commit: commit)
def test_every_operation_that_both_know_works(client: str, server: str) -> None:
    with Both(is_async=(HISTORY.index(client) + HISTORY.index(server)) % 2 == 0) as both:
        wrong, verdict = judged(both, client, server)
    assert wrong == []
    assert verdict.unmade == []
    assert verdict.calls >= 80


def test_what_is_not_taken_would_be_seen(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are refused again for what they lack, as they were before they were taken as far as they go."""

    def refuse(*_args: object, **_options: object) -> None:
        raise ValueError("a member is missing")

    monkeypatch.setattr(tolerance, "tolerant", refuse)
    wrong_alone.cache_clear()
    try:
        wrong, _ = judged(both, HISTORY[4], HISTORY[2])
    finally:
        wrong_alone.cache_clear()  # it was asked of a client that is spoilt
    assert len([one for one in wrong if "APIResponseValidationError" in one or "promises" in one]) >= 6, wrong
