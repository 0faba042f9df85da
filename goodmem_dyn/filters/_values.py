"""Values of the filter language: paths into a document, casts, comparisons.

Rules kept here:

- `None` is NULL; JSON's own null is `JSON_NULL`. A value that cannot be converted is NULL, never an error.
- Casts are as lenient and as strict as measured: text that spells a number is a number, and no text equals a stored
  boolean.
- Paths are lax, as PostgreSQL's are: a name looks into the elements of an array, an index takes a single value as an
  array of one.
- What compares many values with many others finds them by their keys, and counts as work where it cannot.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timezone
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bounds import FILTER_CHARACTERS
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters._text import Wildcard
from goodmem_dyn.filters._types import DAYS, NUMBERS
from goodmem_dyn.filters._work import refuse, spend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodmem_dyn.filters._text import Step


class _Null(Enum):
    JSON_NULL = "null"


JSON_NULL = _Null.JSON_NULL

_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,6})?\s*", re.ASCII)
_INTEGER = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(?:([+-]\d\d):?(\d\d)?|[Zz])?)?", re.ASCII
)
_TRUE = frozenset({"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"})
_FALSE = frozenset({"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"})


# --- paths ---------------------------------------------------------------------------------------------------------


def follow(value: Any, steps: Sequence[Step]) -> Iterator[Any]:
    """Every value that the steps lead to, in document order."""
    if not steps:
        yield value
        return
    for child in _children(value, steps[0]):
        yield from follow(child, steps[1:])


def _children(value: Any, step: Step) -> Iterator[Any]:
    elements = value if isinstance(value, (list, tuple)) else [value]
    if step is Wildcard.ELEMENTS:
        yield from elements
    elif isinstance(step, int):
        if step < len(elements):
            yield elements[step]
    else:
        for element in elements:
            if isinstance(element, dict):
                if step is Wildcard.MEMBERS:
                    yield from element.values()
                elif step in element:
                    yield element[step]


# --- casts ---------------------------------------------------------------------------------------------------------


def cast(value: Any, source: str, target: str) -> Any:
    """Convert a value from one type to another; None where it cannot be converted."""
    if value is None or source == target:
        return value
    if target == "JSON":
        return as_json(value, source)
    if source == "BOOLEAN":  # one of the language: a stored one is JSON, and has no text and no number
        return ("true" if value else "false") if target == "TEXT" else Decimal(int(value))
    if target == "BOOLEAN" and source in NUMBERS:
        return bool(value)
    if value is JSON_NULL or isinstance(value, (list, tuple, dict)):
        return None
    return _CASTS[target](value)


def as_text(value: Any) -> str | None:
    """A value as text; None for what has none."""
    if isinstance(value, bool):
        return None  # on the live server no text equals a stored boolean
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = _as_number(value)
    return None if number is None else number_text(number)


def _as_number(value: Any) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        return Decimal(value.strip()) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    # JSON numbers pass through a double on their way into the store, so 5 and 5.0 are one value there.
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value))


def _as_integer(value: Any) -> Decimal | None:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return None
    number = _as_number(value)
    if number is None or number.adjusted() > 19:
        return None
    whole = number.to_integral_value(ROUND_HALF_UP)
    return whole if -(2**63) <= whole < 2**63 else None


def _as_boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else None
    return None


def _as_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _DATE.fullmatch(text[:10]) or (text[10:] and (text[10] not in "Tt " or _as_timestamp(text) is None)):
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:10]))
    except ValueError:
        return None


def _as_timestamp(value: Any) -> datetime | None:
    if isinstance(value, date):
        return value if isinstance(value, datetime) else datetime(*value.timetuple()[:3], tzinfo=timezone.utc)
    match = _TIMESTAMP.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    day, minutes, seconds, fraction, hours, rest = match.groups()
    # One spelling for every Python: what fromisoformat takes differs.
    digits = (fraction or ".")[1:7].ljust(6, "0")
    spelled = f"{day}T{minutes or '00:00'}{seconds or ':00'}.{digits}{hours or '+00'}:{rest or '00'}"
    try:
        return datetime.fromisoformat(spelled).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


_CASTS: dict[str, Callable[[Any], Any]] = {
    "TEXT": as_text,
    "NUMERIC": _as_number,
    "INTEGER": _as_integer,
    "BOOLEAN": _as_boolean,
    "DATE": _as_date,
    "TIMESTAMP": _as_timestamp,
}


def number_text(number: Decimal) -> str:
    """A number as a text cast writes it: no exponent at any size JSON holds, no fraction where it is whole."""
    if abs(number.adjusted()) > 400:
        return str(number)
    if number == number.to_integral_value():
        return format(number.quantize(Decimal(1), context=Context(prec=2000)), "f") if number else "0"
    return format(number, "f")


def as_json(value: Any, kind: str) -> Any:
    """A value of the language as JSON holds it."""
    if value is JSON_NULL:
        return None
    return as_text(value) if kind in DAYS else value


# --- comparisons ---------------------------------------------------------------------------------------------------


def joined(values: Sequence[str], separator: str = "") -> str:
    """Texts as one, unless that is too long."""
    if sum(map(len, values)) > FILTER_CHARACTERS:
        refuse(f"The filter puts a text of more than {FILTER_CHARACTERS:,} characters together.")
    return separator.join(values)


def negated_if(value: bool | None, *, negated: bool) -> bool | None:
    """The opposite if `negated`; the opposite of unknown is unknown."""
    return value if value is None or not negated else not value


def compared(left: Any, sign: str, right: Any) -> bool:
    """Compare two values of one type."""
    if sign == "=":
        return bool(left == right)
    if sign == "!=":
        return bool(left != right)
    if sign.startswith("<"):
        return bool(left < right or (sign == "<=" and left == right))
    return bool(left > right or (sign == ">=" and left == right))


def rank(value: Any) -> tuple[Any, ...]:
    """A hashable key that orders and equates JSON values as jsonb does.

    That is null < text < number < boolean < array < object.
    """
    if value is None or value is JSON_NULL:
        return (0,)
    if isinstance(value, str):
        return (1, value)
    if isinstance(value, bool):
        return (3, value)
    if isinstance(value, (int, float, Decimal)):
        return (2, _as_number(value) or Decimal(0))
    if isinstance(value, (list, tuple)):
        return (4, len(value), tuple(rank(element) for element in value))
    if isinstance(value, dict):
        parts = tuple(part for key in sorted(value) for part in (rank(key), rank(value[key])))
        return (5, len(value), parts)
    raise InvalidRequestError(
        f"Metadata holds JSON values only, and this is a {type(value).__name__}: store its text, such as isoformat()."
    )


def contains(whole: Any, part: Any, key: Callable[[Any], object]) -> bool:
    """Whether a JSON value contains another: members of objects, elements of arrays, at any depth.

    An array also contains a single value that is one of its own elements. Values are one where their keys are.
    """
    if isinstance(whole, list) and not isinstance(part, (list, dict)):
        return key(part) in {key(element) for element in whole}
    return _within(part, whole, key)


def _within(part: Any, whole: Any, key: Callable[[Any], object]) -> bool:
    spend()
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and _within(part[name], whole[name], key) for name in part)
    if not isinstance(whole, list) or not isinstance(part, list):
        return not isinstance(part, list) and key(part) == key(whole)
    spend(len(whole))
    equal = {key(element) for element in whole}
    others = [element for element in part if key(element) not in equal]
    if not all(isinstance(element, (list, dict)) for element in others):
        return False
    wholes = [element for element in whole if isinstance(element, (list, dict))]
    return all(any(_within(element, other, key) for other in wholes) for element in others)


def overlap(left: Any, right: Any, key: Callable[[Any], object]) -> bool:
    """Whether two arrays share an element; a single value counts as an array of one."""
    first, second = (map(key, value if isinstance(value, list) else [value]) for value in (left, right))
    return not set(first).isdisjoint(second)
