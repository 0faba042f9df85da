"""`explain`: the verdict on a document, the reasons, and errors that point at their column."""

from __future__ import annotations

import pickle
import time
from datetime import date, datetime, timedelta, timezone

import pytest

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import Explanation, F, explain, raw

DOCUMENT = {
    "lang": "de",
    "year": 2021,
    "price": 5.0,
    "draft": True,
    "off": False,
    "text true": "true",
    "five": "5",
    "tags": ["a", "b", 3],
    "author": {"name": "Ann", "ids": [{"n": 1}, {"n": 2}]},
    "due": "2024-05-06",
    "at": "2024-05-06T10:00:00Z",
    "nothing": None,
    "user-id": 7,
    "": 1,
}


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        # Measured: casts are lenient one way, and number formatting is not.
        (F("five") == 5, True),
        (F("price") == 5, True),
        (F("price") == "5", True),
        (F("price") == "5.0", False),
        (F("text true") == True, True),  # noqa: E712  # == is the builder
        (F("draft") == "true", False),
        (F("draft") == "True", False),
        (F("draft") != "true", False),
        (F("draft") == 1, False),
        (F("year") == True, False),  # noqa: E712  # == is the builder
        # Missing is unknown, and so is its negation.
        (F("gone") == 1, False),
        (F("gone") != 1, False),
        (~(F("gone") == 1), False),
        (F("gone").not_in([1]), False),
        ((F("gone") == 1) | (F("lang") == "de"), True),
        (~((F("gone") == 1) & (F("lang") == "en")), True),
        (F("gone").is_null(), True),
        (F("gone") != None, False),  # noqa: E711  # != is the builder
        (F("gone").exists(), False),
        (~F("gone").exists(), True),
        # JSON's null is a value, though none that a comparison matches.
        (F("nothing").exists(), True),
        (F("nothing").is_null(), False),
        (F("nothing") == "null", False),
        # Paths.
        (F("author.name") == "Ann", True),
        (F("author.ids.n") == 1, True),
        (F("author.ids[1].n") == 2, True),
        (F("tags[0]") == "a", True),
        (F("tags[3]").exists(), False),
        (F("tags[*]").exists(), True),
        (F("lang[0]") == "de", True),
        (F("user-id") == 7, True),
        # Text, dates, lists.
        (F("lang").in_(["en", "de"]), True),
        (F("lang").in_(["en", None]), False),
        (F("gone").in_(["en", None]), True),
        (F("lang").in_([]), False),
        (F("lang").not_in([]), True),
        (F("lang").like("d_"), True),
        (F("lang").like("D%"), False),
        (F("lang").ilike("D%"), True),
        (F("lang").like("%d%e%"), True),
        (F("lang").like("d\\_"), False),
        (F("lang") > "daz", True),
        (F("due") <= date(2024, 5, 6), True),
        (F("at") <= date(2024, 5, 6), True),
        (F("lang") < date(2024, 5, 6), False),
        (F("at") == datetime(2024, 5, 6, 10, tzinfo=timezone.utc), True),
        (F("at") == datetime(2024, 5, 6, 12, tzinfo=timezone(timedelta(hours=2))), True),
        (F("at") > datetime(2024, 5, 6, 10, tzinfo=timezone.utc), False),
        # The language as people write it.
        ("CAST(val('$.year') AS bigint) + 1 = 2022 and not FALSE", True),
        ("CAST(val('$.price') AS NUMERIC) * 2 - 1 = 9 -- nine", True),
        ("-7 % 3 = -1 AND 7 / 2 = 3 AND 1 / 0 = 1", False),
        ("-7 % 3 = -1 AND 7 / 2 = 3 AND 7.0 / 2 = 3.5 AND (1 / 0) IS NULL", True),
        ("CAST(val('$.due') AS DATE) < CURRENT_DATE - 365", True),
        ("CAST(val('$.due') AS DATE) - CAST('2024-05-01' AS DATE) = 5", True),
        ("EXTRACT(YEAR FROM CAST(val('$.due') AS DATE)) = 2024", True),
        ("CAST(val('$.lang') AS TEXT) || '!' == 'de!'", True),
        ("val('$.tags')[1] = val('$.tags[1]')", True),
        ("val('$.tags')[9] IS NULL", True),
        ("'a' IN val('$.tags')", True),
        ("3 IN val('$.tags')", True),
        ("'3' IN val('$.tags')", False),
        ("'z' NOT IN val('$.tags')", True),
        ("CAST(val('$.lang') AS TEXT) NOT IN ('en', 'fr')", True),
        ("CAST(val('$.lang') AS TEXT) NOT LIKE 'e%'", True),
        ("CAST(val('$.lang') AS TEXT) NOT IN ('en', NULL)", False),
        ("val('$.tags') CONTAINS ['a', 3]", True),
        ("val('$.tags') CONTAINS 'a'", True),
        ("val('$.tags') CONTAINS ['z']", False),
        ("val('$.tags') OVERLAPS ['z', 'b']", True),
        ("val('$.tags') OVERLAPS []", False),
        ("CAST(val('$.draft') AS BOOLEAN)", True),
        ("exists('$.author.*')", True),
        ("exists('$[\"user-id\"]') AND exists('$[''user-id'']')".replace("''", "\\'"), True),
        ("NULL = NULL", False),
        ("NOT NOT TRUE", True),
        (raw("1 = 1 -- all") & (F("lang") == "de"), True),
    ],
)
def test_verdict(expression, verdict: bool) -> None:
    explanation = explain(expression, DOCUMENT, today=date(2026, 1, 1))
    assert explanation.matches is verdict, str(explanation)
    assert bool(explanation) is verdict
    assert bool(explanation.reasons) is not verdict


