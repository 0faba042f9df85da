"""Filter expressions: what is built, what is refused, and that values stay values."""

from __future__ import annotations

import copy
import enum
import functools
import itertools
import math
import operator
import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import Expression, F, Field, coerce, explain, raw


class Lang(str, enum.Enum):
    EN = "en"


class Level(enum.IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (F("lang") == "en", "CAST(val('$.lang') AS TEXT) = 'en'"),
        (F("lang") != "en", "CAST(val('$.lang') AS TEXT) != 'en'"),
        (F("lang") == "", "CAST(val('$.lang') AS TEXT) = ''"),
        (F("lang") == Lang.EN, "CAST(val('$.lang') AS TEXT) = 'en'"),
        (F("draft") == True, "CAST(val('$.draft') AS BOOLEAN) = TRUE"),  # noqa: E712  # == is the builder
        (F("draft") != False, "CAST(val('$.draft') AS BOOLEAN) != FALSE"),  # noqa: E712  # != is the builder
        (F("year") >= 2020, "CAST(val('$.year') AS NUMERIC) >= 2020"),
        (2020 <= F("year"), "CAST(val('$.year') AS NUMERIC) >= 2020"),  # noqa: SIM300  # the reflected operator
        (F("year") < -3, "CAST(val('$.year') AS NUMERIC) < -3"),
        (F("level") <= Level.HIGH, "CAST(val('$.level') AS NUMERIC) <= 3"),
        (F("x") > 0.1, "CAST(val('$.x') AS NUMERIC) > 0.1"),
        (F("x") > 1e16, "CAST(val('$.x') AS NUMERIC) > 10000000000000000"),
        (F("x") > 2.5e300, "CAST(val('$.x') AS NUMERIC) > 2.5E300"),
        (F("x") > -2.5e-300, "CAST(val('$.x') AS NUMERIC) > -2.5E-300"),
        (F("x") == -0.0, "CAST(val('$.x') AS NUMERIC) = 0"),
        (F("x") == Decimal("1.50"), "CAST(val('$.x') AS NUMERIC) = 1.50"),
        (F("x") == 2**64, "CAST(val('$.x') AS NUMERIC) = 18446744073709551616"),
        (F("due") < date(2024, 1, 2), "CAST(val('$.due') AS DATE) < CAST('2024-01-02' AS DATE)"),
        (
            F("at") < datetime(2024, 1, 2, 3, 4, tzinfo=timezone.utc),
            "CAST(val('$.at') AS TEXT) < '2024-01-02T03:04:00.'",
        ),
        (
            F("at") == datetime(2024, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=1))),
            "CAST(val('$.at') AS TEXT) = '2024-01-02T02:04:00Z'",
        ),
        (F("x") == None, "val('$.x') IS NULL"),  # noqa: E711  # == is the builder
        (F("x") != None, "val('$.x') IS NOT NULL"),  # noqa: E711  # != is the builder
        (F("x").is_null(), "val('$.x') IS NULL"),
        (F("x").exists(), "exists('$.x')"),
        (F("tags[*]").exists(), "exists('$.tags[*]')"),
        (F("lang").in_(["en", "de"]), "CAST(val('$.lang') AS TEXT) IN ('en', 'de')"),
        (F("lang").in_([]), "1 = 0"),
        (F("lang").in_(x for x in ()), "1 = 0"),
        (F("lang").not_in([]), "1 = 1"),
        (F("lang").not_in(["en"]), "NOT (CAST(val('$.lang') AS TEXT) IN ('en'))"),
        (
            F("x").in_(["a", 1, 2.5, None, True]),
            (
                "CAST(val('$.x') AS TEXT) IN ('a') OR CAST(val('$.x') AS NUMERIC) IN (1, 2.5) OR "
                "CAST(val('$.x') AS BOOLEAN) IN (TRUE) OR val('$.x') IS NULL"
            ),
        ),
        (F("x").in_([date(2024, 1, 2)]), "CAST(val('$.x') AS DATE) IN (CAST('2024-01-02' AS DATE))"),
        (F("x").like("a%"), "CAST(val('$.x') AS TEXT) LIKE 'a%'"),
        (F("x").ilike("_b"), "CAST(val('$.x') AS TEXT) ILIKE '_b'"),
        (F("x").like("100\\%"), "CAST(val('$.x') AS TEXT) LIKE ('100\\\\' || '%')"),
        (F("x") == "it's", r"CAST(val('$.x') AS TEXT) = 'it\'s'"),
        (F("x") == "C:\\new", r"CAST(val('$.x') AS TEXT) = ('C:\\' || 'new')"),
        (F("x") == "a\\", r"CAST(val('$.x') AS TEXT) = 'a\\'"),
        (F("x") == "a\n\r\tb", r"CAST(val('$.x') AS TEXT) = 'a\n\r\tb'"),
        (F("a.b[0].c") == 1, "CAST(val('$.a.b[0].c') AS NUMERIC) = 1"),
        (F("a.b", "c d", 2) == 1, 'CAST(val(\'$."a.b"."c d"[2]\') AS NUMERIC) = 1'),
        (F.key("a.b") == 1, "CAST(val('$.\"a.b\"') AS NUMERIC) = 1"),
        (F("user-id") == 1, "CAST(val('$.\"user-id\"') AS NUMERIC) = 1"),
        (F("2nd") == 1, "CAST(val('$.\"2nd\"') AS NUMERIC) = 1"),
        (F("naïve") == 1, "CAST(val('$.\"naïve\"') AS NUMERIC) = 1"),
        (F("it's") == 1, r"""CAST(val('$."it\'s"') AS NUMERIC) = 1"""),
    ],
)
def test_text_of_an_expression(expression: Expression, text: str) -> None:
    assert str(expression) == expression.to_string() == text


