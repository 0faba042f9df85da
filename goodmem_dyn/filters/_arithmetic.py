"""Arithmetic of the filter language, on numbers and dates.

Rules kept here: what does not exist, such as a quotient by zero, is NULL; no number grows without bound.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


def calculate(left: Any, sign: str, right: Any, kind: str) -> Any:
    """Apply an operator to numbers and dates, for a result of this type; None where the result does not exist."""
    try:
        if isinstance(left, date) and isinstance(right, date):
            return Decimal((left - right).days)
        if isinstance(left, date):
            return left + _days(right if sign == "+" else right.copy_negate())
        if isinstance(right, date):
            return right + _days(left)
        if sign == "/" and kind == "INTEGER":
            return _EXACT.divide_int(left, right)
        return _OPERATORS[sign](left, right)
    except (DecimalException, OverflowError):
        return None


def _days(number: Decimal) -> timedelta:
    if number.adjusted() > 7:
        raise OverflowError
    return timedelta(days=int(number))


# Division by zero raises in the context, and so becomes NULL; a remainder has the sign of the dividend.
_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _EXACT.divide,
    "%": _EXACT.remainder,
}
