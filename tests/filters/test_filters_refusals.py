"""What is not a filter: every refusal names what is wrong and the column, and `explain` and the server say the same."""

from __future__ import annotations

import copy
import pickle

import pytest

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import FilterSyntaxError, explain
from goodmem_dyn.local._filters.compiling import compile_filter, refusal

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
    ("lang = 'en'", 1, "metadata is read as val('$.lang')"),
    ("'en", 1, "never closed"),
    ("1 = 'it''s'", 9, r"write \' for a quote"),
    ('val("$.a") IS NULL', 5, "single quotes"),
    ("1 = 1 ; DROP TABLE memories", 7, "';' means nothing"),
    ("1 = 1 /* x */", 8, "found '*', expected a value"),
    ("1 = 'a\nb'", 7, r"'\n'"),
    ("'a\\qb' = 'x'", 3, r"no escape \q"),
    ("'a\\u00zz' = 'x'", 3, r"no escape \u"),
    ("'\\ud800' = 'x'", 2, r"no escape \u"),
    ("'\\u0000' = 'x'", 2, r"no escape \u"),
    ("'\ud800' = 'x'", 2, "lone surrogate"),
    ("1.2.3 = 1", 1, "not a number"),
    ("12abc = 1", 1, "not a number"),
    # the whole must be boolean
    ("'text'", 1, "true or false as a whole; this is a text"),
    ("val('$.a')", 1, "this is a jsonb value: compare it, or write CAST(… AS BOOLEAN)"),
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
    ("exists(val('$.a'))", 8, "one JSON path in quotes"),
    ("val('$.a', '$.b') IS NULL", 10, "one JSON path in quotes"),
    ("exists('a')", 9, "starts with $"),
    ("exists('$.')", 10, "expected a name, a quoted name, an index or *"),
    ("exists('$.a-b')", 12, 'quote the name: $."user-id"'),
    ("exists('$.a[-1]')", 12, "expected a name, a quoted name, an index or *"),
    ("exists('$.a ? (@ > 1)')", 12, "cannot stand in an unquoted name"),
    ("exists('$." + "a." * 70 + "a')", 140, "more than 64 steps"),
    ("  -- nothing", 1, "empty"),
    ("CAST(val('$.a') AS TEXT) = ", 28, "expected a value"),
    ("CAST(val('$.a') AS TEXT) = 'O''Brien'", 31, r"write \' for a quote"),
    ('CAST(val("$.a") AS TEXT) = 1', 10, "single quotes"),
    ("1 = 'abc", 5, "never closed"),
    (r"CAST(val('$.a') AS TEXT) = 'a\x'", 30, r"no escape \x"),
    ("1 ? 2", 3, "means nothing"),
    ("1 = 1e99999999999999999999", 5, "too large"),
    ("1 < 2 < 3", 7, "expected an operator or the end"),
    ("1 = 1 AND", 10, "expected a value"),
    ("1 NOT 1", 7, "after NOT"),
    ("1 IS 1", 6, "expected NULL"),
    ("1 IN (1", 8, "expected an operator, ',' or ')'"),
    ("CAST(1 AS INTERVAL)", 11, "there is no type INTERVAL"),
    ("CAST(1)", 7, "expected AS"),
    ("CAST(1 AS 5)", 11, "expected a name"),
    ("EXTRACT(CENTURY FROM CURRENT_DATE) = 1", 9, "there is no field CENTURY"),
    ("val($.a) IS NULL", 5, "means nothing"),
    ("val(1) IS NULL", 5, "path in quotes"),
    ("val('$.user-id') IS NULL", 12, "quote the name"),
    ("val('$.') IS NULL", 7, "expected a name"),
    ("val('$[99999999999]') IS NULL", 7, "expected a name"),
    ("1 = 1 AND 2", 11, "AND joins conditions"),
    ("'x' IN (val('$.a'))", 9, "AS TEXT)"),
    ("1 = 'a'", 5, "an integer is not compared to a text"),
    ("val('$.a') || 'x' = 'y'", 1, "CAST(… AS TEXT)"),
    ("1 - CURRENT_DATE = 2", 5, "- takes numbers"),
    ("CURRENT_DATE + 1.5 = CURRENT_DATE", 1, "a number of days"),
    ("-'a' = 1", 2, "a sign stands before a number"),
    ("1 IN 2", 6, "a list in parentheses or a jsonb array"),
    ("val('$.a')[1e9] IS NULL", 12, "an index is an integer"),
    ("(" * 65 + "1 = 1" + ")" * 65, 65, "deeper than 64 levels"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSED, ids=[case[0][:40] for case in REFUSED])
def test_a_refusal_points_at_the_column(text: str, column: int, message: str) -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        explain(text, {})
    error = caught.value
    assert isinstance(error, InvalidRequestError)
    assert message in error.reason
    assert (error.column, error.expression) == (column, text)
    *_, shown, caret = str(error).split("\n")
    if column <= len(text):
        character = text[column - 1]
        assert shown[len(caret) - 1] == (character if character.isprintable() else " ")
    with pytest.raises(FilterSyntaxError) as by_the_server:
        compile_filter(text)
    assert refusal(by_the_server.value) == f"Invalid filter expression at column {column}: {error.reason}"


def test_an_error_survives_being_copied_and_pickled() -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        compile_filter("1 =")
    error = caught.value
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        told = (str(other), other.column, other.reason, other.expression)
        assert told == (str(error), 4, error.reason, "1 =")
