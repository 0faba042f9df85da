"""What a release does to a whole document: names, arguments and results stay for programs, and a few calls of each are right."""

from __future__ import annotations

from functools import cache

import pytest

from tests.futures.future import bases, by_hand, document
from tests.futures.judge import Judge
from tests.futures.outcome import Members, moved
from tests.support.both import Both

KINDS = (
    "answers_extend_their_schema",
    "answers_of_any_type",
    "everything_written_out",
    "items_written_out",
    "key_among_the_headers",
    "paths_behind_a_gateway_with_their_next_version",
    "schemas_have_a_base",
    "updates_answer_nothing",
)
NEWEST = bases()[-1]
MOST_CALLED = 3


@cache
def _known() -> Members:
    with Both(is_async=False) as both:
        return Judge(both, document(NEWEST), document(NEWEST)).members


@pytest.mark.parametrize("kind", KINDS)
def test_programs_find_what_they_knew(kind: str) -> None:
    made = by_hand(NEWEST, kind)
    with Both(is_async=False) as both:
        judge = Judge(both, made.document, made.document)
        assert list(moved(_known(), judge.members, made)) == []
        touched = made.touched
        verdict = judge.run(touched[:: max(len(touched) // MOST_CALLED, 1)])
    assert verdict.problems == []
    assert verdict.calls


def test_an_array_with_nothing_around_it_is_a_list_like_any_other() -> None:
    made = by_hand(NEWEST, "lists_are_bare")
    with Both(is_async=False) as both:
        found = Judge(both, made.document, made.document).members
    lists = [one for one in found.values() if one.returns.startswith("WholePage[")]
    assert lists
    assert all("max_items" in one.parameters for one in lists)
    assert _known().keys() <= found.keys()
