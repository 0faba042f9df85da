"""`explain` and the embedded server's SQL give the same verdict: one parser, one table of functions, two ways to run."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodmem_dyn.filters import F, explain
from goodmem_dyn.filters._evaluate import Evaluation
from goodmem_dyn.filters._functions import TIME_PARTS
from goodmem_dyn.filters._types import may_become
from goodmem_dyn.filters._values import as_json
from goodmem_dyn.filters.language import DATE_PARTS, FUNCTIONS, parse
from goodmem_dyn.local._filters.casts import to_python
from goodmem_dyn.local._filters.compiling import compile_filter, install
from goodmem_dyn.local._filters.sql import Compiler

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
# Most of what is asked for is there, and of the kind that is asked for now and then: else all of it is NULL.
DOCUMENTS = st.fixed_dictionaries({"a": SCALARS | TEXTS | JSON}, optional={"b": JSON, "a b": JSON, "it's": JSON})
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
    st.just("val('$.a')"),
    st.just("val('$.a')"),
    PATHS.map(lambda path: f"val('{path}')"),
    st.tuples(PATHS, st.integers(0, 2)).map(lambda pair: f"val('{pair[0]}')[{pair[1]}]"),
    st.lists(SCALARS, max_size=3).map(
        lambda values: "[" + ", ".join(_quoted(v) if isinstance(v, str) else json.dumps(v) for v in values) + "]"
    ),
)


def _cast(to: str):
    return JSON_TEXT.map(lambda json_text: f"CAST({json_text} AS {to})")


@st.composite
def _evenly(draw, *ways):
    """One of several ways, each as likely: `one_of` counts the ways within each."""
    return draw(ways[draw(st.integers(0, len(ways) - 1))])


def _sums(operand, signs: str):
    return st.recursive(
        operand,
        lambda inner: st.tuples(inner, st.sampled_from(signs), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        max_leaves=3,
    )


BASE = {
    "TEXT": st.one_of(
        _cast("TEXT"),
        TEXTS.map(_quoted),
        st.tuples(_cast("TEXT"), TEXTS).map(lambda pair: f"{pair[0]} || {_quoted(pair[1])}"),
    ),
    # Doubles and exact numbers part where a quotient has no end, so only whole numbers are divided.
    "INTEGER": _sums(_evenly(_cast("BIGINT"), st.sampled_from(["0", "2", "7", "39", "2024", "NULL"])), "+-*/%"),
    "NUMERIC": _sums(_evenly(_cast("NUMERIC"), NUMBERS.map(str) | st.just("NULL")), "+-*%"),
    "BOOLEAN": _cast("BOOLEAN") | st.sampled_from(["TRUE", "FALSE"]),
    "DATE": st.one_of(
        _cast("DATE"),
        DATES.map(lambda day: f"CAST('{day}' AS DATE)"),
        st.tuples(_cast("DATE"), st.integers(-400, 400)).map(
            lambda pair: f"({pair[0]} + {pair[1]})".replace("+ -", "- ")
        ),
    ),
    "TIMESTAMP": st.one_of(
        _cast("TIMESTAMP"),
        st.sampled_from(["2024-05-06 10:00", "2024-05-06T12:00:00.5+0200"]).map(lambda t: f"CAST('{t}' AS TIMESTAMP)"),
    ),
    "JSON": JSON_TEXT,
}
"""Expressions of each type that call nothing."""


def _converted(target: str):
    """CASTs from every type that has one."""
    spelled = {"INTEGER": "INT", "JSON": "JSONB"}.get(target, target)
    sources = [base for source, base in BASE.items() if may_become(source, target)]
    return st.one_of(sources).map(lambda text: f"CAST({text} AS {spelled})")


def _calls(type_: str):
    """Calls of every function that gives this type: a new row in the table is tried here by itself."""
    found = []
    for name, function in FUNCTIONS.items():
        if function.many:
            arguments = st.lists(BASE[type_] | st.just("NULL"), min_size=function.least, max_size=3)
        else:
            arguments = st.tuples(*(BASE[wanted] for wanted in function.takes))
        if (function.gives or type_) == type_:
            found.append(arguments.map(lambda values, name=name: f"{name}({', '.join(values)})"))
    return st.one_of(found)


WAYS = {type_: (BASE[type_], BASE[type_], _converted(type_), _calls(type_)) for type_ in BASE}


@st.composite
def _typed(draw, type_: str):
    """Expressions of one type: half of them call nothing."""
    return draw(_evenly(*WAYS[type_]))


TEXT, BOOLEAN, DATE, TIMESTAMP = (_typed(name) for name in ("TEXT", "BOOLEAN", "DATE", "TIMESTAMP"))
NUMBER = _typed("NUMERIC") | _typed("INTEGER")
PART = st.tuples(
    st.sampled_from([part.lower() if part < "E" else part for part in DATE_PARTS if part not in TIME_PARTS]),
    DATE | TIMESTAMP,
) | st.tuples(st.sampled_from(sorted(TIME_PARTS)), TIMESTAMP)
PARTS = PART.map(lambda pair: f"EXTRACT({pair[0]} FROM {pair[1]})")
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
    _conditions(NUMBER | PARTS),
    _conditions(DATE),
    _conditions(TIMESTAMP),
    _conditions(BOOLEAN),
    _conditions(JSON_TEXT),
    BOOLEAN,
    PATHS.map(lambda path: f"exists('{path}')"),
    st.tuples(TEXT, st.sampled_from(["LIKE", "NOT LIKE", "ILIKE", "not ilike"]), PATTERNS.map(_quoted)).map(" ".join),
    st.tuples(st.one_of(TEXT, NUMBER, DATE, JSON_TEXT), st.sampled_from(["IN", "NOT IN"]), JSON_TEXT).map(" ".join),
    st.tuples(JSON_TEXT, st.just("CONTAINS"), JSON_TEXT | TEXT | TIMESTAMP).map(" ".join),
    st.tuples(JSON_TEXT, st.just("OVERLAPS"), JSON_TEXT).map(" ".join),
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


@settings(max_examples=150, deadline=None)
@given(expression=BUILT, document=DOCUMENTS)
def test_built_expressions(database, expression, document) -> None:
    explanation = explain(expression, document)
    assert explanation.matches == _selected(database, str(expression), document), str(explanation)


@settings(max_examples=150, deadline=None)
@given(text=WRITTEN, document=DOCUMENTS)
def test_written_expressions(database, text, document) -> None:
    explanation = explain(text, document)
    assert explanation.matches == _selected(database, text, document), str(explanation)


@pytest.mark.parametrize("type_", BASE)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), document=DOCUMENTS)
def test_values_are_the_same(database, type_: str, data, document) -> None:
    """Not the verdict alone: what an operand of each type is, which most comparisons would hide."""
    text = f"({data.draw(_typed(type_), label='text')}) IS NULL"
    (node,) = parse(text).children
    piece = Compiler("memories.metadata", text).piece(node)
    select = f"WITH memories(metadata) AS (SELECT ?) SELECT {piece.sql} FROM memories"
    ((stored,),) = database.execute(select, [json.dumps(document, ensure_ascii=False), *piece.parameters])
    value = Evaluation(document, date(2026, 1, 1)).value(node)
    assert as_json(to_python(stored, node.type), "JSON") == as_json(value, "JSON")


@pytest.mark.parametrize(("document", "matches"), [({}, True), ({"a": None}, False), ({"a": ["x"]}, True)])
def test_the_null_of_json_is_a_value_to_coalesce(database, document, matches: bool) -> None:
    text = "coalesce(val('$.a'), ['x']) CONTAINS 'x'"
    assert explain(text, document).matches is matches
    assert _selected(database, text, document) is matches


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_one_row(database, name: str) -> None:
    """What the table says is what SQL calls, in any case, and NULL in is NULL out unless the row says otherwise."""
    function = FUNCTIONS[name]
    examples = {"TEXT": "' aB é '", "NUMERIC": "-2.5", "INTEGER": "1"}
    values = [examples[wanted] for wanted in function.takes] or ["NULL", "'x'"]
    text = f"{name.upper()}({', '.join(values)}) = {name}({', '.join(values)})"
    assert explain(text, {}).matches
    assert _selected(database, text, {})
    unknown = f"{name}({', '.join('NULL' for _ in values)}) IS NULL"
    assert explain(unknown, {}).matches
    assert _selected(database, unknown, {})


@pytest.mark.parametrize("text", ["abs(-9223372036854775807 - 1) > 0", "floor(1e300) > 5", "round(1e300, 9) > 5"])
def test_numbers_that_outgrow_the_database_are_no_error(database, text: str) -> None:
    assert explain(text, {}).matches
    assert _selected(database, text, {})
