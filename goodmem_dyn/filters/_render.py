"""Python values as a filter holds them.

Rules kept here:

- The cast follows the Python type, because a cast that does not fit the stored type matches nothing, silently.
- Numbers are written in plain digits where they stay short: exponents are where readers of numbers differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from goodmem_dyn._values import UnwritableError, is_finite, moment, scalar
from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.filters import _text


def typed(value: object, field: object) -> tuple[str, str]:
    """The cast that fits a Python value, and the value as it stands in an expression; `field` is for messages."""
    try:
        plain = scalar(value)
    except UnwritableError as reason:
        raise InvalidRequestError(f"{field!r} is compared with {described(value)}, which {reason}.") from None
    if isinstance(plain, str):
        return "TEXT", _text.literal(plain)
    if isinstance(plain, bool):  # before int, of which it is a subclass: a boolean cast as NUMERIC matches nothing
        return "BOOLEAN", "TRUE" if plain else "FALSE"
    if isinstance(plain, date):
        return "DATE", f"CAST('{plain.isoformat()}' AS DATE)"
    if isinstance(plain, (int, float, Decimal)):
        if not is_finite(plain):
            raise InvalidRequestError(f"{field!r} is compared with {value}: a filter takes finite numbers only.")
        return "NUMERIC", _number(Decimal(float.__repr__(plain)) if isinstance(plain, float) else Decimal(plain))
    hint = "; for a list of values use in_" if isinstance(value, Iterable) else ""
    raise InvalidRequestError(
        f"{field!r} is compared with {described(value)}: expected str, bool, int, float, Decimal, date, datetime or "
        f"None{hint}."
    )


def in_time(left: str, sign: str, value: datetime) -> tuple[str, str]:
    """An order of times as an order of texts, and the word that joins its parts, or an empty one.

    A time within a second is written `44.5Z` and the second itself `44Z`, which as text comes after all within it.
    """
    written = moment(value)
    second, _, fraction = written[:-1].partition(".")
    later, whole = sign[0] == ">", _text.literal(f"{second}Z")
    if not fraction:
        sides = f"{left} {'>=' if later else '<'} {_text.literal(f'{second}.')}"
        if sign in {">=", "<"}:
            return sides, ""
    else:
        sides = f"{left} {sign} {_text.literal(written)}"
    joined = "AND" if later else "OR"
    return f"{sides} {joined} {left} {'!=' if later else '='} {whole}", joined


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
