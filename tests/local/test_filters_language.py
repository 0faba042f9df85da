"""What a filter selects: the documented language, on stored metadata, with SQL's three-valued logic."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta, timezone

import pytest

from goodmem_dyn.filters import FilterSyntaxError, explain
from goodmem_dyn.filters._evaluate import Evaluation
from goodmem_dyn.filters.language import parse
from goodmem_dyn.local._filters import compiling

METADATA = {
    "n": 5,
    "real": 2.5,
    "whole": 2026.0,
    "big": 12345678901234567890,
    "text": "O'Brien 100%_\\",
    "digits": "5",
    "word": "true",
    "yes": True,
    "no": False,
    "nothing": None,
    "due": "2024-02-29",
    "at": "2024-02-29T23:30:00+02:00",
    "bad": "2024-13-01",
    "tags": ["red", "green", 3],
    "empty": [],
    "deep": {"a": {"b": [1, {"c": "x"}]}, "my key": 1, "yes": True},
    "people": [{"name": "Ada"}, {"name": "Bob", "age": 7}],
    "nan": "NaN",
    "huge": "1e999",
    "city": "Łódź",
}


@pytest.fixture(scope="module")
def evaluate():
    connection = sqlite3.connect(":memory:")
    compiling.install(connection)
    connection.execute("CREATE TABLE memories (metadata TEXT)")
    connection.execute("INSERT INTO memories VALUES (?)", (json.dumps(METADATA),))

    def run(text: str, **options: bool) -> bool | None:
        sql, parameters = compiling.compile_filter(text, **options)
        assert sql.count("?") == len(parameters)
        value = connection.execute(f"SELECT {sql} FROM memories", parameters).fetchone()[0]
        return None if value is None else bool(value)

    yield run
    connection.close()


def text(path: str) -> str:
    return f"CAST(val('{path}') AS TEXT)"


def number(path: str) -> str:
    return f"CAST(val('{path}') AS NUMERIC)"


YES, NO, UNKNOWN = True, False, None

CASES = [
    # comparisons, in every spelling
    (f"{number('$.n')} = 5", YES),
    (f"{number('$.n')} == 5", YES),
    (f"{number('$.n')} != 5", NO),
    (f"{number('$.n')} <> 4", YES),
    (f"{number('$.n')} < 5.5 AND {number('$.n')} <= 5 AND {number('$.n')} >= 5 AND {number('$.n')} > 4.9", YES),
    ("1 = 0", NO),
    ("6.02e23 > 1 AND .5 = 5e-1 AND 42 = 42.0", YES),
    ("'a' < 'b' AND 'B' < 'a'", YES),
    ("TRUE != FALSE", YES),
    # keywords, functions and comments in any case and shape
    (f"not {number('$.n')} = 4 aNd EXISTS('$.n')", YES),
    ("1 = 1 -- the rest is no matter '", YES),
    ("1\n=\t1", YES),
    # precedence: NOT before AND before OR; * before +; comparison before NOT
    ("TRUE OR FALSE AND FALSE", YES),
    ("(TRUE OR FALSE) AND FALSE", NO),
    ("NOT FALSE OR TRUE", YES),
    ("NOT (FALSE OR TRUE)", NO),
    ("NOT 1 = 2", YES),
    ("2 + 3 * 4 = 14", YES),
    ("(2 + 3) * 4 = 20", YES),
    ("2 - 3 - 4 = -5 AND 16 / 4 / 2 = 2 AND 7 % 4 = 3 AND - 3 = 0 - 3", YES),
    ("'a' || 1 + 2 = 'a3'", YES),
    # arithmetic
    ("7 / 2 = 3", YES),
    ("7.0 / 2 = 3.5", YES),
    ("-7 % 4 = -3", YES),
    ("5.5 % 2 = 1.5", YES),
    ("1 / 0 = 1", UNKNOWN),
    (f"{number('$.n')} / 2 = 2.5", YES),
    # casts of stored values
    (f"{text('$.n')} = '5'", YES),
    (f"{text('$.n')} = '5.0'", NO),
    (f"{text('$.whole')} = '2026'", YES),
    (f"{text('$.real')} = '2.5'", YES),
    (f"{number('$.digits')} = 5", YES),
    (f"{number('$.digits')} = 5.0", YES),
    (f"{number('$.text')} = 5", UNKNOWN),
    (f"{number('$.yes')} = 1", UNKNOWN),
    (f"{number('$.nan')} = {number('$.nan')}", UNKNOWN),
    (f"{number('$.big')} > 12345678901234000000", YES),
    (f"{text('$.yes')} = 'true'", UNKNOWN),
    (f"{text('$.yes')} = 'True'", UNKNOWN),
    (f"{text('$.tags')} = 'red'", UNKNOWN),
    (f"{number('$.deep.yes')} = 1", UNKNOWN),
    (f"{text('$.deep.yes')} = 'true'", UNKNOWN),
    ("CAST(val('$.deep.yes') AS BOOLEAN)", YES),
    ("CAST(val('$.yes') AS BOOLEAN)", YES),
    ("CAST(val('$.word') AS BOOLEAN) = TRUE", YES),
    ("NOT CAST(val('$.no') AS bool)", YES),
    ("CAST(val('$.n') AS BOOLEAN)", UNKNOWN),
    ("CAST(val('$.n') AS BIGINT) = 5", YES),
    ("CAST(val('$.real') AS BIGINT) = 3", YES),
    ("CAST(val('$.digits') AS BIGINT) = 5", YES),
    ("CAST(val('$.n') AS DOUBLE PRECISION) = 5", YES),
    ("CAST(7 AS TEXT) = '7' AND CAST('7' AS NUMERIC) = 7 AND CAST(TRUE AS TEXT) = 'true'", YES),
    ("CAST('x' AS NUMERIC) = 7", UNKNOWN),
    # text
    (f"{text('$.text')} = 'O\\'Brien 100%_\\\\'", YES),
    (f"{text('$.text')} LIKE 'O\\'B%'", YES),
    (f"{text('$.text')} LIKE 'o\\'b%'", NO),
    (f"{text('$.text')} ILIKE 'o\\'B%'", YES),
    (f"{text('$.text')} NOT LIKE '%x%'", YES),
    (f"{text('$.text')} LIKE '%100\\%\\_\\\\\\\\'", YES),
    (f"{text('$.missing')} LIKE '%'", UNKNOWN),
    (f"{text('$.missing')} NOT LIKE '%'", UNKNOWN),
    (f"{text('$.city')} ILIKE 'łÓ_ź'", YES),
    ("'abc' LIKE 'abc' AND 'abc' LIKE 'a_c' AND 'abc' LIKE '%' AND '' LIKE '%' AND '' LIKE ''", YES),
    ("'abc' LIKE 'ab' OR 'abc' LIKE 'bc' OR 'abc' LIKE '_' OR 'abc' LIKE '' OR 'ab' LIKE 'a%b%b'", NO),
    ("'aXbXc' LIKE '%X%X%' AND 'abab' LIKE '%ab' AND 'a\\nb' LIKE 'a_b'", YES),
    ("'a' || 'b' || 'c' = 'abc'", YES),
    ("'\\u0041\\n\\t\\\"\\/' = 'A' || '\\n' || '\\t' || '\\\"' || '/'", YES),
    ("lower('ÀB') = 'àb' AND UPPER('x') = 'X' AND length('añb') = 3 AND trim('  x ') = 'x'", YES),
    # missing and null
    (f"{text('$.missing')} = 'x'", UNKNOWN),
    (f"{text('$.missing')} != 'x'", UNKNOWN),
    (f"NOT {text('$.missing')} = 'x'", UNKNOWN),
    (f"{text('$.missing')} = 'x' OR TRUE", YES),
    (f"{text('$.missing')} = 'x' AND FALSE", NO),
    (f"{text('$.missing')} IS NULL AND val('$.missing') IS NULL AND val('$.n') IS NOT NULL", YES),
    ("NOT exists('$.missing') AND exists('$.nothing')", YES),
    ("val('$.nothing') IS NULL", NO),
    (f"{text('$.nothing')} IS NULL", YES),
    ("NULL = NULL", UNKNOWN),
    ("NULL IS NULL", YES),
    ("NULL", UNKNOWN),
    (f"coalesce({text('$.missing')}, 'x') = 'x'", YES),
    # lists and arrays
    (f"{text('$.digits')} IN ('4', '5')", YES),
    (f"{text('$.digits')} NOT IN ('4', '6')", YES),
    (f"{number('$.n')} IN (1, 2 + 3)", YES),
    (f"{number('$.n')} IN (1, NULL)", UNKNOWN),
    (f"{number('$.n')} IN (5, NULL)", YES),
    (f"{text('$.missing')} IN ('x')", UNKNOWN),
    ("TRUE IN (FALSE, TRUE)", YES),
    ("'red' IN val('$.tags')", YES),
    ("3 IN val('$.tags')", YES),
    ("'3' IN val('$.tags')", NO),
    ("'blue' NOT IN val('$.tags')", YES),
    ("'x' IN val('$.missing')", UNKNOWN),
    ("5 IN [4, 5]", YES),
    ("val('$.n') IN [4, 5]", YES),
    ("val('$.n') IN (val('$.real'), val('$.n'))", YES),
    ("val('$.tags') CONTAINS 'red'", YES),
    ("val('$.tags') CONTAINS ['red', 3]", YES),
    ("val('$.tags') CONTAINS ['red', 'blue']", NO),
    ("val('$.deep') CONTAINS val('$.deep')", YES),
    ("val('$.missing') CONTAINS 'x'", UNKNOWN),
    ("val('$.tags') OVERLAPS ['blue', 'green']", YES),
    ("val('$.tags') OVERLAPS ['blue']", NO),
    ("val('$.tags') OVERLAPS []", NO),
    ("val('$.tags')[0] = val('$.tags[0]')", YES),
    ("CAST(val('$.tags')[1] AS TEXT) = 'green'", YES),
    ("CAST([10, 20][1] AS NUMERIC) = 20", YES),
    ("val('$.tags')[9] IS NULL", YES),
    ("[1, 'a', TRUE, NULL][2] = CAST(TRUE AS JSONB)", YES),
    # jsonb against jsonb: 5 and 5.0 are one number, kinds have an order
    ("val('$.n') = CAST(5.0 AS JSONB)", YES),
    ("val('$.n') > val('$.text')", YES),
    ("val('$.tags') > val('$.n') AND val('$.deep') > val('$.tags') AND val('$.nothing') < val('$.text')", YES),
    # paths
    ("exists('$.tags[*]')", YES),
    ("exists('$.empty[*]')", NO),
    (f"{text('$.deep.a.b[1].c')} = 'x'", YES),
    ("CAST(val('$.deep.\"my key\"') AS NUMERIC) = 1", YES),
    ("CAST(val('$.deep[\"my key\"]') AS NUMERIC) = 1", YES),
    ("CAST(val('$.deep[\\'my key\\']') AS NUMERIC) = 1", YES),
    (f"{text('$.people[*].name')} = 'Ada'", YES),
    (f"{number('$.people.age')} = 7", YES),
    (f"{number('$.n[0]')} = 5", YES),
    ("exists('$') AND exists('$.*') AND exists('$.deep.*.b')", YES),
    (f"{number('$ . n')} = 5", YES),
    # dates
    ("CAST(val('$.due') AS DATE) = CAST('2024-02-29' AS DATE)", YES),
    ("CAST(val('$.due') AS DATE) + 1 = CAST('2024-03-01' AS DATE)", YES),
    ("1 + CAST(val('$.due') AS DATE) > CAST(val('$.due') AS DATE)", YES),
    ("CAST('2024-03-01' AS DATE) - CAST(val('$.due') AS DATE) = 1", YES),
    ("CAST(val('$.at') AS DATE) = CAST(val('$.due') AS DATE)", YES),
    ("CAST(val('$.bad') AS DATE) IS NULL AND CAST(val('$.n') AS DATE) IS NULL", YES),
    ("CAST(val('$.due') AS DATE) < CURRENT_DATE - 365 OR CURRENT_DATE > CAST('1999-01-01' AS DATE)", YES),
    ("EXTRACT(YEAR FROM CAST(val('$.due') AS DATE)) = 2024", YES),
    ("extract(month from CAST(val('$.due') AS DATE)) = 2 AND EXTRACT(DOY FROM CAST(val('$.due') AS DATE)) = 60", YES),
    ("EXTRACT(DOW FROM CAST(val('$.due') AS DATE)) = 4 AND EXTRACT(QUARTER FROM CURRENT_DATE) <= 4", YES),
    ("EXTRACT(HOUR FROM CAST(val('$.at') AS TIMESTAMP)) = 21", YES),
    ("CAST('2024-02-29T21:30:00Z' AS TIMESTAMP) = CAST(val('$.at') AS TIMESTAMPTZ)", YES),
    ("CAST('2024-02-29T21:30:00.5' AS TIMESTAMP) > CAST(val('$.at') AS TIMESTAMP)", YES),
    ("CAST('2024-02-29 21:30' AS TIMESTAMP) = CAST('2024-02-29T23:30:00.000+0200' AS TIMESTAMP)", YES),
    ("CAST('2024-W09-4' AS TIMESTAMP) IS NULL AND CAST('20240229' AS DATE) IS NULL", YES),
    ("CAST('2024-02-29T25:00' AS TIMESTAMP) IS NULL AND CAST('2024-02-29x' AS DATE) IS NULL", YES),
    ("EXTRACT(EPOCH FROM CAST('1970-01-02' AS DATE)) = 86400", YES),
    ("CAST(CAST(val('$.due') AS DATE) AS TEXT) = '2024-02-29'", YES),
    ("CURRENT_TIMESTAMP > CAST('2024-01-01' AS TIMESTAMP)", YES),
    # numbers
    ("abs(-3) = 3 AND floor(2.7) = 2 AND ceil(2.1) = 3 AND round(2.5) = 3 AND round(2.345, 2) = 2.35", YES),
]


@pytest.mark.parametrize(("expression", "expected"), CASES, ids=[case[0] for case in CASES])
def test_an_expression_is(evaluate, expression, expected):
    """The same in SQL and where `explain` evaluates it."""
    assert evaluate(expression) is expected
    today = datetime.now(tz=timezone.utc).date()
    assert Evaluation(METADATA, today).value(parse(expression)) is expected


def test_a_number_beyond_doubles_is_no_number_here(evaluate):
    """As the guide of the embedded server says. PostgreSQL has it, and so has `explain`."""
    assert evaluate(f"{number('$.huge')} > 0") is UNKNOWN
    assert explain(f"{number('$.huge')} > 0", METADATA)


def test_the_date_is_taken_when_a_filter_runs_and_not_when_it_is_compiled(evaluate, monkeypatch):
    today = datetime.now(tz=timezone.utc).date()
    assert evaluate(f"CURRENT_DATE IN (CAST('{today}' AS DATE), CAST('{today + timedelta(days=1)}' AS DATE))")
    sql, parameters = compiling.compile_filter("CURRENT_DATE = CAST('2001-02-03' AS DATE)")
    assert today.toordinal() not in parameters
    assert "today" in sql


def test_doubled_quotes_can_be_switched_on(evaluate):
    assert evaluate("'it''s' = 'it\\'s' AND '''' = '\\''", doubled_quotes=True)
    with pytest.raises(FilterSyntaxError):
        evaluate("'it''s' = 'x'")


def test_the_metadata_column_is_the_callers(evaluate):
    sql, parameters = compiling.compile_filter("exists('$.a.b')", "m.metadata")
    with sqlite3.connect(":memory:") as connection:
        compiling.install(connection)
        connection.execute("CREATE TABLE t (metadata TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", [('{"a": {"b": null}}',), (None,)])
        found = connection.execute(f"SELECT {sql} FROM t m", parameters).fetchall()
    connection.close()
    assert found == [(1,), (0,)]


@pytest.mark.parametrize("expression", ["val('$.a') IS NULL", "CAST(val('$.a') AS TEXT) = 'x'", "exists('$.a[*]')"])
def test_a_memory_without_metadata_is_one_with_nothing_in_it(expression):
    sql, parameters = compiling.compile_filter(expression)
    with sqlite3.connect(":memory:") as connection:
        compiling.install(connection)
        connection.execute("CREATE TABLE memories (metadata TEXT)")
        connection.executemany("INSERT INTO memories VALUES (?)", [(None,), ("{}",)])
        (without,), (empty,) = connection.execute(f"SELECT {sql} FROM memories", parameters).fetchall()
    connection.close()
    assert without == empty
