"""Retrieval quality as a test: faults are found, chance is not taken for one, and reports can be read.

The texts are Python's own documentation in an embedded server, with a hundred questions about it.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import time
import zlib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import goodmem_dyn.local
from goodmem_dyn import AsyncGoodmem, Goodmem, InvalidRequestError
from goodmem_dyn.testing import quality
from goodmem_dyn.testing._scoring import interval, ndcg, recall, reciprocal_rank
from tools.evidence.corpus import documents
from tools.evidence.questions import questions as asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from goodmem_dyn.local import Server

pytest_plugins = ["pytester"]
SEEDS = 100
BY = "metadata.module"


def questions() -> list[quality.Question]:
    return [quality.Question(text, text, dict.fromkeys(sorted(modules), 1.0)) for text, modules in asked()]


@pytest.fixture(scope="module")
def library() -> Iterator[tuple[Server, str]]:
    """A server with the documentation of the standard library, and its space."""
    with goodmem_dyn.local.serve() as server, Goodmem(base_url=server.url, api_key=server.api_key) as client:
        space = client.spaces.create(
            name="library",
            space_embedders=[server.create_default_embedder()],
            default_chunking_config={"none": {}},
        ).space_id
        requests = [{"space_id": space, "original_content": one.text, "metadata": one.metadata} for one in documents()]
        client.memories.batch_create(requests=requests)
        end = time.monotonic() + 60
        while any(
            client.memories.list(space_id=space, status_filter=state, max_items=1).data
            for state in ("PENDING", "PROCESSING")
        ):
            assert time.monotonic() < end
            time.sleep(0.05)
        yield server, space


@pytest.fixture(scope="module")
def ranked(library: tuple[Server, str]) -> dict[str, list[Any]]:
    """The hits of each question, as the server ranks them."""
    server, space = library
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        return {
            one.text: client.memories.retrieve(
                message=one.text, space_ids=[space], requested_size=50, stream=False
            ).hits
            for one in questions()
        }


# What is found, and what is not ----------------------------------------------------------------------------------------

Ranking = list[Any]


def jitter(hits: Ranking, chance: random.Random) -> Ranking:
    """The same ranking as another machine might make it: scores differ in their third digit."""
    return sorted(hits, key=lambda hit: -hit.relevance - chance.gauss(0, 0.003))


def backwards(hits: Ranking, chance: random.Random) -> Ranking:
    """For a third of the questions the best come last: a sign is wrong in one of three shards."""
    return hits[::-1] if chance.random() < 0.33 else hits


def shuffled(hits: Ranking, chance: random.Random) -> Ranking:
    """The ten best come in any order: a reranker that does not rank."""
    best = hits[:10]
    chance.shuffle(best)
    return [*best, *hits[10:]]


def first_lost(hits: Ranking, chance: random.Random) -> Ranking:
    """The best five are dropped: a page too far."""
    return hits[5:]


def noisy(hits: Ranking, chance: random.Random) -> Ranking:
    """Scores lost most of their precision: vectors cut to a few bits."""
    return sorted(hits, key=lambda hit: -hit.relevance - chance.gauss(0, 0.15))


def inverted(hits: Ranking, chance: random.Random) -> Ranking:
    """The worst come first: a reranker whose sign is wrong."""
    return [*hits[:10][::-1], *hits[10:]]


def half_lost(hits: Ranking, chance: random.Random) -> Ranking:
    """Half of the memories are never found: one of two embedders is asked no more."""
    return [hit for hit in hits if zlib.crc32(hit.memory.metadata["module"].encode()) % 2]


def one_less(hits: Ranking, chance: random.Random) -> Ranking:
    """Nine memories where ten are asked for: a limit that is off by one."""
    kept = dict.fromkeys(hit.memory.metadata["module"] for hit in hits)
    return [hit for hit in hits if hit.memory.metadata["module"] in list(kept)[:9]]


def shortened(hits: Ranking, chance: random.Random) -> Ranking:
    """Chunks lost their ends, and their scores with them: the longer, the more."""
    return sorted(hits, key=lambda hit: -hit.relevance * min(1.0, 400 / max(len(hit.text), 1)))


FAULTS = (backwards, shuffled, first_lost, noisy, inverted, half_lost, one_less, shortened)


def measured(
    ranked: dict[str, Ranking], change: Callable[[Ranking, random.Random], Ranking], seed: int
) -> quality.Measurement:
    """A measurement of rankings that something changed on their way."""
    chance = random.Random(seed)
    return quality.measure(
        questions(), lambda text: SimpleNamespace(hits=change(jitter(ranked[text], chance), chance)), by=BY
    )


def test_a_fault_in_ranking_is_found_and_chance_is_not_taken_for_one(ranked: dict[str, Ranking]) -> None:
    began = time.process_time()
    found, alarms = [], 0
    for seed in range(SEEDS):
        baseline = measured(ranked, lambda hits, _: hits, seed)
        fault = FAULTS[seed % len(FAULTS)]
        found.append((fault.__name__, quality.compare(measured(ranked, fault, SEEDS + seed), baseline).is_worse))
        alarms += quality.compare(measured(ranked, lambda hits, _: hits, SEEDS + seed), baseline).is_worse
    missed = [name for name, is_found in found if not is_found]
    assert len(missed) <= 5, missed
    assert alarms <= 5
    assert time.process_time() - began < 30


def test_more_lost_than_allowed_is_what_counts(ranked: dict[str, Ranking]) -> None:
    baseline = measured(ranked, lambda hits, _: hits, 1)
    worse = measured(ranked, shuffled, 2)
    assert quality.compare(worse, baseline).is_worse
    assert not quality.compare(worse, baseline, drop=0.9).is_worse


def test_a_report_says_what_got_worse(ranked: dict[str, Ranking]) -> None:
    baseline = measured(ranked, lambda hits, _: hits, 1)
    report = str(quality.compare(measured(ranked, first_lost, 1), baseline))
    head, titles, *rows = report.splitlines()
    assert head == "Retrieval got worse."
    assert titles.split() == ["then", "now", "difference"]
    assert [row.split()[0] for row in rows[:3]] == ["recall", "mrr", "ndcg"]
    assert rows[3].split()[0] == "filled"
    assert "questions got worse" in rows[4]
    assert any(" → " in row for row in rows)


# Measures --------------------------------------------------------------------------------------------------------------


def test_measures_of_a_ranking() -> None:
    wanted = {"a": 1.0, "b": 1.0}
    assert recall(["a", "x", "b"], wanted, 2) == 0.5
    assert recall(["a", "x", "b"], wanted, 3) == 1
    assert reciprocal_rank(["x", "b"], wanted, 2) == 0.5
    assert reciprocal_rank(["x", "b"], wanted, 1) == 0
    assert ndcg(["a", "b"], wanted, 2) == 1
    assert ndcg(["x", "a"], {"a": 1.0}, 2) == pytest.approx(1 / math.log2(3))
    assert ndcg(["b", "a"], {"a": 3.0, "b": 1.0}, 2) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))


@settings(max_examples=100)
@given(
    found=st.lists(st.sampled_from("abcdefgh"), unique=True),
    wanted=st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 5), min_size=1),
    k=st.integers(1, 10),
)
def test_measures_are_between_0_and_1_and_best_when_the_best_come_first(
    found: list[str], wanted: dict[str, float], k: int
) -> None:
    best = sorted(wanted, key=lambda key: -wanted[key])
    for score in (recall, reciprocal_rank, ndcg):
        assert 0 <= score(found, wanted, k) <= 1 + 1e-9
        assert score(best, wanted, k) == pytest.approx(1)


def test_an_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0] * 50
    found = interval(values, 0.95)
    assert found == interval(values, 0.95)
    assert found.low < found.mean < found.high
    assert found.high - found.low == pytest.approx(4 * 0.05, rel=0.2)


# Servers and files -----------------------------------------------------------------------------------------------------


def test_both_clients_measure_the_same(library: tuple[Server, str]) -> None:
    server, space = library
    some = questions()[:5]
    with Goodmem(base_url=server.url, api_key=server.api_key) as client:
        sync = quality.measure(some, client.memories.retrieve, by=BY, space_ids=[space])

    async def run() -> quality.Measurement:
        async with AsyncGoodmem(base_url=server.url, api_key=server.api_key) as client:
            with pytest.raises(InvalidRequestError, match="use measure_async"):
                quality.measure(some, client.memories.retrieve, by=BY, space_ids=[space])
            return await quality.measure_async(some, client.memories.retrieve, by=BY, space_ids=[space])

    assert asyncio.run(run()) == sync
    assert sync.total("recall").mean > 0.5


def test_a_baseline_is_written_a_line_for_each_question_and_read_again(
    tmp_path: Path, ranked: dict[str, Ranking]
) -> None:
    now = measured(ranked, lambda hits, _: hits, 1)
    path = tmp_path / "baseline.json"
    quality.write_baseline(now, path)
    assert quality.read_baseline(path) == now
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(questions()) + 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "expected a list of questions"),
        ('[{"question": "", "memories": ["a"]}]', r"\[0\]: expected"),
        ('[{"question": "q", "memories": []}]', r"\[0\]: expected"),
        ('[{"question": "q", "memories": {"a": 0}}]', "gains must be numbers above 0"),
        ('[{"question": "q", "memories": ["a"]}, {"question": "q", "memories": ["b"]}]', "'q' is there twice"),
    ],
)
def test_a_file_of_questions_that_is_none_is_refused_with_the_place(
    tmp_path: Path, content: str, expected: str
) -> None:
    path = tmp_path / "questions.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidRequestError, match=expected):
        quality.load(path)


def test_measurements_that_do_not_compare_are_refused(ranked: dict[str, Ranking]) -> None:
    now = measured(ranked, lambda hits, _: hits, 1)
    other = quality.measure(questions()[:-1], lambda text: SimpleNamespace(hits=ranked[text]), by=BY)
    with pytest.raises(InvalidRequestError, match="The questions are not those of the baseline"):
        quality.compare(other, now)
    with pytest.raises(InvalidRequestError, match="k=10"):
        quality.compare(quality.measure(questions(), lambda text: SimpleNamespace(hits=ranked[text]), by=BY, k=3), now)
    with pytest.raises(InvalidRequestError, match="by must be"):
        quality.measure(questions(), lambda text: SimpleNamespace(hits=ranked[text]), by="module")


# The fixture -----------------------------------------------------------------------------------------------------------

TEST = """
    import json
    import pathlib
    from types import SimpleNamespace

    def hit(name):
        return SimpleNamespace(chunk=SimpleNamespace(memory_id=name))

    def retrieve(text):
        order = json.loads(pathlib.Path({order!r}).read_text())
        return SimpleNamespace(hits=[hit(name) for name in order])

    def test_quality(goodmem_quality):
        measured = goodmem_quality("questions.json", retrieve, k=2)
        assert len(measured.answers) == 30
"""


def test_the_fixture_compares_with_a_committed_baseline(pytester: pytest.Pytester) -> None:
    order = pytester.path / "order.json"
    order.write_text('["a", "b"]')
    pytester.makepyfile(TEST.format(order=str(order)))
    items = [{"question": f"question {number}", "memories": ["a"]} for number in range(30)]
    (pytester.path / "questions.json").write_text(json.dumps(items))

    def run(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly", *arguments)

    missing = run()
    missing.stdout.fnmatch_lines(
        ["*There is no baseline*questions.baseline.json: run pytest --goodmem-update-baseline once*"]
    )
    run("--goodmem-update-baseline").assert_outcomes(passed=1)
    run().assert_outcomes(passed=1)
    order.write_text('["x", "a"]')
    worse = run()
    worse.assert_outcomes(failed=1)
    worse.stdout.fnmatch_lines(["*Retrieval got worse.*", "*a: 1 → 2*", "*run pytest --goodmem-update-baseline*"])