A, B, C = F("a") == 1, F("b") == 2, F("c") == 3


@pytest.mark.parametrize(
    ("expression", "pattern"),
    [
        (A & B & C, "{a} AND {b} AND {c}"),
        (A & (B & C), "{a} AND {b} AND {c}"),
        (A | B | C, "{a} OR {b} OR {c}"),
        (A & (B | C), "{a} AND ({b} OR {c})"),
        ((A & B) | C, "({a} AND {b}) OR {c}"),
        (A | B & C, "{a} OR ({b} AND {c})"),
        (~A, "NOT ({a})"),
        (~A & B, "NOT ({a}) AND {b}"),
        (~(A | B), "NOT ({a} OR {b})"),
        (~~A, "NOT (NOT ({a}))"),
        (A & F("x").in_([1, "1"]), "{a} AND (CAST(val('$.x') AS NUMERIC) IN (1) OR CAST(val('$.x') AS TEXT) IN ('1'))"),
        (raw("1 = 1 OR 2 = 2") & A, "(1 = 1 OR 2 = 2) AND {a}"),
        (A | raw("1 = 1"), "{a} OR (1 = 1)"),
        (~raw("1 = 1 OR 2 = 2"), "NOT (1 = 1 OR 2 = 2)"),
        (raw("1 = 1 -- all") & A, "(1 = 1 -- all\n) AND {a}"),
    ],
)
def test_precedence_is_kept_by_parentheses(expression: Expression, pattern: str) -> None:
    assert str(expression) == pattern.format(a=A, b=B, c=C)
    explain(expression, {})  # and the text is one expression


@pytest.mark.slow
@pytest.mark.parametrize("sign", [operator.and_, operator.or_])
def test_long_chains_stay_flat(sign) -> None:
    chain = functools.reduce(sign, (F("n") == number for number in range(3000)))
    assert "((" not in str(chain)
    assert explain(chain, {"n": 5}).matches is (sign is operator.or_)


def test_deep_mixtures_do_not_recurse() -> None:
    deep = A
    for _ in range(5000):
        deep = ~deep
    assert str(deep).count("NOT") == 5000
    assert pickle.loads(pickle.dumps(deep)) == deep


