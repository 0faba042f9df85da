"""The functions of the filter language: one row each, for `explain` and for the embedded server alike.

A new function is a row of `FUNCTIONS`, and nothing else: the parser takes its name and its types from it, `explain`
calls it, and the server registers it with its database. `val` and `exists` are no functions of this kind, since they
take a path and not a value; CAST and EXTRACT have a syntax of their own.

Rules kept here:

- A function takes and gives what values of its types are in Python: str, Decimal (also for integers), bool, date,
  datetime in UTC, and JSON values.
- NULL in is NULL out, and the function is not called, unless its row says otherwise.
- No number grows without bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

MOST_ARGUMENTS = 100
"""Of a function that takes any number: databases have a limit, SQLite's is 127."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    Attributes:
        takes: The types of its arguments; NUMERIC takes an INTEGER too.
        gives: The type of its value; empty where that is the type of its arguments.
        apply: What it does.
        least: How many arguments must be given; the others have defaults in `apply`.
        many: Any number of arguments, which must be of one type, whatever it is.
        takes_null: It is called even where an argument is NULL, which is `None`.
    """

    takes: tuple[str, ...]
    gives: str
    apply: Callable[..., Any]
    least: int = 1
    many: bool = False
    takes_null: bool = False

    def __call__(self, *values: Any) -> Any:
        """Its value; None is NULL."""
        return None if None in values and not self.takes_null else self.apply(*values)


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _round(number: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    """Round half away from zero, to digits after the point or, with a negative number of them, before it."""
    last = -int(max(Decimal(-1000), min(Decimal(1000), digits)))
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= last:
        return number  # it has no more digits than that, and no zeros are made for it
    return number.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP, Context(prec=len(number.as_tuple().digits) + 1))


def _whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda number: number.to_integral_value(rounding)


FUNCTIONS: dict[str, Function] = {
    "abs": Function(("NUMERIC",), "NUMERIC", Decimal.copy_abs),
    "ceil": Function(("NUMERIC",), "NUMERIC", _whole(ROUND_CEILING)),
    "coalesce": Function((), "", _first, least=2, many=True, takes_null=True),
    "floor": Function(("NUMERIC",), "NUMERIC", _whole(ROUND_FLOOR)),
    "length": Function(("TEXT",), "INTEGER", lambda text: Decimal(len(text))),
    "lower": Function(("TEXT",), "TEXT", str.lower),
    "round": Function(("NUMERIC", "INTEGER"), "NUMERIC", _round),
    "trim": Function(("TEXT",), "TEXT", lambda text: text.strip(" ")),
    "upper": Function(("TEXT",), "TEXT", str.upper),
}


def _epoch(day: date) -> float:
    if isinstance(day, datetime):
        return day.timestamp()
    return (day.toordinal() - 719_163) * 86_400  # the first is 1970-01-01


DATE_PARTS: dict[str, Callable[[Any], float]] = {
    "YEAR": lambda day: day.year,
    "QUARTER": lambda day: (day.month + 2) // 3,
    "MONTH": lambda day: day.month,
    "WEEK": lambda day: day.isocalendar()[1],
    "DAY": lambda day: day.day,
    "DOW": lambda day: day.isoweekday() % 7,
    "ISODOW": lambda day: day.isoweekday(),
    "DOY": lambda day: day.timetuple().tm_yday,
    "HOUR": lambda moment: moment.hour,
    "MINUTE": lambda moment: moment.minute,
    "SECOND": lambda moment: moment.second + moment.microsecond / 1_000_000,
    "EPOCH": _epoch,
}
"""What EXTRACT reads of a date or a point in time."""

TIME_PARTS = frozenset({"HOUR", "MINUTE", "SECOND"})
"""Those that a date does not have."""