@pytest.mark.parametrize(
    ("expression", "reasons"),
    [
        (F("lang") == "en", ["$.lang is 'de', wanted 'en'"]),
        (F("year") < 2020, ["$.year is 2021, wanted < 2020"]),
        (
            raw("2020 > CAST(val('$.year') AS NUMERIC)"),
            ["$.year is 2021, wanted < 2020"],
        ),
        (F("gone") >= 2020, ["$.gone is missing: a comparison with a missing value never matches"]),
        (
            F("gone") != 2020,
            [
                (
                    "$.gone is missing: a comparison with a missing value never matches, not even with !=; "
                    "add `| F('gone').is_null()` to include it"
                )
            ],
        ),
        (
            F("gone").not_in([1]),
            ["$.gone is missing: a comparison with a missing value never matches, and neither does its negation"],
        ),
        (
            F("draft") == "true",
            [
                (
                    "$.draft is true, a stored boolean compared as TEXT, which never matches: "
                    "use F('draft') == True, or CAST(… AS BOOLEAN)"
                )
            ],
        ),
        (F("lang") == 5, ["$.lang is 'de', which is no NUMERIC: a value that cannot be cast never matches"]),
        (F("nothing") == 5, ["$.nothing is null: null is no NUMERIC, so it never matches"]),
        (
            F("tags") == "a",
            ["$.tags is ['a', 'b', 3]: an array is no TEXT; name a value in it, such as F('tags[0]')"],
        ),
        (
            F("author") == "Ann",
            [
                (
                    "$.author is {'name': 'Ann', 'ids': [{'n': 1}, {'n': 2}]}: an object is no TEXT; "
                    "name a value in it, such as F('author.name')"
                )
            ],
        ),
        (
            F("price") == "5.0",
            ["$.price is 5.0, wanted '5.0'; the stored number is compared as TEXT: use F('price') == 5.0"],
        ),
        (F("lang") == "DE", ["$.lang is 'de', wanted 'DE'; they differ only in case or in spaces around them"]),
        (
            F("at") == "2024-05-06T12:00:00+02:00",
            [
                (
                    "$.at is '2024-05-06T10:00:00Z', wanted '2024-05-06T12:00:00+02:00'; "
                    "the same moment, written differently: text is compared, not time"
                )
            ],
        ),
        (F("lang").in_(["en", "fr"]), ["$.lang is 'de', wanted one of 'en', 'fr'"]),
        (raw("CAST(val('$.lang') AS TEXT) NOT IN ('de')"), ["$.lang is 'de', wanted none of 'de'"]),
        (F("lang").like("e%"), ["$.lang is 'de', wanted LIKE 'e%'"]),
        (raw("CAST(val('$.lang') AS TEXT) NOT ILIKE 'D%'"), ["$.lang is 'de', wanted NOT ILIKE 'D%'"]),
        (raw("val('$.tags') CONTAINS 'z'"), ["$.tags is ['a', 'b', 3], wanted CONTAINS 'z'"]),
        (F("gone").exists(), ["$.gone does not exist"]),
        (F("lang").is_null(), ["$.lang is 'de', wanted no value (NULL)"]),
        (F("gone") != None, ["$.gone is missing, wanted a value"]),  # noqa: E711  # != is the builder
        (
            raw("CAST(val('$.lang') AS TEXT) = NULL"),
            ["$.lang is 'de', compared with NULL, which never matches: write IS NULL to ask for it"],
        ),
        (
            ~((F("lang") == "de") & (F("year") > 2000)),
            [
                (
                    "NOT is refused by `CAST(val('$.lang') AS TEXT) = 'de' AND CAST(val('$.year') AS NUMERIC) > 2000`, "
                    "which holds ($.lang is 'de', $.year is 2021)"
                )
            ],
        ),
        (
            raw("val('$.lang') = val('$.year')"),
            ["`val('$.lang') = val('$.year')` is false ($.lang is 'de', $.year is 2021)"],
        ),
        (raw("1 = 0"), ["`1 = 0` is false"]),
        (raw("FALSE"), ["`FALSE` is false"]),
        (raw("CAST(val('$.off') AS BOOLEAN)"), ["$.off is false, wanted true"]),
        (
            raw("CAST(val('$.nothing') AS BOOLEAN)"),
            ["$.nothing is null: null is no BOOLEAN, so it never matches"],
        ),
        (raw("CAST(val('$.gone') AS BOOLEAN)"), ["$.gone is missing: a comparison with a missing value never matches"]),
        # Only what decides is named: of an AND what fails, of an OR everything.
        (
            ((F("lang") == "de") & (F("year") == 1)) | (F("five") == 6),
            ["$.year is 2021, wanted 1", "$.five is '5', wanted 6"],
        ),
    ],
)
def test_reasons(expression, reasons: list[str]) -> None:
    explanation = explain(expression, DOCUMENT)
    assert list(explanation.reasons) == reasons
    assert not explanation.matches


