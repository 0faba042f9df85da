"""The SQL functions that compiled filters call.

Rules kept here:

- A function never raises on stored data: a value that cannot be converted is NULL, so the row does not match.
- NULL in, NULL out, except where a docstring says otherwise.
- ``jsonb`` travels as JSON text, a boolean as 0 or 1, a date as its day number (1 is 0001-01-01), a timestamp as
  microseconds since the epoch, UTC. NaN and infinities do not exist: they convert to NULL.
"""

from __future__ import annotations

import json
import math
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final

from goodmem_dyn._cache import lru_cache
from goodmem_dyn.filters import language
from goodmem_dyn.filters.language import DATE_PARTS, DAYS, FUNCTIONS, follow
from goodmem_dyn.local._filters import casts, paths
from goodmem_dyn.local._filters.casts import as_text, cast_scalar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from goodmem_dyn.filters.language import Function
    from goodmem_dyn.local._filters.casts import Scalar


# ------------------------------------------------------------------ JSON values


# One row's metadata is asked for several paths in a row; a handful of documents is all that is worth keeping.
@lru_cache(maxsize=16)
def _load(text: str) -> Any:
    return json.loads(text)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def val(document: str | None, path: str) -> str | None:
    """Return the first value at the path as JSON text, NULL where there is none."""
    if document is None:
        return None
    for value in follow(_load(document), paths.decode(path)):
        return _dump(value)
    return None


def exists(document: str | None, path: str) -> int:
    """Return whether the path leads anywhere; never NULL."""
    return int(document is not None and any(True for _ in follow(_load(document), paths.decode(path))))


def item(array: str | None, index: float | None) -> str | None:
    """Return one element of a JSON array."""
    if array is None or index is None:
        return None
    value = _load(array)
    if not isinstance(value, list) or index != int(index) or not 0 <= index < len(value):
        return None
    return _dump(value[int(index)])


def to_json(value: Scalar, kind: str) -> str | None:
    """Return an SQL value of the given type as JSON text."""
    if value is None or kind == "JSON":
        return None if value is None else str(value)
    if kind == "BOOLEAN":
        return "true" if value else "false"
    return _dump(as_text(value, kind) if kind in DAYS else value)


def array(*elements: str | None) -> str:
    """Return a JSON array of JSON texts; NULL becomes null."""
    return f"[{language.joined(['null' if element is None else element for element in elements], ',')}]"


_RANKS: Final = {type(None): 0, str: 1, float: 2, int: 2, bool: 3, list: 4, dict: 5}


def _order(left: Any, right: Any) -> int:
    """Order two JSON values as PostgreSQL orders jsonb: null < text < number < boolean < array < object."""
    ranks = _RANKS[type(left)], _RANKS[type(right)]
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(left, list | dict):
        if len(left) != len(right):
            return -1 if len(left) < len(right) else 1
        if isinstance(left, dict):
            # Keys first, then the values in the order of their keys.
            left = [part for key in sorted(left) for part in (key, left[key])]
            right = [part for key in sorted(right) for part in (key, right[key])]
        return next((order for a, b in zip(left, right, strict=True) if (order := _order(a, b))), 0)
    return 0 if left is None else (left > right) - (left < right)


def in_time() -> int:
    """Return true while the filter has time left; it is refused where it has none."""
    language.look()
    return 1


def compare(left: str | None, right: str | None) -> int | None:
    """Return -1, 0 or 1 for two JSON texts."""
    if left is None or right is None:
        return None
    return _order(_load(left), _load(right))


def _key(value: Any) -> object:
    """What two JSON values have in common where `_order` takes them as one; hashable."""
    if isinstance(value, list):
        return (list, *map(_key, value))
    if isinstance(value, dict):
        return (dict, frozenset((name, _key(member)) for name, member in value.items()))
    return (bool, value) if isinstance(value, bool) else value


def contains(whole: str | None, part: str | None) -> int | None:
    """Return whether one JSON value contains another: members of objects, elements of arrays, at any depth.

    An array also contains a single value that is one of its own elements.
    """
    return None if whole is None or part is None else int(language.contains(_load(whole), _load(part), _key))


def overlaps(left: str | None, right: str | None) -> int | None:
    """Return whether two JSON arrays share an element; a single value counts as an array of one."""
    return None if left is None or right is None else int(language.overlap(_load(left), _load(right), _key))


