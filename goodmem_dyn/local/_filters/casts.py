"""Conversions between the types of the filter language, of values as SQL has them.

Rules kept here:

- A conversion never raises on stored data: what cannot be converted is NULL, so the row does not match.
- A boolean travels as 0 or 1, a date as its day number (1 is 0001-01-01), a timestamp as microseconds since the epoch,
  UTC. NaN and infinities do not exist: they convert to NULL.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn.filters.language import DAYS, JSON_NULL, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable

Scalar = str | int | float | None

_INT64 = 2**63
_EXACT = 2**53
EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_INTEGER = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
_TRUE = {"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"}
_FALSE = {"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"}


def as_number(value: Any) -> float | None:
    """Convert a JSON scalar or SQL value to a number: numbers, and text that spells one."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            return None
        try:
            value = int(value) if _INTEGER.fullmatch(value) and len(value) < 40 else float(value)
        except (ValueError, OverflowError):
            return None
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if not -_INT64 <= value < _INT64:
        return float(value)
    # A double beyond 2**53 stands for the digits that it is written with, and no other integer equals it.
    return int(Decimal(repr(value))) if isinstance(value, float) and abs(value) > _EXACT else value


def as_integer(value: Any) -> int | None:
    """Convert to a 64-bit integer: a number is rounded half away from zero, text must spell an integer."""
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return None
    number = as_number(value)
    if number is None:
        return None
    rounded = number if isinstance(number, int) else int(math.copysign(math.floor(abs(number) + 0.5), number))
    return rounded if -_INT64 <= rounded < _INT64 else None


def as_boolean(value: Any) -> int | None:
    """Convert to a boolean: booleans, and text such as ``true``, ``f``, ``yes``, ``off``, ``1``."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        word = value.strip().lower()
        return 1 if word in _TRUE else 0 if word in _FALSE else None
    return None


_TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(?:([+-]\d\d):?(\d\d)?|[Zz])?)?", re.ASCII
)


def as_timestamp(value: Any) -> int | None:
    """Convert ISO 8601 text to microseconds since the epoch; a time without an offset is UTC."""
    match = _TIMESTAMP.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    day, minutes, seconds, fraction, hours, rest = match.groups()
    # One spelling for every Python: what fromisoformat takes differs.
    digits = (fraction or ".")[1:7].ljust(6, "0")
    try:
        delta = (
            datetime.fromisoformat(
                f"{day}T{minutes or '00:00'}{seconds or ':00'}.{digits}{hours or '+00'}:{rest or '00'}"
            )
            - EPOCH
        )
    except (ValueError, OverflowError):
        return None
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def as_date(value: Any) -> int | None:
    """Convert ISO 8601 text to a day number; of a date with a time, the date as written."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    day, time = text[:10], text[10:]
    if time and (time[0] not in "Tt " or as_timestamp(text) is None):
        return None
    try:
        return date(int(day[:4]), int(day[5:7]), int(day[8:])).toordinal() if _DATE.fullmatch(day) else None
    except ValueError:
        return None


_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def number_text(value: float) -> str:
    """Spell a number as it is written by hand: 5 and 5.0 are both ``5``, without an exponent."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return str(value)
    try:
        return f"{Decimal(repr(value)):f}"
    except InvalidOperation:
        return repr(value)


def as_text(value: Any, kind: str = "JSON") -> str | None:
    """Convert to text: text and numbers of JSON; not its booleans, which a text never equals on the live server."""
    if value is None:
        return None
    if kind in DAYS:
        day = as_day(value, kind)
        return day.isoformat(sep=" ") if isinstance(day, datetime) else day.isoformat() if day else None
    if kind == "BOOLEAN":
        return "true" if value else "false"
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return number_text(value)
    return value if isinstance(value, str) else None


def as_day(value: float, kind: str) -> date | None:
    """Return the date or the point in time that a number stands for; None for one beyond the calendar."""
    try:
        if kind == "DATE":
            return date.fromordinal(int(value))
        return EPOCH + timedelta(microseconds=value)
    except (ValueError, OverflowError):
        return None


CASTS: Final[dict[str, Callable[[Any], Scalar]]] = {
    "TEXT": as_text,
    "NUMERIC": as_number,
    "INTEGER": as_integer,
    "BOOLEAN": as_boolean,
    "DATE": as_date,
    "TIMESTAMP": as_timestamp,
}


def cast_scalar(value: Scalar, source: str, target: str) -> Scalar:
    """Convert between SQL types."""
    if value is None or source == target:
        return value
    if target == "TEXT":
        return as_text(value, source)
    if target == "BOOLEAN" and source in NUMBERS:
        return int(value != 0)
    if source == "BOOLEAN" and target in NUMBERS:
        return int(value)
    if source in DAYS:
        return CASTS[target](as_text(value, source))
    return CASTS[target](value)


def to_python(value: Any, kind: str) -> Any:
    """Return a value of SQL as the functions of the language take it."""
    if value is None or kind == "TEXT":
        return value
    if kind in NUMBERS:
        return Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if kind in DAYS:
        return as_day(value, kind)
    if kind == "BOOLEAN":
        return bool(value)
    loaded = json.loads(value)
    return JSON_NULL if loaded is None else loaded


def to_sql(value: Any, kind: str) -> Scalar:
    """Return what a function of the language gave as a value of SQL."""
    if value is None or kind == "TEXT":
        return None if value is None else str(value)
    if kind in NUMBERS:
        whole = int(value) if value.adjusted() < 19 else None  # no more digits than a database's integer has
        return as_number(float(value) if whole is None or whole != value else whole)
    if kind in DAYS:
        return CASTS[kind](value.isoformat())
    if kind == "BOOLEAN":
        return int(value)
    return json.dumps(None if value is JSON_NULL else value, ensure_ascii=False)
