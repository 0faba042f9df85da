"""Python values as a filter holds them.

Rules kept here:

- The cast follows the Python type, because a cast that does not fit the stored type matches nothing, silently.
- Numbers are written in plain digits where they stay short: exponents are where readers of numbers differ.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import SupportsIndex

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import _text


def typed(value: object, field: object) -> tuple[str, str]:
    """The cast that fits a Python value, and the value as it stands in an expression; `field` is for messages."""
    if isinstance(value, str):
        return "TEXT", _text.literal(str.__str__(value))
    if isinstance(value, bool):  # before int, of which it is a subclass: a boolean cast as NUMERIC matches nothing
        return "BOOLEAN", "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return "TEXT", _text.literal(value.isoformat())
    if isinstance(value, date):
        return "DATE", f"CAST('{value.isoformat()}' AS DATE)"
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise InvalidRequestError(f"{field!r} is compared with {value}: a filter takes finite numbers only.")
        return "NUMERIC", _number(value if isinstance(value, Decimal) else Decimal(float.__repr__(value)))
    if isinstance(value, SupportsIndex):  # int, and the integers of numpy
        try:
            return "NUMERIC", _number(Decimal(operator.index(value)))
        except TypeError:  # an array has the method and refuses to be an index
            pass
    hint = "; for a list of values use in_" if isinstance(value, Iterable) else ""
    raise InvalidRequestError(
        f"{field!r} is compared with {described(value)}: expected str, bool, int, float, Decimal, date, datetime or "
        f"None{hint}."
    )


def _number(value: Decimal) -> str:
    if value == 0:
        return "0"
    if abs(value.adjusted()) <= 40:
        return format(value, "f")
    return format(value, "E").replace("+", "")


def described(value: object) -> str:
    """A value for a message: its type and, where it is short, the value."""
    try:
        text = repr(value)
    except Exception:  # what a class of the caller's does wrong must not hide what is told here
        return f"a {type(value).__name__}"
    return f"the {type(value).__name__} {text}" if len(text) <= 60 else f"a {type(value).__name__}"
