"""Retrieval quality over Python's own documentation, end to end: what is claimed is measured here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools.evidence.corpus import MODULES, documents
from tools.evidence.quality import KEYWORDS, RERANKED, VECTORS, measure
from tools.evidence.questions import questions


@pytest.fixture(scope="module")
def measured():
    return measure()


def test_the_questions_are_a_hundred_and_can_be_answered():
    asked = questions()
    assert len({question for question, _ in asked}) == 100
    known = {document.module for document in documents()}
    assert len(documents()) > 1_500
    for question, answers in asked:
        assert answers <= set(MODULES), question
        assert answers & known, question


def test_vectors_with_the_built_in_reranker_beat_keywords(measured):
    assert measured[RERANKED].recall[5] > measured[KEYWORDS].recall[5]
    assert measured[RERANKED].recall[1] > measured[KEYWORDS].recall[1]


def test_the_reranker_is_worth_its_time(measured):
    assert measured[RERANKED].recall[5] > measured[VECTORS].recall[5]


def test_no_way_of_searching_is_broken(measured):
    for name, quality in measured.items():
        assert quality.recall[5] >= 0.7, (name, quality.missed)


def test_the_demo_answers_and_is_quiet_where_there_is_no_terminal():
    command = [sys.executable, "-W", "error", "-m", "tools.evidence.demo", "what is the median of some numbers?"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "statistics.median" in done.stdout
    assert "\r" not in done.stdout
    assert "\x1b" not in done.stdout
