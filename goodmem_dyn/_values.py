"""Python values as JSON holds them: one spelling for what is stored, what a filter compares, and what is explained.

Rules kept here:

- A value is kept or refused, never changed: what comes back equals what was given, as far as JSON has a form for it. A
  set, a tuple and an array are lists there, a member of an enumeration is its value.
- A point in time is written in UTC, because only then equal times are equal texts; without a time zone it is no point
  in time, and is refused.
- An integer beyond 2**53 is refused, because servers keep numbers as doubles and would give back another one.
- Libraries are known by what their values can do, never imported.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import math
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

MAX_DEPTH = 180
"""How deep a value may nest. Readers of JSON stop at 200, and an answer puts what it carries some levels down."""

EXACT = 2**53
"""Up to here a double holds every integer."""

Problems = list[str]


class UnwritableError(ValueError):
    """A value has no form in JSON; the text says why and what to write, as the rest of a sentence."""


def moment(value: datetime.datetime) -> str:
    """A point in time as text: in UTC, with a Z, and a fraction where it has one.

    Raises:
        UnwritableError: It has no time zone, or is pandas' NaT.

    Example:
        >>> moment(datetime.datetime(2026, 1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=2))))
        '2026-01-02T01:00:00Z'
    """
    if value != value:  # noqa: PLR0124 - NaT is unequal to itself
        raise UnwritableError("is no time (NaT): leave it out, or give None")
    if value.utcoffset() is None:
        raise UnwritableError(
            "is a datetime without a time zone: use datetime.now(timezone.utc), .replace(tzinfo=...) or .astimezone(), "
            "or store the text of .isoformat()"
        )
    try:
        return value.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise UnwritableError("is a time that in UTC lies beyond the years 1 to 9999") from None


def scalar(value: Any) -> Any:
    """A single value as a str, bool, int, float, Decimal, date or None; what is none of these comes back as it is.

    Members of enumerations are their values, UUIDs and paths texts, points in time texts in UTC, and the scalars of
    NumPy and pandas the Python values they stand for.

    Raises:
        UnwritableError: It is one, and has no form in JSON.
    """
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, enum.Enum):
        return scalar(value.value)
    if isinstance(value, type):
        raise UnwritableError(f"cannot be written as JSON: the class {value.__name__}, and no value of it")
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, (datetime.date, decimal.Decimal)):
        return value
    if isinstance(value, (datetime.time, datetime.timedelta)):
        method = ".isoformat()" if isinstance(value, datetime.time) else ".total_seconds()"
        raise UnwritableError(f"cannot be written as JSON: a {type(value).__name__}. Store its {method}")
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise UnwritableError(
            f"cannot be written as JSON: a value of type {type(value).__name__}. Encode it as base64 text"
        )
    if isinstance(value, os.PathLike):
        return scalar(os.fspath(value))
    # By name, because importing uuid for one comparison is not worth its time.
    if type(value).__name__ == "UUID":
        return str(value)
    if type(value).__name__ == "Null" and type(value).__module__.startswith("goodmem_dyn."):
        return None
    if type(value).__name__ == "NAType":
        raise UnwritableError("is missing (NA): leave it out, or give None")
    return _of_numpy(value) if hasattr(value, "dtype") else _number(value)


_PLAIN = frozenset({str, bool, int, float})


def _of_numpy(value: Any) -> Any:
    """A scalar of NumPy, or an array without dimensions, as Python's; arrays come back as they are."""
    if getattr(value, "shape", None) != ():
        return value
    kind = getattr(value.dtype, "kind", "")
    if kind in "mM" and value != value:  # noqa: PLR0124 - NaT is unequal to itself
        raise UnwritableError("is no time (NaT): leave it out, or give None")
    if kind == "M":
        # In nanoseconds it would come out as a bare number.
        return scalar(value.item() if isinstance(value.item(), datetime.date) else value.astype("M8[us]").item())
    if kind == "m":
        raise UnwritableError("cannot be written as JSON: a span of time. Store its number of seconds")
    item = value.item()
    return _number(item) if type(item) is type(value) else scalar(item)


def _number(value: Any) -> Any:
    """Whatever counts as a number, exactly; anything else comes back as it is."""
    try:
        return _as_number(value)
    except UnwritableError:
        raise
    except Exception as error:  # a class of others does what it will when it is asked for its number
        raise UnwritableError(f"cannot be written as JSON: its number cannot be had ({type(error).__name__})") from None


def _as_number(value: Any) -> Any:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if hasattr(value, "__index__") and not hasattr(value, "shape"):
        return value.__index__()
    if not hasattr(value, "__float__") or (hasattr(value, "tolist") and getattr(value, "shape", None) != ()):
        return value
    double = float(value)
    if double != value:
        raise UnwritableError("cannot be written as JSON exactly: it has more digits than a double. Store it as text")
    return double


def is_finite(value: float | decimal.Decimal) -> bool:
    """Whether a number is one that a double can be, or an integer."""
    if isinstance(value, decimal.Decimal):
        return value.is_finite() and math.isfinite(float(value))
    return isinstance(value, int) or math.isfinite(value)