def test_an_explanation_reads_well() -> None:
    explanation = explain((F("lang") == "en") & (F("year") >= 2020), {"lang": "de"})
    assert isinstance(explanation, Explanation)
    assert str(explanation) == (
        "does not match: CAST(val('$.lang') AS TEXT) = 'en' AND CAST(val('$.year') AS NUMERIC) >= 2020\n"
        "  - $.lang is 'de', wanted 'en'\n"
        "  - $.year is missing: a comparison with a missing value never matches"
    )
    assert str(explain("1 = 1", None)) == "matches: 1 = 1"
    assert pickle.loads(pickle.dumps(explanation)) == explanation


@pytest.mark.parametrize("metadata", ["text", [], 5])
def test_metadata_is_a_dict(metadata) -> None:
    with pytest.raises(InvalidRequestError, match="as a dict"):
        explain("1 = 1", metadata)


def test_metadata_holds_json_only() -> None:
    with pytest.raises(InvalidRequestError, match=r"metadata\.a cannot be written as JSON"):
        explain("val('$.a') = val('$.b')", {"a": object(), "b": 1})


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("CAST(val('$.a') AS TEXT) LIKE '%" + "a%" * 40 + "b'", {"a": "a" * 2000}),
        ("1e999999 * 1e999999 = 1 OR CAST(1e999999 AS TEXT) = 'x' OR 1 % 1e999999 = 5", {}),
        ("CURRENT_DATE + CAST('9999999999' AS BIGINT) = CURRENT_DATE", {}),
        ("floor(1e999999) = 1 OR round(1e999999, 9999) = 1 OR round(5, -999999999) = 1 OR abs(-1e999999) = 1", {}),
        ("CAST(1e999999 AS BIGINT) = 1", {}),
        ("val('$.a')[CAST(1e999999 AS BIGINT)] = val('$.a')", {"a": [1]}),
        ("1" + " + 1" * 5000 + " = 0", {}),
        ("NOT " * 5001 + "1 = 1", {}),
        (" OR ".join(["1 = 0"] * 5000), {}),
        ("CAST(val('$.a') AS NUMERIC) = 1", {"a": "1" * 100_000}),
    ],
)
def test_hostile_work_is_bounded(text: str, document: dict[str, object]) -> None:
    started = time.perf_counter()
    assert not explain(text, document).matches
    assert time.perf_counter() - started < 5
