"""What is not a filter: every refusal names what is wrong and the column, and nothing hostile gets further."""

from __future__ import annotations

import copy
import json
import pickle
import sqlite3
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.local._filters import compiling
from goodmem_dyn.local._filters.compiling import FilterError, compile_filter

REFUSED = [
    # (text, column, part of the message)
    ("", 1, "empty"),
    ("   ", 1, "empty"),
    ("1 =", 4, "end of the filter, expected a value"),
    ("(1 = 1", 7, "expected ')'"),
    ("1 = 1)", 6, "found ')'"),
    ("1 1", 3, "expected an operator or the end"),
    ("1 = 1 1", 7, "found '1', expected"),
    ("1 = 2 = 3", 7, "found '='"),
    ("lang = 'en'", 6, "val('$.name')"),
    ("'en", 1, "never closed"),
    ("1 = 'it''s'", 8, r"write \' for a quote"),
    ('val("$.a") IS NULL', 5, "single quotes"),
    ("1 = 1 ; DROP TABLE memories", 7, "';' means nothing"),
    ("1 = 1 /* x */", 8, "found '*', expected a value"),
    ("1 = 'a\nb'", 7, r"'\n'"),
    ("'a\\qb' = 'x'", 3, r"no escape \q"),
    ("'a\\u00zz' = 'x'", 3, r"no escape \u"),
    ("'\\ud800' = 'x'", 2, r"no escape \u"),
    ("'\\u0000' = 'x'", 2, r"no escape \u"),
    ("'\ud800' = 'x'", 2, "lone surrogate"),
    ("1e999 = 1", 1, "larger than any number"),
    ("1.2.3 = 1", 1, "not a number"),
    ("12abc = 1", 1, "not a number"),
    # the whole must be boolean
    ("'text'", 1, "true or false as a whole; this is a text"),
    ("val('$.a')", 1, "this is a jsonb value"),
    ("1 + 1", 1, "this is an integer"),
    ("1 AND TRUE", 1, "AND joins conditions"),
    ("TRUE OR 'x'", 9, "OR joins conditions"),
    ("NOT 1", 5, "NOT negates a condition"),
    # types
    ("val('$.lang') = 'en'", 1, "CAST(val('$.name') AS TEXT)"),
    ("5 <= val('$.n')", 6, "AS NUMERIC)"),
    ("val('$.n') IN (1, 2)", 1, "AS NUMERIC)"),
    ("CAST(val('$.n') AS NUMERIC) = '5'", 31, "a number is not compared to a text"),
    ("CAST(val('$.b') AS TEXT) = TRUE", 28, "cast one of them"),
    ("CURRENT_DATE = CURRENT_TIMESTAMP", 16, "cast one side"),
    ("val('$.a') LIKE 'x%'", 1, "LIKE takes text"),
    ("'a' ILIKE 5", 11, "ILIKE takes text"),
    ("5 + 'x' = 3", 5, "+ takes numbers"),
    ("CURRENT_DATE * 2 = 3", 1, "* takes numbers"),
    ("'a' || TRUE = 'x'", 8, "|| joins texts"),
    ("'abc' CONTAINS 'b'", 1, "LIKE"),
    ("'a' OVERLAPS ['a']", 1, "OVERLAPS takes jsonb arrays"),
    ("'a' IN CAST('x' AS TEXT)", 8, "a list in parentheses or a jsonb array"),
    ("'abc'[0] IS NULL", 1, "only a jsonb array has elements"),
    ("val('$.a')[-1] IS NULL", 12, "not negative"),
    ("val('$.a')['x'] IS NULL", 12, "an index is an integer"),
    ("CAST(5 AS DATE) = CURRENT_DATE", 1, "an integer cannot become a date"),
    ("CAST(CURRENT_DATE AS BOOLEAN)", 1, "a date cannot become a boolean"),
    ("EXTRACT(YEAR FROM 'x') = 1", 19, "EXTRACT takes a date"),
    ("EXTRACT(HOUR FROM CURRENT_DATE) = 1", 9, "cast to TIMESTAMP"),
    ("EXTRACT(YAER FROM CURRENT_DATE) = 1", 9, "did you mean YEAR?"),
    ("coalesce(1, 'x') = 1", 1, "one type"),
    ("coalesce(1) = 1", 1, "2 to"),
    # names
    ("CAST(val('$.a') AS TEX) = 'x'", 20, "did you mean TEXT?"),
    ("CAST(val('$.a') AS TEXT[]) = 'x'", 24, "expected"),
    ("lowr('x') = 'x'", 1, "did you mean lower?"),
    ("lower('x', 'y') = 'x'", 1, "takes 1 argument, not 2"),
    ("abs('x') = 1", 5, "abs() takes a number"),
    # paths
    ("exists(val('$.a'))", 1, "one JSON path in quotes"),
    ("val('$.a', '$.b') IS NULL", 1, "one JSON path in quotes"),
    ("exists('a')", 9, "starts with $"),
    ("exists('$.')", 10, "cannot be read from '.'"),
    ("exists('$.a-b')", 12, 'takes quotes: $."my-name"'),
    ("exists('$.a[-1]')", 12, "cannot be read"),
    ("exists('$.a ? (@ > 1)')", 12, "cannot be read"),
    ("exists('$." + "a." * 70 + "a')", 140, "more than 64 steps"),
    # size
    (" " * 100_001, 100_001, "the limit is 100,000"),
    ("NOT " * 100 + "TRUE", 257, "deeper than 64 levels"),
    ("1" + " + 1" * 100 + " = 1", None, "deeper than 64 levels"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSED, ids=[case[0][:40] for case in REFUSED])
def test_a_refusal_points_at_the_column(text, column, message):
    with pytest.raises(FilterError) as caught:
        compile_filter(text)
    assert message in caught.value.reason
    if column is not None:
        assert caught.value.column == column
    assert f"column {caught.value.column}:" in str(caught.value)


def test_an_error_survives_being_copied_and_pickled():
    with pytest.raises(FilterError) as caught:
        compile_filter("1 =")
    for other in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert (str(other), other.column, other.reason) == (str(caught.value), 4, caught.value.reason)


@pytest.fixture(scope="module")
def database():
    connection = sqlite3.connect(":memory:")
    compiling.install(connection)
    connection.execute("CREATE TABLE memories (metadata TEXT)")
    yield connection
    connection.close()


WIDE = {
    "or": " OR ".join(["CAST(val('$.a') AS NUMERIC) = 1"] * 2_800),
    "and": " AND ".join(["1=1"] * 12_000),
    "concatenation": " || ".join(["'a'"] * 13_000) + " = 'a'",
    "list": "CAST(val('$.a') AS NUMERIC) IN (" + ",".join(["1"] * 49_000) + ")",
    "array": "val('$.a') IN [" + ",".join(["1"] * 49_000) + "]",
}


@pytest.mark.parametrize("shape", WIDE)
def test_what_is_wide_and_not_deep_runs(database, shape):
    sql, parameters = compile_filter(WIDE[shape])
    database.execute(f"SELECT {sql} FROM memories", parameters).fetchall()


def test_what_is_deep_and_wide_is_refused_before_it_reaches_a_query():
    text = "1=1"
    for _ in range(25):
        text = f"(({' OR '.join(['1=0'] * 300)} OR {text}) AND 1=1)"
    with pytest.raises(FilterError, match="nested too deeply"):
        compile_filter(text)


@pytest.mark.parametrize("text", ["coalesce(" + "1," * 120 + "1) = 1", "1 IN [val('$.a')" + ",val('$.a')" * 120 + "]"])
def test_more_arguments_than_sqlite_takes_are_refused(text):
    with pytest.raises(FilterError, match="100"):
        compile_filter(text)


def test_a_pattern_takes_linear_time(database):
    subject, pattern = "a" * 20_000, "%a" * 200 + "%b"
    sql, parameters = compile_filter(f"'{subject}' LIKE '{pattern}'")
    start = time.perf_counter()
    assert database.execute(f"SELECT {sql}", parameters).fetchone() == (0,)
    assert time.perf_counter() - start < 1.0


def literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_no_text_breaks_out_of_its_literal(database, text):
    sql, parameters = compile_filter(f"{literal(text)} = 'x'")
    assert parameters == [text, "x"]
    assert "x" not in sql
    assert database.execute(f"SELECT {sql}", parameters).fetchone() == (int(text == "x"),)


@settings(deadline=None)
@given(st.text(st.sampled_from("()[]'\\,=<>|+-*/% \n1a.$\"") | st.characters(codec="utf-8"), max_size=40))
def test_any_text_at_all_compiles_or_is_refused(text):
    column = 1
    try:
        compile_filter(text)
    except FilterError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1


WORDS = (
    "AND OR NOT ( ) [ ] , = != < LIKE ILIKE IN IS NULL TRUE FALSE CONTAINS OVERLAPS CAST AS TEXT NUMERIC val exists "
    "'$.a' 'x' 1 2.5 + - * / % || CURRENT_DATE EXTRACT YEAR FROM lower"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_any_sequence_of_words_compiles_to_sql_that_runs_or_is_refused(database, words):
    try:
        sql, parameters = compile_filter(" ".join(words))
    except FilterError:
        return
    database.execute("DELETE FROM memories")
    database.execute("INSERT INTO memories VALUES (?)", (json.dumps({"a": [1, {"b": "x"}]}),))
    assert database.execute(f"SELECT {sql} FROM memories", parameters).fetchone()[0] in {0, 1, None}


def json_values(depth: int = 3):
    scalars = (
        st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    )
    scalars |= st.text(max_size=8) | st.sampled_from(["true", "5", "NaN", "2024-01-01", "1e400", "2024-01-01T25:00"])
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    )


@settings(deadline=None)
@given(json_values(), st.sampled_from(["TEXT", "NUMERIC", "BOOLEAN", "BIGINT", "DATE", "TIMESTAMP"]))
def test_no_stored_value_makes_a_cast_fail_and_both_ways_of_reading_it_agree(database, value, kind):
    """A plain member is read by SQLite, the same one in brackets by the general way."""
    database.execute("DELETE FROM memories")
    database.execute("INSERT INTO memories VALUES (?)", (json.dumps({"a": value}),))
    answers = []
    for path in ("$.a", '$["a"][*]' if not isinstance(value, list) else "$['\\u0061']"):
        escaped = path.replace("\\", "\\\\").replace("'", "\\'")
        cast = f"CAST(val('{escaped}') AS {kind})"
        sql, parameters = compile_filter(f"{cast} IS NULL")
        missing = database.execute(f"SELECT {sql} FROM memories", parameters).fetchone()[0]
        sql, parameters = compile_filter(f"{cast} = {cast}")
        equal = database.execute(f"SELECT {sql} FROM memories", parameters).fetchone()[0]
        assert equal is None if missing else equal == 1
        answers.append((missing, equal))
    assert answers[0] == answers[1]
