"""Times of the API as datetimes, beside the numbers that they come as.

Rules: a member whose description says that it counts from the Unix epoch, and in which unit, is a time; its number
stays what it is, and `<member>_datetime` beside it is the same moment as a `datetime` in UTC. Nothing is rounded that a
datetime can hold, and a number that no datetime can hold reads as None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, overload

from goodmem_dyn._cache import pattern

if TYPE_CHECKING:
    from datetime import datetime

SUFFIX = "_datetime"
_UNITS = {"": 1, "milli": 1_000, "micro": 1_000_000, "nano": 1_000_000_000}
_SAID = pattern(r"\b(milli|micro|nano|)seconds\s+(?:since|after|from)\s+(?:the\s+)?(?:unix\s+)?epoch", re.IGNORECASE)


def units_a_second(description: object) -> int | None:
    """How many units of a time a second has, by what its description says; None for what is no time.

    Example:
        >>> units_a_second("When this was created, in milliseconds since the Unix epoch.")
        1000
        >>> units_a_second("How long it took, in milliseconds.")
    """
    match = _SAID.search(description) if isinstance(description, str) else None
    return _UNITS[match[1].lower()] if match else None


@overload
def moment(value: int, units: int) -> datetime: ...
@overload
def moment(value: int | None, units: int) -> datetime | None: ...
def moment(value: Any, units: int) -> datetime | None:
    """A number of units since the Unix epoch as a datetime in UTC.

    Example:
        >>> moment(1_700_000_000_123, 1000).isoformat()
        '2023-11-14T22:13:20.123000+00:00'
    """
    from datetime import datetime, timedelta, timezone

    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    try:
        return datetime.fromtimestamp(0, timezone.utc) + timedelta(microseconds=value * 1_000_000 // units)
    except (OverflowError, ValueError):
        return None


def time_property(name: str, units: int) -> property:
    """The property beside a member, for a model that is made at run time."""

    def get(self: Any) -> datetime | None:
        value: int | None = getattr(self, name)
        return moment(value, units)

    get.__doc__ = said(name)
    return property(get)


def said(name: str) -> str:
    """What the property says of itself."""
    return f"`{name}` as a datetime, in UTC."
