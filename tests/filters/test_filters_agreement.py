"""`explain` and the embedded server's SQL give the same verdict for any expression and any metadata."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import F, explain
from goodmem_dyn.local._filters.compiling import FilterError, compile_filter, install

NAMES = st.sampled_from(["a", "b", "a b", "it's"])
TEXTS = st.sampled_from(
    [
        "",
        "a",
        "A",
        "ab",
        "a%b",
        "a_b",
        "\\",
        "\\n",
        "it's",
        "é",
        "5",
        " 5 ",
        "5.0",
        "-2.50",
        "1e2",
        ".5",
        "x5",
        "true",
        "T",
        "off",
        "1",
        "yes ",
        "2024-05-06",
        "2024-05-06T10:00:00Z",
        "2024-02-30",
        "null",
        '"',
        "\n",
        "🙂",
    ]
)
NUMBERS = st.sampled_from([0, 1, -1, 2, 3, 5, 5.0, 2.5, -2.5, 0.25, 100, 2024, 1e6])
SCALARS = st.none() | st.booleans() | TEXTS | NUMBERS
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=2), max_leaves=6
)
DOCUMENTS = st.dictionaries(NAMES, JSON, max_size=4)
FIELDS = st.lists(NAMES | st.integers(0, 2), min_size=1, max_size=3).map(
    lambda keys: F.key(*(["a", *keys] if isinstance(keys[0], int) else keys))
)
DATES = st.sampled_from([date(2024, 5, 6), date(2024, 5, 7), date(1999, 12, 31)])
VALUES = st.booleans() | TEXTS | NUMBERS | DATES
PATTERNS = st.text(st.sampled_from("aA5%_éb"), max_size=4)


@st.composite
def built_conditions(draw):
    field = draw(FIELDS)
    kind = draw(st.sampled_from(["compare", "in", "not in", "like", "ilike", "exists", "null", "not null"]))
    if kind == "compare":
        method = draw(st.sampled_from(["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]))
        return getattr(field, method)(draw(VALUES))
    if kind in {"in", "not in"}:
        values = draw(st.lists(VALUES | st.none(), max_size=3))
        return field.in_(values) if kind == "in" else field.not_in(values)
    if kind in {"like", "ilike"}:
        return getattr(field, kind)(draw(PATTERNS))
    if kind == "exists":
        return field.exists()
    return field.is_null() if kind == "null" else field != None  # noqa: E711  # != is the builder


BUILT = st.recursive(
    built_conditions(),
    lambda inner: st.one_of(
        inner.map(lambda e: ~e),
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
    ),
    max_leaves=5,
)


# --- the language as text: by type, so that most of what is drawn is well formed --------------------------------------


def _quoted(text: str) -> str:
    for character, escape in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n")):
        text = text.replace(character, escape)
    return f"'{text}'"


PATHS = st.lists(
    st.sampled_from([".a", ".b", '."a b"', "[0]", "[1]", "[*]", ".*", '["a"]', '."it\\\'s"']), min_size=1, max_size=3
).map(lambda steps: "$" + "".join(steps))
JSON_TEXT = st.one_of(
    PATHS.map(lambda path: f"val('{path}')"),
    st.tuples(PATHS, st.integers(0, 2)).map(lambda pair: f"val('{pair[0]}')[{pair[1]}]"),
    st.lists(SCALARS, max_size=3).map(
        lambda values: "[" + ", ".join(_quoted(v) if isinstance(v, str) else json.dumps(v) for v in values) + "]"
    ),
)


def _cast(to: str):
    return JSON_TEXT.map(lambda json_text: f"CAST({json_text} AS {to})")


TEXT = st.one_of(
    _cast("TEXT"),
    TEXTS.map(_quoted),
    st.tuples(_cast("TEXT"), TEXTS).map(lambda pair: f"{pair[0]} || {_quoted(pair[1])}"),
)
NUMBER = st.recursive(
    _cast("NUMERIC") | _cast("BIGINT") | NUMBERS.map(str) | st.just("NULL"),
    lambda inner: st.tuples(inner, st.sampled_from("+-*%"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=3,
)
DATE = st.one_of(
    _cast("DATE"),
    DATES.map(lambda day: f"CAST('{day}' AS DATE)"),
    st.tuples(_cast("DATE"), st.integers(-400, 400)).map(lambda pair: f"({pair[0]} + {pair[1]})".replace("+ -", "- ")),
)
YEAR = st.tuples(st.sampled_from(["YEAR", "quarter", "MONTH", "week", "Day", "DOW", "ISODOW", "DOY"]), DATE).map(
    lambda pair: f"EXTRACT({pair[0]} FROM {pair[1]})"
)
SIGNS = st.sampled_from(["=", "==", "!=", "<>", "<", "<=", ">", ">="])


def _conditions(operand):
    return st.one_of(
        st.tuples(operand, SIGNS, operand).map(" ".join),
        st.tuples(operand, st.sampled_from(["IS NULL", "is not null"])).map(" ".join),
        st.tuples(operand, st.sampled_from(["IN", "NOT IN"]), st.lists(operand, min_size=1, max_size=3)).map(
            lambda t: f"{t[0]} {t[1]} ({', '.join(t[2])})"
        ),
    )


LEAVES = st.one_of(
    _conditions(TEXT),
    _conditions(NUMBER | YEAR),
    _conditions(DATE),
    _conditions(JSON_TEXT),
    _cast("BOOLEAN"),
    PATHS.map(lambda path: f"exists('{path}')"),
    st.tuples(TEXT, st.sampled_from(["LIKE", "NOT LIKE", "ILIKE", "not ilike"]), PATTERNS.map(_quoted)).map(" ".join),
    st.tuples(TEXT | NUMBER | JSON_TEXT, st.sampled_from(["IN", "NOT IN"]), JSON_TEXT).map(" ".join),
    st.tuples(JSON_TEXT, st.sampled_from(["CONTAINS", "OVERLAPS"]), JSON_TEXT).map(" ".join),
)
WRITTEN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda e: f"NOT ({e})"),
        st.tuples(inner, st.sampled_from(["AND", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def database():
    connection = sqlite3.connect(":memory:")
    install(connection)
    yield connection
    connection.close()


def _selected(connection: sqlite3.Connection, text: str, document: object) -> bool:
    sql, parameters = compile_filter(text, "memories.metadata")
    rows = connection.execute(
        f"WITH memories(metadata) AS (SELECT ?) SELECT 1 FROM memories WHERE {sql}",
        [json.dumps(document, ensure_ascii=False), *parameters],
    ).fetchall()
    return bool(rows)


@settings(max_examples=300, deadline=None)
@given(expression=BUILT, document=DOCUMENTS)
def test_built_expressions(database, expression, document) -> None:
    explanation = explain(expression, document)
    assert explanation.matches == _selected(database, str(expression), document), str(explanation)


@settings(max_examples=600, deadline=None)
@given(text=WRITTEN, document=DOCUMENTS)
def test_written_expressions(database, text, document) -> None:
    try:
        expected = _selected(database, text, document)
    except FilterError:
        with pytest.raises(InvalidRequestError):
            explain(text, document)
        return
    explanation = explain(text, document)
    assert explanation.matches == expected, str(explanation)


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                "val('$.a')",
                "CAST(",
                "AS TEXT",
                "AS NUMERIC",
                ")",
                "(",
                "[",
                "]",
                "0",
                "1",
                ",",
                "'a'",
                "=",
                "<",
                "AND",
                "OR",
                "NOT",
                "IN",
                "LIKE",
                "IS",
                "NULL",
                "TRUE",
                "exists('$.a')",
                "CONTAINS",
                "||",
                "+",
                "-",
                "-- x\n",
                '"',
                "x",
                "CURRENT_DATE",
            ]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_both_take_and_refuse_the_same_texts(text) -> None:
    def taken(read) -> bool:
        try:
            read()
        except (FilterError, InvalidRequestError):
            return False
        return True

    assert taken(lambda: explain(text, {})) == taken(lambda: compile_filter(text)), text
