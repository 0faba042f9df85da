"""Text into chunks: the documented rules, on examples and on any text."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.local._processing.chunking import ChunkingError, chunk
from goodmem_dyn.local._providers import builtin


def recursive(text, size, overlap=0, separators=(), keep="KEEP_END", **options):
    config = {
        "chunkSize": size,
        "chunkOverlap": overlap,
        "separators": list(separators),
        "keepStrategy": keep,
        **options,
    }
    return chunk(text, {"none": None, "recursive": config, "sentence": None})


def sentence(text, largest, smallest=0, **options):
    config = {"maxChunkSize": largest, "minChunkSize": smallest, **options}
    return chunk(text, {"none": None, "recursive": None, "sentence": config})


def texts(chunks):
    return [one.text for one in chunks]


def test_none_keeps_the_whole():
    (one,) = chunk(" a\n", {"none": {}, "recursive": None, "sentence": None})
    assert (one.text, one.start, one.end) == (" a\n", 0, 3)
    assert chunk("", {"none": {}}) == []


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("KEEP_END", ["one, ", "two, ", "three"]),
        ("KEEP_NONE", ["one, ", "two, ", "three"]),
        ("KEEP_START", ["one", ", two", ", three"]),
    ],
)
def test_a_separator_stays_with_the_piece_that_the_strategy_says(keep, expected):
    assert texts(recursive("one, two, three", 7, separators=[", "], keep=keep)) == expected


def test_the_first_separator_that_occurs_cuts_and_the_next_ones_cut_what_is_still_too_long():
    text = "aa bb\n\ncc dd ee ff\n\ngg"
    assert texts(recursive(text, 8, separators=["\n\n", "\n", " "])) == ["aa bb\n\n", "cc dd ", "ee ff\n\n", "gg"]


def test_a_text_that_fits_is_not_cut():
    assert texts(recursive("a\n\nb", 4, separators=["\n\n"])) == ["a\n\nb"]


def test_what_no_separator_cuts_stays_whole():
    assert texts(recursive("abcdefgh ij", 3, separators=[" "])) == ["abcdefgh ", "ij"]
    assert texts(recursive("abcdefgh", 3, separators=["|", ""])) == ["abc", "def", "gh"]


def test_no_separators_mean_the_servers_own():
    text = "First paragraph.\n\nSecond one. It goes on."
    assert texts(recursive(text, 20)) == ["First paragraph.\n\n", "Second one. ", "It goes on."]


def test_a_chunk_begins_with_the_whole_pieces_before_it_that_fit_in_the_overlap():
    chunks = recursive("aa bb cc dd ee", 6, overlap=3, separators=[" "])
    assert texts(chunks) == ["aa bb ", "bb cc dd ", "dd ee"]
    # One character less than a piece: nothing is carried.
    assert texts(recursive("aa bb cc dd ee", 6, overlap=2, separators=[" "])) == ["aa bb ", "cc dd ", "ee"]


def test_an_overlap_comes_on_top_of_the_size_but_never_more():
    words = " ".join(f"word{n}" for n in range(400))
    chunks = recursive(words, 256, overlap=25, separators=["\n\n", "\n", ". ", " ", ""])
    lengths = [len(one.text) for one in chunks]
    assert max(lengths) <= 256 + 25
    assert max(lengths) > 256
    assert all(b.start < a.end for a, b in pairwise(chunks))


@pytest.mark.parametrize(
    ("keep", "expected"), [("KEEP_END", ["1:one ", "22:two ", "3:end"]), ("KEEP_START", ["1:one", " 22:two", " 3:end"])]
)
def test_separators_may_be_regular_expressions(keep, expected):
    assert (
        texts(recursive("1:one 22:two 3:end", 8, separators=[r"\s(?=\d+:)"], keep=keep, separatorIsRegex=True))
        == expected
    )


def test_a_separator_is_literal_unless_said_otherwise():
    assert texts(recursive("a.b.c", 1, separators=["."])) == ["a.", "b.", "c"]


def test_a_regular_expression_that_is_none_is_refused():
    with pytest.raises(ChunkingError, match="not a regular expression"):
        recursive("abc", 1, separators=["("], separatorIsRegex=True)


def test_tokens_are_counted_by_the_built_in_tokenizer():
    text = "Internationalization of documentation. " * 20
    by_tokens = recursive(text, 16, lengthMeasurement="TOKEN_COUNT")
    assert all(builtin.count_tokens(one.text) <= 16 + 1 for one in by_tokens)
    assert len(by_tokens) != len(recursive(text, 16))


def test_tokens_are_the_smallest_pieces_where_tokens_are_counted():
    chunks = recursive("Donaudampfschifffahrtsgesellschaft" * 3, 4, separators=[""], lengthMeasurement="TOKEN_COUNT")
    assert "".join(texts(chunks)) == "Donaudampfschifffahrtsgesellschaft" * 3
    assert max(len(one.text) for one in chunks) > 4


def test_a_custom_length_is_refused():
    with pytest.raises(ChunkingError, match="CUSTOM"):
        recursive("abc", 1, lengthMeasurement="CUSTOM")


def test_sentences_are_packed_up_to_the_maximum():
    text = "One is short. Two is short. Three is a little longer. Four."
    assert texts(sentence(text, 30)) == ["One is short. Two is short. ", "Three is a little longer. ", "Four."]


def test_abbreviations_end_no_sentence():
    text = "Dr. Smith came at 3.15 p.m. yesterday. He left."
    assert texts(sentence(text, 40)) == ["Dr. Smith came at 3.15 p.m. yesterday. ", "He left."]


def test_a_new_chunk_starts_only_once_the_minimum_is_reached():
    text = "Hi. This sentence is longer than most. Bye."
    assert texts(sentence(text, 20, smallest=0))[0] == "Hi. "
    assert texts(sentence(text, 20, smallest=15))[0].startswith("Hi. This sentence")


def test_a_sentence_longer_than_the_maximum_is_cut_at_spaces():
    text = "word " * 30 + "end. Next one."
    chunks = texts(sentence(text, 40))
    assert "".join(chunks) == text
    assert all(len(one) <= 40 for one in chunks)
    assert all(one.endswith((" ", ".")) for one in chunks)


def test_the_language_can_be_detected():
    text = "Das ist z. B. ein Satz. Hier kommt der nächste, vgl. Abb. 3 oben. Und noch einer folgt danach."
    assert texts(sentence(text, 45, enableLanguageDetection=True))[0].endswith("Satz. ")


CONFIGS = [
    {"recursive": {"chunkSize": 10, "chunkOverlap": 4, "separators": [], "keepStrategy": "KEEP_END"}},
    {"recursive": {"chunkSize": 10, "chunkOverlap": 4, "separators": [" ", "\n"], "keepStrategy": "KEEP_START"}},
    {"recursive": {"chunkSize": 3, "chunkOverlap": 2, "separators": ["", "a"], "keepStrategy": "KEEP_END"}},
    {"recursive": {"chunkSize": 5, "chunkOverlap": 2, "separators": ["x*", "[ab]"], "separatorIsRegex": True}},
    {"recursive": {"chunkSize": 4, "chunkOverlap": 1, "separators": [], "lengthMeasurement": "TOKEN_COUNT"}},
    {"sentence": {"maxChunkSize": 12, "minChunkSize": 5}},
    {"none": {}},
]


@pytest.mark.parametrize("config", CONFIGS, ids=json.dumps)
@settings(deadline=None)
@given(text=st.text(st.sampled_from("ab. \n\tZ!?é😀日") | st.characters(codec="utf-8"), max_size=80))
def test_chunks_are_slices_in_order_that_leave_out_nothing_but_space(config, text):
    chunks = chunk(text, config)
    covered = 0
    for one in chunks:
        assert one.text == text[one.start : one.end]
        assert one.text.strip()
        assert not text[covered : one.start].strip()
        assert one.end > covered
        covered = one.end
    assert not text[covered:].strip()