def test_expressions_are_values() -> None:
    one, other = F("a") == 1, F("a") == 1
    assert one == other
    assert len({one, other, F("a") == 2}) == 2
    assert one != (F("a") == 2)
    assert one != str(one)
    assert pickle.loads(pickle.dumps(one & ~other)) == (one & ~other)
    assert copy.deepcopy(one) == one
    # The binding travels with the text: a copy of an OR still gets its parentheses.
    assert str(copy.copy(A | B) & C) == f"({A} OR {B}) AND {C}"
    with pytest.raises(AttributeError, match="immutable"):
        one._text = "1 = 1"
    with pytest.raises(AttributeError, match="immutable"):
        del one._text
    assert "$.a" in repr(one)
    with pytest.raises(InvalidRequestError, match=r"F\('lang'\) == 'en'"):
        Expression()
    with pytest.raises(TypeError, match="unhashable"):
        hash(F("a"))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (F("a"), "F('a')"),
        (F("a.b[0].c[*]"), "F('a.b[0].c[*]')"),
        (F("user-id.x"), "F('user-id.x')"),
        (F("a", "b"), "F('a.b')"),
        (F.key("a.b", 0), "F.key('a.b', 0)"),
        (F.key("a[0]"), "F.key('a[0]')"),
    ],
)
def test_a_field_shows_how_it_is_written(field: Field, text: str) -> None:
    assert repr(field) == text
    assert eval(text).exists() == field.exists()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: bool(A), "Combine expressions with &"),
        (lambda: A and B, "instead of and, or"),
        (lambda: not A, "and not"),
        (lambda: 1 < F("a") < 3, r"\(F\('year'\) >= 2020\) &"),
        (lambda: F("a") and A, r"F\('a'\) alone is not a condition"),
        (lambda: A & F("b"), r"F\('b'\) == True"),
        (lambda: A & "b = 1", r"raw\('...'\)"),
        (lambda: A | None, r"\| takes two filter expressions"),
        (lambda: F("a") == math.nan, "finite"),  # noqa: PLW0177  # == is the builder
        (lambda: F("a") == float("-inf"), "finite"),
        (lambda: F("a") == Decimal("NaN"), "finite"),
        (lambda: F("a") < Decimal("Infinity"), "finite"),
        (lambda: F("a") == [1], "in_"),
        (lambda: F("a") == object(), "expected str, bool, int"),
        (lambda: F("a") == b"x", "bytes"),
        (lambda: F("a") == F("b"), r"the Field F\('b'\)"),
        (lambda: F("a") < None, "== None or != None"),
        (lambda: F("a").in_("abc"), r"\.in_\(\[...\]\)"),
        (lambda: F("a").in_(5), "list of values"),
        (lambda: F("a").in_([["x"]]), "list"),
        (lambda: F("a").like(5), "pattern is a str"),
        (lambda: F("a").like("x\\"), "escapes nothing"),
        (lambda: F("a") == "x\0y", r"U\+0000 \(position 1"),
        (lambda: F("a") == "\x1b", r"U\+001B"),
        (lambda: F("a") == "\ud800", r"U\+D800"),
        (lambda: F(""), "not a field name"),
        (lambda: F("a..b"), "not a field name"),
        (lambda: F("a."), "not a field name"),
        (lambda: F("a[x]"), "not a field name"),
        (lambda: F("a[-1]"), "not a field name"),
        (lambda: F("[0]"), "not a field name"),
        (lambda: F("a]"), r"F\.key"),
        (lambda: F(5), "is a str"),
        (lambda: F("a", -1), "counts from 0"),
        (lambda: F("a", True), "is a str"),
        (lambda: F("a", ""), "empty"),
        (F.key, "at least one"),
        (lambda: F(".".join("a" * 65)), "limit is 64"),
        (lambda: F("a\nb"), r"U\+000A"),
        (lambda: F('a"b'), r"U\+0022"),
        (lambda: F("a\\b"), r"U\+005C"),
        (lambda: raw(""), "raw takes the text"),
        (lambda: raw("  "), "raw takes the text"),
        (lambda: raw(None), "raw takes the text"),
        (lambda: coerce(F("a")), "alone is not a condition"),
        (lambda: coerce({"lang": "en"}), r"not the dict \{'lang': 'en'\}"),
        (lambda: coerce(None), "NoneType"),
    ],
)
def test_refusals_say_what_to_do(build, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message) as caught:
        build()
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)


