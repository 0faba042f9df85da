"""What the database cannot hold of a filter is refused, and nothing hostile gets further."""

from __future__ import annotations

import json
import sqlite3
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.filters import FilterSyntaxError
from goodmem_dyn.local._filters import compiling
from goodmem_dyn.local._filters.compiling import compile_filter

REFUSED = [
    ("1e999 = 1", 1, "larger than any number"),
    (" " * 100_001, 100_001, "the limit is 100,000"),
    ("1" + " + 1" * 100 + " = 1", 401, "deeper than 64 levels"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSED, ids=[case[0][:40] for case in REFUSED])
def test_what_the_database_cannot_hold_is_refused_with_its_column(text, column, message):
    with pytest.raises(FilterSyntaxError, match=message) as caught:
        compile_filter(text)
    assert caught.value.column == column


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


def test_what_is_deep_and_wide_is_refused_before_it_reaches_a_query_or_answered(database):
    """The parser of SQLite was bounded once, and is no longer: what it says when it is asked beforehand holds."""
    text = "1=1"
    for _ in range(25):
        text = f"(({' OR '.join(['1=0'] * 300)} OR {text}) AND 1=1)"
    sql, parameters, refusal = "", (), ""
    try:
        sql, parameters = compile_filter(text)
    except FilterSyntaxError as error:
        refusal = str(error)
    if refusal:
        assert "nested too deeply" in refusal
    else:
        assert database.execute(f"SELECT {sql}", parameters).fetchone() == (1,)


@pytest.mark.parametrize("text", ["coalesce(" + "1," * 120 + "1) = 1", "1 IN [val('$.a')" + ",val('$.a')" * 120 + "]"])
def test_more_arguments_than_sqlite_takes_are_refused(text):
    with pytest.raises(FilterSyntaxError, match="100"):
        compile_filter(text)


def test_a_pattern_takes_linear_time(database):
    subject, pattern = "a" * 20_000, "%a" * 200 + "%b"
    sql, parameters = compile_filter(f"'{subject}' LIKE '{pattern}'")
    start = time.perf_counter()
    assert database.execute(f"SELECT {sql}", parameters).fetchone() == (0,)
    assert time.perf_counter() - start < 10


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
    except FilterSyntaxError as error:
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
    except FilterSyntaxError:
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