def member(value: str | None, collection: str | None) -> int | None:
    """Return whether a JSON value is an element of a JSON array; NULL if the right side is no array."""
    if value is None or collection is None:
        return None
    elements, wanted = _load(collection), _key(_load(value))
    return int(any(_key(element) == wanted for element in elements)) if isinstance(elements, list) else None


def concat(*texts: str | None) -> str | None:
    """Return texts as one."""
    return None if None in texts else language.joined(texts)  # type: ignore[arg-type]  # none of them is None


def like(text: str | None, pattern: str | None, fold: int) -> int | None:
    """Return whether a text matches a pattern; NULL for a pattern that ends in the middle of an escape."""
    matches = None if text is None or pattern is None else language.like(text, pattern, fold=bool(fold))
    return None if matches is None else int(matches)


def cast_json(value: str | None, target: str) -> Scalar:
    """Convert JSON text to an SQL type."""
    return None if value is None else casts.CASTS[target](_load(value))


def real(document: str, path: str) -> Scalar:
    """Return a stored number that has a fraction or an exponent: Python reads all its digits, older SQLite nearly."""
    return casts.as_number(_load(document)[path[3:-1]])


# ------------------------------------------------------------------ dates and arithmetic


def today() -> int:
    """Return the day number of today in UTC."""
    return datetime.now(tz=timezone.utc).date().toordinal()


def now() -> int:
    """Return the microseconds since the epoch."""
    return int(datetime.now(tz=timezone.utc).timestamp() * 1_000_000)


def extract(field: str, value: int | None, kind: str) -> float | None:
    """Return one field of a date or timestamp."""
    day = None if value is None else casts.as_day(value, kind)
    return None if day is None else DATE_PARTS[field](day)


def modulo(left: float | None, right: float | None) -> float | None:
    """Return the remainder with the sign of the dividend; NULL for a zero divisor."""
    return None if left is None or not right or right is None else math.fmod(left, right)


# ------------------------------------------------------------------ functions of the language


def called(function: Function) -> Callable[..., Scalar]:
    """Return a function of the language as one of SQL. One of any type gets the name of the type first."""

    def fixed(*values: Scalar) -> Scalar:
        arguments = [casts.to_python(value, kind) for value, kind in zip(values, function.takes, strict=False)]
        return casts.to_sql(function(*arguments), function.gives)

    def of_any_type(kind: str, *values: Scalar) -> Scalar:
        return casts.to_sql(function(*(casts.to_python(value, kind) for value in values)), function.gives or kind)

    return of_any_type if function.many else fixed


def install(connection: sqlite3.Connection) -> None:
    """Register every function under its ``gm_`` name."""
    registered: tuple[tuple[str, int, Callable[..., Scalar], bool], ...] = (
        ("gm_val", 2, val, True),
        ("gm_exists", 2, exists, True),
        ("gm_item", 2, item, True),
        ("gm_json", 2, to_json, True),
        ("gm_array", -1, array, True),
        ("gm_compare", 2, compare, True),
        ("gm_contains", 2, contains, True),
        ("gm_overlaps", 2, overlaps, True),
        ("gm_member", 2, member, True),
        ("gm_cast_json", 2, cast_json, True),
        ("gm_cast", 3, cast_scalar, True),
        ("gm_real", 2, real, True),
        ("gm_concat", -1, concat, True),
        ("gm_like", 3, like, True),
        ("gm_extract", 3, extract, True),
        ("gm_mod", 2, modulo, True),
        ("gm_in_time", 0, in_time, False),
        ("gm_today", 0, today, False),
        ("gm_now", 0, now, False),
        *((f"gm_{name}", -1, called(function), True) for name, function in FUNCTIONS.items()),
    )
    for name, arguments, function, deterministic in registered:
        connection.create_function(name, arguments, _bounded(function), deterministic=deterministic)


def _bounded(function: Callable[..., Scalar]) -> Callable[..., Scalar]:
    """Let a document nested too deeply for recursion convert to NULL, as anything else that cannot be read."""

    def call(*arguments: Any) -> Scalar:
        try:
            return function(*arguments)
        except RecursionError:
            return None

    return call
