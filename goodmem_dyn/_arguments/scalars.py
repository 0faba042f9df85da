"""Checkers of values that hold no fields: text, numbers, choices, and JSON of whatever shape.

Rules: a value is never changed silently, and what has no exact representation in JSON (NaN, bytes, a lone surrogate) is
refused.
"""

from __future__ import annotations

import base64
import datetime
import enum
import json
import math
import operator
import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.refusals import digits, shown, shown_for
from goodmem_dyn._cache import pattern
from goodmem_dyn._values import json_value
from goodmem_dyn._wire.hints import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._arguments.refusals import Check, Problems
    from goodmem_dyn._document.schema import Schema

_TIMES = {"date": "date", "date-time": "datetime"}
_SHAPES = {
    "date": pattern(r"\d{4}-\d\d-\d\d\Z"),
    "date-time": pattern(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*\Z", re.DOTALL),
}
UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_UUID = pattern(rf"{UUID}\Z")
INTEGER_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


def text_of(value: Any) -> str | None:
    """The text of a str, an enum member, a UUID, a date or a time; None for anything else."""
    if type(value) is str:
        return value
    if isinstance(value, enum.Enum):
        return text_of(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z") if value.tzinfo else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    # By name, because importing uuid for one comparison is not worth its time.
    return str(value) if type(value).__name__ == "UUID" else None


def scalar_text(value: object) -> str | None:
    """A scalar as paths, queries and headers write it; None for what is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        try:
            return repr(value)
        except ValueError:
            return None  # an int of more digits than Python writes
    return text_of(value)


def identity(value: Any) -> Any:
    """What equal JSON values have in common, and no others: text stands for itself, the rest is told by its JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return (json.dumps(value, sort_keys=True, default=repr),)


def choice(values: list[Any]) -> Check:
    allowed = [value for value in values if value is not None]
    texts = [value for value in allowed if isinstance(value, str)]

    def check(value: Any, path: str, problems: Problems) -> Any:
        plain = value.value if isinstance(value, enum.Enum) else value
        for option in allowed:
            # In Python, True equals 1; in JSON it does not.
            if plain == option and isinstance(plain, bool) == isinstance(option, bool):
                return option
        if isinstance(plain, str) and texts:
            hint = nearest(plain.upper() if texts[0].isupper() else plain, texts)
            problems.append(f"{path} must be one of {', '.join(map(repr, allowed))}, not {plain[:64]!r}.{hint}")
        else:
            # A whole number is shown beside numbers, among which no secret is.
            spelled = repr(plain) if type(plain) is int and abs(plain) < 10**16 and not texts else shown(plain)
            problems.append(f"{path} must be one of {', '.join(map(repr, allowed))}, not {spelled}.")
        return None

    return check


def boolean(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, bool):
        problems.append(f"{path} must be True or False, not {shown(value)}.")
    return value


def limit(node: Schema, key: str) -> Any:
    """A limit that a schema sets; None where it sets none, or writes something that is no number."""
    value = node.get(key)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _is_multiple(number: float, step: float) -> bool:
    """Whether a number is a multiple of another, as far as floats tell; exactly where they cannot."""
    try:
        ratio = number / step
        return abs(ratio - round(ratio)) <= 1e-9
    except OverflowError:
        from fractions import Fraction

        return Fraction(number) % Fraction(step) == 0


def number(node: Schema, *, integer: bool) -> Check:
    low, high = limit(node, "minimum"), limit(node, "maximum")
    above, below = limit(node, "exclusiveMinimum"), limit(node, "exclusiveMaximum")
    # OpenAPI 3.0 spells the exclusive bounds as booleans beside the inclusive ones.
    if node.get("exclusiveMinimum") is True:
        low, above = None, low
    if node.get("exclusiveMaximum") is True:
        high, below = None, high
    step = limit(node, "multipleOf")
    if integer and node.get("format") in INTEGER_RANGES:
        least, most = INTEGER_RANGES[node["format"]]
        low = least if low is None else max(low, least)
        high = most if high is None else min(high, most)
    wanted = "an int" if integer else "a number"
    bounds = [
        (text, bound, fits)
        for text, bound, fits in (
            ("at least", low, operator.ge),
            ("at most", high, operator.le),
            ("above", above, operator.gt),
            ("below", below, operator.lt),
        )
        if bound is not None
    ]

    def check(value: Any, path: str, problems: Problems) -> Any:
        if value is None or isinstance(value, (bool, str, bytes)):
            problems.append(f"{path} must be {wanted}, not {shown(value)}.")
            return None
        try:
            number = value.__index__() if integer or hasattr(value, "__index__") else float(value)
        except (TypeError, ValueError, AttributeError):
            problems.append(f"{path} must be {wanted}, not {shown(value)}.")
            return None
        if isinstance(number, float) and not math.isfinite(number):
            problems.append(f"{path} must be a finite number: JSON has no NaN and no infinity.")
            return None
        problems.extend(
            f"{path} must be {text} {bound}, not {digits(number)}."
            for text, bound, fits in bounds
            if not fits(number, bound)
        )
        if step and not _is_multiple(number, step):
            problems.append(f"{path} must be a multiple of {step}, not {digits(number)}.")
        return number

    return check


def _pattern(text: Any) -> Callable[[str], bool] | None:
    """Whether a text has a match; None for no pattern, and for one that only the server can check.

    By an engine that never goes back: a document's pattern must not make an argument cost more than its length.
    """
    if not text or not isinstance(text, str):
        return None
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        return SchemaValidator(core_schema.str_schema(pattern=text, regex_engine="rust-regex")).isinstance_python
    except SchemaError:
        # The document's dialect is ECMA-262, which has more than can be matched so.
        return None


def string(node: Schema) -> Check:
    least, most, pattern = limit(node, "minLength"), limit(node, "maxLength"), _pattern(node.get("pattern"))
    is_uuid = node.get("format") == "uuid"
    is_time = node.get("format") in {"date-time", "date"}
    is_moment = node.get("format") == "date-time"
    is_base64 = node.get("format") == "byte" or node.get("contentEncoding") == "base64"
    is_filter = bool(node.get("x-goodmem-filter"))
    plain = least is None and most is None and pattern is None and not is_uuid and not is_time

    def check(value: Any, path: str, problems: Problems) -> Any:
        if type(value) is str:
            text = value
        else:
            if is_base64 and isinstance(value, (bytes, bytearray, memoryview)):
                return base64.b64encode(value).decode("ascii")
            # To Python a datetime is a date; to a document it is another value.
            if is_time and isinstance(value, datetime.date) and isinstance(value, datetime.datetime) != is_moment:
                problems.append(f"{path} must be a datetime.{_TIMES[node['format']]}, not {shown(value)}.")
                return None
            if isinstance(value, datetime.datetime) and value.tzinfo is None:
                problems.append(f"{path} must say its time zone: use datetime.now(timezone.utc) or .astimezone().")
                return None
            spelled = text_of(value)
            if spelled is None:
                wanted = "a str or an expression such as F('lang') == 'en'" if is_filter else "a str"
                problems.append(f"{path} must be {wanted}, not {shown_for(value, path)}.")
                return None
            text = spelled
        if plain:
            return text
        if least is not None and len(text) < least:
            problem = "must not be empty" if least == 1 else f"must have at least {least} characters, not {len(text)}"
            problems.append(f"{path} {problem}.")
        if most is not None and len(text) > most:
            problems.append(f"{path} must have at most {most} characters, not {len(text)}.")
        if is_uuid and not _UUID.match(text):
            problems.append(f"{path} must be a UUID such as '0198c0de-7a4b-7000-8000-000000000001'.")
        if is_time and not _is_time(text, node["format"]):
            kind = "datetime" if node["format"] == "date-time" else "date"
            problems.append(f"{path} must be an ISO 8601 {node['format']} or a {kind}.")
        if pattern is not None and len(text) <= 4096 and not pattern(text):
            problems.append(f"{path} must match {node['pattern']!r}.")
        return text

    return check


def _is_time(text: str, kind: str) -> bool:
    if not _SHAPES[kind].match(text):
        return False
    try:
        if kind == "date":
            datetime.date.fromisoformat(text)
        else:
            datetime.datetime.fromisoformat(
                re.sub(r"(\.\d{6})\d+", r"\1", text.replace("Z", "+00:00").replace("z", "+00:00"))
            )
    except ValueError:
        # 3.10 reads fewer spellings than RFC 3339 has; of what has the shape of a time, none is refused.
        return kind != "date"
    return True


free = json_value
"""The checker of JSON of whatever shape."""