def number(value: float | decimal.Decimal) -> float:
    """A number as JSON holds it and every server keeps it.

    Raises:
        UnwritableError: JSON has no such number, or servers would make it another one.
    """
    if isinstance(value, int) and abs(value) > EXACT:
        raise UnwritableError("is an integer beyond 2**53, which servers keep as another number: store it as text")
    if not is_finite(value):
        raise UnwritableError("must be a finite number: JSON has no NaN and no infinity")
    if isinstance(value, decimal.Decimal):
        double: float = int(value) if abs(value) <= EXACT and value == value.to_integral_value() else float(value)
        if decimal.Decimal(repr(double)) != value:
            raise UnwritableError(
                "cannot be written as JSON exactly: it has more digits than a double. Store it as text"
            )
        return double
    return value


def text(value: str) -> str:
    """Text as JSON holds it.

    Raises:
        UnwritableError: It holds half of a surrogate pair.
    """
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnwritableError("holds half of a surrogate pair, which UTF-8 cannot carry") from None
    return value


def json_value(value: Any, path: str, problems: Problems, depth: int = 1) -> Any:
    """Any value as JSON holds it, checked all the way down: what JSON cannot carry must not be guessed.

    Args:
        value: The value.
        path: What it is called in a problem; where it is empty, no path is written.
        problems: What is wrong is appended here.
        depth: How deep it lies in what is written.
    """
    kind = type(value)
    if value is None or kind is bool or (kind is str and value.isascii()):
        return value
    if depth > MAX_DEPTH:
        problems.append(f"{path} is nested more than {MAX_DEPTH} deep, or contains itself.")
        return None
    try:
        plain = value if kind is dict or kind is list else scalar(value)
        if isinstance(plain, str):
            return text(plain)
        if plain is None or isinstance(plain, bool):
            return plain
        if isinstance(plain, (int, float, decimal.Decimal)):
            return number(plain)
        if isinstance(plain, datetime.date):
            return plain.isoformat()
        plain = _container(plain)
    except UnwritableError as reason:
        problems.append(f"{path} {reason}.")
        return None
    except Exception as error:  # what a type of others does when it is asked for its number, members or items
        problems.append(unreadable(value, path, error))
        return None
    inner = partial(json_value, problems=problems, depth=depth + 1)
    try:
        if isinstance(plain, Mapping):
            return members(plain, path, problems, inner, ".{}")
        return [inner(item, path and f"{path}[{index}]") for index, item in enumerate(plain)]
    except Exception as error:
        problems.append(unreadable(value, path, error))
        return None


def unreadable(value: Any, path: str, error: Exception) -> str:
    """What is wrong with a value whose type raised what it likes when it was asked for what is in it."""
    return f"{path} cannot be written as JSON: its {type(value).__name__} raised {type(error).__name__}."


def members(
    value: Mapping[Any, Any], path: str, problems: Problems, check: Callable[[Any, str], Any], step: str
) -> dict[str, Any]:
    """The members of a mapping by the text of their keys; what two keys would make one of is refused.

    Args:
        value: The mapping.
        path: What it is called in a problem, or empty.
        problems: What is wrong is appended here.
        check: Called with each item and its path; returns how it is written.
        step: How a key is added to the path.
    """
    written: dict[str, Any] = {}
    for key, item in value.items():
        try:
            name = text(key if type(key) is str else _key(key))
        except UnwritableError as reason:
            problems.append(f"{path} must have text keys, and one {reason}.")
            continue
        if name in written:
            problems.append(f"{path} must not have two keys that are both written as {name[:80]!r}.")
            continue
        written[name] = check(item, path and path + step.format(name[:80]))
    return written


def _key(key: Any) -> str:
    name = scalar(key)
    if isinstance(name, datetime.date):
        return name.isoformat()
    if not isinstance(name, str):
        raise UnwritableError(f"is {type(key).__name__}")
    return name


def mapping(value: Any) -> Mapping[Any, Any] | None:
    """The members of what has some by name: a mapping, a model of pydantic or a dataclass; None for anything else."""
    if type(value) is dict or isinstance(value, Mapping):
        return value
    if isinstance(value, type):
        return None
    if hasattr(value, "__wire__"):
        wire: Mapping[Any, Any] = value.__wire__()
        return wire
    if hasattr(value, "model_dump"):
        names = {name: field.serialization_alias or name for name, field in type(value).model_fields.items()}
        return {names[name]: getattr(value, name) for name in names} | dict(value.model_extra or {})
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return None


def _container(value: Any) -> Mapping[Any, Any] | Sequence[Any]:
    """What holds other values, as a mapping or a sequence of them."""
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, (set, frozenset)):
        # Sets have no order; with one of ours, the same set is the same bytes.
        return sorted(value, key=lambda item: (type(item).__name__, repr(item)))
    by_name = mapping(value)
    if by_name is not None:
        return by_name
    if hasattr(value, "tolist"):
        # Times of an array are numbers in a list of NumPy's, and times one by one.
        is_time = getattr(getattr(value, "dtype", None), "kind", "") in {"m", "M"}
        listed = list(value) if is_time else value.tolist()
        return listed if isinstance(listed, list) else [listed]
    raise UnwritableError(f"cannot be written as JSON: a value of type {type(value).__name__}")