def test_coerce_passes_texts_and_renders_expressions() -> None:
    assert coerce("anything at all") == "anything at all"
    assert coerce(A) == str(A)
    assert coerce(raw(" 1 = 1 ")) == " 1 = 1 "


def test_building_loads_no_parser() -> None:
    code = (
        "import sys; from goodmem_dyn.filters import F, raw, coerce; coerce((F('a') == 1) & ~(F('b') == 'x'));"
        "print([m for m in sys.modules if m.startswith(('goodmem_dyn.filters._parse', 'goodmem_dyn.filters._exp',"
        " 'pydantic', 'httpx'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


# --- no string breaks out of its literal ------------------------------------------------------------------------------

# Text with the characters that matter at any place, beside all others.
HOSTILE = st.text(
    st.sampled_from("'\\\\\n\r\tnrt\"-%_|/*(); ") | st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40
)
PREFIX, SUFFIX = "CAST(val('$.k') AS TEXT) = ", " AND CAST(val('$.z') AS NUMERIC) = 1"


@given(HOSTILE)
def test_a_value_comes_back_as_it_was(value: str) -> None:
    expression = (F("k") == value) & (F("z") == 1)
    assert explain(expression, {"k": value, "z": 1}).matches
    assert not explain(expression, {"k": value + "x", "z": 1}).matches
    assert not explain(expression, {"k": value, "z": 2}).matches


@given(HOSTILE)
def test_a_pattern_comes_back_as_it_was(value: str) -> None:
    exact = "".join(f"\\{character}" if character in "\\%_" else character for character in value)
    expression = F("k").like(exact) & (F("z") == 1)
    assert explain(expression, {"k": value, "z": 1}).matches
    assert not explain(expression, {"k": value, "z": 2}).matches
    assert not explain(expression, {"k": value + "x", "z": 1}).matches


@given(HOSTILE.filter(lambda key: key and not set(key) & set('"\\\n\r\t')))
def test_a_key_comes_back_as_it_was(key: str) -> None:
    expression = (F.key(key) == 1) & (F("z", "z") == 1)
    assert explain(expression, {key: 1, "z": {"z": 1}}).matches or key == "z"
    assert not explain(expression, {key + "x": 1, "z": {"z": 1}}).matches


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_every_member_of_a_list_comes_back(values: list[str]) -> None:
    expression = F("k").in_(values)
    assert all(explain(expression, {"k": value}).matches for value in values)
    assert not explain(expression, {"k": "".join(values) + "x"}).matches


@given(HOSTILE)
def test_the_text_is_one_literal_for_any_reader(value: str) -> None:
    """A reader that knows nothing but quotes and backslashes finds the value's literals and nothing else."""
    text = str((F("k") == value) & (F("z") == 1))
    assert text.startswith(PREFIX)
    assert text.endswith(SUFFIX)
    literal = text[len(PREFIX) : -len(SUFFIX)]
    outside, inside, quoted = [], [], False
    characters = iter(literal)
    for character in characters:
        if character == "'":
            quoted = not quoted
            inside.append("") if quoted else None
        elif not quoted:
            outside.append(character)
        else:
            inside[-1] += character + (next(characters) if character == "\\" else "")
    assert not quoted
    assert "".join(outside) in {"", "(" + " || " * (len(inside) - 1) + ")"}
    assert not any(ord(character) < 32 for character in literal)


@given(HOSTILE)
def test_the_order_in_which_escapes_are_undone_does_not_matter(value: str) -> None:
    """A server may undo one kind of escape after the other, so that a careless `\\\\n` becomes a line break."""
    literal = str(F("k") == value)[len(PREFIX) :].removeprefix("(").removesuffix(")")
    pieces = literal[1:-1].split("' || '") if "\\\\' || '" in literal else [literal[1:-1]]
    escapes = {r"\'": "'", r"\\": "\\", r"\n": "\n", r"\r": "\r", r"\t": "\t"}
    for order in itertools.permutations(escapes):
        undone = pieces
        for escape in order:
            undone = [piece.replace(escape, escapes[escape]) for piece in undone]
        assert "".join(undone) == value
